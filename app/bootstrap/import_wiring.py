"""Wires the import of masks: ask for a folder, say what it would do, and what it did."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QFileDialog, QMessageBox

from app.bootstrap.parts import Parts
from app.flows.importing import ImportPreview, ImportResult
from app.views.banner import BannerKind
from app.views.main_window import MainWindow
from app.views.question import question_box
from app.views.words import count, some

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
        """The question that was asked last."""
        importing = parts.importing
        importing.found.connect(self._ask)
        importing.progressed.connect(self._show_progress)
        importing.finished.connect(self._tell)
        importing.problem.connect(window.show_problem)

    def show(self) -> None:
        """Ask for the folder."""
        project = self._parts.opening.project
        if project is None:
            return
        title = "Import masks: choose their folder"
        name = QFileDialog.getExistingDirectory(self._window, title, str(project.images))
        if name:
            self._parts.importing.look(Path(name))

    def _ask(self, preview: ImportPreview) -> None:
        if not preview.images:
            self._window.show_problem(nothing(preview), "Masks are known by their image's name.")
            return
        box = question_box(
            "Import masks", question(preview), details(preview), "Import", self._window
        )
        background = QCheckBox("What they leave unlabelled is background")
        background.setToolTip("Off: it stays untouched, for you and the net to fill")
        background.setChecked(True)
        box.setCheckBox(background)
        box.accepted.connect(lambda: self._start(preview, background.isChecked()))
        self.box = box
        box.open()

    def _start(self, preview: ImportPreview, background: bool) -> None:
        importing = self._parts.importing
        if len(preview.images) > LONG:
            text = f"Importing {count(len(preview.images), 'mask')}…"
            self._window.show_notice(text, BannerKind.INFO, "Stop", importing.stop)
        importing.start(preview, background)

    def _show_progress(self, done: int, total: int) -> None:
        self._window.status.show_message(f"Importing masks: {done:,} of {total:,}")

    def _tell(self, result: ImportResult) -> None:
        kind = BannerKind.WARNING if result.problems else BannerKind.SUCCESS
        self._window.show_notice(outcome(result), kind)


def question(preview: ImportPreview) -> str:
    """What would be done."""
    return f"Import {preview.found.kind} masks for {count(len(preview.images), 'image')}?"


def details(preview: ImportPreview) -> str:
    """What it would change, and what stays."""
    found = []
    if preview.found.labels is None:
        found.append(f"Nothing names their values, so they are taken for {_ids(preview)}.")
    if preview.new_labels:
        found.append(f"New labels: {some(preview.new_labels, NAMED)}.")
    if preview.worked_on:
        found.append(_stay(preview.worked_on))
    return " ".join([*found, *_left_out(preview)])


def nothing(preview: ImportPreview) -> str:
    """Why no mask can be imported."""
    parts = []
    if preview.worked_on:
        parts.append(f"Images with a mask there have corrections. {_stay(preview.worked_on)}")
    parts += _left_out(preview)
    return " ".join(parts) or "No mask there belongs to an image that can be read."


def _left_out(preview: ImportPreview) -> list[str]:
    """Masks that will not be imported, and why."""
    parts, shared, damaged = [], preview.shared, preview.found.damaged
    taken = len(preview.images) + preview.worked_on + shared - preview.found.shared
    alone = len(preview.found.masks) - taken
    if alone > 0:
        have = "belongs to no image here" if alone == 1 else "belong to no image here"
        parts.append(f"{count(alone, 'mask')} {have}: their names differ.")
    if shared:
        share = "shares its name" if shared == 1 else "share their names"
        parts.append(f"{count(shared, 'mask')} {share} with others and cannot be told apart.")
    if damaged:
        parts.append(f"Cannot be read: {some(damaged, NAMED)}.")
    return [*parts, *preview.found.notes]


def _ids(preview: ImportPreview) -> str:
    names = preview.project.labels.names[: NAMED - 1]
    listed = ", ".join(f"{index} {name}" for index, name in enumerate(names))
    return f"this project's labels ({listed}, …)"


def outcome(result: ImportResult) -> str:
    """What was done."""
    parts = [f"{count(result.imported, 'mask')} imported."]
    if result.kept:
        parts.append(_stay(result.kept))
    if result.problems:
        left = len(result.problems)
        were = "was" if left == 1 else "were"
        parts.append(f"{count(left, 'mask')} {were} left out: {result.problems[0]}")
    return " ".join(parts)


def _stay(number: int) -> str:
    they = "stays as you left it" if number == 1 else "stay as you left them"
    return f"{count(number, 'image')} {they}."
