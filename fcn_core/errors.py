"""The one error that users see: what went wrong, with which file, and what to do about it."""

from __future__ import annotations

from fcn_core.sentences import filled, said

ON_CPU = said("The CPU takes over.")
"""What follows the problem of a GPU, where that is so."""


class FcnError(Exception):
    """A problem the user can understand and act on.

    `str(error)` is one or two plain sentences; `remedy` names the next step. `values` fill the
    places of both.
    """

    def __init__(self, problem: str, remedy: str = "", /, **values: object) -> None:
        self.problem, self.remedy = filled(problem, values), filled(remedy, values)
        super().__init__(f"{self.problem} {self.remedy}".strip())

    def to_json(self) -> dict[str, str]:
        """{problem, remedy}."""
        return {"problem": self.problem, "remedy": self.remedy}


class LostDeviceError(FcnError):
    """A GPU is not there, or no longer, or too small. On the CPU the same may well succeed."""


class GpuMemoryError(LostDeviceError, MemoryError):
    """A GPU's memory does not suffice, however small the pieces."""


def explained(error: Exception, remedy: str) -> FcnError:
    """Any error as one that users understand; `remedy` where it has none of its own."""
    if isinstance(error, FcnError):
        return FcnError(error.problem, error.remedy or remedy)
    if isinstance(error, OSError):
        problem = said(
            "{path}: {reason}." if error.filename else "The disk: {reason}.",
            path=error.filename,
            reason=error.strerror or error,
        )
    else:
        reason = str(error) or type(error).__name__
        problem = said("Something failed: {reason}.", reason=reason)
    return FcnError(problem, remedy)
