"""Which picture a document's corrections are of: that which is seen, once somebody says so."""

from __future__ import annotations

from app.state.edits import Edit
from app.state.picture import Picture


class Pictured:
    """`now` is the picture that was corrected, None if nobody knows.

    Who corrects something in what is seen says that it is the right one. Who takes that back says
    so no more, and takes nothing from another picture over to this one.
    """

    def __init__(self, seen: Picture | None, corrected: Picture | None) -> None:
        self.seen, self._before = seen, corrected or seen
        self.now = self._before
        self._first: Edit | None = None
        self._told: Picture | None = None

    @property
    def is_other(self) -> bool:
        """Whether what is seen is another picture."""
        return self.now is not self.seen

    def confirm(self, edit: Edit) -> None:
        """Somebody has made an edit on what is seen."""
        if self.is_other:
            self.now, self._first = self.seen, edit

    def step(self, edit: Edit, *, back: bool) -> None:
        """An edit was undone, or made again."""
        if edit is self._first:
            self.now = self._before if back else self.seen

    def news(self) -> Picture | None:
        """What the journal is to learn with a step: `now`, where it was another at the last."""
        told, self._told = self._told, self.now
        return None if told is self.now else self.now
