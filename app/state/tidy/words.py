"""What the operations are called, and what they do, in a menu's words."""

from __future__ import annotations

from app.state.tidy.order import Operation

TITLES = {
    Operation.FILL_HOLES: "Fill holes",
    Operation.DROP_SPECKS: "Drop specks",
    Operation.KEEP_LARGEST: "Keep the largest part",
    Operation.SMOOTH: "Smooth",
    Operation.GROW: "Grow",
    Operation.SHRINK: "Shrink",
    Operation.REMOVE: "Remove it",
    Operation.KEEP_ALONE: "Keep it alone",
}
TIPS = {
    Operation.FILL_HOLES: "What it surrounds on all sides gets its label",
    Operation.DROP_SPECKS: "Parts that are too small to be meant become what is around them",
    Operation.KEEP_LARGEST: "All other parts become what is around them",
    Operation.SMOOTH: "Every pixel goes with most of those near it",
    Operation.GROW: "Its outline moves outwards",
    Operation.SHRINK: "Its outline moves inwards",
    Operation.REMOVE: "It becomes what is around it",
    Operation.KEEP_ALONE: "All other regions of the label become what is around them",
}


def sized_title(operation: Operation, radius: int, speck: int) -> str:
    """The title with the size that the operation goes by, if it does."""
    title = TITLES[operation]
    if operation in (Operation.SMOOTH, Operation.GROW, Operation.SHRINK):
        return f"{title} by {radius} px"
    return f"{title} under {speck:,} px" if operation is Operation.DROP_SPECKS else title
