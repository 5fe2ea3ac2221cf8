"""What a result is measured by, besides the net in use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fcn_core.finetune import yardsticks as module
from fcn_core.finetune.job import FinetuneJob
from fcn_core.finetune.judge import Judgement
from fcn_core.finetune.yardsticks import Yardstick
from fcn_core.labels import Label, LabelSet
from fcn_core.masks import VOID, read_mask, write_mask
from fcn_core.weights.checkpoint import load_model, save_model
from tests.core.finetune.test_judge import judgement
from tests.core.finetune.test_run import make_job, report_of, run
from tests.core.models import LABELS, picture


def of(hits: int, images: int = 9) -> Judgement:
    return judgement(np.full((images, 16), hits), np.full((images, 16), 100 - hits))


def yardstick(hits: int, *, is_start: bool = False) -> Yardstick:
    return Yardstick(net="roads", is_start=is_start, was_used=not is_start, judged=of(hits))


def test_a_start_that_knew_the_task_is_told_of_in_any_case() -> None:
    told = yardstick(80, is_start=True).told(of(90))
    assert told.startswith("The net that the run started from, roads, scores 66.7 % on the same")
    assert told.endswith("without learning from your corrections.")
    assert "more than the new net's 33.3 %" in yardstick(80, is_start=True).told(of(50))


def test_a_net_used_before_is_told_of_where_it_is_better() -> None:
    assert yardstick(80).told(of(90)) == "" and not yardstick(80).is_ahead_of(of(90))
    assert yardstick(80).told(of(50)).startswith("The net used before, roads, scores 66.7 %")
    assert yardstick(80).is_ahead_of(of(50))
    assert not yardstick(80).is_ahead_of(of(50, images=1)), "one image shows nothing"


def test_images_that_are_gone_meanwhile_count_for_neither() -> None:
    only_gone = of(50).on([])
    assert yardstick(80).told(only_gone) == "" and not yardstick(80).is_ahead_of(only_gone)


@pytest.fixture
def faultless(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every yardstick is all right, beyond chance; returns the ids of images that were judged."""
    honest, seen = module.judge, list[str]()

    def right(*given: Any) -> Judgement:
        found = honest(*given)
        seen.extend(found.image_ids)
        return replace(found, counts=found.counts.sum(-1)[..., None] * np.eye(2, dtype=np.int64))

    monkeypatch.setattr(module, "judge", right)
    monkeypatch.setattr(module, "verdict_of", lambda *_: "worse")
    return seen


def copied(job: FinetuneJob, name: str, **provenance: Any) -> str:
    """Another net of the project, which says the same."""
    file = Path(job.out).parent / name / "model.safetensors"
    file.parent.mkdir()
    net, info = load_model(Path(job.model))
    save_model(file, net, replace(info, provenance=provenance))
    return str(file)


def test_a_run_is_measured_by_its_start_and_by_the_best_net_before(
    tmp_path: Path, faultless: list[str]
) -> None:
    job = make_job(tmp_path, first=4)
    best = copied(job, "2026-01-02-1")
    report = report_of(run(replace(job, compare=copied(job, "used"), best=best)))
    assert report["others"] == {"parent": 1.0, "2026-01-02-1": 1.0}
    assert any("used before, 2026-01-02-1, scores 100.0 %" in note for note in report["notes"])
    assert not report["gate"]["keep"]
    assert report["gate"]["why"].startswith("Recommended: discard it. 2026-01-02-1, used before")


def test_a_start_that_was_the_best_bars_a_result_as_well(
    tmp_path: Path, faultless: list[str]
) -> None:
    job = make_job(tmp_path, first=4)
    report = report_of(run(replace(job, compare=copied(job, "used"), best=job.model)))
    assert len(faultless) == 1, "it is judged once"
    assert not report["gate"]["keep"] and "parent, used before" in report["gate"]["why"]


def test_twins_of_what_is_learned_bar_no_result(tmp_path: Path, faultless: list[str]) -> None:
    """It is said, but the net before may have learned from their like, and this one from others."""
    job = make_job(tmp_path)
    image, mask = picture(0)
    Image.fromarray(image + np.uint8(5)).save(tmp_path / "3.png")
    write_mask(tmp_path / "3_mask.png", mask)
    report = report_of(run(replace(job, best=copied(job, "2026-01-02-1"))))
    assert any("used before, 2026-01-02-1, scores 100.0 %" in note for note in report["notes"])
    assert report["gate"]["keep"] and report["gate"]["why"].startswith("Not decided: most")


def test_images_that_the_best_net_learned_from_do_not_count(
    tmp_path: Path, faultless: list[str]
) -> None:
    job = make_job(tmp_path)
    held_out = [image.image_id for image in job.images if image.held_out]
    report = report_of(run(replace(job, best=copied(job, "best", images=held_out))))
    assert report["gate"]["keep"] and not any("used before" in note for note in report["notes"])


def test_a_best_net_that_is_damaged_stops_no_run(tmp_path: Path) -> None:
    job = make_job(tmp_path)
    (tmp_path / "best").mkdir()
    best = tmp_path / "best" / "model.safetensors"
    best.write_bytes(b"damaged")
    report = report_of(run(replace(job, best=str(best))))
    assert report["others"] == {}
    assert any("not compared with best, used before: " in note for note in report["notes"])


def test_where_nothing_can_be_judged_nothing_is_measured(
    tmp_path: Path, faultless: list[str]
) -> None:
    job = make_job(tmp_path)
    (held_out,) = (image for image in job.images if image.held_out)
    mask = read_mask(Path(held_out.corrections))
    write_mask(Path(held_out.corrections), np.where(mask == 0, mask, VOID))
    report = report_of(run(replace(job, best=copied(job, "best"))))
    assert (report["verdict"], report["gate"]["why"][:11]) == ("unknown", "Not checked")
    assert not any("used before" in note for note in report["notes"])


def test_a_start_that_lacks_a_label_is_no_measure(tmp_path: Path, faultless: list[str]) -> None:
    job = make_job(tmp_path)
    for image in job.images:
        mask = read_mask(file := Path(image.corrections))
        write_mask(file, np.where(mask == 1, 2, mask))
    more = LabelSet((*LABELS.labels, Label(name="moss", color=(1, 2, 3))))
    report = report_of(run(replace(job, labels=more, compare=copied(job, "used"))))
    assert report["others"] == {} and not faultless


def test_the_net_in_use_is_not_judged_twice(tmp_path: Path) -> None:
    assert report_of(run(make_job(tmp_path)))["others"] == {}
