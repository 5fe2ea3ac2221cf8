"""Writes what a benchmark found: a summary as JSON, a page with tables, and charts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from fcn_core.bench.arms import arm
from fcn_core.bench.runs import Run
from fcn_core.bench.summary import summarize
from fcn_core.bench.tables import page
from fcn_core.charts import Line, line_chart
from fcn_core.files import write_atomic

AXES = {"acts": "strokes and clicks", "seconds": "seconds of a hand's work"}


def write_report(runs: Sequence[Run], out: Path) -> dict[str, Any]:
    """`annotator.json`, `annotator.md` and two charts for each data set. Raises `OSError`."""
    summary = summarize(runs)
    charts: dict[str, list[str]] = {}
    for data in summary["data"]:
        for what in AXES:
            name = f"{data}-{what}.svg"
            chart = curves([run for run in runs if run.data == data], what)
            write_atomic(out / name, chart.encode())
            charts.setdefault(data, []).append(name)
    text = json.dumps(summary, indent=1, allow_nan=False) + "\n"
    write_atomic(out / "annotator.json", text.encode())
    write_atomic(out / "annotator.md", page(summary, charts).encode())
    return summary


def curves(runs: Sequence[Run], what: str) -> str:
    """The chart of mean IU in per cent over `what` (`acts` or `seconds`), a line for each arm."""
    names = list(dict.fromkeys(run.arm for run in runs))
    return line_chart(
        f"{runs[0].data}: mean IU on images that were never opened",
        AXES[what],
        "mean IU, %",
        [_line(arm(name).title, [r for r in runs if r.arm == name], what) for name in names],
    )


def _line(name: str, runs: Sequence[Run], what: str) -> Line:
    """Over the seeds: the mean of x, and mean, least and most of y, point by point."""
    x = np.array([[point[what] for point in run.points] for run in runs], np.float64)
    y = 100 * np.array([[point["mean_iu"] or 0.0 for point in r.points] for r in runs], np.float64)
    return Line(
        name=name,
        x=x.mean(0).tolist(),
        y=y.mean(0).tolist(),
        low=y.min(0).tolist(),
        high=y.max(0).tolist(),
    )
