"""The held-out split stays as it was decided."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fcn_core.split import choose_held_out, content_hash, is_held_out

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
