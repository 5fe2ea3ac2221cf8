"""The menu of nets that could be added: those of other projects, or a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.language import tr
from app.views.look.icons import icon
from app.views.look.kit import short, verbatim
from app.views.values import OfferedProject


class NetMenu(QMenu):
    """A submenu for each project, named after its folder."""

    chosen = Signal(object)
    """NetWish."""
    file_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)

    def set_offers(self, projects: Sequence[OfferedProject]) -> None:
        """Projects, the one opened last first."""
        self.clear()
        for project in projects:
            menu = self.addMenu(icon("open-folder"), verbatim(short(project.title)))
            menu.menuAction().setToolTip(project.folder)
            menu.setToolTipsVisible(True)
            for net in project.nets:
                action = menu.addAction(verbatim(net.title), partial(self.chosen.emit, net.wish))
                action.setIcon(icon("models"))
                action.setToolTip(net.wish.note)
        self.addSeparator()
        self.addAction(icon("open-image"), tr("From a file…"), self.file_wanted.emit)
