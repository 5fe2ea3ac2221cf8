"""The undo stack and its limit."""

from __future__ import annotations

from app.state.edits import Edit, TileDelta
from app.state.history import History
from app.state.rect import Rect


def edit(title: str, size: int = 1000) -> Edit:
    delta = TileDelta((0, 0), bytes(size // 2), bytes(size // 2))
    return Edit(title=title, rect=Rect(0, 0, 1, 1), deltas=(delta,))


def test_undo_and_redo_in_order() -> None:
    history = History()
    one, two = edit("one"), edit("two")
    history.push(one)
    history.push(two)
    assert (history.done, history.undone) == ((one, two), ())
    assert history.undo() is two
    assert history.undo() is one
    assert history.undo() is None
    assert (history.done, history.undone) == ((), (two, one))
    assert history.redo() is one
    assert history.done == (one,)
    assert history.undone == (two,)


def test_a_new_edit_drops_what_was_undone() -> None:
    history = History()
    history.push(edit("one"))
    history.undo()
    two = edit("two")
    history.push(two)
    assert history.redo() is None
    assert history.nbytes == two.nbytes


def test_the_oldest_go_first_and_the_newest_always_stays() -> None:
    history = History(limit=3000)
    for number in range(5):
        history.push(edit(str(number)))
    assert [e.title for e in history.done] == ["3", "4"]
    assert history.nbytes <= 3000
    history.push(edit("huge", 10_000))
    assert [e.title for e in history.done] == ["huge"]


def test_restore_keeps_within_the_limit() -> None:
    history = History(limit=3000)
    history.restore([edit("a"), edit("b"), edit("c")], [edit("d")])
    assert [e.title for e in history.done] == ["c"]
    assert [e.title for e in history.undone] == ["d"]
    assert history.nbytes == 2 * edit("x").nbytes
