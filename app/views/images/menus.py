"""The menus of the image list: what is shown, in which order, and what is done. They only ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.language import QT_TR_NOOP, tr
from app.state.index import CORRECTED, ImageStatus
from app.views.images.footer import predicted_words
from app.views.images.model import STATUS_TEXT, ImageFilter, SortBy
from app.views.look.icons import icon
from app.views.look.kit import short, verbatim
from app.views.values import ImageRow
from fcn_core.labels import LabelSet

SORT_TEXT = {
    SortBy.NAME: QT_TR_NOOP("Name"),
    SortBy.DOUBT: QT_TR_NOOP("Most doubtful first"),
    SortBy.DATE: QT_TR_NOOP("Newest first"),
}


class FilterMenu(QMenu):
    """Statuses and labels, as of now."""

    def __init__(
        self, now: ImageFilter, apply: Callable[[ImageFilter], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._now, self._apply, self._group = now, apply, QActionGroup(self)
        plain = ImageFilter(text=now.text)
        self._add(self, tr("All images"), plain)
        self.addSeparator()
        for status in ImageStatus:
            self._add(self, tr(STATUS_TEXT[status]), replace(plain, status=status))

    def add_below(self) -> QMenu:
        """The menu of labels, empty as yet."""
        self.addSeparator()
        below = self.addMenu(tr("With label"))
        below.setToolTipsVisible(True)
        return below

    def add_labels(self, below: QMenu, labels: LabelSet, living: Sequence[int]) -> None:
        """One entry for each label."""
        for label in living:
            only, name = ImageFilter(text=self._now.text, label=label), labels.names[label]
            self._add(below, verbatim(short(name)), only).setToolTip(name)

    def _add(self, where: QMenu, title: str, only: ImageFilter) -> QAction:
        action = QAction(title, where, checkable=True, checked=only == self._now)
        action.triggered.connect(lambda: self._apply(only))
        self._group.addAction(action)
        where.addAction(action)
        return action


def add_unpredicted(
    menu: QMenu, done: int, images: int, running: bool, start: Callable[[], None]
) -> None:
    """Say how many images are not predicted yet; `start` changes that, unless it is `running`."""
    if done < images:
        menu.addSeparator()
        menu.addAction(predicted_words(done, images)).setEnabled(False)
        if not running:
            menu.addAction(tr("Predict all images"), start)
        menu.addSeparator()


def sort_menu(now: SortBy, apply: Callable[[SortBy], None], parent: QWidget) -> QMenu:
    """The orders that there are."""
    menu = QMenu(parent)
    for sort, title in SORT_TEXT.items():
        action = menu.addAction(tr(title))
        action.setCheckable(True)
        action.setChecked(sort is now)
        action.triggered.connect(lambda _=False, s=sort: apply(s))
    return menu


class RowMenu(QMenu):
    """What can be done with the images that are selected."""

    reveal_asked = Signal(str)
    """Image id: show it in the system's program for files."""
    copy_asked = Signal(list)
    """Image ids: their paths, to the clipboard."""
    accept_asked = Signal(list)
    drop_asked = Signal(list)
    paste_asked = Signal(list)
    export_asked = Signal()

    def __init__(self, rows: Sequence[ImageRow], parent: QWidget) -> None:
        super().__init__(parent)
        self.ids = ids = [row.image_id for row in rows]
        number = len(rows)
        several = number > 1
        if several:
            self.addAction(tr("{images:,} images").format(images=number)).setEnabled(False)
        self.addAction(
            icon("folder"), tr("Show in the file manager"), lambda: self.reveal_asked.emit(ids[0])
        )
        copy = tr("Copy paths") if several else tr("Copy path")
        self.addAction(copy, lambda: self.copy_asked.emit(ids))
        self.addSeparator()
        accept = self.addAction(
            icon("accept-image"), tr("Accept the net's mask"), lambda: self.accept_asked.emit(ids)
        )
        accept.setEnabled(any(row.status is not ImageStatus.ACCEPTED for row in rows))
        drop = self.addAction(
            icon("discard"), tr("Drop all corrections"), lambda: self.drop_asked.emit(ids)
        )
        drop.setEnabled(any(row.status in CORRECTED for row in rows))
        self.paste = self.addAction(
            icon("paste"), tr("Paste what was copied"), lambda: self.paste_asked.emit(ids)
        )
        self._last = self.addSeparator()
        self.addAction(icon("export"), tr("Export…"), self.export_asked.emit)

    def add_tidying(self, name: str) -> QMenu:
        """A menu, empty as yet, of what tidies up a label in all of them."""
        words = tr("Tidy up {label}").format(label=name)
        menu = QMenu(verbatim(short(words)), self)
        menu.setToolTipsVisible(True)
        menu.menuAction().setToolTip(words)
        self.insertMenu(self._last, menu)
        return menu
