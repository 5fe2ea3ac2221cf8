"""The held-out split stays as it was decided."""

from __future__ import annotations

import hashlib
import itertools
import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fcn_core.split import RULE, SHARE, choose_held_out, content_hash, is_held_out

hashes = st.lists(
    st.integers(0, 10_000).map(lambda n: hashlib.sha256(str(n).encode()).hexdigest()),
    max_size=30,
    unique=True,
)


def test_content_hash_is_sha256_of_the_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * 3_000_000)
    assert content_hash(file) == hashlib.sha256(b"x" * 3_000_000).hexdigest()


def test_two_names_that_are_swapped_are_hashed_anew(tmp_path: Path) -> None:
    files = tmp_path / "a", tmp_path / "b"
    for file in files:
        file.write_text(file.name)
        os.utime(file, (1_700_000_000, 1_700_000_000))
    a, b = map(content_hash, files)
    files[0].rename(tmp_path / "c")
    files[1].rename(files[0])
    (tmp_path / "c").rename(files[1])
    assert [*map(content_hash, files)] == [b, a]


def test_about_a_fifth_is_held_out() -> None:
    held = [is_held_out(hashlib.sha256(str(n).encode()).hexdigest()) for n in range(2000)]
    assert 330 < sum(held) < 470


@given(hashes)
def test_at_least_one_and_never_all(found: list[str]) -> None:
    held_out = choose_held_out(found)
    assert held_out <= set(found)
    assert bool(held_out) == (len(found) >= 3)
    assert len(held_out) <= max(1, len(found) / 3)
    assert choose_held_out(found[::-1]) == held_out


@given(hashes, hashes)
def test_decisions_last(first: list[str], more: list[str]) -> None:
    held_out = choose_held_out(first)
    training = set(first) - held_out
    later = choose_held_out([*first, *more], held_out, training)
    assert held_out <= later
    undecided = set(more) - set(first)
    if held_out or undecided:
        assert not later & training


def test_with_everything_trained_on_one_is_still_held_out() -> None:
    assert len(choose_held_out(["0a", "1b", "2c"], (), ("0a", "1b", "2c"))) == 1


def stack(name: str, pages: int, *, by_rule: bool = False) -> list[str]:
    """Hashes of the pages of one file, as `content_hash` gives them."""
    digits = next(n for n in itertools.count(hash_of(name)) if (n % SHARE == 0) == by_rule)
    return [f"{hash_of(f'{name}{page}'):056x}{digits:0{RULE}x}" for page in range(pages)]


def hash_of(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:RULE], 16) // 2


def whole(held_out: set[str], *stacks: list[str]) -> list[int]:
    """How many pages of each are held out."""
    return [len(held_out & set(pages)) for pages in stacks]


def test_pages_of_one_file_are_held_out_together() -> None:
    a, b, c = stack("a", 10, by_rule=True), stack("b", 10), stack("c", 10)
    assert whole(choose_held_out([*a, *b, *c]), a, b, c) == [10, 0, 0]
    # More than a third would be held out by the rule, or none: then it is the smallest file.
    d, e = stack("d", 7), stack("e", 4)
    assert whole(choose_held_out([*a, *d, *e]), a, d, e) == [0, 0, 4]
    assert whole(choose_held_out([*b, *d, *e]), b, d, e) == [0, 0, 4]


def test_later_pages_follow_those_of_their_file() -> None:
    a, b = stack("a", 10, by_rule=True), stack("b", 10)
    held_out: set[str] = set()
    training: set[str] = set()
    for count in range(1, 21):
        seen = [x for pair in zip(a, b, strict=True) for x in pair][:count]
        held_out |= choose_held_out(seen, held_out, training)
        training = set(seen) - held_out
    assert sorted(whole(held_out, a, b)) == [0, 10]


def test_of_a_single_file_one_page_is_held_out_until_there_is_another_file() -> None:
    a, b = stack("a", 5), stack("b", 5)
    held_out = choose_held_out(a)
    assert len(held_out) == 1
    training = set(a) - held_out
    assert choose_held_out([*a, *stack("a", 7)], held_out, training) == held_out
    assert choose_held_out([*a, b[0]], held_out, training) == held_out | {b[0]}


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9)), unique=True), st.integers(0, 60))
def test_whatever_the_order_files_stay_whole_and_decisions_last(
    pages: list[tuple[int, int]], first: int
) -> None:
    stacks = [stack(str(name), 10, by_rule=name % 2 == 0) for name in range(6)]
    found = [stacks[name][page] for name, page in pages]
    held_out = choose_held_out(found[:first])
    training = set(found[:first]) - held_out
    later = choose_held_out(found, held_out, training)
    assert held_out <= later and (not held_out or not later & training)
    split = [s for s in stacks if set(s) & later and (set(s) & set(found)) - later]
    assert len(split) <= 1  # the single file that there was, or is
    assert (len(found) > len(later)) or not found
