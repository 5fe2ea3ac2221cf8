"""Wires merging and deleting of labels: say what it touches, ask, and say what was done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from app.bootstrap.parts import Parts
from app.flows.label_use import LabelUse, Unused
from app.flows.merging import MergeResult
from app.views.banner import BannerKind
from app.views.main_window import MainWindow
from app.views.question import question_box
from app.views.words import count, first_lines, some
from fcn_core.masks import UNTOUCHED

NAMED = 8


class MergeWiring(QObject):
    """Where pixels would change the person is asked; where none would, it can be taken back."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._merging, self._window = parts.merging, window
        self.box: QMessageBox | None = None
        """The question that was asked last."""
        merging, panel = parts.merging, window.label_panel
        panel.merge_asked.connect(merging.look)
        panel.delete_asked.connect(merging.look)
        panel.unused_asked.connect(merging.look_for_unused)
        merging.counted.connect(self._heed)
        merging.unused_found.connect(self._heed_unused)
        merging.progressed.connect(self._show_progress)
        merging.finished.connect(self._tell)
        merging.restored.connect(self._tell_restored)
        merging.problem.connect(window.show_problem)

    def _heed(self, use: LabelUse, into: int) -> None:
        name = use.project.labels.names[use.label]
        if not use.images and not use.unread:
            self._merging.start(use, into)
            return
        other = "" if into == UNTOUCHED else use.project.labels.names[into]
        self._ask(
            question(name, other),
            details(use, name, other),
            use.unread,
            "Merge" if other else "Delete",
            lambda: self._merging.start(use, into),
        )

    def _heed_unused(self, unused: Unused) -> None:
        names = [unused.project.labels.names[label] for label in unused.labels]
        if not names:
            text = "Every label is in use: each was corrected somewhere."
            self._window.show_notice(text, BannerKind.INFO)
            return

        def drop() -> None:
            deleted = self._merging.drop(unused)
            if deleted:
                self._offer_back(f"{count(len(deleted), 'label')} deleted.", deleted)

        text = f"Delete {count(len(names), 'label')} that nothing was corrected with?"
        more = f"{some(names, NAMED)}. What a net sees of them is no longer shown."
        self._ask(text, more, unused.unread, "Delete", drop)

    def _ask(
        self, text: str, more: str, unread: tuple[str, ...], verb: str, run: Callable[[], None]
    ) -> None:
        if unread:
            more += f"\n\nCannot be read, and may have it, too: {first_lines(unread)}"
        self.box = box = question_box(f"{verb} labels", text, more, verb, self._window)
        box.accepted.connect(run)
        box.open()

    def _show_progress(self, done: int, total: int) -> None:
        self._window.status.show_message(f"Changing labels: {done:,} of {total:,} images")

    def _tell(self, result: MergeResult) -> None:
        if result.pixels or result.problems:
            kind = BannerKind.WARNING if result.problems else BannerKind.SUCCESS
            self._window.show_notice(outcome(result), kind)
        else:
            self._offer_back(outcome(result), (result.label,))

    def _offer_back(self, text: str, labels: tuple[int, ...]) -> None:
        self._window.show_notice(
            text, BannerKind.SUCCESS, "Bring back", lambda: self._merging.restore(labels)
        )

    def _tell_restored(self, name: str) -> None:
        self._window.status.show_message(f"The label {name} is back")


def question(name: str, other: str) -> str:
    """What would be done."""
    return f"Merge {name} into {other}?" if other else f"Delete the label {name}?"


def details(use: LabelUse, name: str, other: str) -> str:
    """What it touches, and how it can be taken back."""
    where = f"{count(use.pixels, 'pixel')} on {count(len(use.images), 'image')}"
    if other:
        what = f"{where} change from {name} to {other}, and what a net sees as {name} is {other}."
    else:
        what = f"{where} become untouched, and what a net sees of it is no longer shown."
    return f"{what} Undo takes it back, image by image."


def outcome(result: MergeResult) -> str:
    """What was done."""
    done = f"{result.name} merged into {result.into}" if result.into else f"{result.name} deleted"
    if result.pixels:
        done += f": {count(result.pixels, 'pixel')} on {count(result.images, 'image')}"
    return " ".join([f"{done}.", *result.problems[:2]])
