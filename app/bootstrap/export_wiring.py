"""Wires the export dialog to the exporting flow."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from app.bootstrap.parts import Parts
from app.bootstrap.revealing import reveal
from app.flows.export.preview import ExportCount
from app.jobs.corrected import Corrected
from app.language import count, tr
from app.spoken import spoken
from app.state.project import Project
from app.state.wishes import SETTING, ExportWish, Scope
from app.views.banner import BannerKind
from app.views.export.dialog import ExportDialog
from app.views.main_window import MainWindow
from app.views.values import ExportFormat, ExportPreview, LabelExamples
from app.views.words import duration
from fcn_core.errors import FcnError
from fcn_core.interchange.exporting import ExportResult
from fcn_core.interchange.formats import FORMATS
from fcn_core.labels import LabelSet

READ_BY = {
    "voc": "torchvision",
    "coco": "Detectron2, MMDetection",
    "yolo": "Ultralytics",
    "cityscapes": "torchvision, MMSegmentation",
    "objects": "Cellpose, ImageJ, napari",
    "plain": "QGIS, ArcGIS",
}
"""Programs that read a format whose title does not name them."""


class ExportWiring(QObject):
    """Makes the dialog when it is asked for; one export runs at a time."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._parts, self._window = parts, window
        self.dialog: ExportDialog | None = None
        self._images = 0
        self._masks_last = False
        """Whether the export under way has its masks at its end alone."""
        self._first: tuple[int, float] | None = None
        """The images that were done first, and when: before them a net may have been loaded."""
        parts.exporting.previewed.connect(self._show_preview)
        parts.exporting.counting.connect(self._show_counting)
        parts.exporting.progressed.connect(self._show_progress)
        parts.exporting.finished.connect(self._show_done)
        parts.exporting.failed.connect(self._show_failure)
        parts.exporting.cancelled.connect(self._show_cancelled)

    def show(self, scope: Scope | None = None) -> None:
        """Open the dialog, where a `scope` is given with that chosen."""
        project = self._parts.opening.project
        if project is None:
            return
        if self.dialog is None:
            last = ExportWish.from_json(project.setting(SETTING), _usual_folder(project))
            self.dialog = ExportDialog(_formats(), last, self._named(scope), self._window)
            if scope is not None:
                self.dialog.fields.choose(scope)
            self.dialog.choice_changed.connect(self._parts.exporting.preview)
            self.dialog.export_requested.connect(self._start)
            self.dialog.cancel_requested.connect(self._parts.exporting.cancel)
            self.dialog.reveal_requested.connect(reveal)
            self.dialog.finished.connect(self._forget)
        self._parts.exporting.look(self.dialog.fields.choice())
        self.dialog.open()

    def _named(self, asked: Scope | None) -> dict[Scope, frozenset[str]]:
        """What the list offers: what a filter leaves, and what is more than the open image."""
        images = self._window.image_list
        shown, selected, named = images.order(), images.selected(), dict[Scope, frozenset[str]]()
        if len(shown) < len(images.model.images):
            named[Scope.LISTED] = frozenset(shown)
        if len(selected) > 1 or asked is Scope.SELECTED:
            named[Scope.SELECTED] = frozenset(selected)
        return named

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _start(self, choice: ExportWish) -> None:
        self._first, self._masks_last = None, FORMATS[choice.format].masks_last
        self._remember(choice)
        if self.dialog is not None:
            self.dialog.show_progress(0, self._images, tr("Counting…"))
        self._parts.exporting.start(choice)

    def _remember(self, choice: ExportWish) -> None:
        """Who exports each week says once how."""
        project = self._parts.opening.project
        if project is None:
            return
        try:
            project.set_setting(SETTING, choice.to_json(_usual_folder(project)))
        except FcnError as error:
            self._window.show_problem(error)

    def _show_preview(self, counted: ExportCount) -> None:
        project = self._parts.opening.project
        if self.dialog is None or project is None:
            return
        self._images = len(counted.images)
        val = len(counted.held_out.intersection(counted.images))
        self.dialog.set_preview(
            ExportPreview(
                images=self._images,
                train=self._images - val,
                val=val,
                labels=examples(counted.corrected, project.labels),
                warnings=counted.warnings,
                left_out=counted.left_out,
                is_counted=counted.is_counted,
                problem="" if counted.images else tr("No image fits this choice yet."),
            )
        )

    def _show_progress(self, done: int, total: int) -> None:
        now, left = time.monotonic(), ""
        if done:
            self._first = first, began = self._first or (done, now)
            if first < done < total:
                rest = (now - began) / (done - first) * (total - done)
                left = tr("{time} left").format(time=duration(rest))
        if self.dialog is not None:
            self.dialog.show_progress(done, total, tr("Writing and reading back"), left)

    def _show_counting(self, done: int, total: int, name: str) -> None:
        if self.dialog is None:
            return
        if self._parts.exporting.is_running:
            self.dialog.show_progress(done, total, tr("Counting {image}").format(image=name))
        else:
            self.dialog.show_counting(done, total, name)

    def _show_done(self, result: ExportResult) -> None:
        sentence = proof(result)
        if self.dialog is not None:
            self.dialog.show_done(sentence, str(result.folder), checked=bool(result.pixels))
        else:
            where = tr("They are in {folder}.").format(folder=result.folder)
            self._window.show_notice(f"{sentence} {where}")

    def _show_failure(self, error: FcnError) -> None:
        if self.dialog is not None:
            self.dialog.show_failure(spoken(error.problem), spoken(error.remedy))
        else:
            self._window.show_problem(error)

    def _show_cancelled(self, done: int, total: int, folder: str) -> None:
        """As the person wanted it: no problem."""
        if done:
            self._window.show_notice(
                stopped(done, total, folder, masks_last=self._masks_last),
                BannerKind.INFO,
                tr("Show folder"),
                lambda: reveal(folder),
            )
        else:
            text = tr("The export was stopped before anything was written.")
            self._window.show_notice(text, BannerKind.INFO)


