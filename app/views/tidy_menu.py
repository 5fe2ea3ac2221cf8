"""Menus of what tidies up a label, or one region of it: they only ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


class TidyMenu(QMenu):
    """What can be done with the region at a pixel, and with all of its label."""

    region_asked = Signal(object)
    """Operation, as below."""
    label_asked = Signal(object)

    def __init__(
        self, name: str, color: tuple[int, int, int], session: Session, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self.addAction(_heading(tr("This region of {label}").format(label=name), color, self))
        add_operations(self, OF_REGIONS, session, self.region_asked.emit)
        self.addSeparator()
        every = tr("All {label} in this image").format(label=name)
        self.all = self.addMenu(icon("labels"), verbatim(short(every)))
        self.all.menuAction().setToolTip(every)
        add_operations(self.all, OF_LABELS, session, self.label_asked.emit)


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
