"""Wires the comparison of the nets before and after a run to the canvas."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.bootstrap.parts import Parts
from app.views.canvas import Canvas
from app.views.main_window import CANVAS, MainWindow


class SwipeWiring(QObject):
    """A picture chosen in the report is shown by both nets."""

    def __init__(self, parts: Parts, window: MainWindow, canvas: Canvas) -> None:
        super().__init__(window)
        self._flow, self._window, self._canvas = parts.swiping, window, canvas
        parts.swiping.changed.connect(self._show)
        parts.training.phase_changed.connect(lambda _: window.refresh_actions())
        window.training_drawer.report.image_chosen.connect(lambda _: self.start())

    def start(self) -> None:
        """Show the open image by both nets."""
        self._flow.switch(True)

    def toggle(self) -> None:
        """Both nets, or the new one alone."""
        self._flow.switch(not self._flow.is_on)

    def _show(self) -> None:
        if self._flow.is_on:
            self._window.set_central(CANVAS)
        self._canvas.compare_with(self._flow.before)
        self._window.refresh_actions()
