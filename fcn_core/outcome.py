"""What a judgement comes to: said alike by reports and in the window."""

from __future__ import annotations

from typing import Literal

Verdict = Literal["better", "same", "worse", "unknown"]
Outcome = Literal["better", "likely better", "same", "likely worse", "worse", "unknown"]

CLEAR = 0.005
"""Scores closer than this, half a point of mean IU, are the same to a reader."""


def outcome(verdict: Verdict, change: float) -> Outcome:
    """The verdict; where it is open, which way the change in mean IU leans."""
    if verdict != "same" or abs(change) <= CLEAR:
        return verdict
    return "likely better" if change > 0 else "likely worse"
