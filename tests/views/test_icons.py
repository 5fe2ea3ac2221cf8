"""Icons: all there, in the theme's colours, crisp at any scale, following a change of theme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import resources
from app.views.look.icons import IconLabel, Tone, icon
from app.views.look.theme import DARK, LIGHT, Theme, apply_theme

NAMES = """
open-image open-folder open-video recent samples save export undo redo brush eraser fill pick
polygon ruler live-wire smart-region flip-region accept-region accept-image zoom-in zoom-out fit
actual-size stride-view canvas overlay outline doubt hatch next previous next-useful train pause
stop play keep discard roll-back models labels add rename delete merge locked unlocked visible
hidden settings help search warning error info check close cpu gpu image
folder history dots command void sort filter
check-labels predict-all take-net color-objects delete-unused tidy-up
shape-round shape-square contrast copy paste
""".split()


def _strongest(pixmap: QPixmap) -> str:
    """The colour of the most opaque pixel."""
    image = pixmap.toImage()
    colors = [image.pixelColor(x, y) for y in range(image.height()) for x in range(image.width())]
    return max(colors, key=QColor.alpha).name()


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws_something_in_the_text_colour(qapp: QApplication, name: str) -> None:
    apply_theme(qapp, DARK)
    assert _strongest(icon(name).pixmap(QSize(24, 24), 2.0)) == DARK.text


def test_no_icon_is_left_over(qapp: QApplication) -> None:
    files = {file.stem for file in resources.path("icons").glob("*.svg")}
    assert files == {*NAMES, "app"}


def test_the_application_icon_keeps_its_colours(qapp: QApplication) -> None:
    picture = icon("app").pixmap(QSize(64, 64), 1.0).toImage()
    assert picture.pixelColor(26, 26).name() == "#ff9a3d"
    assert QPixmap(str(resources.path("icons", "app.png"))).size() == QSize(256, 256)


def test_an_unknown_icon_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(KeyError, match="no-such-icon"):
        icon("no-such-icon")


def test_an_icon_is_made_once(qapp: QApplication) -> None:
    assert icon("brush") is icon("brush")
    assert icon("brush", Tone.DANGER) is not icon("brush")


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_pixels_match_the_screen(qapp: QApplication, ratio: float) -> None:
    pixmap = icon("brush").pixmap(QSize(18, 18), ratio)
    assert pixmap.size() == QSize(round(18 * ratio), round(18 * ratio))
    assert pixmap.devicePixelRatio() == ratio


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
def test_mode_state_and_tone_choose_the_colour(qapp: QApplication, theme: Theme) -> None:
    apply_theme(qapp, theme)
    size, mode, state = QSize(24, 24), QIcon.Mode, QIcon.State
    stop, warning = icon("stop"), icon("warning", Tone.WARNING)
    assert _strongest(stop.pixmap(size, 2.0, mode.Normal, state.Off)) == theme.text
    assert _strongest(stop.pixmap(size, 2.0, mode.Disabled, state.Off)) == theme.text_disabled
    assert _strongest(stop.pixmap(size, 2.0, mode.Normal, state.On)) == theme.accent_text
    assert _strongest(warning.pixmap(size, 2.0, mode.Normal, state.On)) == theme.warning


def test_icons_on_screen_follow_the_theme(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, DARK)
    label = IconLabel("stop", side=24)
    qtbot.addWidget(label)
    label.show()
    apply_theme(qapp, LIGHT)
    assert _strongest(label.pixmap()) == LIGHT.text


def test_a_copied_icon_outlives_its_original(qapp: QApplication) -> None:
    copy = QIcon(icon("add"))
    copy.addPixmap(QPixmap(4, 4))
    apply_theme(qapp, LIGHT)
    assert _strongest(copy.pixmap(QSize(24, 24), 2.0)) == LIGHT.text
