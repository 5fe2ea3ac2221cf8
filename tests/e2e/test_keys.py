"""The keys that the shortcut page promises, pressed in the real window, in both views."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.views.canvas.pane import ImagePane
from app.views.shortcuts.command_palette import CommandPalette
from fcn_core.masks import UNTOUCHED, VOID
from tests.e2e.conftest import CTRL, SHIFT, User


def wheel(view: QWidget, notches: int) -> None:
    at = QPointF(view.rect().center())
    event = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def said(user: User) -> str:
    return " ".join(label.text() for label in user.window.status.findChildren(QWidget)
                    if hasattr(label, "text"))  # fmt: skip


def at_image(pane: ImagePane, x: float, y: float) -> QPoint:
    assert pane.viewport is not None
    across, down = pane.viewport.to_screen(x + 0.5, y + 0.5)
    return QPoint(round(across / pane.pixel_ratio), round(down / pane.pixel_ratio))


@pytest.mark.e2e
@pytest.mark.timeout(900)
def test_keys_do_what_the_shortcut_page_says(user: User, photos: Path) -> None:
    user.opens(photos)
    user.sees("astronaut.jpg")
    tools_and_labels(user)
    zooms(user, user.canvas)
    accepts_by_keys(user)
    the_stride_view(user)
    goes_through_the_images(user)
    finds_commands_by_words(user)


def finds_commands_by_words(user: User) -> None:
    user.types(Qt.Key.Key_P, CTRL | SHIFT)
    user.waits(lambda: user.window.findChild(CommandPalette) is not None)
    palette = user.window.findChild(CommandPalette)
    user.qtbot.keyClicks(palette.search, "eras")
    assert palette.shown() == ["tool-eraser"]
    user.qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    user.waits(lambda: user.parts.session.tool == "eraser")


def tools_and_labels(user: User) -> None:
    session = user.parts.session
    keys = {Qt.Key.Key_E: "eraser", Qt.Key.Key_G: "fill", Qt.Key.Key_I: "pick",
            Qt.Key.Key_R: "flip", Qt.Key.Key_B: "brush"}  # fmt: skip
    for key, tool in keys.items():
        user.types(key)
        assert session.tool == tool
    user.types(Qt.Key.Key_8)
    user.types(Qt.Key.Key_V)
    assert session.label == VOID
    user.types(Qt.Key.Key_X)
    assert session.label == 8
    size = session.brush_size
    user.types(Qt.Key.Key_BracketRight)
    assert session.brush_size > size
    user.types(Qt.Key.Key_BracketLeft)
    assert session.brush_size <= size + 1
    user.qtbot.keyPress(user.canvas, Qt.Key.Key_H)
    assert session.overlay_hidden
    user.qtbot.keyRelease(user.canvas, Qt.Key.Key_H)
    assert not session.overlay_hidden


def zooms(user: User, pane: ImagePane) -> None:
    fitted = pane.zoom
    wheel(pane, 2)
    assert pane.zoom > fitted
    assert f"{100 * pane.zoom:.0f}" in said(user)
    user.types(Qt.Key.Key_1, CTRL, at=pane)
    assert pane.zoom == 1.0
    assert "100 %" in said(user)
    user.types(Qt.Key.Key_Plus, CTRL, at=pane)
    assert pane.zoom == 1.5
    user.types(Qt.Key.Key_Minus, CTRL, at=pane)
    assert pane.zoom == 1.0
    user.types(Qt.Key.Key_F, CTRL, at=pane)
    assert pane.zoom == fitted


def accepts_by_keys(user: User) -> None:
    document = user.document
    user.qtbot.mouseMove(user.canvas, at_image(user.canvas, 200, 200))
    user.waits(lambda: user.program.window.status is not None)
    user.canvas.hover(QPointF(at_image(user.canvas, 200, 200)))
    user.types(Qt.Key.Key_Return)
    region = document.corrections.values_HW != UNTOUCHED
    assert region[200, 200]
    assert 0 < region.mean() < 1
    user.types(Qt.Key.Key_Z, CTRL)
    assert not (document.corrections.values_HW != UNTOUCHED).any()


def the_stride_view(user: User) -> None:
    user.types(Qt.Key.Key_Tab)
    strides = user.program.strides
    shown = [pane for pane in strides.panes if pane.isVisible()]
    assert [pane.stride for pane in shown] == [32, 16, 8, 0]
    user.waits(lambda: QApplication.focusWidget() is strides.panes[-1].view)
    zooms(user, shown[0].view)
    zooms(user, shown[-1].view)
    shown[1].view.hover(QPointF(at_image(shown[1].view, 200, 200)))
    assert "200" in said(user)
    user.qtbot.keyPress(shown[1].view, Qt.Key.Key_H)
    assert user.parts.session.overlay_hidden
    user.qtbot.keyRelease(shown[1].view, Qt.Key.Key_H)
    assert not user.parts.session.overlay_hidden
    before = user.document.corrections.values_HW.copy()
    click = at_image(shown[0].view, 200, 200)
    user.qtbot.mouseClick(shown[0].view, Qt.MouseButton.LeftButton, pos=click)
    assert user.document.corrections.values_HW[200, 200] != UNTOUCHED
    user.types(Qt.Key.Key_Z, CTRL, at=shown[0].view)
    assert np.array_equal(user.document.corrections.values_HW, before)
    user.types(Qt.Key.Key_Tab, at=shown[0].view)
    user.waits(lambda: QApplication.focusWidget() is user.canvas)


def goes_through_the_images(user: User) -> None:
    user.types(Qt.Key.Key_D)
    user.sees("cat.jpg")
    user.types(Qt.Key.Key_A)
    user.sees("astronaut.jpg")
    user.types(Qt.Key.Key_Right)
    user.sees("cat.jpg")
    user.types(Qt.Key.Key_Return, SHIFT)
    user.sees("cow.jpg")
    cat = user.parts.opening.project.facts("cat.jpg")
    assert cat.touched > 0
