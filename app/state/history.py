"""Undo and redo: one stack, limited by the memory it holds."""

from __future__ import annotations

from collections.abc import Iterable

from app.state.edits import Edit

DEFAULT_LIMIT = 256 << 20


class History:
    """The edits of one document that can be undone and done again.

    The newest edit can always be undone, however large; beyond `limit` bytes the oldest go.
    """

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        self.limit = limit
        self._done: list[Edit] = []
        self._undone: list[Edit] = []
        self.nbytes = 0

    @property
    def done(self) -> tuple[Edit, ...]:
        """Edits that undo takes back, oldest first."""
        return tuple(self._done)

    @property
    def undone(self) -> tuple[Edit, ...]:
        """Edits that redo brings back; the next one is the last."""
        return tuple(self._undone)

    def push(self, edit: Edit) -> None:
        """Add an edit that was just made. What had been undone is gone with it."""
        self.nbytes += edit.nbytes - sum(e.nbytes for e in self._undone)
        self._undone.clear()
        self._done.append(edit)
        self._forget_oldest()

    def undo(self) -> Edit | None:
        """Move the newest edit to redo and return it; the caller reverts it."""
        return _moved(self._done, self._undone)

    def redo(self) -> Edit | None:
        """Move the last undone edit back and return it; the caller applies it."""
        return _moved(self._undone, self._done)

    def restore(self, done: Iterable[Edit], undone: Iterable[Edit]) -> None:
        """Take over edits in the order of `done` and `undone`."""
        self._done, self._undone = list(done), list(undone)
        self.nbytes = sum(e.nbytes for e in (*self._done, *self._undone))
        self._forget_oldest()

    def _forget_oldest(self) -> None:
        gone = 0
        while self.nbytes > self.limit and gone < len(self._done) - 1:
            self.nbytes -= self._done[gone].nbytes
            gone += 1
        del self._done[:gone]


def _moved(source: list[Edit], target: list[Edit]) -> Edit | None:
    if not source:
        return None
    target.append(source.pop())
    return target[-1]
