"""The look: enough contrast everywhere, no token forgotten, and a change of theme at any time."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from app import resources
from app.views.history_panel import HistoryPanel
from app.views.look import theme as look
from app.views.look.theme import DARK, LIGHT, Choice, Theme, ThemeSwitch

SURFACES = ("window", "panel", "raised", "field", "hover")
READABLE = {
    "text": (*SURFACES, "pressed", "selection", "selection_inactive"),
    "text_secondary": SURFACES,
    "accent_text": ("window", "panel", "raised", "hover", "accent_soft"),
    "danger": ("window", "panel", "raised", "field"),
    "warning": ("window", "panel", "raised"),
    "success": ("window", "panel", "raised"),
    "on_accent": ("accent", "accent_hover", "accent_pressed", "danger_fill"),
}
VISIBLE = {
    "focus": ("window", "panel", "raised", "field"),
    "control_border": ("panel", "field"),
    "accent": ("window", "panel"),
}


def _luminance(color: str) -> float:
    """WCAG 2.1's relative luminance."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    rgb = QColor(color)
    return (
        0.2126 * linear(rgb.redF()) + 0.7152 * linear(rgb.greenF()) + 0.0722 * linear(rgb.blueF())
    )


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
@pytest.mark.parametrize(("ink", "surface"), [(i, s) for i in READABLE for s in READABLE[i]])
def test_text_can_be_read(theme: Theme, ink: str, surface: str) -> None:
    assert _contrast(getattr(theme, ink), getattr(theme, surface)) >= 4.5


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
@pytest.mark.parametrize(("mark", "surface"), [(m, s) for m in VISIBLE for s in VISIBLE[m]])
def test_controls_and_focus_can_be_seen(theme: Theme, mark: str, surface: str) -> None:
    assert _contrast(getattr(theme, mark), getattr(theme, surface)) >= 3


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
def test_the_canvas_surround_tints_no_colour(theme: Theme) -> None:
    color = QColor(theme.canvas)
    assert color.red() == color.green() == color.blue()


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
def test_style_sheet_has_all_tokens_and_glyphs(theme: Theme) -> None:
    sheet = look.style_sheet(theme)
    assert "$" not in sheet
    assert theme.accent in sheet
    glyphs = set(re.findall(r"url\(glyphs:([^)]+)\)", sheet))
    assert glyphs
    assert glyphs == {file.name for file in resources.path("theme", "glyphs").iterdir()}


def test_a_theme_reaches_widgets_that_are_on_screen(qtbot: QtBot, qapp: QApplication) -> None:
    button = QPushButton("Train")
    button.setProperty("primary", True)
    qtbot.addWidget(button)
    button.resize(120, 28)
    button.show()
    for theme in (LIGHT, DARK):
        look.apply_theme(qapp, theme)
        assert look.current() == theme
        assert qapp.palette().color(QPalette.ColorRole.WindowText).name() == theme.text
        assert button.grab().toImage().pixelColor(6, 14).name() == theme.accent


def test_fields_and_buttons_share_one_height(qtbot: QtBot, qapp: QApplication) -> None:
    look.apply_theme(qapp, DARK)
    for widget in (QPushButton("x"), QSpinBox()):
        qtbot.addWidget(widget)
        assert widget.sizeHint().height() == 28


def test_the_bundled_typeface_is_used(qapp: QApplication) -> None:
    look.apply_theme(qapp, DARK)
    assert QFontInfo(qapp.font()).family() == look.FONT_FAMILY
    assert QFontInfo(qapp.font()).pixelSize() == 13


def test_the_switch_follows_choice_and_desktop(qapp: QApplication) -> None:
    switch = ThemeSwitch(qapp, Choice.LIGHT)
    assert look.current() == LIGHT
    switch.choose(Choice.DARK)
    assert look.current() == DARK
    switch.choose(Choice.SYSTEM)
    desktop = qapp.styleHints().colorSchemeChanged
    for scheme, theme in ((Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Dark, DARK)):
        desktop.emit(scheme)
        assert look.current() == theme
    switch.choose(Choice.DARK)
    desktop.emit(Qt.ColorScheme.Light)
    assert look.current() == DARK
    desktop.disconnect(switch._follow)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
def test_rows_have_the_colours_that_they_are_given(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    look.apply_theme(qapp, theme)
    panel = HistoryPanel()
    qtbot.addWidget(panel)
    panel.set_history(["Brush"], ["Eraser"])
    panel.resize(200, 200)
    panel.show()
    qtbot.waitExposed(panel)
    picture = panel.grab().toImage()

    def strongest(row: int) -> float:
        """The highest contrast of a row's pixels with the panel."""
        box = panel.list.visualItemRect(panel.list.item(row))
        box.translate(panel.list.viewport().mapTo(panel, QPoint()))
        pixels = (
            picture.pixelColor(x, y).name()
            for x in range(box.left(), box.right(), 1)
            for y in range(box.top(), box.bottom())
        )
        return max(_contrast(pixel, theme.panel) for pixel in set(pixels))

    assert strongest(2) < 4.5 < strongest(0), "what was undone is faint"
