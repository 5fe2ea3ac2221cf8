"""A known length says how large a pixel is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.language import ENGLISH, speak
from app.views.pixel_size_dialog import PixelSizeDialog
from app.views.words import area, length
from fcn_core.imaging.pixel_size import PixelSize

HALF = PixelSize(width=0.5, height=0.5, unit="µm")
LEFT = Qt.MouseButton.LeftButton


def shown(
    qtbot: QtBot, own: PixelSize | None, usual: PixelSize | None, ruled: float | None = None
) -> PixelSizeDialog:
    dialog = PixelSizeDialog(own, usual, (400, 600), ruled)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    speak(qapp, "de")
    yield
    speak(qapp, ENGLISH)


def entered(qtbot: QtBot, dialog: PixelSizeDialog, pixels: str, length: str) -> None:
    for field, text in ((dialog.pixels, pixels), (dialog.length, length)):
        field.clear()
        qtbot.keyClicks(field, text)


def test_a_scale_bar_says_it(qtbot: QtBot) -> None:
    dialog = shown(qtbot, None, None)
    assert not dialog.take.isEnabled() and not dialog.forget.isEnabled()
    entered(qtbot, dialog, "200", "100")
    assert dialog.outcome.text() == "One pixel: 0.5 µm. The open image: 300 x 200 µm."
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.mouseClick(dialog.take, LEFT)
    assert chosen.args == [HALF]
    assert not dialog.isVisible()


def test_what_the_ruler_has_measured_is_filled_in(qtbot: QtBot) -> None:
    dialog = shown(qtbot, None, None, ruled=236.4321)
    assert dialog.pixels.text() == "236.4" and "ruler" in dialog.outcome.text()
    qtbot.keyClicks(dialog.focusWidget(), "118.2")
    assert dialog.choice() == HALF


def test_what_was_said_before_says_how_long_that_is_until_one_types(qtbot: QtBot) -> None:
    dialog = shown(qtbot, None, HALF, ruled=100.04)
    assert (dialog.pixels.text(), dialog.length.text()) == ("100", "50")
    assert dialog.choice() == HALF
    qtbot.keyClicks(dialog.focusWidget(), "25")
    assert dialog.choice() == PixelSize(width=0.25, height=0.25, unit="µm")


@pytest.mark.parametrize(
    ("pixels", "length"),
    [("", "5"), ("0", "5"), ("3", "-1"), ("a", "b"), ("1e-300", "1e300"), ("1", "1e200"),
     ("1", "1e-200"), ("1", "1,000")],
)  # fmt: skip
def test_what_is_no_length_is_not_taken(qtbot: QtBot, pixels: str, length: str) -> None:
    dialog = shown(qtbot, None, None)
    entered(qtbot, dialog, pixels, length)
    assert dialog.choice() is None and not dialog.take.isEnabled()
    assert dialog.outcome.text() == "Both are numbers above 0, written as 0.325."
    qtbot.keyClick(dialog.length, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_what_was_said_stands_there_and_can_be_forgotten(qtbot: QtBot) -> None:
    dialog = shown(qtbot, None, PixelSize(width=0.2, height=0.2, unit="m"))
    assert (dialog.pixels.text(), dialog.length.text(), dialog.unit.currentText()) == (
        "1", "0.2", "m",
    )  # fmt: skip
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.mouseClick(dialog.forget, LEFT)
    assert chosen.args == [None]


def test_the_files_own_word_is_said(qtbot: QtBot) -> None:
    assert "says 0.5 µm itself" in shown(qtbot, HALF, None).outcome.text()


@pytest.mark.usefixtures("german")
def test_numbers_are_written_as_the_language_does(qtbot: QtBot) -> None:
    dialog = shown(qtbot, None, HALF)
    assert dialog.length.text() == "0,5"
    entered(qtbot, dialog, "1", "0,25")
    assert dialog.choice() == PixelSize(width=0.25, height=0.25, unit="µm")
    assert "0,25 µm" in dialog.outcome.text() and "0.25" not in dialog.outcome.text()


@pytest.mark.usefixtures("german")
def test_what_the_ruler_has_measured_is_written_as_the_language_does(qtbot: QtBot) -> None:
    dialog = shown(qtbot, None, HALF, ruled=2364.32)
    assert dialog.pixels.text() == "2364,3" and dialog.choice() == HALF
    assert length(1182.2, 0, HALF) == "591 µm · 1.182,2 px"


def test_lengths_are_told_in_pixels_and_in_units_where_they_are_known() -> None:
    assert length(3, -4, None) == "5.0 px"
    assert (
        length(-236.4, 0, PixelSize(width=0.325, height=0.325, unit="µm")) == "76.8 µm · 236.4 px"
    )
    tall = PixelSize(width=1, height=2, unit="m")
    assert length(0, 5, tall) == "10.0 m · 5.0 px" and length(5, 0, tall) == "5.00 m · 5.0 px"
    assert length(9.999, 0, HALF) == "5.00 µm · 10.0 px"


@pytest.mark.usefixtures("german")
def test_a_point_is_never_taken_as_a_separator_of_thousands(qtbot: QtBot) -> None:
    dialog = shown(qtbot, None, PixelSize(width=1234.5, height=1234.5, unit="m"))
    assert dialog.length.text() == "1234,5" and dialog.take.isEnabled()
    entered(qtbot, dialog, "1", "0.325")
    assert dialog.choice() is None and "0,325" in dialog.outcome.text()


def test_areas_have_three_figures_that_count() -> None:
    assert area(10, None) == ""
    assert [area(pixels, HALF) for pixels in (0, 1, 50, 4567, 10**7)] == [
        "0 µm²", "0.250 µm²", "12.5 µm²", "1,142 µm²", "2,500,000 µm²",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("side", "expected"), [(1e-12, "1e-24 km²"), (1e-5, "1e-10 km²"), (1e12, "1e+24 km²")]
)
def test_areas_that_are_slips_stay_short(side: float, expected: str) -> None:
    assert area(1, PixelSize(width=side, height=side, unit="km")) == expected
