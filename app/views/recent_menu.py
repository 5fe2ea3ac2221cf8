"""The menu of the folders opened last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.language import tr
from app.views.look.icons import icon
from app.views.look.kit import short, verbatim
from app.views.values import RecentProject

KEYED = 9


class RecentMenu(QMenu):
    """Folders by their names, their whole paths in the tips."""

    chosen = Signal(str)
    """The path of a folder."""
    cleared = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Open recent"), parent)
        self.setIcon(icon("recent"))
        self.setToolTipsVisible(True)
        self.set_recent(())

    def set_recent(self, projects: Sequence[RecentProject]) -> None:
        """Folders, the latest first. Those of one name are told apart by where they lie."""
        self.clear()
        self.menuAction().setEnabled(bool(projects))
        times = Counter(project.title for project in projects)
        for place, project in enumerate(projects, 1):
            twice = times[project.title] > 1
            name = f"{project.title} – {project.detail}" if twice else project.title
            key = f"&{place}  " if place <= KEYED else ""
            action = self.addAction(key + verbatim(short(name)), partial(self._choose, project))
            action.setToolTip(project.path)
        self.addSeparator()
        self.addAction(tr("Clear this list"), self.cleared.emit)

    def _choose(self, project: RecentProject) -> None:
        self.chosen.emit(project.path)
