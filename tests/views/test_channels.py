"""The dialog of channels, and the strip of pages: what they offer, and what they hand out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.views.channels_dialog import ChannelsDialog
from app.views.page_strip import PageStrip
from app.views.words import channels_shown
from fcn_core.imaging.channels import Channels, ImageChannels

USUAL = Channels((1, 2, 3))
SIX = ImageChannels(names=("DAPI", "GFP", "", "Cy5", "", ""), shown=USUAL, usual=USUAL)


def texts(box: object) -> list[str]:
    return [box.itemText(i) for i in range(box.count())]  # type: ignore[attr-defined]


def choose(box: object, place: int) -> None:
    box.setCurrentIndex(place)  # type: ignore[attr-defined]
    box.activated.emit(place)  # type: ignore[attr-defined]


def test_presets_and_colours_say_the_same(qtbot: QtBot) -> None:
    dialog = ChannelsDialog(SIX)
    qtbot.addWidget(dialog)
    seen: list[Channels] = []
    dialog.preview_wanted.connect(seen.append)
    assert texts(dialog.preset)[:3] == [
        "1, 2, 3 as red, green and blue", "1 · DAPI alone, grey", "2 · GFP alone, grey",
    ]  # fmt: skip
    assert texts(dialog.colors[0]) == [
        "1 · DAPI", "2 · GFP", "Channel 3", "4 · Cy5", "Channel 5", "Channel 6", "None",
    ]  # fmt: skip
    choose(dialog.preset, 4)
    assert dialog.choice() == Channels((4,))
    assert [box.currentText() for box in dialog.colors] == ["4 · Cy5"] * 3
    choose(dialog.colors[0], 6)
    assert dialog.choice() == Channels((0, 4, 4))
    assert dialog.preset.currentText() == "As chosen below"
    choose(dialog.preset, 0)
    assert seen == [Channels((4,)), Channels((0, 4, 4)), USUAL]


def test_nothing_at_all_cannot_be_chosen(qtbot: QtBot) -> None:
    dialog = ChannelsDialog(SIX)
    qtbot.addWidget(dialog)
    for box in dialog.colors:
        choose(box, 6)
    assert not dialog.show_button.isEnabled()
    choose(dialog.colors[2], 0)
    assert dialog.show_button.isEnabled()
    with qtbot.waitSignal(dialog.chosen) as agreed:
        qtbot.mouseClick(dialog.show_button, Qt.MouseButton.LeftButton)
    assert agreed.args == [Channels((0, 0, 1))]
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_words() -> None:
    assert channels_shown(SIX) == "Channels 1, 2, 3 of 6"
    alone = ImageChannels(names=("",) * 4, shown=Channels((4,)), usual=USUAL)
    assert channels_shown(alone) == "Channel 4 of 4"


def test_a_strip_leads_through_pages(qtbot: QtBot) -> None:
    strip = PageStrip()
    qtbot.addWidget(strip)
    wanted: list[int] = []
    strip.page_wanted.connect(wanted.append)
    strip.set_place(1, 1)
    assert strip.isHidden()
    strip.set_place(2, 6)
    assert not strip.isHidden() and strip.words.text() == "Page 2 of 6" and wanted == []
    qtbot.mouseClick(strip.after, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(strip.after, Qt.MouseButton.LeftButton)
    assert wanted == [3, 4], "the hand is ahead of what is read"
    strip.set_place(6, 6)
    assert not strip.after.isEnabled() and strip.before.isEnabled()
