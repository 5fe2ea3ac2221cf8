"""Live-wire and smart region on a picture of a disc, by mouse and keys."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.state.document import Document
from tests.e2e.conftest import CTRL, SHIFT, User
from tests.views.canvas_input import move

SHAPE, MIDDLE, RADIUS, LABEL = (300, 320), (160, 150), 80, 5
CORNERS = tuple(
    (MIDDLE[0] + RADIUS * float(np.cos(angle)), MIDDLE[1] + RADIUS * float(np.sin(angle)))
    for angle in np.arange(3) * 2 * np.pi / 3
)
DISC = cv2.circle(np.zeros(SHAPE, np.uint8), MIDDLE, RADIUS, 1, -1) > 0


@pytest.fixture
def disc(user: User, tmp_path: Path) -> Document:
    """A light disc on a dark, uneven ground; opened, with a label in hand."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("disc.png", "other.png"):
        image = np.random.default_rng(0).integers(60, 80, (*SHAPE, 3), np.uint8)
        image[DISC] += 70
        assert cv2.imwrite(str(folder / name), image)
    user.opens(folder)
    shown = user.sees("disc.png")
    user.parts.session.set_label(LABEL)
    return shown


def iu(document: Document) -> float:
    found = document.corrections.values_HW == LABEL
    return float((found & DISC).sum() / (found | DISC).sum())


def takes(user: User, key: Qt.Key, tool: str) -> None:
    user.types(key)
    user.waits(lambda: user.canvas.tool.id == tool)


def finds(user: User) -> None:
    user.waits(lambda: not user.parts.growing.is_running)


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_a_live_wire_from_the_first_click_to_undo(user: User, disc: Document) -> None:
    takes(user, Qt.Key.Key_L, "live-wire")
    user.paints(CORNERS[0])
    x, y = user.canvas.viewport.to_screen(*CORNERS[1])
    ratio = user.canvas.pixel_ratio
    before = user.canvas.grab().toImage()
    move(user.canvas, (x / ratio, y / ratio))
    along = user.canvas.grab().toImage()
    assert along != before  # the way to the pointer
    user.qtbot.keyPress(user.canvas, Qt.Key.Key_Shift, SHIFT)
    straight = user.canvas.grab().toImage()
    user.qtbot.keyRelease(user.canvas, Qt.Key.Key_Shift)
    assert straight != along and user.canvas.grab().toImage() == along
    for corner in CORNERS[1:]:
        user.paints(corner)
    bends = len(user.canvas.tool.outline)
    user.types(Qt.Key.Key_Backspace)
    assert 3 < len(user.canvas.tool.outline) < bends
    user.paints(CORNERS[2])
    assert len(user.canvas.tool.outline) == bends and not disc.corrections.touched
    user.types(Qt.Key.Key_Return)
    assert disc.history.done[-1].title == "Live-wire" and iu(disc) > 0.97
    user.types(Qt.Key.Key_Z, CTRL)
    assert not disc.corrections.touched

    for corner in CORNERS:
        user.paints(corner)
    user.types(Qt.Key.Key_D)  # what is open is closed, not lost
    user.waits(lambda: user.document.image_id == "other.png")
    assert iu(disc) > 0.97 and user.canvas.tool.outline == ()


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_a_stroke_becomes_a_thing_and_another_label_takes_from_it(
    user: User, disc: Document
) -> None:
    takes(user, Qt.Key.Key_W, "smart-region")
    user.paints((110, 150), (160, 140), (210, 150))
    assert 0 < iu(disc) < 0.2  # the stroke is there at once
    finds(user)
    assert iu(disc) > 0.97
    assert [edit.title for edit in disc.history.done] == ["Smart region"]
    user.types(Qt.Key.Key_Z, CTRL)
    assert not disc.corrections.touched

    takes(user, Qt.Key.Key_B, "brush")
    user.parts.session.set_label(6)
    user.paints((160, 80), (160, 110))
    barred = disc.corrections.values_HW == 6
    takes(user, Qt.Key.Key_W, "smart-region")
    user.parts.session.set_label(LABEL)
    user.paints((110, 160), (160, 150), (210, 160))
    finds(user)
    assert (disc.corrections.values_HW[barred] == 6).all() and iu(disc) > 0.85


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_who_acts_on_the_corrections_at_once_finds_the_thing(user: User, disc: Document) -> None:
    takes(user, Qt.Key.Key_W, "smart-region")
    user.paints((110, 150), (160, 140), (210, 150))
    assert user.parts.growing.is_running
    user.types(Qt.Key.Key_G, SHIFT)  # fill the rest
    user.waits(lambda: not disc.is_painting)
    assert [edit.title for edit in disc.history.done] == ["Smart region", "Fill the rest"]
    disc.undo()
    assert iu(disc) > 0.97

    disc.undo()
    user.paints((110, 150), (160, 140), (210, 150))
    user.window.close()
    assert iu(disc) > 0.97 and not disc.is_dirty
