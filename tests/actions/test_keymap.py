"""Who has which keys: whatever is asked for, whatever is stored, each belongs to one action."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.actions.keymap import Keymap, restored
from app.actions.keys import refusal
from app.actions.table import Action, Where


def row(id: str, *keys: str, where: Where = Where.WINDOW) -> Action:
    return Action(id=id, title=id.capitalize(), run=lambda: None, shortcuts=keys, where=where)


ROWS = (
    row("brush", "B"),
    row("redo", "Ctrl+Shift+Z", "Ctrl+Y"),
    row("accept", "Return", where=Where.PICTURE),
    row("theme"),
)
FREE = ("B", "C", "K", "Ctrl+K", "F5", "+", "1")
ANY = (*FREE, "Tab", "H", "Esc", "no key", "b", "")
IDS = ("a", "b", "c", "d")


def changed(keymap: Keymap) -> list[str]:
    return [a.id for a in keymap.actions if a.shortcuts != keymap.row(a.id).shortcuts]


@pytest.fixture
def keymap() -> Keymap:
    return Keymap(rows=ROWS)


def test_what_nobody_changed_has_the_keys_of_the_table(keymap: Keymap) -> None:
    assert keymap.actions == ROWS
    assert changed(keymap) == []


def test_given_keys_are_the_only_difference_that_is_kept(keymap: Keymap) -> None:
    given = keymap.with_keys("brush", ("K", "B", "K"))
    assert given.keys("brush") == ("K", "B")
    assert given.overrides == {"brush": ("K", "B")}
    assert given.actions[0].shortcuts == ("K", "B")
    assert given.actions[1:] == ROWS[1:]
    assert given.with_keys("brush", ("B",)) == keymap


def test_a_key_can_be_taken_away_and_then_does_nothing(keymap: Keymap) -> None:
    without = keymap.with_keys("brush", ())
    assert without.keys("brush") == ()
    assert changed(without) == ["brush"]


def test_keys_of_others_are_named_and_change_hands(keymap: Keymap) -> None:
    wanted = ("Ctrl+Y", "Return", "F5")
    rivals = keymap.conflicts("brush", wanted)
    assert {key: rival.id for key, rival in rivals.items()} == {
        "Ctrl+Y": "redo",
        "Return": "accept",
    }
    given = keymap.with_keys("brush", wanted)
    assert given.keys("redo") == ("Ctrl+Shift+Z",)
    assert given.keys("accept") == ()
    assert changed(given) == ["brush", "redo", "accept"]
    assert given.conflicts("redo", ROWS[1].shortcuts) == {"Ctrl+Y": ROWS[0]}
    assert keymap.conflicts("redo", ("Ctrl+Y",)) == {}


def test_all_go_back_to_their_defaults(keymap: Keymap) -> None:
    assert keymap.with_keys("theme", ("B", "Ctrl+Y")).reset() == keymap


def test_what_cannot_be_had_is_said(keymap: Keymap) -> None:
    assert "H is kept" in keymap.refusal("brush", ("F5", "H"))
    assert "fields" in keymap.refusal("brush", ("Return",))
    assert keymap.refusal("accept", ("Return", "F5")) == ""
    with pytest.raises(KeyError, match="nobody"):
        keymap.keys("nobody")


def test_a_new_default_takes_no_key_from_its_user(keymap: Keymap) -> None:
    mine = keymap.with_keys("brush", ("K",))
    later = (*ROWS, row("knife", "K", "Ctrl+K"))
    again, left_out = restored(later, mine.overrides)
    assert left_out == ()
    assert again.keys("brush") == ("K",)
    assert again.keys("knife") == ("Ctrl+K",)
    assert changed(again) == ["brush", "knife"]
    assert again.reset().keys("knife") == ("K", "Ctrl+K")


@pytest.mark.parametrize(
    ("stored", "fault"),
    [
        ({"laser": ["L"]}, "no command is called laser"),
        ({"brush": ["Hyperspace+1"]}, "brush: 'Hyperspace+1' is no key"),
        ({"brush": ["ctrl+k"]}, "brush: 'ctrl+k' is no key"),
        ({"brush": [""]}, "brush: '' is no key"),
        ({"brush": ["Esc"]}, "brush: Esc is kept for something else"),
        ({"brush": ["Tab"]}, "brush: Tab is kept for something else"),
        ({"brush": ["K", "K"]}, "brush: K is given twice"),
        ({"theme": ["K"], "redo": ["K"]}, "theme: K is given twice"),
    ],
)
def test_what_does_not_fit_is_left_out_and_named(stored: dict[str, list[str]], fault: str) -> None:
    keymap, [said] = restored(ROWS, stored)
    assert said.startswith(fault)
    assert fault.split(":", maxsplit=1)[0] not in keymap.overrides


@st.composite
def tables(draw: st.DrawFn) -> tuple[Action, ...]:
    """Rows with default keys of their own."""
    pool = list(draw(st.permutations(FREE)))
    sizes = [draw(st.integers(0, 2)) for _ in IDS[:3]]
    dealt = [tuple(pool.pop() for _ in range(size)) for size in sizes]
    where = st.sampled_from(Where)
    return (*(row(id, *keys, where=draw(where)) for id, keys in zip(IDS, dealt, strict=False)),)


keys_of_any = st.lists(st.sampled_from(ANY), max_size=3)
stores = st.dictionaries(st.sampled_from(IDS), keys_of_any)
wishes = st.lists(st.tuples(st.sampled_from(IDS[:3]), keys_of_any), max_size=6)


@given(rows=tables(), later=tables(), stored=stores, wishes=wishes)
def test_no_two_actions_ever_share_a_key(
    rows: tuple[Action, ...],
    later: tuple[Action, ...],
    stored: dict[str, list[str]],
    wishes: list[tuple[str, list[str]]],
) -> None:
    keymap, _ = restored(rows, stored)
    check(keymap)
    for id, keys in wishes:
        if all(keys) and keymap.refusal(id, keys) == "" and not {"no key", "b"} & set(keys):
            keymap = keymap.with_keys(id, keys)
            assert set(keymap.keys(id)) == set(keys)
            check(keymap)
    assert restored(rows, keymap.overrides) == (keymap, ())
    newer, _ = restored(later, keymap.overrides)
    check(newer)
    for row in later:
        kept = keymap.overrides.get(row.id)
        if kept is not None and not any(refusal(key, row.where) for key in kept):
            assert newer.keys(row.id) == kept


def check(keymap: Keymap) -> None:
    counts = Counter(key for action in keymap.actions for key in action.shortcuts)
    assert max(counts.values(), default=1) == 1
    assert not any(refusal(key, a.where) for a in keymap.actions for key in a.shortcuts)
    assert all(keymap.row(id).shortcuts != keys for id, keys in keymap.overrides.items())
    assert all(keymap.conflicts(a.id, a.shortcuts) == {} for a in keymap.actions)
