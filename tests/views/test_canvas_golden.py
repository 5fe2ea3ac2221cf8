"""Pictures of the canvas that somebody has looked at; `FCN_UPDATE_GOLDEN=1` makes them anew.

A few pixels may differ a little: Qt's antialiasing is not the same on every machine.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.state.session import BrushShape, Session
from app.tools.stamps import Stamp
from app.views.canvas import Canvas, Viewport
from app.views.canvas.cursor import draw_outline
from app.views.look.theme import apply_theme
from app.views.look.tokens import DARK
from app.views.stride_view import StrideView
from fcn_core.imaging.images import read_image
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, VOID
from tests.tools.parts import document

FOLDER = Path(__file__).resolve().parent.parent / "golden"
LABELS = LabelSet.from_names(["background", "cat", "dog", "cow"]).changed(1, color=(40, 130, 230))
# A pixel differs if a channel is off by more than this; so many of them may.
NEAR, MAY_DIFFER = 24, 0.005
HEIGHT, WIDTH = 75, 100


def check(name: str, image: QImage) -> None:
    got = pixels(image)
    path = FOLDER / f"{name}.png"
    if os.environ.get("FCN_UPDATE_GOLDEN"):
        Image.fromarray(got).save(path, optimize=True)
    expected = np.array(Image.open(path).convert("RGB"))
    assert got.shape == expected.shape
    off = np.abs(got.astype(int) - expected.astype(int)).max(-1)
    assert (off > NEAR).mean() <= MAY_DIFFER, f"{name} does not look as it did"


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.array(image.constBits()).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def ellipse(x: float, y: float, a: float, b: float) -> np.ndarray:
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    return ((columns - x) / a) ** 2 + ((rows - y) / b) ** 2 < 1


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """The program's own look and typeface, whatever the machine has and other tests have set."""
    apply_theme(qapp, DARK)


@pytest.fixture
def painted(samples):
    photo = Image.fromarray(read_image(samples / "cat.jpg")).resize((WIDTH, HEIGHT))
    made = document(HEIGHT, WIDTH)
    made.image_HWC = np.array(photo, np.uint8)
    for stride, reach in ((32, 34), (16, 30), (8, 28)):
        mask = np.where(ellipse(45, 38, reach, reach * 0.8), 1, 0).astype(np.uint8)
        doubt = (255 * ~ellipse(45, 38, 24, 20) * ellipse(45, 38, 32, 26)).astype(np.uint8)
        made.set_prediction(stride, mask, "net", doubt)
    values = made.corrections.values_HW
    values[ellipse(70, 30, 12, 12)] = 2
    values[50:60, 20:40] = 0
    values[5:12, 80:95] = VOID
    values[60:70, 60:80] = UNTOUCHED
    return made


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
def canvas(qtbot, session, painted) -> Canvas:
    made = Canvas(session, LABELS)
    qtbot.addWidget(made)
    made.resize(200, 150)
    made.set_document(painted)
    made.fit()
    return made


def test_overlay(canvas):
    check("overlay", canvas.grab().toImage())


def test_overlay_zoomed_out(canvas):
    canvas.zoom_to(0.8)
    check("overlay_small", canvas.grab().toImage())


def test_outline(canvas, session):
    session.set_outline_only(True)
    check("outline", canvas.grab().toImage())


def test_hatch(canvas, session):
    session.set_hatch_shown(True)
    check("hatch", canvas.grab().toImage())


def test_doubt(canvas, session):
    session.set_doubt_shown(True)
    check("doubt", canvas.grab().toImage())


def test_zoomed_grid(canvas):
    canvas.set_viewport(canvas.viewport.zoomed(12.0, (150, 60)))
    check("grid", canvas.grab().toImage())


def test_brush_cursors():
    """On black, grey and white: every part of the outline stands out from one of its lines."""
    image = QImage(240, 120, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        for index, grey in enumerate((0, 128, 255)):
            painter.fillRect(index * 80, 0, 80, 120, QColor(grey, grey, grey))
        for zoom, y in ((1.0, 20), (6.0, 80)):
            viewport = Viewport(
                image_width=240, image_height=120, view_width=240, view_height=120, zoom=zoom
            )
            for index in range(3):
                for size, shape, dx in (
                    (22 if zoom == 1 else 6, BrushShape.ROUND, 20),
                    (3, BrushShape.SQUARE, 60),
                ):
                    stamp = Stamp(size, shape)
                    spot = stamp.spot((index * 80 + dx) / zoom, y / zoom)
                    draw_outline(painter, viewport, stamp, spot, 1.0)
    check("brush", image)
    for index in range(3):
        part = pixels(image)[:, index * 80 : index * 80 + 80].astype(int)
        assert np.abs(part - (0, 128, 255)[index]).max() > 100


def test_stride_view(qtbot, session, painted):
    view = StrideView(session, LABELS)
    qtbot.addWidget(view)
    view.resize(520, 150)
    view.set_document(painted)
    view.grab()  # lays the panes out
    parts = []
    for pane in (each for each in view.panes if not each.isHidden()):
        pane.view.fit()
        pane.view.set_cursor(30, 30)
        parts.append(pixels(pane.view.grab().toImage())[:90, :120])
    both = np.ascontiguousarray(np.concatenate(parts, 1))
    height, width = both.shape[:2]
    check("strides", QImage(both.data, width, height, width * 3, QImage.Format.Format_RGB888))
