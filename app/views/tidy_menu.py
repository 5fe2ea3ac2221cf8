"""Menus of what tidies up a label, or one region of it: they only ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QWidget

from app.state.session import Session
from app.state.tidy.order import OF_LABELS, OF_REGIONS, Operation
from app.views.icons import icon
from app.views.kit import SWATCH, swatch_icon

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
        swatch = swatch_icon(color)
        # The heading cannot be chosen, but its colour is no less true.
        swatch.addPixmap(swatch.pixmap(SWATCH), QIcon.Mode.Disabled)
        heading = self.addAction(swatch, f"This region of {name}")
        heading.setEnabled(False)
        add_operations(self, OF_REGIONS, session, self.region_asked.emit)
        self.addSeparator()
        self.all = self.addMenu(icon("labels"), f"All {name} in this image")
        add_operations(self.all, OF_LABELS, session, self.label_asked.emit)


def add_operations(
    menu: QMenu, operations: Sequence[Operation], session: Session, ask: Ask
) -> None:
    """One entry each, with the sizes that the tool options say."""
    for operation in operations:
        words, tip = _words(operation, session)
        action = menu.addAction(words, partial(ask, operation))
        action.setToolTip(tip)
        action.setObjectName(operation)


def _words(operation: Operation, session: Session) -> tuple[str, str]:
    radius, speck = session.tidy_radius, session.speck_size
    return {
        Operation.FILL_HOLES: ("&Fill holes", "What it surrounds on all sides gets its label"),
        Operation.DROP_SPECKS: (
            f"&Drop specks under {speck:,} px",
            "Parts that are too small to be meant become what is around them",
        ),
        Operation.KEEP_LARGEST: (
            "&Keep the largest part",
            "All other parts become what is around them",
        ),
        Operation.SMOOTH: (
            f"S&mooth by {radius} px",
            "Every pixel goes with most of those near it",
        ),
        Operation.GROW: (f"&Grow by {radius} px", "Its outline moves outwards"),
        Operation.SHRINK: (f"&Shrink by {radius} px", "Its outline moves inwards"),
        Operation.REMOVE: ("&Remove it", "It becomes what is around it"),
        Operation.KEEP_ALONE: (
            "&Keep it alone",
            "All other regions of the label become what is around them",
        ),
    }[operation]
