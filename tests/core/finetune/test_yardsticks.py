"""What a result is measured by, besides the net in use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fcn_core.finetune import yardsticks as module
from fcn_core.finetune.judge import Judgement
from fcn_core.finetune.yardsticks import Yardstick
from tests.core.finetune.test_judge import judgement
from tests.core.finetune.test_run import make_job, report_of, run


def of(hits: int, images: int = 9) -> Judgement:
    return judgement(np.full((images, 16), hits), np.full((images, 16), 100 - hits))


def yardstick(hits: int, *, is_start: bool = False) -> Yardstick:
    return Yardstick(net="roads", is_start=is_start, judged=of(hits))


def test_a_start_that_knew_the_task_is_told_of_in_any_case() -> None:
    told = yardstick(80, is_start=True).told(of(90))
    assert told.startswith("The net that the run started from, roads, scores 66.7 % on the same")
    assert told.endswith("without learning from your corrections.")
    assert "more than the new net's 33.3 %" in yardstick(80, is_start=True).told(of(50))


def test_a_net_kept_before_is_told_of_where_it_is_better() -> None:
    assert yardstick(80).told(of(90)) == "" and not yardstick(80).is_ahead_of(of(90))
    assert yardstick(80).told(of(50)).startswith("The net kept before, roads, scores 66.7 %")
    assert yardstick(80).is_ahead_of(of(50))
    assert not yardstick(80).is_ahead_of(of(50, images=1)), "one image shows nothing"


def test_images_that_are_gone_meanwhile_count_for_neither() -> None:
    only_gone = of(50).on([])
    assert yardstick(80).told(only_gone) == "" and not yardstick(80).is_ahead_of(only_gone)


def test_a_run_is_measured_by_its_start_and_by_the_best_net_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The start is not the net in use, and the one before is all right where the run is not."""
    (tmp_path / "2026-01-02-1").mkdir()
    job = make_job(tmp_path)
    best = tmp_path / "2026-01-02-1" / "model.safetensors"
    used = tmp_path / "used.safetensors"
    for copy in (best, used):
        copy.write_bytes(Path(job.model).read_bytes())
    honest = module.judge
    truth: list[np.ndarray[Any, Any]] = []

    def right(*given: Any) -> Judgement:
        found = honest(*given)
        truth.append(found.counts)
        return replace(found, counts=found.counts.sum(-1)[..., None] * np.eye(2, dtype=np.int64))

    monkeypatch.setattr(module, "judge", right)
    monkeypatch.setattr(module, "verdict_of", lambda *_: "worse")
    report = report_of(run(replace(job, compare=str(used), best=str(best))))
    assert list(report["others"].values()) == [1.0, 1.0]
    assert list(report["others"])[1] == "2026-01-02-1"
    kept = [note for note in report["notes"] if "kept before, 2026-01-02-1, scores 100.0 %" in note]
    assert len(kept) == 1 and not report["gate"]["keep"]
    assert report["gate"]["why"].startswith("Recommended: discard it. 2026-01-02-1, kept before")
    assert len(truth) == 2


def test_the_net_in_use_is_not_judged_twice(tmp_path: Path) -> None:
    job = make_job(tmp_path)
    assert report_of(run(job))["others"] == {}
