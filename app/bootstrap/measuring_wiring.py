"""Wires pixel sizes: the dialog, and what measures in them, the list of labels and the ruler."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.bootstrap.parts import Parts
from app.views.canvas import Canvas
from app.views.main_window import MainWindow
from app.views.pixel_size_dialog import PixelSizeDialog


class MeasuringWiring(QObject):
    """Follows the open image."""

    def __init__(self, parts: Parts, window: MainWindow, canvas: Canvas) -> None:
        super().__init__(window)
        self._parts, self._window, self._ruler = parts, window, canvas.ruler
        self.dialog: PixelSizeDialog | None = None
        parts.measuring.changed.connect(lambda pixel: window.label_panel.model.refresh(pixel=pixel))
        parts.measuring.changed.connect(canvas.ruler.set_pixel)

    def show(self) -> None:
        """Open the dialog for the open project."""
        document, measuring = self._parts.opening.document, self._parts.measuring
        if document is None:
            return
        dialog = PixelSizeDialog(
            measuring.own, measuring.usual, document.shape, self._ruler.pixels, self._window
        )
        dialog.chosen.connect(measuring.choose)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()
