"""Wires the folders opened last to the start page and to their menu."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from app.bootstrap.parts import Parts
from app.views.main_window import MainWindow
from app.views.recent_menu import RecentMenu
from app.views.values import RecentProject

BEFORE = "subfolders"
"""The action of the file menu before which the menu stands."""


class RecentWiring(QObject):
    """Both lists are the same: without folders that are gone."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._parts, self._window = parts, window
        self.menu = RecentMenu(window)
        page = window.start_page
        for chosen in (page.recent_requested, self.menu.chosen):
            chosen.connect(lambda path: parts.opening.open_path(Path(path)))
        page.recent_removed.connect(lambda path: parts.recents.remove(Path(path)))
        self.menu.cleared.connect(parts.recents.clear)
        parts.opening.project_changed.connect(lambda _: parts.recents.look())
        parts.recents.changed.connect(self._show)
        self._show()
        parts.recents.look()

    def add_menu(self) -> None:
        """Put the menu into the file menu, once that is there."""
        bars = self._window.bars
        bars.menu("File").insertMenu(bars.actions[BEFORE], self.menu)

    def _show(self) -> None:
        recent = [
            RecentProject(path=str(path), title=path.name, detail=str(path.parent))
            for path in self._parts.recents.folders
        ]
        self._window.start_page.set_recent(recent)
        self.menu.set_recent(recent)
