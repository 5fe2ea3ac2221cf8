"""A notice offers the net that was made for the images."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from fcn_core.zoo import ROADS
from tests.flows.world import make_photos


def test_the_net_that_fits_is_in_use_after_one_click(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    window, opening = program.window, program.parts.opening
    window.show()
    opening.open_path(make_photos(tmp_path / "aerials", 1))
    qtbot.waitUntil(lambda: opening.document is not None)
    program.parts.noticing.fits.emit(ROADS)
    assert [m.text for m in window.banner.messages] == [
        "These look like the images that the roads net was made for."
    ]
    (use,) = (b for b in window.banner.findChildren(QPushButton) if b.text() == "Use it")
    qtbot.mouseClick(use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.parts.predicting.has_loaded(ROADS))


def test_a_hint_goes_when_a_net_is_chosen(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    opening, banner = program.parts.opening, program.window.banner
    program.window.show()
    opening.open_path(make_photos(tmp_path / "aerials", 1))
    qtbot.waitUntil(lambda: opening.document is not None)
    program.parts.noticing.unknown.emit()
    assert any("next to nothing" in m.text for m in banner.messages)
    program.parts.models.use(ROADS)
    assert not any("next to nothing" in m.text for m in banner.messages)
