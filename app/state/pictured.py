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
        self.seen, self.now = seen, corrected or seen
        self._told: Picture | None = None

    @property
    def is_other(self) -> bool:
        """Whether what is seen is another picture."""
        return self.now is not self.seen

    def confirmed(self, edit: Edit) -> Edit:
        """Somebody has made this edit on what is seen: it knows if that is another picture."""
        before, self.now = self.now, self.seen
        return edit.of_pictures(before, self.seen)

    def step(self, edit: Edit, *, back: bool) -> None:
        """An edit was undone, or made again, maybe one of long ago."""
        if edit.turn is not None:
            known = edit.turn.before if back else edit.turn.after
            is_seen = self.seen is not None and known.is_same(self.seen)
            self.now = self.seen if is_seen else known

    def news(self) -> Picture | None:
        """What the journal is to learn with a step: `now`, where it was another at the last."""
        told, self._told = self._told, self.now
        return None if told is self.now else self.now
