"""Nets, export and about."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.language import ENGLISH, LANGUAGES, speak
from app.state.wishes import ExportWish, Scope
from app.views.about import AboutDialog
from app.views.export.dialog import ExportDialog
from app.views.look.theme import Choice, ThemeSwitch
from app.views.training.models_panel import ModelsPanel
from app.views.values import (
    ExportFormat,
    ExportPreview,
    LabelExamples,
    ModelRow,
)

LEFT = Qt.MouseButton.LeftButton
MODELS = (
    ModelRow(model_id="b", title="B", parent_id="a", before=0.6, after=0.7, images=3, in_use=True),
    ModelRow(model_id="s", title="Shipped", about="For photos."),
    ModelRow(model_id="a", title="A", parent_id="s", images=2),
)


@pytest.fixture
def models(qtbot: QtBot) -> ModelsPanel:
    panel = ModelsPanel()
    qtbot.addWidget(panel)
    panel.resize(700, 280)
    panel.show()
    qtbot.waitExposed(panel)
    panel.set_models(MODELS)
    return panel


def select(qtbot: QtBot, models: ModelsPanel, title: str) -> None:
    flag = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    box = models.tree.visualItemRect(models.tree.findItems(title, flag)[0])
    qtbot.mouseClick(models.tree.viewport(), LEFT, pos=box.center())


def test_lineage_is_a_tree_whatever_the_order(models: ModelsPanel) -> None:
    top = models.tree.topLevelItem(0)
    assert top is not None
    assert (models.tree.topLevelItemCount(), top.text(0)) == (1, "Shipped")
    assert top.child(0).child(0).text(0) == "B"
    assert models.current_id() == "b"
    assert not models.use.isEnabled()
    assert models.roll_back.isEnabled()
    assert "(+10.0 points)" in models._facts.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_button_of_the_nets_is_cut(language: str, qtbot: QtBot, qapp: QApplication) -> None:
    before = qapp.styleSheet()
    switch = ThemeSwitch(qapp, Choice.LIGHT)
    speak(qapp, language)
    try:
        panel = ModelsPanel()
        qtbot.addWidget(panel)
        panel.resize(700, 280)
        panel.show()
        panel.set_models(MODELS)
        for title in ("Shipped", "B"):
            select(qtbot, panel, title)
            for button in (panel.use, panel.export, panel.roll_back, panel.delete):
                assert button.width() >= button.sizeHint().width(), button.text()
    finally:
        speak(qapp, ENGLISH)
        switch.deleteLater()
        qapp.setStyleSheet(before)


def test_a_net_can_be_used_noted_deleted(qtbot: QtBot, models: ModelsPanel) -> None:
    select(qtbot, models, "A")
    with qtbot.waitSignal(models.use_requested) as used:
        qtbot.mouseClick(models.use, LEFT)
    assert used.args == ["a"]
    qtbot.keyClicks(models.note, "good on grass")
    with qtbot.waitSignal(models.note_changed) as noted:
        qtbot.keyClick(models.note, Qt.Key.Key_Return)
    assert noted.args == ["a", "good on grass"]
    with qtbot.waitSignal(models.delete_requested) as deleted:
        qtbot.mouseClick(models.delete, LEFT)
    assert deleted.args == ["a"]
    select(qtbot, models, "Shipped")
    assert not models.delete.isEnabled()


def test_rolling_back_needs_a_parent(qtbot: QtBot, models: ModelsPanel) -> None:
    with qtbot.waitSignal(models.roll_back_requested):
        qtbot.mouseClick(models.roll_back, LEFT)
    models.set_models([ModelRow(model_id="s", title="Shipped", about="For photos.", in_use=True)])
    assert not models.roll_back.isEnabled()
    models.set_models([])
    assert models._none.isVisible()


ALL = ExportWish(folder=Path("/out"), scope=Scope.ALL)


@pytest.fixture
def export(qtbot: QtBot) -> ExportDialog:
    formats = [
        ExportFormat(
            id="voc",
            title="PASCAL VOC",
            note="palette PNG",
            folder="VOCdevkit/VOC2012",
            masks_alone=True,
        ),
        ExportFormat(id="coco", title="COCO", note="run lengths", folder="coco", numbered=True),
        ExportFormat(id="pictures", title="Pictures", note="", folder="pictures", is_read=False),
    ]
    dialog = ExportDialog(formats, ALL)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def test_export_choices_are_told(qtbot: QtBot, export: ExportDialog) -> None:
    with qtbot.waitSignal(export.choice_changed) as changed:
        export.fields.scope.setCurrentIndex(1)
    assert changed.args == [
        ExportWish(format="voc", folder=Path("/out"), scope=Scope.CORRECTED, split=True)
    ]


def test_what_a_format_lacks_is_not_offered(qtbot: QtBot, export: ExportDialog) -> None:
    assert export.fields.masks_alone.isEnabled() and not export.fields.separated.isEnabled()
    assert not export.fields.least.isEnabled() and not export.fields.least_title.isEnabled()
    export.fields.masks_alone.setChecked(True)
    assert export.fields.choice().masks_alone
    export.fields.format.setCurrentIndex(1)
    assert export.fields.separated.isEnabled() and not export.fields.masks_alone.isEnabled()
    assert not export.fields.choice().masks_alone
    with qtbot.waitSignal(export.choice_changed) as changed:
        export.fields.separated.click()
    assert changed.args[0].separated
    assert export.fields.scope.findData(Scope.LISTED) < 0
    export.fields.setEnabled(False)  # while it is written
    assert export.fields.choice().separated and not export.fields.choice().masks_alone


def test_pictures_are_not_split_nor_checked(export: ExportDialog) -> None:
    assert export.fields.split.isEnabled()
    export.fields.format.setCurrentIndex(2)
    assert not export.fields.split.isEnabled()
    assert export.fields.choice().split, "the next format is split as before"
    export.show_done("3 images written.", "/out/pictures", checked=False)
    assert "Exported" in {label.text() for label in export.findChildren(QLabel)}


@pytest.mark.parametrize("wide", [680, 1200])
def test_no_row_moves_with_the_format_and_none_lies_on_another(
    qtbot: QtBot, qapp: QApplication, wide: int
) -> None:
    before = qapp.styleSheet()
    switch = ThemeSwitch(qapp, Choice.LIGHT)
    try:
        note = 2 * "Each connected region as an object with run lengths, as others read them. "
        formats = [
            ExportFormat(id="plain", title="Plain", note="PNGs.", folder="plain"),
            ExportFormat(
                id="coco", title="COCO", note=2 * note, folder=12 * "coco/", numbered=True
            ),
        ]
        dialog = ExportDialog(formats, ALL)
        qtbot.addWidget(dialog)
        dialog.resize(wide, 600)
        dialog.show()
        label = LabelExamples(name="cell", color=(9, 9, 9), images=3, pixels=9)
        one = ("An image is missing.",)
        dialog.set_preview(
            ExportPreview(
                images=3, train=2, val=1, labels=9 * (label,), left_out=one, warnings=one,
            )
        )  # fmt: skip
        qtbot.waitExposed(dialog)
        fields = dialog.fields
        rows = (
            fields.format,
            fields.note,
            fields.source,
            fields.least,
            fields.scope,
            fields.folder,
            fields.place,
        )
        places = []
        for at in (0, 1, 0):
            fields.format.setCurrentIndex(at)
            QApplication.processEvents()
            places.append([part.geometry().top() for part in rows])
            for above, below in pairwise(rows):
                assert above.geometry().bottom() < below.geometry().top()
            for text in (fields.note, fields.place):
                assert text.height() >= text.heightForWidth(text.width())
        assert places[0] == places[1] == places[2]
        assert dialog.height() <= 680, "it fits on a small screen"
    finally:
        switch.deleteLater()
        qapp.setStyleSheet(before)


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        (Scope.LISTED, "Those that the list shows (2)"),
        (Scope.SELECTED, "Those selected in the list (1)"),
    ],
)
def test_the_images_of_a_filtered_list_and_selected_ones_can_leave(
    qtbot: QtBot, scope: Scope, told: str
) -> None:
    named = {Scope.LISTED: frozenset({"a.png", "b.png"}), Scope.SELECTED: frozenset({"a.png"})}
    dialog = ExportDialog([ExportFormat(id="voc", title="", note="", folder="")], ALL, named)
    qtbot.addWidget(dialog)
    assert not dialog.fields.choice().named, "all images need no names"
    dialog.fields.choose(scope)
    assert dialog.fields.scope.currentText() == told
    assert dialog.fields.choice().named == named[scope] and dialog.fields.choice().scope is scope


def test_progress_says_how_long_it_takes(export: ExportDialog) -> None:
    export.show_progress(3, 8, "Writing", "about 5 min left")
    assert export._done_count.text() == "3 of 8 · about 5 min left"


def test_where_an_export_goes_is_said_before_and_after(export: ExportDialog) -> None:
    def place() -> str:
        return export.fields.place.text().replace("\u200b", "")

    assert "/out/VOCdevkit/VOC2012," in place() and export.fields.place.isVisible()
    export.fields.format.setCurrentIndex(1)
    assert "/out/coco," in place()
    export.fields.folder.setText("/elsewhere")
    assert "/elsewhere/coco," in place()
    export.show_done("All the same.", "/out/coco")
    assert export.outcome.detail.text().replace("\u200b", "").endswith("They are in /out/coco.")


def test_export_waits_for_the_preview_and_for_a_folder(qtbot: QtBot, export: ExportDialog) -> None:
    assert not export.export.isEnabled()
    export.set_preview(ExportPreview(images=3, train=2, val=1, labels=(), warnings=("Old masks.",)))
    assert export._counts.text() == "3 images: 2 train, 1 val"
    assert export._warnings.isVisible()
    with qtbot.waitSignal(export.export_requested):
        qtbot.mouseClick(export.export, LEFT)
    assert not export.fields.folder.isEnabled()
    export.set_preview(ExportPreview(images=0, train=0, val=0, labels=()))
    assert not export.export.isEnabled()


def test_a_preview_says_at_first_what_is_known_at_once(qtbot: QtBot, export: ExportDialog) -> None:
    export.set_preview(ExportPreview(images=3, train=3, val=0, labels=(), is_counted=False))
    assert (export._counts.text(), export._table_title.text()) == ("3 images", "Counting…")
    assert export._table_title.isVisible() and export.export.isEnabled()
    gone = tuple(f"Left out: {number}.jpg is gone." for number in range(4))
    export.set_preview(ExportPreview(images=2, train=1, val=1, labels=(), left_out=gone))
    assert export._counts.text() == "2 images: 1 train, 1 val"
    assert export._warnings.text().endswith("1.jpg is gone.\nAnd 2 more.")
    assert export._warnings.toolTip().endswith("3.jpg is gone.")
    assert not export._table_title.isVisible()


def test_where_an_export_goes_asks_for_no_other_preview(qtbot: QtBot, export: ExportDialog) -> None:
    export.set_preview(ExportPreview(images=3, train=2, val=1, labels=()))
    export.show_failure("Disk full.", "Free some space.")
    with qtbot.assertNotEmitted(export.choice_changed):
        export.fields.folder.setText("")
        assert not export.export.isEnabled()
        export.fields.folder.setText("/elsewhere")
    assert export.export.isEnabled() and export.export.text() == "Export"


def test_export_shows_progress_proof_and_failure(qtbot: QtBot, export: ExportDialog) -> None:
    export.show_progress(1, 3, "Writing")
    assert export._done_count.text() == "1 of 3"
    export.show_failure("Disk full.", "Free some space.")
    assert export.export.text() == "Try again"
    assert export.fields.folder.isEnabled()
    export.show_done("All the same.", "/out/voc")
    with qtbot.waitSignal(export.reveal_requested) as reveal:
        qtbot.mouseClick(export.reveal, LEFT)
    assert reveal.args == ["/out/voc"]
    export.fields.scope.setCurrentIndex(2)
    assert export.export.isVisible()
    assert not export.reveal.isVisible()


def test_escape_cancels_what_is_being_written(qtbot: QtBot, export: ExportDialog) -> None:
    export.show_progress(1, 3, "Writing")
    with qtbot.waitSignal(export.cancel_requested):
        qtbot.keyClick(export, Qt.Key.Key_Escape)
    assert export.isHidden()


def test_about_copies_its_facts(qtbot: QtBot) -> None:
    dialog = AboutDialog("1.2", [("Device", "CPU")])
    qtbot.addWidget(dialog)
    dialog.copy_facts()
    assert QGuiApplication.clipboard().text() == "FCN GUI: 1.2\nDevice: CPU"
