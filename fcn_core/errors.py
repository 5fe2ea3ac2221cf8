"""The one error that users see: what went wrong, with which file, and what to do about it."""

from __future__ import annotations


class FcnError(Exception):
    """A problem the user can understand and act on.

    `str(error)` is one or two plain sentences; `remedy` names the next step.
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(f"{problem} {remedy}".strip())
        self.problem = problem
        self.remedy = remedy
