"""Wires merging and deleting of labels: say what it touches, ask, and say what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from app.bootstrap.parts import Parts
from app.flows.labels.label_use import LabelUse, Unused
from app.flows.labels.merging import MergeResult
from app.language import count, some, tr
from app.spoken import spoken
from app.views.banner import BannerKind
from app.views.look.kit import question_box, short
from app.views.main_window import MainWindow
from app.views.words import first_lines
from fcn_core.masks import UNTOUCHED

NAMED = 8


@dataclass(frozen=True)
class Gone:
    """Labels that went without a pixel, what was said of it, and what was open then."""

    text: str
    labels: tuple[int, ...]
    image_id: str = ""
    revision: int = 0


class MergeWiring(QObject):
    """Where pixels would change the person is asked; where none would, it can be taken back."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._merging, self._opening, self._window = parts.merging, parts.opening, window
        self._gone: Gone | None = None
        self.box: QMessageBox | None = None
        """The question that was asked last."""
        self._told, self._told_of = "", frozenset[str]()
        """What was done last, and to which labels."""
        merging, panel = parts.merging, window.label_panel
        panel.merge_asked.connect(merging.look)
        panel.delete_asked.connect(merging.look)
        panel.unused_asked.connect(merging.look_for_unused)
        merging.counted.connect(self._on_counted)
        merging.unused_found.connect(self._on_unused_found)
        merging.progressed.connect(self._show_progress)
        merging.finished.connect(self._on_finished)
        merging.changed.connect(self._on_changed)
        merging.restored.connect(self._on_restored)

    @property
    def can_bring_back(self) -> bool:
        """Whether the last thing that was done is that labels went: the offer to bring them back
        still stands, and the open image is as it was.
        """
        gone = self._gone
        if gone is None or gone != self._gone_now(gone.text, gone.labels):
            return False
        return any(message.text == gone.text for message in self._window.banner.messages)

    def bring_back(self) -> bool:
        """Bring them back; False if that is not what was done last."""
        if self._gone is None or not self.can_bring_back:
            return False
        gone, self._gone = self._gone, None
        self._window.banner.take_back(gone.text)
        self._merging.restore(gone.labels)
        return True

    def _gone_now(self, text: str, labels: tuple[int, ...]) -> Gone:
        document = self._opening.document
        if document is None:
            return Gone(text=text, labels=labels)
        return Gone(text, labels, document.image_id, document.revision)

    def _on_counted(self, use: LabelUse, into: int) -> None:
        name = use.project.labels.names[use.label]
        if not (use.images or use.away or use.unread):
            self._merging.start(use, into)
            return
        other = "" if into == UNTOUCHED else use.project.labels.names[into]
        self._ask(
            tr("Merge labels") if other else tr("Delete labels"),
            question(name, other),
            details(use, name, other),
            use.unread,
            tr("Merge") if other else tr("Delete"),
            lambda: self._merging.start(use, into),
        )

    def _on_unused_found(self, unused: Unused) -> None:
        names = [unused.project.labels.names[label] for label in unused.labels]
        if not names:
            text = tr("No label can go: each is your own, or was corrected somewhere.")
            self._window.show_notice(text, BannerKind.INFO)
            return

        def drop() -> None:
            deleted = self._merging.drop(unused)
            if deleted:
                text = tr("{labels} deleted.").format(labels=_labels(len(deleted)))
                self._note(text, names)
                self._offer_back(text, deleted)

        text = tr("Delete {labels} that nothing was corrected with?")
        more = tr("{labels}. What a net sees of them is no longer shown.")
        self._ask(
            tr("Delete labels"),
            text.format(labels=_labels(len(names))),
            more.format(labels=some(names, NAMED)),
            unused.unread,
            tr("Delete"),
            drop,
        )

    def _ask(
        self,
        title: str,
        text: str,
        more: str,
        unread: tuple[str, ...],
        verb: str,
        run: Callable[[], None],
    ) -> None:
        if unread:
            lines = first_lines([spoken(problem) for problem in unread])
            also = tr("Cannot be read, and may have it, too: {problems}").format(problems=lines)
            more += f"\n\n{also}"
        self.box = box = question_box(title, text, more, verb, self._window)
        box.accepted.connect(run)
        box.open()

    def _show_progress(self, done: int, total: int) -> None:
        text = tr("Changing labels: {done:,} of {all:,} images").format(done=done, all=total)
        self._window.status.show_message(text)

    def _on_finished(self, result: MergeResult) -> None:
        text = outcome(result)
        self._window.status.clearMessage()
        self._note(text, [result.name])
        if result.pixels or result.problems:
            kind = BannerKind.WARNING if result.problems else BannerKind.SUCCESS
            self._window.show_notice(text, kind)
        else:
            self._offer_back(text, (result.label,))

    def _note(self, text: str, names: Sequence[str]) -> None:
        self._told, self._told_of = text, frozenset(names)

    def _offer_back(self, text: str, labels: tuple[int, ...]) -> None:
        self._gone = self._gone_now(text, labels)
        self._window.show_notice(
            text, BannerKind.SUCCESS, tr("Bring back"), lambda: self._merging.restore(labels)
        )
        self._window.refresh_actions()

    def _on_changed(self, image: str, pixels: int) -> None:
        text = tr("{image}: {pixels} of labels that are gone changed. Undo brings them back.")
        changed = count(pixels, tr("pixel"), tr("pixels"))
        self._window.show_notice(text.format(image=image, pixels=changed), BannerKind.INFO)

    def _on_restored(self, name: str) -> None:
        if name in self._told_of:
            self._window.banner.take_back(self._told)
        self._window.status.show_message(tr("The label {label} is back").format(label=name))


def question(name: str, other: str) -> str:
    """What would be done."""
    if other:
        return tr("Merge {label} into {other}?").format(label=name, other=other)
    return tr("Delete the label {label}?").format(label=name)


def details(use: LabelUse, name: str, other: str) -> str:
    """What it touches, and how it can be taken back."""
    where = _where(use.pixels, len(use.images))
    if other:
        said = tr(
            "{pixels} change from {label} to {other}, and what a net sees as {label} is {other}. "
            "Undo takes it back, image by image."
        ).format(pixels=where, label=name, other=other)
    else:
        said = tr(
            "{pixels} become untouched, and what a net sees of it is no longer shown. Undo takes "
            "it back, image by image."
        ).format(pixels=where)
    return f"{said} {_away(use)}".strip()


def _away(use: LabelUse) -> str:
    """What will be touched, besides."""
    if not use.away:
        return ""
    return tr(
        "{pixels} that are not listed (in subfolders, or away) follow when they are opened."
    ).format(pixels=_where(use.away_pixels, len(use.away)))


def outcome(result: MergeResult) -> str:
    """What was done."""
    if result.pixels:
        merged, deleted = (
            tr("{label} merged into {other}: {pixels}."),
            tr("{label} deleted: {pixels}."),
        )
    else:
        merged, deleted = tr("{label} merged into {other}."), tr("{label} deleted.")
    done = (merged if result.into else deleted).format(
        label=short(result.name),
        other=short(result.into),
        pixels=_where(result.pixels, result.images),
    )
    return " ".join([done, *result.problems[:2]])


def _where(pixels: int, images: int) -> str:
    return tr("{pixels} on {images}").format(
        pixels=count(pixels, tr("pixel"), tr("pixels")),
        images=count(images, tr("image"), tr("images")),
    )


def _labels(number: int) -> str:
    return count(number, tr("label"), tr("labels"))
