"""The folders opened last, as far as they are there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.state.place import is_folder
from app.state.settings import Settings
from app.workers.background import Background

LOOK = "folders opened last"
"""What is asked of the thread."""


class Recents(QObject):
    """A drive may take a minute to say that it is gone: it is asked in a thread, and until then a
    folder is taken to be there.
    """

    changed = Signal()

    def __init__(self, settings: Settings, thread: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._settings, self._thread = settings, thread
        self.folders = settings.recent
        """The latest first."""

    def look(self) -> None:
        """Which are there now? Others may have been opened since; `changed` follows if so."""
        known = self._settings.recent
        self._take([folder for folder in known if folder in self.folders or folder == known[0]])
        self._thread.submit_latest(LOOK, lambda _: _there(known), self._take, self._keep)

    def remove(self, folder: Path) -> None:
        self._settings.remove_recent(folder)
        self._take([each for each in self.folders if each != folder])

    def clear(self) -> None:
        self._settings.clear_recent()
        self._take(())

    def _take(self, folders: Sequence[Path]) -> None:
        if (found := tuple(folders)) != self.folders:
            self.folders = found
            self.changed.emit()

    def _keep(self, _: Exception) -> None:
        """Nobody knows better."""


def _there(folders: Sequence[Path]) -> list[Path]:
    return [folder for folder in folders if is_folder(folder)]
