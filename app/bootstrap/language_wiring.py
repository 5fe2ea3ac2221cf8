"""Wires the choice of the window's language: what is shown was made in the one before."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.bootstrap.parts import Parts
from app.language import tr
from app.views.banner import BannerKind
from app.views.main_window import MainWindow


class LanguageWiring(QObject):
    """Another language is spoken from the next start on."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._parts, self._window = parts, window
        self.again: tuple[str, ...] | None = None
        """What the program is to be started with once it has ended; None: it stays ended."""

    def choose(self, code: str) -> None:
        """Keep it, and offer to start anew."""
        self._parts.settings.set_language(code)
        self._window.show_notice(
            tr("The language changes when the program starts the next time."),
            BannerKind.INFO,
            tr("Restart now"),
            self._restart,
        )

    def _restart(self) -> None:
        """Close, unless somebody does not want to; who runs the program starts it again."""
        project = self._parts.opening.project
        self.again = () if project is None else (str(project.images),)
        if not self._window.close():
            self.again = None
