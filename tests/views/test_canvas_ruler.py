"""The ruler's line on the canvas: drawn by hand, its length beside it, gone when it should be."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.state.session import Session
from app.views.canvas import Canvas
from app.views.canvas.cursor import TAG_FILL
from fcn_core.imaging.pixel_size import PixelSize
from tests.tools.parts import blob, document
from tests.views.canvas_input import drag, key, move, press, release
from tests.views.canvases import shown_canvas

LEFT = Qt.MouseButton.LeftButton
ENDS = ((100.0, 60.0), (200.0, 140.0))


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
def canvas(qtbot: QtBot, session: Session) -> Canvas:
    session.set_tool("ruler")
    return shown_canvas(qtbot, session)


def screen(canvas: Canvas) -> np.ndarray:
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits()).reshape(image.height(), image.width(), 4)[..., :3].copy()


def test_a_drag_shows_a_line_and_its_length_and_edits_nothing(canvas: Canvas) -> None:
    before = screen(canvas)
    drag(canvas, ENDS)
    move(canvas, (5, 5))
    changed = (screen(canvas) != before).any(-1)
    ratio = canvas.pixel_ratio
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = (a + (b - a) * share for a, b in zip(*ENDS, strict=True))
        assert changed[round(y * ratio), round(x * ratio)]
    box = canvas.ruler._drawn.words_box
    assert changed[box.slices].mean() > 0.9
    assert canvas.ruler.pixels == pytest.approx(math.dist(*ENDS) * ratio / canvas.zoom)
    assert not canvas.document.history.done and not canvas.outline.tool


@pytest.mark.parametrize("end", [(298, 100), (150, 2), (2, 50), (150, 198), (295, 195), (100, 103)])
def test_its_length_stands_beside_it_in_view(canvas: Canvas, end: tuple[float, float]) -> None:
    """Its middle and its start can be seen, also where the view ends."""
    start = (150.0, 100.0)
    drag(canvas, [start, end])
    ratio = canvas.pixel_ratio
    box, shown = canvas.ruler._drawn.words_box, screen(canvas)
    assert box.clipped(shown.shape[1], shown.shape[0]) == box
    for share in (0.0, 0.5, 0.8):
        x, y = (round((a + (b - a) * share) * ratio) for a, b in zip(start, end, strict=True))
        assert not box.contains(x, y)
    corner = shown[box.y + box.height // 2, box.x + 3].astype(int)
    assert np.abs(corner[::-1] - TAG_FILL.getRgb()[:3]).max() < 40


def test_it_stays_where_it_was_drawn_as_one_zooms_and_goes_out_of_view(canvas: Canvas) -> None:
    drag(canvas, ENDS)
    length = canvas.ruler.pixels
    canvas.zoom_to(canvas.zoom * 2)
    assert canvas.ruler.pixels == pytest.approx(length)
    box = canvas.ruler._drawn.words_box
    assert box.clipped(300, 200) == box and not box.is_empty
    canvas.set_viewport(canvas.viewport.panned(-5000, -5000))
    assert canvas.ruler._drawn.path == ()


def test_shift_is_heeded_at_once(canvas: Canvas) -> None:
    press(canvas, (100, 60))
    move(canvas, (200, 70), LEFT)
    for down, is_level in ((True, True), (False, False), (True, True)):
        key(canvas, Qt.Key.Key_Shift, down=down)
        start, end = canvas.ruler.span
        assert (start.y == end.y) == is_level
    release(canvas, (200, 70))


@pytest.mark.parametrize("by", ["escape", "tool", "image", "press"])
def test_it_goes(canvas: Canvas, session: Session, by: str) -> None:
    bare = screen(canvas)
    drag(canvas, ENDS)
    if by == "escape":
        key(canvas, Qt.Key.Key_Escape, down=True)
    elif by == "tool":
        session.set_tool("pick")
        session.set_tool("ruler")
    elif by == "image":
        first = canvas.document
        canvas.set_document(document(prediction=blob()))
        canvas.set_document(first)
    else:
        drag(canvas, [(50, 50)])
    move(canvas, (5, 5))
    assert canvas.ruler.span is None and canvas.ruler.pixels is None
    assert np.array_equal(screen(canvas), bare)


def test_while_nets_are_compared_it_waits(canvas: Canvas) -> None:
    drag(canvas, ENDS)
    canvas.compare_with(blob())
    assert canvas.ruler.span is None
    key(canvas, Qt.Key.Key_Escape, down=True)
    canvas.compare_with(None)
    assert canvas.ruler.span is not None


def test_units_are_told_as_soon_as_they_are_known(canvas: Canvas) -> None:
    drag(canvas, ENDS)
    assert canvas.ruler._drawn.words.endswith(" px") and "·" not in canvas.ruler._drawn.words
    canvas.ruler.set_pixel(PixelSize(width=0.5, height=0.5, unit="µm"))
    assert " µm · " in canvas.ruler._drawn.words and canvas.ruler.pixels is not None


def test_pixels_that_are_no_squares_are_no_length(canvas: Canvas) -> None:
    canvas.ruler.set_pixel(PixelSize(width=0.5, height=1.0, unit="µm"))
    drag(canvas, ENDS)
    assert canvas.ruler.span is not None and canvas.ruler.pixels is None
