"""A scale bar is measured, its length typed, and everything measured after it is in its unit."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.e2e.conftest import User


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_from_a_scale_bar_to_a_length(user: User, photos: Path) -> None:
    user.opens(photos)
    user.waits(lambda: user.parts.opening.document is not None)
    user.types(Qt.Key.Key_M)
    user.paints((20.0, 30.0), (100.0, 31.0), (220.0, 30.0))
    assert user.canvas.ruler.pixels == pytest.approx(200, abs=2)
    user.window.bars.actions["pixel-size"].trigger()
    dialog = user.program.measuring.dialog
    assert dialog is not None
    user.waits(dialog.isVisible)
    user.qtbot.keyClicks(dialog.length, "100")
    user.qtbot.keyClick(dialog.length, Qt.Key.Key_Return)
    pixel = user.parts.measuring.pixel
    assert pixel is not None and pixel.width == pytest.approx(0.5, abs=0.006)
    assert user.canvas.ruler._drawn.words.startswith("100 µm · ")
    assert not user.document.history.done
    user.types(Qt.Key.Key_Escape)
    assert user.canvas.ruler.span is None
