"""What a judgement comes to: said alike by reports and in the window."""

from __future__ import annotations

from typing import Literal

Verdict = Literal["better", "same", "worse", "unknown"]
Outcome = Literal["better", "higher", "same", "lower", "worse", "unknown"]

CLEAR = 0.005
"""Scores closer than this, half a point of mean IU, are the same to a reader."""


def outcome(verdict: Verdict, change: float) -> Outcome:
    """The verdict; where it is open, whether the images at hand score higher or lower, which need
    not hold for others.
    """
    if verdict != "same" or abs(change) <= CLEAR:
        return verdict
    return "higher" if change > 0 else "lower"
