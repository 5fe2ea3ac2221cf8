"""A benchmark's summary as a Markdown page: which machine, how, and a table for each data set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

NOTHING = "–"
HEADINGS = (
    "way of annotating",
    "mean IU at first",
    "on the way",
    "at the end",
    "strokes and clicks an image",
    "seconds an image",
    "strokes and clicks to target",
    "seconds to target",
    "of painting by hand",
)
PER_CENT = ("start", "on_the_way", "final")
COLUMNS = (
    *PER_CENT,
    "acts_per_image",
    "seconds_per_image",
    "acts_to_target",
    "seconds_to_target",
    "ratio",
)


def page(summary: Mapping[str, Any], charts: Mapping[str, Sequence[str]]) -> str:
    """The page. `charts` names picture files, beside the page, for each data set."""
    plan = summary["plan"]
    lines = [
        "# The simulated annotator",
        "",
        f"{plan['images']} images corrected in {_order(plan['order'])}, learning after each "
        f"{plan['every']} for {plan['seconds']:g} s; mean IU on images that were never opened. "
        "Mean of the seeds, least and most in brackets.",
        "",
        f"Target: {summary['target']}. Seconds are a hand's, by the laws in "
        "`fcn_core/bench/hand.py`; the time of learning is not in them. On the way: the mean over "
        "all learnings.",
        "",
        *(f"Machine: {_machine(found)}." for found in summary["machines"]),
    ]
    for data, rows in summary["data"].items():
        seeds = ", ".join(map(str, summary["seeds"][data]))
        scored = f"Scored on at most {summary['held_out'][data]} images; seeds {seeds}."
        lines += ["", f"## {data}", "", scored, "", *table(rows)]
        for chart in charts.get(data, ()):
            lines += ["", f"![{data}: mean IU]({chart})"]
    return "\n".join(lines) + "\n"


def table(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """A Markdown table, line by line."""
    lines = [f"| {' | '.join(HEADINGS)} |", f"|{' --- |' * len(HEADINGS)}"]
    for row in rows:
        cells = [row["title"], *(_cell(row[c], percent=c in PER_CENT, c=c) for c in COLUMNS)]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _cell(spread: Mapping[str, Any], *, percent: bool, c: str) -> str:
    if spread["mean"] is None:
        known, seeds = spread["known"], spread["seeds"]
        return f"{known} of {seeds} seeds" if known else NOTHING
    digits = 2 if c == "ratio" else 1 if percent else 0
    factor = 100 if percent else 1
    mean, low, high = (f"{factor * spread[k]:.{digits}f}" for k in ("mean", "low", "high"))
    return f"{mean} ({low}–{high})" if spread["seeds"] > 1 else mean


def _order(name: str) -> str:
    words = {"random": "random order", "name": "the order of their names"}
    return words.get(name, "the order of their use, as the window suggests")


def _machine(found: Mapping[str, str]) -> str:
    return (
        f"{found['processor']}, {found['cores']} cores, computing on {found['device']}; "
        f"{found['system']}, Python {found['python']}, PyTorch {found['torch']}"
    )
