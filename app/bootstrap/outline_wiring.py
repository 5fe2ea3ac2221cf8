"""What tools have begun is finished before anything else looks at the corrections, or changes them.

An open outline is closed, and the thing under a rough stroke is waited for.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.bootstrap.parts import Parts
from app.views.canvas import Canvas
from app.views.main_window import MainWindow

KEEPING_MENUS = ("View", "Tools", "Help", "")
"""Menus whose actions leave the corrections alone; a tool closes its outline itself."""
KEEPING = ("undo", "redo")
LEAVING = "Image"
"""The menu whose actions leave the image: it may be changed behind their back."""


class OutlineWiring(QObject):
    """To be made before what follows the same signals and acts on the corrections."""

    def __init__(self, parts: Parts, window: MainWindow, canvas: Canvas) -> None:
        super().__init__(window)
        self._parts, self._canvas = parts, canvas
        window.bars.about_to_run.connect(self._heed)
        panel = window.label_panel
        for acts in (
            parts.opening.closing,
            panel.merge_asked,
            panel.delete_asked,
            panel.unused_asked,
        ):
            acts.connect(self.finish)

    def finish(self) -> None:
        """Nothing that was begun is left open; it may take as long as a thing is looked for."""
        self._canvas.finish_stroke()
        self._parts.growing.finish()

    def _heed(self, id: str, menu: str) -> None:
        if menu == LEAVING:
            self._canvas.finish_stroke()
        elif menu not in KEEPING_MENUS and id not in KEEPING:
            self.finish()
