"""Many sessions in few numbers: what each arm reaches, and what it takes, over the seeds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from fcn_core.bench.arms import arm
from fcn_core.bench.runs import Run

SHARE = 0.9
"""The target: this share of the best final mean IU of painting by hand and of our way."""
REFERENCES = ("hand", "ours")


@dataclass(frozen=True, kw_only=True)
class Spread:
    """A quantity over the seeds: mean, least and most. None where a seed has no value."""

    mean: float | None
    low: float | None
    high: float | None
    known: int
    """Seeds that have a value."""
    seeds: int

    @classmethod
    def of(cls, values: Iterable[float | None]) -> Spread:
        found = list(values)
        known = [value for value in found if value is not None and math.isfinite(value)]
        whole = bool(known) and len(known) == len(found)
        return cls(
            mean=float(np.mean(known)) if whole else None,
            low=min(known) if whole else None,
            high=max(known) if whole else None,
            known=len(known),
            seeds=len(found),
        )


@dataclass(frozen=True, kw_only=True)
class Row:
    """One arm on one data set. IU as fractions (0-1), time by the hand's laws in seconds.

    `on_the_way`: the mean over all learnings, which runs of one net differ in less than in `final`.
    `acts` are strokes and clicks. `acts_to_target` and `seconds_to_target`: where the curve, drawn
    straight between its points, first comes to the target. `ratio`: those acts over the hand's.
    """

    arm: str
    title: str
    start: Spread
    on_the_way: Spread
    final: Spread
    acts_per_image: Spread
    seconds_per_image: Spread
    acts_to_target: Spread
    seconds_to_target: Spread
    ratio: Spread


def summarize(runs: Sequence[Run]) -> dict[str, Any]:
    """Plain values: machines, plans and a table for each data set."""
    names = list(dict.fromkeys(run.data for run in runs))
    machines = {tuple(sorted(run.machine.items())) for run in runs}
    plans = {run.data: run.made_with["plan"] for run in runs}
    return {
        "machines": [dict(found) for found in sorted(machines)],
        "plan": runs[0].made_with["plan"],
        "held_out": {name: plans[name]["test"] for name in names},
        "seeds": {name: sorted({run.seed for run in runs if run.data == name}) for name in names},
        "target": f"{SHARE:g} x the best final mean IU of {' and '.join(REFERENCES)}, seed by seed",
        "data": {name: _table([run for run in runs if run.data == name]) for name in names},
    }


def _table(runs: Sequence[Run]) -> list[dict[str, Any]]:
    targets = _targets(runs)
    hand = {run.seed: reached(run, "acts", targets.get(run.seed)) for run in _of(runs, "hand")}
    arms = list(dict.fromkeys(run.arm for run in runs))
    return [asdict(_row(name, _of(runs, name), targets, hand)) for name in arms]


def _of(runs: Sequence[Run], name: str) -> list[Run]:
    return [run for run in runs if run.arm == name]


def _targets(runs: Sequence[Run]) -> dict[int, float]:
    """The mean IU to reach, for each seed that has a reference."""
    finals: dict[int, list[float]] = {}
    for run in runs:
        if run.arm in REFERENCES:
            finals.setdefault(run.seed, []).append(run.points[-1]["mean_iu"] or 0.0)
    return {seed: SHARE * max(values) for seed, values in finals.items()}


def _row(
    name: str, runs: Sequence[Run], targets: dict[int, float], hand: dict[int, float | None]
) -> Row:
    acts = {run.seed: reached(run, "acts", targets.get(run.seed)) for run in runs}
    seconds = [reached(run, "seconds", targets.get(run.seed)) for run in runs]
    last = [run.points[-1] for run in runs]
    return Row(
        arm=name,
        title=arm(name).title,
        start=Spread.of(run.points[0]["mean_iu"] for run in runs),
        on_the_way=Spread.of(_on_the_way(run) for run in runs),
        final=Spread.of(point["mean_iu"] for point in last),
        acts_per_image=Spread.of(point["acts"] / point["images"] for point in last),
        seconds_per_image=Spread.of(point["seconds"] / point["images"] for point in last),
        acts_to_target=Spread.of(acts.values()),
        seconds_to_target=Spread.of(seconds),
        ratio=Spread.of(_over(acts[run.seed], hand.get(run.seed)) for run in runs),
    )


def _over(acts: float | None, by_hand: float | None) -> float | None:
    return None if acts is None or not by_hand else acts / by_hand


def _on_the_way(run: Run) -> float:
    """The mean IU, averaged over the points after the first."""
    return float(np.mean([point["mean_iu"] or 0.0 for point in run.points[1:]]))


def reached(run: Run, what: str, target: float | None) -> float | None:
    """How much of `what` it took to come to a mean IU; None if the run never does."""
    if target is None:
        return None
    before: dict[str, Any] | None = None
    for point in run.points:
        here = point["mean_iu"] or 0.0
        if here >= target:
            if before is None:
                return float(point[what])
            rise = here - (before["mean_iu"] or 0.0)
            share = (target - (before["mean_iu"] or 0.0)) / rise
            return float(before[what] + share * (point[what] - before[what]))
        before = point
    return None
