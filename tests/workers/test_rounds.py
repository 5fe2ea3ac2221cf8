"""What was bound in an earlier round is not called any more."""

from __future__ import annotations

from app.workers.rounds import Rounds


def test_late_answers_are_not_heard() -> None:
    rounds, heard = Rounds(), list[str]()
    early = rounds.bound(heard.append)
    early("in time")
    rounds.begin()
    early("late")
    rounds.bound(heard.append)("next")
    assert heard == ["in time", "next"]
