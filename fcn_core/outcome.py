"""What a run comes to: its report, as records keep it, read alike by the window and the shell."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from fcn_core.metrics import ScoresJson

Verdict = Literal["better", "same", "worse", "unknown"]
Outcome = Literal["better", "higher", "same", "lower", "worse", "unknown"]

CLEAR = 0.005
"""Scores closer than this, half a point of mean IU, are the same to a reader."""


class Gate(TypedDict):
    """Whether the new net is to be kept, and why."""

    keep: bool
    why: str


class ImageScores(TypedDict):
    """Mean IU of a held-out image, None where it has none."""

    image_id: str
    before: float | None
    after: float | None


class Report(TypedDict):
    """What the window shows at the end of a run, as plain JSON. Older runs lack what may lack."""

    labels: list[str]
    held_out: int
    before: ScoresJson | None
    after: ScoresJson | None
    interval: list[float] | None
    images: list[ImageScores]
    verdict: Verdict
    sentence: str
    gate: Gate
    others: NotRequired[dict[str, float]]
    """Mean IU of further nets on the same images."""
    recipe: NotRequired[dict[str, Any]]
    notes: NotRequired[list[str]]
    facts: NotRequired[list[str]]
    start: NotRequired[str]
    """The net that the run went over to."""


def gain(report: Report) -> float:
    """By how much mean IU changed on the held-out images; 0 where nobody knows."""
    before, after = report["before"], report["after"]
    old, new = before and before["mean_iu"], after and after["mean_iu"]
    return 0.0 if old is None or new is None else new - old


def outcome(verdict: Verdict, change: float) -> Outcome:
    """The verdict; where it is open, whether the images at hand score higher or lower, which need
    not hold for others.
    """
    if verdict != "same" or abs(change) <= CLEAR:
        return verdict
    return "higher" if change > 0 else "lower"
