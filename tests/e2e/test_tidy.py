"""A label is tidied up by menus and keys, and a stroke stays in the region it starts in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox

from app.flows.tidy import tidying
from app.state.document import Document
from app.state.rect import Rect
from app.state.tidy.order import Order, Seen, Tidied
from app.views.tidy_menu import TidyMenu
from fcn_core.cancelling import StoppedError
from fcn_core.masks import UNTOUCHED
from tests.e2e.conftest import CTRL, User

DOG, HORSE = 12, 13


def begun(user: User, photos: Path) -> Document:
    """The first photo as background but for a dog with a hole, and a speck."""
    user.opens(photos)
    document = user.sees(sorted(photos.iterdir())[0].name)
    painting = document.begin_stroke("Brush")
    values = np.zeros(document.shape, np.uint8)
    values[50:200, 50:200] = DOG
    values[100:150, 100:150] = HORSE
    values[20:23, 20:23] = DOG
    whole = Rect.of_shape(document.shape)
    painting.put(whole, values)
    painting.finish()
    user.parts.session.set_label(DOG)
    return document


def on_canvas(user: User, x: float, y: float) -> QPoint:
    assert user.canvas.viewport is not None
    across, down = user.canvas.viewport.to_screen(x + 0.5, y + 0.5)
    return QPoint(round(across / user.canvas.pixel_ratio), round(down / user.canvas.pixel_ratio))


def chooses(user: User, menu: QMenu, words: str) -> None:
    """Click an entry of an open menu."""
    user.waits(menu.isVisible)
    [action] = [action for action in menu.actions() if words in action.text().replace("&", "")]
    at = menu.actionGeometry(action).center()
    user.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=at)
    user.waits(lambda: not user.parts.tidying.is_running)


def right_clicks(user: User, x: float, y: float) -> None:
    at = on_canvas(user, x, y)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, user.canvas.mapToGlobal(at), Qt.KeyboardModifier(0)
    )
    QApplication.sendEvent(user.canvas, event)


def said(user: User) -> str:
    return user.window.status.currentMessage()


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_a_label_is_tidied_up(user: User, photos: Path) -> None:
    document = begun(user, photos)
    values, history = document.corrections.values_HW, document.history
    before = values.copy()
    menus = user.window.bars.menus

    menus["Region"].popup(user.window.mapToGlobal(QPoint(200, 40)))
    chooses(user, menus["Region"], "Fill holes")
    assert (values[100:150, 100:150] == DOG).all()
    assert history.done[-1].title == "Fill holes of dog"
    assert "Filled 1 hole of dog, 2,500 pixels (2,500 of them had been" in said(user)
    user.types(Qt.Key.Key_Z, CTRL)
    assert values.tobytes() == before.tobytes()

    user.window.tool_options.speck.setValue(10)
    user.window.bars.actions["drop-specks"].trigger()
    user.waits(lambda: not user.parts.tidying.is_running)
    assert (values[20:23, 20:23] == 0).all() and "Dropped 1 speck of dog, 9 pixels" in said(user)
    user.window.bars.actions["drop-specks"].trigger()
    user.waits(lambda: not user.parts.tidying.is_running)
    assert "nothing to do" in said(user)
    assert user.program.settings.tidying[1] == 10


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_the_region_under_the_cursor(user: User, photos: Path) -> None:
    document = begun(user, photos)
    values = document.corrections.values_HW
    user.window.tool_options.radius.setValue(5)

    right_clicks(user, 120, 120)
    menu = user.program.tidy.menu
    assert menu is not None
    chooses(user, menu, "Grow by 5 px")
    assert (values[110:140, 95:155] == HORSE).all() and values[94, 94] == DOG
    assert "Grew horse by 5 px" in said(user)

    user.canvas.setFocus()
    # The system's own pointer is elsewhere, and may say so at any time before this.
    user.canvas.hover(QPointF(on_canvas(user, 21, 21)))
    user.qtbot.keyClick(user.canvas, Qt.Key.Key_T)
    user.waits(lambda: user.program.tidy.menu is not menu)
    opened = user.program.tidy.menu
    assert isinstance(opened, TidyMenu)
    assert opened.actions()[0].text() == "This region of dog"
    user.waits(opened.isVisible)
    user.qtbot.keyClick(opened, Qt.Key.Key_R)
    user.waits(lambda: not user.parts.tidying.is_running)
    assert (values[20:23, 20:23] == 0).all() and "Removed a region of dog" in said(user)
    assert [edit.title for edit in document.history.done[1:]] == [
        "Grow horse by 5 px", "Remove a region of dog",
    ]  # fmt: skip


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_a_right_click_while_one_draws(user: User, photos: Path) -> None:
    document = begun(user, photos)
    user.parts.session.set_label(HORSE)
    user.types(Qt.Key.Key_P)
    for corner in ((60.0, 60.0), (90.0, 60.0), (90.0, 90.0), (60.0, 90.0)):
        user.paints(corner)
    right_clicks(user, 75, 75)
    menu = user.program.tidy.menu
    assert menu is not None and document.history.done[-1].title == "Polygon"
    assert menu.actions()[0].text() == "This region of horse"
    chooses(user, menu, "Remove it")
    assert (document.corrections.values_HW[60:90, 60:90] == DOG).all()

    user.types(Qt.Key.Key_B)
    before = said(user)
    user.qtbot.mousePress(user.canvas, Qt.MouseButton.LeftButton, pos=on_canvas(user, 75, 75))
    right_clicks(user, 75, 75)
    assert user.program.tidy.menu is menu and user.canvas.is_stroking and said(user) == before
    user.qtbot.mouseRelease(user.canvas, Qt.MouseButton.LeftButton, pos=on_canvas(user, 75, 75))
    assert document.corrections.values_HW[75, 75] == HORSE


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_a_right_click_while_nets_are_compared_leads_back(user: User, photos: Path) -> None:
    document = begun(user, photos)
    user.canvas.compare_with(np.full(document.shape, HORSE, np.uint8))
    before = said(user)
    right_clicks(user, 75, 75)
    menu = user.program.tidy.menu
    assert menu is not None and not isinstance(menu, TidyMenu)
    words, leave = menu.actions()
    assert words.text() == "Nothing is changed while two nets are compared"
    assert not words.isEnabled() and leave is user.window.bars.actions["swipe"]
    assert said(user) == before
    menu.close()


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_a_stroke_stays_in_the_region_it_starts_in(user: User, photos: Path) -> None:
    user.opens(photos)
    document = user.sees(sorted(photos.iterdir())[0].name)
    net = document.prediction
    assert net is not None and len(np.unique(net)) > 1
    y, x = (int(side) for side in np.argwhere(net != 0)[len(np.argwhere(net != 0)) // 2])
    user.parts.session.set_label(HORSE)
    user.parts.session.set_brush_size(60)
    user.types(Qt.Key.Key_S)
    assert user.window.tool_options.stays.isChecked()
    user.paints((x + 0.5, y + 0.5), (1.0, y + 0.5))
    painted = document.corrections.values_HW == HORSE
    assert painted.any() and (net[painted] == net[y, x]).all()
    user.types(Qt.Key.Key_S)
    user.paints((x + 0.5, y + 0.5), (1.0, y + 0.5))
    painted = document.corrections.values_HW == HORSE
    assert (net[painted] != net[y, x]).any() and UNTOUCHED in document.corrections.values_HW


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_long_work_can_be_stopped_and_is_asked_about(
    user: User, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = begun(user, photos)

    def goes_on(_: Order, seen: Seen) -> Tidied:
        seen.stopped.wait()
        raise StoppedError

    monkeypatch.setattr(tidying, "tidied", goes_on)
    actions = user.window.bars.actions
    actions["grow"].trigger()
    assert said(user) == "Grow dog by 2 px … (Esc stops it)"
    user.types(Qt.Key.Key_Escape)
    assert said(user) == "Stopped before it was done: Grow dog by 2 px"
    user.waits(lambda: not user.parts.tidying.is_running)

    asked: list[str] = []

    def stays(*words: object) -> QMessageBox.StandardButton:
        asked.append(str(words[2]))
        return QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(QMessageBox, "warning", stays)
    actions["grow"].trigger()
    user.window.close()
    assert user.window.isVisible() and "undone: Grow dog by 2 px" in asked[0]

    actions["close-project"].trigger()
    user.waits(user.window.banner.isVisible)
    text = "Not done, for the project was closed: Grow dog by 2 px"
    assert user.window.banner.messages[0].text == text
    assert len(document.history.done) == 1
    user.window.close()
    assert len(asked) == 1 and not user.window.isVisible()
