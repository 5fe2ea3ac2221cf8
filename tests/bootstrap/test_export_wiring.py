"""The export dialog over a project, also over one that has changed behind its back."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.export_wiring import READ_BY, proof
from app.bootstrap.program import Program
from app.state.wishes import Scope
from app.views.export.dialog import ExportDialog
from app.views.images.menus import RowMenu
from fcn_core.interchange.exporting import ExportResult
from fcn_core.interchange.formats import FORMATS
from tests.flows.world import make_photos
from tests.strategies import accept_all


@pytest.fixture
def program(program: Program, qtbot: QtBot, tmp_path: Path) -> Program:
    """Two of six images are accepted, and neither is in memory any more."""
    opening = program.parts.opening
    program.window.show()
    program.parts.load_net()
    opening.open_path(make_photos(tmp_path / "photos", 6))
    for number in range(6):
        opening.show(f"photo{number}.png")
        qtbot.waitUntil(
            lambda name=f"photo{number}.png": (
                opening.document is not None and opening.document.image_id == name
            )
        )
        if number < 2:
            qtbot.waitUntil(lambda: 8 in opening.document.predictions.by_stride)
            accept_all(opening.document)
            qtbot.waitUntil(lambda: not opening.document.is_dirty)
    return program


def shown(program: Program) -> ExportDialog:
    program.export.show()
    assert program.export.dialog is not None
    return program.export.dialog


def test_the_dialog_opens_over_a_corrected_image_that_is_gone(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "photos" / "photo1.png").unlink()
    dialog = shown(program)
    assert dialog.isVisible() and dialog._counts.text() == "6 images"
    qtbot.waitUntil(lambda: dialog._counts.text().startswith("5 images: "))
    assert "photo1.png" in dialog._warnings.text()
    dialog.reject()


def test_the_list_of_formats_names_the_programs_that_read_them(program: Program) -> None:
    dialog = shown(program)
    box = dialog.fields.format
    listed = " ".join(box.itemText(at) for at in range(box.count()))
    for name in ("Cellpose", "ImageJ", "napari", "QGIS", "CVAT", "labelme", "Ultralytics"):
        assert name in listed
    assert READ_BY.keys() <= FORMATS.keys()
    dialog.reject()


def test_writing_begins_with_a_count_that_is_seen(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = shown(program)
    dialog.fields.folder.setText(str(tmp_path / "out"))
    dialog.export.click()
    assert (dialog._doing.text(), dialog._done_count.text()) == ("Counting…", "0 of 6")
    qtbot.waitUntil(dialog.reveal.isVisible)
    assert (tmp_path / "out" / "VOCdevkit").exists()
    dialog.reject()


def test_what_was_exported_last_is_chosen_again(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    fields = shown(program).fields
    usual = fields.folder.text()
    fields.format.setCurrentIndex(fields.format.findData("plain"))
    fields.source.setCurrentIndex(1)
    fields.scope.setCurrentIndex(fields.scope.findData(Scope.CORRECTED))
    for switch in (fields.split, fields.masks_alone):
        switch.click()
    fields.folder.setText(str(tmp_path / "out"))
    wish = fields.choice()
    assert program.export.dialog is not None
    program.export.dialog.export.click()
    qtbot.waitUntil(program.export.dialog.reveal.isVisible)
    program.export.dialog.reject()
    again = shown(program)
    assert again.fields.choice() == wish
    again.fields.folder.setText(usual)
    assert again.fields.choice().to_json(Path(usual))["folder"] == "", "it moves with the project"  # type: ignore[index, call-overload]
    again.reject()
    assert program.parts.opening.project is not None
    program.parts.opening.project.set_setting("export", {"format": 3, "scope": "", "folder": []})
    strange = shown(program)
    assert strange.fields.choice().folder == Path(usual)
    assert strange.fields.choice().scope is Scope.ALL
    strange.reject()


def test_the_selected_images_alone_are_exported(program: Program, qtbot: QtBot) -> None:
    images = program.window.image_list
    images.list.select_also(map(images.model.index_of, ("photo0.png", "photo2.png")))
    named, selected = images.selected(), len(images.selected())
    menu = RowMenu([images.model.row_of(image_id) for image_id in named], images)
    images.menu_opened.emit(menu)
    menu.export_asked.emit()
    dialog = program.export.dialog
    assert dialog is not None and dialog.fields.choice().scope is Scope.SELECTED
    assert dialog.fields.choice().named == frozenset(named) and selected > 1
    qtbot.waitUntil(lambda: dialog._counts.text().startswith(f"{selected} images: "))
    dialog.reject()


def test_an_export_that_is_cancelled_is_no_trouble(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    program.parts.exporting.cancelled.emit(12, 3000, str(tmp_path))
    banner = program.window.banner
    qtbot.waitUntil(banner.isVisible)
    assert "12 of 3,000 images" in banner._text.text()
    dialog = shown(program)
    dialog.fields.folder.setText(str(tmp_path / "out"))
    dialog.export.click()
    dialog.close_button.click()
    qtbot.waitUntil(lambda: not program.parts.exporting.is_running)
    assert program.export.dialog is None


@pytest.mark.parametrize(("name", "said"), [("coco", "no masks yet"), ("voc", "is whole")])
def test_a_stopped_export_says_what_it_lacks(
    program: Program, tmp_path: Path, name: str, said: str
) -> None:
    dialog = shown(program)
    fields = dialog.fields
    fields.folder.setText(str(tmp_path / "out"))
    fields.format.setCurrentIndex(fields.format.findData(name))
    dialog.export.click()
    program.parts.exporting.cancelled.emit(1, 6, str(tmp_path))
    text = program.window.banner._text.text()
    assert text.startswith("The export was stopped: 1 of 6 images is in ") and said in text
    assert ("whole" in text) == (name == "voc")
    dialog.close_button.click()


def test_the_result_says_how_many_objects_there_are(tmp_path: Path) -> None:
    result = ExportResult(folder=tmp_path, images=13, pixels=10, same=10, objects=448)
    assert proof(result).startswith("13 images, 448 objects written with masks.")
    pictures = ExportResult(folder=tmp_path, images=2, pixels=0, same=0)
    assert proof(pictures) == "2 images written with masks."
    alone = ExportResult(folder=tmp_path, images=1, pixels=10, same=10, masks_alone=True)
    assert proof(alone).startswith("Masks written, without images: 1 image.")
