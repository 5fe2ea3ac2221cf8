"""A dark image is made out: keys, the toolbar and the menu; its pixels stay as they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt

from app.state.lighting import AS_IT_IS, Lighting
from tests.e2e.conftest import CTRL, SHIFT, User


def lightness(user: User) -> float:
    """How light the middle of the canvas is."""
    shown = user.canvas.grab().toImage()
    places = [(shown.width() * i // 8, shown.height() * j // 8) for i in (3, 4, 5) for j in (3, 5)]
    return sum(shown.pixelColor(x, y).lightness() for x, y in places) / len(places)


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_a_dark_image_is_made_out(user: User, tmp_path: Path) -> None:
    folder = tmp_path / "dark"
    folder.mkdir()
    rng = np.random.default_rng(0)
    for name in ("a", "b"):
        levels = rng.integers(0, 24, (200, 300, 3)).astype(np.uint8)
        Image.fromarray(levels).save(folder / f"{name}.png")
    user.opens(folder)
    document = user.sees("a.png")
    user.parts.session.set_opacity(0)
    pixels, dark = document.image_HWC.tobytes(), lightness(user)

    user.types(Qt.Key.Key_C, SHIFT)
    assert user.parts.session.lighting == Lighting(stretched=True)
    assert user.window.bars.actions["stretch"].isChecked()
    assert lightness(user) > dark + 60
    for _ in range(3):
        user.types(Qt.Key.Key_Up, CTRL)
    user.types(Qt.Key.Key_Down, CTRL)
    assert user.parts.session.lighting == Lighting(stretched=True, brightness=20)
    user.types(Qt.Key.Key_D)
    user.sees("b.png")
    assert lightness(user) > dark + 60, "the next one, too"
    assert document.image_HWC.tobytes() == pixels

    user.window.bars.actions["as-it-is"].trigger()
    assert user.parts.session.lighting == AS_IT_IS
    assert not user.window.bars.actions["as-it-is"].isEnabled()
    assert abs(lightness(user) - dark) < 15


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_a_dark_image_says_what_lights_it(user: User, tmp_path: Path) -> None:
    folder = tmp_path / "dark"
    folder.mkdir()
    for name, level in (("a", 200), ("b", 9)):
        Image.fromarray(np.full((200, 300, 3), level, np.uint8)).save(folder / f"{name}.png")
    user.opens(folder)
    user.sees("a.png")
    assert not user.window.banner.messages
    user.types(Qt.Key.Key_D)
    user.sees("b.png")
    (message,) = user.window.banner.messages
    assert message.action == "Auto contrast"
    user.types(Qt.Key.Key_A)
    user.sees("a.png")
    assert not user.window.banner.messages, "it is said of the other one"


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_once_it_is_lit_nothing_is_said_any_more(user: User, tmp_path: Path) -> None:
    folder = tmp_path / "dark"
    folder.mkdir()
    Image.fromarray(np.full((200, 300, 3), 9, np.uint8)).save(folder / "a.png")
    user.opens(folder)
    user.sees("a.png")
    assert len(user.window.banner.messages) == 1
    user.types(Qt.Key.Key_C, SHIFT)
    assert not user.window.banner.messages