def stopped(done: int, total: int, folder: str, *, masks_last: bool) -> str:
    """What a stopped export leaves behind, and what it lacks."""
    there = (
        tr("The export was stopped: {done:,} of {all:,} images is in {folder}.")
        if done == 1
        else tr("The export was stopped: {done:,} of {all:,} images are in {folder}.")
    )
    lacks = (
        tr(
            "It has no masks yet: this format has them in one file, written at its end. Export "
            "anew."
        )
        if masks_last
        else tr(
            "What is there is whole. Lists and tables of all are written at the end of an export "
            "alone."
        )
    )
    return f"{there.format(done=done, all=total, folder=folder)} {lacks}"


def proof(result: ExportResult) -> str:
    """What was written, what reading it back showed, and what the format could not hold."""
    images = count(result.images, tr("image"), tr("images"))
    if result.objects is not None:
        objects = count(result.objects, tr("object"), tr("objects"))
        images = tr("{images}, {objects}").format(images=images, objects=objects)
    if result.masks_alone:
        written = tr("Masks written, without images: {images}.").format(images=images)
    else:
        written = tr("{images} written with masks.").format(images=images)
    if not result.pixels:
        read = ""  # nobody reads pictures back
    elif result.same == result.pixels:
        read = tr("Each of {pixels:,} mask pixels was read back and is the same.").format(
            pixels=result.pixels
        )
    else:
        read = tr("Of {pixels:,} mask pixels {share:.2f} % are the same when read back.").format(
            pixels=result.pixels, share=100 * result.same / result.pixels
        )
    return " ".join(filter(None, (written, read, *map(spoken, result.notes))))


def examples(found: Sequence[Corrected], labels: LabelSet) -> tuple[LabelExamples, ...]:
    """What people confirmed of each label; those that nobody confirmed are left out."""
    counted = (examples_of(label, labels, found) for label in range(len(labels)))
    return tuple(label for label in counted if label.images)


def examples_of(label: int, labels: LabelSet, found: Sequence[Corrected]) -> LabelExamples:
    """In how many images a label was confirmed, and with how many pixels."""
    return LabelExamples(
        name=labels.labels[label].name,
        color=labels.labels[label].color,
        images=sum(label in image.pixels for image in found),
        pixels=sum(image.pixels.get(label, 0) for image in found),
    )


def _usual_folder(project: Project) -> Path:
    return project.paths.root / "export"


def _listed(name: str, title: str) -> str:
    """A format in the list: people look for the program that they go on with."""
    programs = READ_BY.get(name)
    return f"{title} ({programs})" if programs else title


def _formats() -> tuple[ExportFormat, ...]:
    """What the dialog offers."""
    return tuple(
        ExportFormat(
            id=name,
            title=_listed(name, spoken(each.title)),
            note=spoken(each.note),
            folder=each.folder,
            masks_alone=each.masks_alone,
            of_objects=each.of_objects,
            numbered=each.numbered,
            is_read=each.is_read,
        )
        for name, each in FORMATS.items()
    )
