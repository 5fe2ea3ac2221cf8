"""Wires the image list's menu to what is done with the images that are selected."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.bootstrap.export_wiring import ExportWiring
from app.bootstrap.loose_ends import LooseEnds
from app.bootstrap.parts import Parts
from app.bootstrap.revealing import reveal
from app.flows.tidy.words import title
from app.flows.work.many_edits import ManyResult
from app.jobs.many import DROP
from app.language import count, tr
from app.spoken import spoken
from app.state.document import ACCEPT_ALL
from app.state.tidy.order import OF_LABELS, Operation
from app.state.wishes import Scope
from app.views.banner import BannerKind
from app.views.images.menus import RowMenu
from app.views.main_window import MainWindow
from app.views.tidy_menu import add_operations
from app.views.words import first_lines
from fcn_core.imaging.pages import file_of


class ManyWiring(QObject):
    """The menu asks; a notice says what became of it, and takes it back."""

    def __init__(
        self, parts: Parts, window: MainWindow, begun: LooseEnds, export: ExportWiring
    ) -> None:
        super().__init__(window)
        self._parts, self._window, self._begun, self._export = parts, window, begun, export
        window.image_list.menu_opened.connect(self._fill)
        parts.many_images.progressed.connect(self._show_progress)
        parts.many_images.finished.connect(self._tell)
        window.escaped.connect(parts.many_images.stop)

    def _fill(self, menu: RowMenu) -> None:
        menu.reveal_asked.connect(lambda image_id: reveal(str(self._path(image_id).parent)))
        menu.copy_asked.connect(self._copy)
        menu.accept_asked.connect(self._accept)
        menu.drop_asked.connect(self._drop)
        menu.paste_asked.connect(self._paste)
        menu.paste.setEnabled(self._parts.pasting.copied is not None)
        menu.export_asked.connect(lambda: self._export.show(Scope.SELECTED))
        session = self._parts.session
        tidying = menu.add_tidying(self._parts.tidying.name(session.label))
        add_operations(tidying, OF_LABELS, session, partial(self._tidy, menu.ids, session.label))

    def _path(self, image_id: str) -> Path:
        project = self._parts.opening.project
        entry = None if project is None else project.entry(image_id)
        return Path() if entry is None else file_of(entry.path)

    def _copy(self, image_ids: list[str]) -> None:
        QApplication.clipboard().setText("\n".join(str(self._path(i)) for i in image_ids))
        self._window.status.show_message(tr("Copied"))

    def _accept(self, image_ids: list[str]) -> None:
        self._begun.finish()
        self._parts.many_images.accept(image_ids)

    def _drop(self, image_ids: list[str]) -> None:
        self._begun.finish()
        self._parts.many_images.drop(image_ids)

    def _paste(self, image_ids: list[str]) -> None:
        copied = self._parts.pasting.copied
        if copied is not None:
            self._begun.finish()
            self._parts.many_images.paste(copied, image_ids)

    def _tidy(self, image_ids: list[str], label: int, operation: Operation) -> None:
        self._begun.finish()
        tidying = self._parts.tidying
        order = tidying.order(operation, label)
        self._parts.many_images.tidy(order, title(order, tidying.name(label, str)), image_ids)

    def _show_progress(self, done: int, images: int) -> None:
        if images > 1:
            text = tr("{done:,} of {images:,} images … (Esc stops it)")
            self._window.status.show_message(text.format(done=done, images=images))

    def _tell(self, result: ManyResult) -> None:
        self._window.status.show_message("")
        number = count(len(result.images), tr("image"), tr("images"))
        if result.taken_back:
            said = tr("Taken back: {images}.")
        elif result.title == DROP:
            said = tr("All corrections were dropped in {images}.")
        elif result.title == ACCEPT_ALL:
            said = tr("The net's mask was accepted in {images}.")
        else:
            said = tr("{done}: {images} changed.")
        lines = [said.format(done=spoken(result.title), images=number)]
        if result.unpredicted:
            text = tr("{images:,} are not predicted yet: predict all images first.")
            lines.append(text.format(images=result.unpredicted))
        if result.taken_back and result.kept:
            kept = count(result.kept, tr("image"), tr("images"))
            lines.append(
                tr("Changed since, and so left as they are: {images}.").format(images=kept)
            )
        if result.problems:
            lines.append(first_lines(result.problems))
        kind = BannerKind.WARNING if result.problems else BannerKind.SUCCESS
        can_undo = bool(result.images) and not result.taken_back
        self._window.show_notice(
            " ".join(lines),
            kind,
            tr("Take back") if can_undo else "",
            (lambda: self._parts.many_images.take_back(result)) if can_undo else None,
        )
