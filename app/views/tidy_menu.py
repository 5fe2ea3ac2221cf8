"""Menus of what tidies up a label, or one region of it: they only ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QWidget, QWidgetAction

from app.language import tr
from app.state.session import Session
from app.state.tidy.order import OF_LABELS, OF_REGIONS, Operation
from app.state.tidy.words import TIPS, sized_title
from app.views.look.icons import icon
from app.views.look.kit import GRID, SWATCH, row, short, swatch_icon, text_label, verbatim

Ask = Callable[[Operation], None]


@dataclass(frozen=True, kw_only=True)
class RegionChoices:
    """What can be done with a region at once: `labels` are the others' ids, names and colours."""

    labels: tuple[tuple[int, str, tuple[int, int, int]], ...]
    can_accept: bool
    can_restore: bool


class TidyMenu(QMenu):
    """What can be done with the region at a pixel, and with all of its label."""

    region_asked = Signal(object)
    """Operation, as below."""
    label_asked = Signal(object)
    accept_asked = Signal()
    change_asked = Signal(int)
    """The id of a label."""
    restore_asked = Signal()
    copy_asked = Signal()

    def __init__(
        self, name: str, color: tuple[int, int, int], session: Session, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self.addAction(_heading(tr("This region of {label}").format(label=name), color, self))
        add_operations(self, OF_REGIONS, session, self.region_asked.emit)
        self._operations = self.actions()[1]
        self.addSeparator()
        every = tr("All {label} in this image").format(label=name)
        self.all = self.addMenu(icon("labels"), verbatim(short(every)))
        self.all.menuAction().setToolTip(every)
        add_operations(self.all, OF_LABELS, session, self.label_asked.emit)

    def offer(self, choices: RegionChoices) -> None:
        """What people want most of a region stands first: it is right, another thing, or theirs
        was wrong.
        """
        first = self._operations
        accept = QAction(icon("accept-region"), tr("Accept region"), self)
        accept.triggered.connect(self.accept_asked)
        accept.setEnabled(choices.can_accept)
        change = QMenu(tr("Change to"), self)
        for label, name, color in choices.labels:
            change.addAction(
                swatch_icon(color), verbatim(short(name)), partial(self.change_asked.emit, label)
            ).setToolTip(name)
        restore = QAction(icon("eraser"), tr("Back to the net's"), self)
        restore.triggered.connect(self.restore_asked)
        restore.setEnabled(choices.can_restore)
        restore.setToolTip(tr("Take back what was corrected in it"))
        self.insertAction(first, accept)
        self.insertMenu(first, change)
        copy = QAction(icon("copy"), tr("Copy region"), self)
        copy.triggered.connect(self.copy_asked)
        copy.setToolTip(tr("To paste it into other images, at the same place"))
        self.insertActions(first, [restore, copy])
        self.insertSeparator(first)


def compared_menu(leave: QAction, parent: QWidget) -> QMenu:
    """What stands in its place while two nets are compared; `leave` ends that."""
    menu = QMenu(parent)
    menu.addAction(tr("Nothing is changed while two nets are compared")).setEnabled(False)
    menu.addAction(leave)
    return menu


def _heading(words: str, color: tuple[int, int, int], menu: QMenu) -> QWidgetAction:
    """What the entries are about. It cannot be chosen, but is no less to be read."""
    picture = QLabel()
    picture.setPixmap(swatch_icon(color).pixmap(SWATCH))
    line = QWidget()
    layout = row(picture, text_label(short(words), "muted"), None)
    layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
    line.setLayout(layout)
    line.setToolTip(words)
    heading = QWidgetAction(menu)
    heading.setText(words)
    heading.setDefaultWidget(line)
    heading.setEnabled(False)
    line.setEnabled(True)
    return heading


def add_operations(
    menu: QMenu, operations: Sequence[Operation], session: Session, ask: Ask
) -> None:
    """One entry each, with the sizes that the tool options say, and a letter of its own."""
    taken: set[str] = set()
    for operation in operations:
        words = sized_title(operation, session.tidy_radius, session.speck_size)
        letter = next(each for each in words if _is_key(each) and each.lower() not in taken)
        taken.add(letter.lower())
        action = menu.addAction(words.replace(letter, f"&{letter}", 1), partial(ask, operation))
        action.setToolTip(tr(TIPS[operation]))
        action.setObjectName(operation)


def _is_key(letter: str) -> bool:
    """True for what every keyboard has."""
    return letter.isascii() and letter.isalpha()
