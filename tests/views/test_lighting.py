"""Images shown lighter or darker: on the screen alone, and the same in every view."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.state.document import Document
from app.state.lighting import AS_IT_IS, DARKEST, LIGHTEST, STEP, Lighting
from app.state.opened import Opened
from app.state.session import Session
from app.views.canvas import Canvas
from app.views.canvas.levels import LEVELS, ends, levels
from app.views.canvas.photo import Photo
from app.views.canvas.sampling import Sampler
from app.views.canvas.viewport import Viewport
from app.views.stride_view import StrideView
from fcn_core.labels import VOC
from fcn_core.masks import UNTOUCHED
from tests.tools.parts import picture

DARK = (picture(90, 130) // 8).astype(np.uint8)


def test_an_image_as_it_is_keeps_its_levels() -> None:
    assert np.array_equal(levels(DARK, AS_IT_IS), LEVELS)


def test_a_dark_image_is_stretched_from_black_to_white() -> None:
    black, white = ends(DARK)
    shown = levels(DARK, Lighting(stretched=True))
    assert shown[round(black)] == 0 and shown[round(white)] == 255
    assert (np.diff(shown.astype(int)) >= 0).all()
    odd = DARK.copy()
    odd[0, 0] = 255
    assert np.array_equal(levels(odd, Lighting(stretched=True)), shown), "one pixel is no white"


@pytest.mark.parametrize("value", [0, 9, 128, 255])
def test_an_image_of_one_level_stays_as_it_is(value: int) -> None:
    flat = np.full((20, 30, 3), value, np.uint8)
    assert levels(flat, Lighting(stretched=True))[value] == value


def test_a_page_with_a_little_ink_stays_white() -> None:
    page = np.full((400, 400, 3), 255, np.uint8)
    page[10, :] = 30
    shown = levels(page, Lighting(stretched=True))
    assert (shown[30], shown[255]) == (0, 255)


def test_a_few_cells_on_black_are_told_apart() -> None:
    cells = np.zeros((400, 400, 3), np.uint8)
    cells[:12, :18], cells[20:32, :18] = 25, 80
    shown = levels(cells, Lighting(stretched=True))
    assert shown[0] == 0 and 100 < shown[25] < 200 and shown[80] == 255


def test_noise_is_not_all_that_is_seen() -> None:
    rng = np.random.default_rng(0)
    image = rng.integers(5, 8, (600, 600, 3)).astype(np.uint8)
    image[:12, :12] = 203
    shown = levels(image, Lighting(stretched=True))
    assert shown[8] - int(shown[5]) < 30 and shown[203] == 255


def test_brightness_leaves_black_and_white() -> None:
    lighter, darker = (levels(DARK, Lighting(brightness=b)) for b in (50, -50))
    assert lighter[[0, 255]].tolist() == darker[[0, 255]].tolist() == [0, 255]
    assert lighter[64] == 128 and darker[128] == 64
    assert (lighter >= LEVELS).all() and (darker <= LEVELS).all()


def test_as_far_as_it_goes() -> None:
    lighting = AS_IT_IS
    for _ in range(30):
        lighting = lighting.by(STEP)
    assert lighting.brightness == LIGHTEST
    assert lighting.by(-1000).brightness == DARKEST
    with pytest.raises(ValueError, match="not within"):
        Lighting(brightness=LIGHTEST + 1)


@pytest.mark.parametrize("zoom", [0.2, 0.7, 1.0, 1.4, 3.0])
def test_every_zoom_is_lit_alike(zoom: float) -> None:
    """As if the image itself had these levels."""
    image = np.broadcast_to(np.uint8([40, 20, 5]), (200, 260, 3))
    viewport = Viewport(
        image_width=260, image_height=200, view_width=80, view_height=60, zoom=zoom, x=0, y=0
    )
    sampler, photo = Sampler(viewport), Photo(image)
    photo.set_lighting(Lighting(brightness=70))
    pixels, _ = photo.render(sampler, sampler.area)
    expected = levels(image, Lighting(brightness=70))[[40, 20, 5]].tolist()
    shown = np.ascontiguousarray(pixels).view(np.uint8).reshape(-1, 4)
    assert (shown == [*reversed(expected), 255]).all()
    photo.set_lighting(AS_IT_IS)
    pixels, _ = photo.render(sampler, sampler.area)
    assert (np.ascontiguousarray(pixels).view(np.uint8).reshape(-1, 4) == [5, 20, 40, 255]).all()


def flat(level: int) -> Document:
    image = np.full((60, 80, 3), level, np.uint8)
    corrections = np.full((60, 80), UNTOUCHED, np.uint8)
    return Document(
        Opened(image_id="flat", path=Path("flat.png"), image_HWC=image, corrections_HW=corrections)
    )


def middle(canvas: QWidget) -> int:
    """How light the middle of a canvas is."""
    shown = canvas.grab().toImage()
    return shown.pixelColor(shown.width() // 2, shown.height() // 2).lightness()


def test_the_canvas_follows_the_session_and_keeps_it_for_the_next_image(qtbot: QtBot) -> None:
    session = Session()
    canvas = Canvas(session, VOC)
    qtbot.addWidget(canvas)
    canvas.resize(200, 150)
    canvas.set_document(flat(30))
    before = middle(canvas)
    session.set_lighting(Lighting(brightness=100))
    assert middle(canvas) > before + 60
    canvas.set_document(flat(31))
    assert middle(canvas) > before + 60
    canvas.set_document(None)
    session.set_lighting(AS_IT_IS)
    canvas.set_document(flat(30))
    assert middle(canvas) == before


def test_the_stride_view_follows_too(qtbot: QtBot) -> None:
    session = Session()
    view = StrideView(session, VOC)
    qtbot.addWidget(view)
    view.resize(640, 240)
    view.set_document(flat(30))
    panes = [pane.view for pane in view.panes if not pane.isHidden()]
    before = [middle(pane) for pane in panes]
    session.set_lighting(Lighting(brightness=100))
    assert all(middle(pane) > was + 60 for pane, was in zip(panes, before, strict=True))


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ({"stretched": True, "brightness": -40}, Lighting(stretched=True, brightness=-40)),
        ({"brightness": 9999}, AS_IT_IS),
        ({"stretched": 1, "brightness": "dark"}, AS_IT_IS),
        ("dark", AS_IT_IS),
        (None, AS_IT_IS),
    ],
)
def test_what_a_project_keeps(stored: object, shown: Lighting) -> None:
    assert Lighting.from_json(stored) == shown  # type: ignore[arg-type]
    assert Lighting.from_json(shown.to_json()) == shown
