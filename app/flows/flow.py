"""What flows have in common: they say what went wrong, and the window finds the words for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.language import QT_TR_NOOP
from fcn_core.errors import FcnError

CHECK_FILE = QT_TR_NOOP("Check the file and the disk, then try again.")


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
