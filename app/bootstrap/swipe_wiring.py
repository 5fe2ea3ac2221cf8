"""Wires the comparison of the nets before and after a run to the canvas."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.bootstrap.parts import Parts
from app.flows.swiping import Swiping
from app.views.canvas import Canvas
from app.views.main_window import CANVAS, MainWindow
from app.workers.loading import Loader


class SwipeWiring(QObject):
    """A picture chosen in the report is shown by both nets."""

    def __init__(self, parts: Parts, window: MainWindow, canvas: Canvas, load: Loader) -> None:
        super().__init__(window)
        self._window, self._canvas = window, canvas
        self.flow = Swiping(
            opening=parts.opening,
            models=parts.models,
            training=parts.training,
            thread=parts.exporter,
            load=load,
            parent=self,
        )
        self.flow.changed.connect(self._show)
        parts.training.phase_changed.connect(lambda _: window.refresh_actions())
        window.training_drawer.report.image_chosen.connect(lambda _: self.start())

    def start(self) -> None:
        """Show the open image by both nets."""
        self.flow.switch(True)

    def toggle(self) -> None:
        """Both nets, or the new one alone."""
        self.flow.switch(not self.flow.is_on)

    def _show(self) -> None:
        if self.flow.is_on:
            self._window.set_central(CANVAS)
        self._canvas.compare_with(self.flow.before)
        self._window.refresh_actions()
