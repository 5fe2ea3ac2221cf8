"""Wires the import of masks: ask for a folder, say what it would do, and what it did."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QFileDialog, QMessageBox

from app.bootstrap.parts import Parts
from app.flows.importing import ImportPreview
from app.flows.work.many_edits import ManyResult
from app.language import count, some, tr
from app.spoken import spoken
from app.state.foreign import Meanings
from app.views.banner import BannerKind
from app.views.look.kit import question_box
from app.views.main_window import MainWindow
from app.views.values_dialog import ValuesDialog
from fcn_core.errors import FcnError

LONG = 200
"""An import of more masks can be stopped."""
NAMED = 5
"""Labels and problems that are named; of more, how many there are."""


class ImportWiring(QObject):
    """Nothing is written before the person has agreed."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._parts, self._window = parts, window
        self.box: QMessageBox | None = None
        self.values: ValuesDialog | None = None
        """The questions that were asked last, of masks with names and of such without."""
        importing = parts.importing
        importing.found.connect(self._ask)
        importing.progressed.connect(self._show_progress)
        importing.finished.connect(self._on_finished)

    def show(self) -> None:
        """Ask for the folder."""
        project = self._parts.opening.project
        if project is None:
            return
        title = tr("Import masks: choose their folder")
        name = QFileDialog.getExistingDirectory(self._window, title, str(project.images))
        if name:
            self._parts.importing.look(Path(name))

    def _ask(self, preview: ImportPreview) -> None:
        if not preview.images:
            known = tr("Masks are known by their image's name.")
            self._window.show_problem(FcnError(nothing(preview), known))
            return
        if preview.values:
            self._ask_for_values(preview)
            return
        box = question_box(
            tr("Import masks"), question(preview), details(preview), tr("Import"), self._window
        )
        background = QCheckBox(tr("What they leave unlabelled is background"))
        background.setToolTip(tr("Off: it stays untouched, for you and the net to fill"))
        background.setChecked(True)
        box.setCheckBox(background)
        box.accepted.connect(lambda: self._start(preview, background.isChecked()))
        self.box = box
        box.open()

    def _ask_for_values(self, preview: ImportPreview) -> None:
        project = preview.project
        labels = [project.labels.labels[label] for label in self._parts.ordering.order]
        dialog = ValuesDialog(
            question(preview), details(preview), preview.values, labels, self._window
        )
        dialog.accepted.connect(lambda: self._start(preview, True, dialog.meanings()))
        dialog.finished.connect(dialog.deleteLater)
        self.values = dialog
        dialog.open()

    def _start(
        self, preview: ImportPreview, background: bool, meanings: Meanings | None = None
    ) -> None:
        importing = self._parts.importing
        if len(preview.images) > LONG:
            text = tr("Importing {masks:,} masks…").format(masks=len(preview.images))
            self._window.show_notice(text, BannerKind.INFO, tr("Stop"), importing.stop)
        importing.start(preview, background, meanings)

    def _show_progress(self, done: int, total: int) -> None:
        text = tr("Importing masks: {done:,} of {all:,}")
        if self._parts.importing.is_taking_back:
            text = tr("Taking masks back: {done:,} of {all:,}")
        self._window.status.show_message(text.format(done=done, all=total))

    def _on_finished(self, result: ManyResult) -> None:
        self._window.status.clearMessage()
        kind = BannerKind.WARNING if result.problems else BannerKind.SUCCESS
        if result.images and not result.taken_back:
            undo = self._parts.importing.take_back_last
            self._window.show_notice(outcome(result), kind, tr("Take back the import"), undo)
        else:
            self._window.show_notice(outcome(result), kind)


def question(preview: ImportPreview) -> str:
    """What would be done."""
    images = count(len(preview.images), tr("image"), tr("images"))
    asked = tr("Import {kind} masks for {images}?")
    return asked.format(kind=spoken(preview.found.kind), images=images)


def details(preview: ImportPreview) -> str:
    """What it would change, and what stays."""
    found = []
    if preview.new_labels:
        found.append(tr("New labels: {labels}.").format(labels=some(preview.new_labels, NAMED)))
    if preview.worked_on:
        found.append(_stay(preview.worked_on))
    return " ".join([*found, *_left_out(preview)])


def nothing(preview: ImportPreview) -> str:
    """Why no mask can be imported."""
    parts = []
    if preview.worked_on:
        parts += [tr("Images with a mask there have corrections."), _stay(preview.worked_on)]
    parts += _left_out(preview)
    return " ".join(parts) or tr("No mask there belongs to an image that can be read.")


def _left_out(preview: ImportPreview) -> list[str]:
    """Masks that will not be imported, and why."""
    parts, shared, damaged = [], preview.shared, preview.found.damaged
    taken = len(preview.images) + preview.worked_on + shared - preview.found.shared
    alone = len(preview.found.masks) - taken
    if alone > 0:
        one = tr("1 mask belongs to no image here: their names differ.")
        many = tr("{number:,} masks belong to no image here: their names differ.")
        parts.append(_told(alone, one, many))
    if shared:
        one = tr("1 mask shares its name with others and cannot be told apart.")
        many = tr("{number:,} masks share their names with others and cannot be told apart.")
        parts.append(_told(shared, one, many))
    if damaged:
        parts.append(tr("Cannot be read: {files}.").format(files=some(damaged, NAMED)))
    return [*parts, *map(spoken, preview.found.notes)]


def outcome(result: ManyResult) -> str:
    """What was done, or taken back."""
    one, many = tr("1 mask imported."), tr("{number:,} masks imported.")
    if result.taken_back:
        one, many = tr("1 mask taken back."), tr("{number:,} masks taken back.")
    parts = [_told(len(result.images), one, many)]
    if result.kept:
        parts.append(_stay(result.kept))
    if result.problems:
        one = tr("1 mask was left out: {problem}")
        many = tr("{number:,} masks were left out: {problem}")
        parts.append(_told(len(result.problems), one, many, problem=result.problems[0]))
    return " ".join(parts)


def _stay(number: int) -> str:
    one = tr("1 image stays as you left it.")
    return _told(number, one, tr("{number:,} images stay as you left them."))


def _told(number: int, one: str, many: str, **words: str) -> str:
    """A sentence about one thing or several."""
    return (one if number == 1 else many).format(number=number, **words)
