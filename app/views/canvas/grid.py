"""The lines between image pixels, and the frame around the image."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLine
from PySide6.QtGui import QColor, QPainter, QPen

from app.state.tiles import Rect
from app.views.canvas.sampling import Sampler

# Grid lines between image pixels from 800 %.
GRID_FROM = 8.0
GRID_COLOR = QColor(128, 128, 128, 96)


def draw_grid(painter: QPainter, sampler: Sampler, rect: Rect) -> None:
    """Draw the grid in `rect` (device pixels, inside the image), if the zoom is large enough.

    A line lies on the first device row or column of each image pixel.
    """
    if sampler.viewport.zoom < GRID_FROM or rect.is_empty:
        return
    columns = _starts(sampler.columns.part(rect.x, rect.width)) + rect.x
    rows = _starts(sampler.rows.part(rect.y, rect.height)) + rect.y
    lines = [QLine(int(x), rect.y, int(x), rect.bottom - 1) for x in columns]
    lines += [QLine(rect.x, int(y), rect.right - 1, int(y)) for y in rows]
    painter.setPen(QPen(GRID_COLOR, 1))
    painter.drawLines(lines)


def _starts(pixels: np.typing.NDArray[np.intp]) -> np.typing.NDArray[np.intp]:
    return np.flatnonzero(np.diff(pixels)) + 1
