"""The menu of one label: it only asks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.language import tr
from app.state.session import Session
from app.state.tidy.order import OF_LABELS
from app.views.labels.model import LabelRow
from app.views.look.icons import icon
from app.views.look.kit import short, swatch_icon, verbatim
from app.views.tidy_menu import add_operations
from fcn_core.labels import BACKGROUND
from fcn_core.masks import VOID

KEPT = (BACKGROUND, VOID)
"""Formats of objects take the first label for what is no object; void is none."""
DELETING: tuple[Qt.Key, ...] = (Qt.Key.Key_Delete,)
if sys.platform == "darwin":  # most keyboards have but one such key there, and it is this one
    DELETING += (Qt.Key.Key_Backspace,)


class LabelMenu(QMenu):
    """What can be done with a label; `others` are those that it may be merged into."""

    rename_asked = Signal()
    recolor_asked = Signal()
    eye_asked = Signal()
    lock_asked = Signal()
    merge_asked = Signal(int)
    delete_asked = Signal()
    unused_asked = Signal()
    tidy_asked = Signal(object)
    """Operation, on the open image."""

    def __init__(
        self, row: LabelRow, others: Sequence[LabelRow], session: Session, parent: QWidget
    ) -> None:
        super().__init__(parent)
        if not row.is_void:
            self.addAction(icon("rename"), _with_key(tr("Rename"), "F2"), self.rename_asked.emit)
            self.addAction(_with_key(tr("Change colour…"), "C"), self.recolor_asked.emit)
            self.addSeparator()
        eye, show = ("visible", tr("Show")) if row.hidden else ("hidden", tr("Hide"))
        self.addAction(icon(eye), _with_key(show, "Space"), self.eye_asked.emit)
        if not row.is_void:
            lock, verb = ("unlocked", tr("Unlock")) if row.locked else ("locked", tr("Lock"))
            self.addAction(icon(lock), _with_key(verb, "L"), self.lock_asked.emit)
            self.addSeparator()
        tidy = self.addMenu(tr("Tidy up in this image"))
        add_operations(tidy, OF_LABELS, session, self.tidy_asked.emit)
        if row.label not in KEPT:
            below = self.addMenu(icon("merge"), tr("Merge into"))
            below.setToolTipsVisible(True)
            for other in others:
                ask = partial(self.merge_asked.emit, other.label)
                name = verbatim(short(other.name))
                below.addAction(swatch_icon(other.color), name, ask).setToolTip(other.name)
            self.addAction(
                icon("delete"), _with_key(tr("Delete…"), DELETING[-1]), self.delete_asked.emit
            )
        if not row.is_void:
            self.addAction(tr("Delete unused labels…"), self.unused_asked.emit)


def _with_key(title: str, key: str | Qt.Key) -> str:
    """An entry's words, with the key that does the same in the list of labels."""
    return f"{title}\t{QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)}"
