"""A net leaves for other programs, while its photo is being painted on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit

from fcn_core.imaging.images import read_image
from fcn_core.interchange.onnx.check import open_session
from fcn_core.zoo import NUCLEI, SHIPPED
from tests.e2e.conftest import User


def types_name(user: User, name: str) -> None:
    """Into the dialog that asks for a file, as a person does."""
    user.waits(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    user.waits(lambda: QApplication.activeWindow() is dialog)
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line.text() == f"{SHIPPED}.onnx"
    line.selectAll()
    user.qtbot.keyClicks(line, name)
    buttons = dialog.findChild(QDialogButtonBox)
    user.clicks(buttons.button(QDialogButtonBox.StandardButton.Save))


@pytest.mark.e2e
def test_a_net_is_exported_and_says_what_the_window_shows(
    user: User, photos: Path, tmp_path: Path
) -> None:
    user.opens(photos / "cat.jpg")
    user.sees("cat.jpg")
    window, panel = user.window, user.window.models_panel
    window.show_models()
    user.clicks(panel.export)
    types_name(user, str(tmp_path / "mine"))
    user.waits(lambda: user.parts.model_exporting.is_running)
    assert not panel.export.isEnabled()
    user.paints((60, 60), (140, 60))  # the window goes on
    assert user.document.corrections.touched > 0
    user.waits(lambda: not user.parts.model_exporting.is_running, 400)
    (said,) = (m for m in window.banner.messages)
    assert "mine.onnx was written. ONNX Runtime gives" in said.text and said.action == "Show folder"
    assert panel.export.isEnabled()
    image = read_image(photos / "cat.jpg")
    (labels,) = open_session(tmp_path / "mine.onnx").run(["labels"], {"image": image[None]})
    shown = user.document.predictions.by_stride[8]
    assert (labels[0] == shown).mean() > 0.999


@pytest.mark.e2e
def test_a_place_that_is_gone_is_said(user: User, photos: Path, tmp_path: Path) -> None:
    user.opens(photos / "cat.jpg")
    user.sees("cat.jpg")
    window = user.window
    window.show_models()
    user.parts.model_exporting.start(NUCLEI, tmp_path / "gone" / "net.onnx")
    user.waits(lambda: bool(window.banner.messages))
    (said,) = window.banner.messages
    assert "cannot be written (there is no such folder)" in said.text
    assert "choose another folder" in said.remedy
    assert window.models_panel.export.isEnabled()
