"""Curves become numbers, tables and charts."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from fcn_core.bench.report import write_report
from fcn_core.bench.runs import Run
from fcn_core.bench.session import Plan
from fcn_core.bench.summary import Spread, reached, summarize

MACHINE = {
    "processor": "abacus",
    "cores": "2",
    "device": "CPU, 2 threads",
    "system": "Linux",
    "python": "3.11",
    "torch": "2",
}


def run(arm: str, seed: int, *curve: tuple[int, int, float | None]) -> Run:
    """A session from (images, acts, mean IU); each act takes four seconds."""
    points: list[dict[str, Any]] = [
        {"images": n, "acts": acts, "seconds": 4.0 * acts, "mean_iu": iu} for n, acts, iu in curve
    ]
    return Run(
        data="roads",
        arm=arm,
        seed=seed,
        made_with={"plan": Plan().to_json()},
        machine=MACHINE,
        labels=["background", "road"],
        points=points,
        images=[],
    )


RUNS = [
    run("hand", 0, (0, 0, 0.0), (5, 200, 0.5), (10, 400, 0.8)),
    run("hand", 1, (0, 0, None), (5, 100, 0.6), (10, 300, 0.8)),
    run("ours", 0, (0, 0, 0.4), (5, 80, 0.72), (10, 120, 0.8)),
    run("ours", 1, (0, 0, 0.76), (5, 60, 0.8), (10, 80, 0.6)),
    run("forest", 0, (0, 0, 0.0), (5, 90, 0.4), (10, 190, 0.5)),
    run("forest", 1, (0, 0, 0.0), (5, 90, 0.9), (10, 190, 0.9)),
]


def rows() -> dict[str, dict[str, Any]]:
    return {row["arm"]: row for row in summarize(RUNS)["data"]["roads"]}


def test_the_way_to_a_target_is_read_off_the_curve() -> None:
    assert reached(RUNS[0], "acts", 0.65) == pytest.approx(300)
    assert reached(RUNS[0], "seconds", 0.65) == pytest.approx(1200)
    assert reached(RUNS[3], "acts", 0.7) == 0
    assert reached(RUNS[0], "acts", 0.81) is None
    assert reached(RUNS[0], "acts", None) is None
    assert reached(RUNS[1], "acts", 0.3) == pytest.approx(50)


def test_arms_are_compared_with_painting_by_hand() -> None:
    """Target 0.9 * 0.8 on both seeds: by hand 346.7 and 220, ours at 80 and at once."""
    ours = rows()["ours"]
    expected = {"mean": 40, "low": 0, "high": 80, "known": 2, "seeds": 2}
    assert ours["acts_to_target"] == pytest.approx(expected)
    assert ours["ratio"]["high"] == pytest.approx(80 / (200 + 200 * 0.22 / 0.3))
    assert rows()["hand"]["ratio"]["mean"] == pytest.approx(1)
    assert ours["final"]["mean"] == pytest.approx(0.7)
    assert ours["on_the_way"]["low"] == pytest.approx(0.7)
    assert ours["on_the_way"]["high"] == pytest.approx(0.76)
    assert ours["acts_per_image"]["mean"] == pytest.approx(10)
    assert ours["seconds_per_image"]["mean"] == pytest.approx(40)


def test_a_target_missed_by_one_seed_has_no_mean() -> None:
    missed = rows()["forest"]["acts_to_target"]
    assert (missed["mean"], missed["known"], missed["seeds"]) == (None, 1, 2)


def test_without_a_reference_there_is_no_target() -> None:
    (row,) = summarize(RUNS[4:])["data"]["roads"]
    assert row["acts_to_target"]["known"] == row["ratio"]["known"] == 0


def test_spreads() -> None:
    assert Spread.of([1.0, 3.0]) == Spread(mean=2, low=1, high=3, known=2, seeds=2)
    assert Spread.of([]).mean is None


def test_the_report_is_written(tmp_path: Path) -> None:
    summary = write_report(RUNS, tmp_path)
    assert json.loads((tmp_path / "annotator.json").read_text()) == summary
    text = (tmp_path / "annotator.md").read_text()
    assert "abacus, 2 cores" in text
    assert "| shipped net, fine-tuned | 58.0 (40.0–76.0) |" in text
    assert "| 1 of 2 seeds |" in text
    assert "](roads-acts.svg)" in text
    for name in ("roads-acts.svg", "roads-seconds.svg"):
        root = ET.fromstring((tmp_path / name).read_text())
        assert root.tag.endswith("svg")
        shown = "".join(root.itertext())
        assert "painting without a net" in shown and "mean IU, %" in shown
