"""Menus of what tidies up a label, or one region of it: they only ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QWidget

from app.language import tr
from app.state.session import Session
from app.state.tidy.order import OF_LABELS, OF_REGIONS, Operation
from app.state.tidy.words import TIPS, sized_title
from app.views.icons import icon
from app.views.kit import SWATCH, plain, swatch_icon

Ask = Callable[[Operation], None]
LETTERS = {Operation.SMOOTH: "m"}
"""Keys in the menu, where the first letter is taken."""


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
        shown = plain(name)
        heading = self.addAction(swatch, tr("This region of {label}").format(label=shown))
        heading.setEnabled(False)
        add_operations(self, OF_REGIONS, session, self.region_asked.emit)
        self.addSeparator()
        self.all = self.addMenu(icon("labels"), tr("All {label} in this image").format(label=shown))
        add_operations(self.all, OF_LABELS, session, self.label_asked.emit)


def add_operations(
    menu: QMenu, operations: Sequence[Operation], session: Session, ask: Ask
) -> None:
    """One entry each, with the sizes that the tool options say."""
    for operation in operations:
        words = sized_title(operation, session.tidy_radius, session.speck_size)
        letter = LETTERS.get(operation, words[0])
        action = menu.addAction(words.replace(letter, f"&{letter}", 1), partial(ask, operation))
        action.setToolTip(tr(TIPS[operation]))
        action.setObjectName(operation)
