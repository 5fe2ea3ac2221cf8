"""What the operations are called, and what they do, in a menu's words."""

from __future__ import annotations

from app.language import QT_TR_NOOP, tr
from app.state.tidy.order import Operation

TITLES = {
    Operation.FILL_HOLES: QT_TR_NOOP("Fill holes"),
    Operation.DROP_SPECKS: QT_TR_NOOP("Drop specks"),
    Operation.KEEP_LARGEST: QT_TR_NOOP("Keep the largest part"),
    Operation.SMOOTH: QT_TR_NOOP("Smooth"),
    Operation.GROW: QT_TR_NOOP("Grow"),
    Operation.SHRINK: QT_TR_NOOP("Shrink"),
    Operation.SEPARATE: QT_TR_NOOP("Separate what touches"),
    Operation.REMOVE: QT_TR_NOOP("Remove it"),
    Operation.KEEP_ALONE: QT_TR_NOOP("Remove all others"),
}
TIPS = {
    Operation.FILL_HOLES: QT_TR_NOOP("What it surrounds on all sides gets its label"),
    Operation.DROP_SPECKS: QT_TR_NOOP(
        "Parts that are too small to be meant become what is around them"
    ),
    Operation.KEEP_LARGEST: QT_TR_NOOP("All other parts become what is around them"),
    Operation.SMOOTH: QT_TR_NOOP("Every pixel goes with most of those near it"),
    Operation.GROW: QT_TR_NOOP("Its outline moves outwards"),
    Operation.SHRINK: QT_TR_NOOP("Its outline moves inwards"),
    Operation.SEPARATE: QT_TR_NOOP(
        "Gaps of one pixel at its necks: things that touch become regions of their own"
    ),
    Operation.REMOVE: QT_TR_NOOP("It becomes what is around it"),
    Operation.KEEP_ALONE: QT_TR_NOOP("All other regions of the label become what is around them"),
}


SIZED = {
    Operation.DROP_SPECKS: QT_TR_NOOP("Drop specks under {speck:,} px"),
    Operation.SMOOTH: QT_TR_NOOP("Smooth by {radius} px"),
    Operation.GROW: QT_TR_NOOP("Grow by {radius} px"),
    Operation.SHRINK: QT_TR_NOOP("Shrink by {radius} px"),
}


def sized_title(operation: Operation, radius: int, speck: int) -> str:
    """The title with the size that the operation goes by, if it does."""
    return tr(SIZED.get(operation, TITLES[operation])).format(radius=radius, speck=speck)
