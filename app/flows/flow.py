"""What flows have in common: they say what went wrong, and the window finds the words for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from fcn_core.errors import FcnError


class Flow(QObject):
    """A flow in which something may go wrong."""

    problem = Signal(object)
    """FcnError."""

    def attempt(self, change: Callable[[], object]) -> bool:
        """Do it. False, saying so, if that raised an `FcnError`."""
        try:
            change()
        except FcnError as error:
            self.problem.emit(error)
            return False
        return True
