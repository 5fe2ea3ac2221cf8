"""A stack with six channels: its pages are turned, and the fourth channel is seen alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from tifffile import imwrite

from tests.e2e.conftest import User


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_the_fourth_channel_is_seen(user: User, tmp_path: Path) -> None:
    folder = tmp_path / "cells"
    folder.mkdir()
    stack = np.empty((3, 6, 200, 300), np.uint8)
    stack[:] = np.arange(60, 180, 20, dtype=np.uint8)[None, :, None, None]
    stack[2] += 60
    imwrite(folder / "cells.tif", stack, imagej=True, metadata={"axes": "ZCYX"})
    user.opens(folder)
    user.sees("cells.tif")
    (message,) = [m for m in user.window.banner.messages if m.action == "Channels…"]
    assert "6 channels, you and the net see 1, 2, 3 alone" in message.text
    assert user.window.pages.isVisible() and user.window.pages.words.text() == "Page 1 of 3"

    user.canvas.zoom_to(3.0)

    def looked_at() -> tuple[float, ...]:
        assert user.canvas.viewport is not None
        return user.canvas.zoom, *(round(each, 6) for each in user.canvas.viewport.centre)

    before = looked_at()
    user.types(Qt.Key.Key_PageDown)
    user.types(Qt.Key.Key_PageDown)
    user.waits(lambda: user.window.pages.words.text() == "Page 3 of 3")
    user.waits(lambda: user.document.image_HWC[0, 0].tolist() == [120, 140, 160])
    assert "page 3 of 3" in user.window.bars.caption.full_text
    assert looked_at() == before, "at the same place"

    user.window.bars.actions["channels"].trigger()
    dialog = user.program.channels.dialog
    assert dialog is not None
    user.waits(lambda: not dialog.picture.pixmap().isNull())
    dialog.preset.setFocus()
    for _ in range(4):
        user.qtbot.keyClick(dialog.preset, Qt.Key.Key_Down)
    assert dialog.preset.currentText() == "Channel 4 alone, grey"
    user.clicks(dialog.show_button)
    user.waits(lambda: user.parts.opening.document is not None)
    user.waits(lambda: user.document.image_HWC[0, 0].tolist() == [180] * 3)
    assert user.window.pages.words.text() == "Page 3 of 3"
    assert looked_at() == before
    user.waits(lambda: user.window.image_list.model.lacking(0, 2) == [])
    assert message not in user.window.banner.messages
    assert user.parts.opening.project is not None
    assert user.parts.opening.project.setting("channels") == "4"
