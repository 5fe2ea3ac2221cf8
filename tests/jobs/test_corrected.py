from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.jobs.corrected import (
    CorrectionsSource,
    corrections_of,
    count_corrected,
    freeze,
)
from app.state.index import ImageFacts, file_state
from app.state.listing import ImageEntry
from app.state.paths import ProjectPaths
from fcn_core.cancelling import StoppedError
from fcn_core.errors import FcnError
from fcn_core.masks import UNTOUCHED, VOID, Mask, read_mask, write_mask
from fcn_core.split import content_hash

ALL = range(21)


@pytest.fixture
def source(tmp_path: Path) -> CorrectionsSource:
    paths = ProjectPaths(tmp_path / "project")
    paths.create()
    return CorrectionsSource(paths=paths, live={})


def entry(tmp_path: Path, name: str) -> ImageEntry:
    Image.new("RGB", (6, 4)).save(tmp_path / name)
    return ImageEntry(name, tmp_path / name)


def unknown(tmp_path: Path, name: str) -> tuple[ImageEntry, ImageFacts]:
    """An image of which nothing is known yet."""
    return entry(tmp_path, name), ImageFacts(image_id=name)


def values() -> Mask:
    mask = np.full((4, 6), UNTOUCHED, np.uint8)
    mask[0] = 3
    mask[1] = VOID
    mask[2, :2] = 0
    return mask


def test_confirmed_pixels_are_counted_without_void_ones(
    source: CorrectionsSource, tmp_path: Path
) -> None:
    write_mask(source.paths.corrections("a.png"), values())
    counted = count_corrected(source, [unknown(tmp_path, "a.png"), unknown(tmp_path, "b.png")])
    assert [(c.entry.image_id, c.pixels) for c in counted.images] == [("a.png", {0: 2, 3: 6})]
    assert counted.images[0].digest == content_hash(tmp_path / "a.png")
    assert (counted.unreadable, counted.contradictions) == ((), ())


def test_gaps_in_the_background_are_no_examples_to_learn_from(
    source: CorrectionsSource, tmp_path: Path
) -> None:
    images = [unknown(tmp_path, "a.png"), unknown(tmp_path, "b.png")]
    write_mask(source.paths.corrections("a.png"), values())
    gap = np.full((4, 6), UNTOUCHED, np.uint8)
    gap[:, 2] = 0
    write_mask(source.paths.corrections("b.png"), gap)
    assert [c.pixels for c in count_corrected(source, images).images] == [{0: 2, 3: 6}, {0: 4}]
    learned = count_corrected(source, images, to_learn=True).images
    assert [c.pixels for c in learned] == [{0: 2, 3: 6}]


def test_a_file_that_has_not_changed_is_not_hashed_again(
    source: CorrectionsSource, tmp_path: Path
) -> None:
    write_mask(source.paths.corrections("a.png"), values())
    found, facts = unknown(tmp_path, "a.png")
    known = replace(facts, hash="known", stat=file_state(found.path))
    assert count_corrected(source, [(found, known)]).images[0].digest == "known"
    stale = replace(known, stat="1 1")
    assert count_corrected(source, [(found, stale)]).images[0].digest != "known"


def test_the_same_picture_with_two_opinions_is_named(
    source: CorrectionsSource, tmp_path: Path
) -> None:
    other = np.where(values() == 3, np.uint8(4), values())
    for name, mask in (("a.png", values()), ("b.png", other), ("c.png", values())):
        write_mask(source.paths.corrections(name), mask)
    entries = [unknown(tmp_path, name) for name in ("a.png", "b.png", "c.png")]
    told = count_corrected(source, entries).contradictions
    assert [words[:19] for words in told] == ["a.png and b.png sho"]  # c.png agrees with a.png
    assert "6 pixels" in told[0]


def test_what_is_open_is_never_read_from_the_disk(
    source: CorrectionsSource, tmp_path: Path
) -> None:
    source.paths.corrections("a.png").write_bytes(b"being written")
    live = CorrectionsSource(paths=source.paths, live={"a.png": values()})
    assert np.array_equal(corrections_of(live, entry(tmp_path, "a.png")), values())


def test_damaged_corrections_are_named_and_stop_no_other(
    source: CorrectionsSource, tmp_path: Path
) -> None:
    source.paths.corrections("a.png").write_bytes(b"torn")
    write_mask(source.paths.corrections("b.png"), values())
    gone = ImageEntry("gone.png", tmp_path / "gone.png")
    counted = count_corrected(
        source,
        [
            unknown(tmp_path, "a.png"),
            (gone, ImageFacts(image_id="gone.png")),
            unknown(tmp_path, "b.png"),
        ],
    )
    assert [c.entry.image_id for c in counted.images] == ["b.png"]
    assert "a.png" in counted.unreadable[0] and "gone.png" in counted.unreadable[1]
    with pytest.raises(FcnError):
        freeze(source, [entry(tmp_path, "a.png")], ALL, tmp_path / "frozen")


def at(time: int) -> Callable[[], bool]:
    """Says stop when it is asked for this time."""
    asked = itertools.count(1)
    return lambda: next(asked) >= time


@pytest.mark.parametrize("time", [1, 2, 3, 4])
def test_counting_can_be_stopped_at_each_image_that_is_read(
    source: CorrectionsSource, tmp_path: Path, time: int
) -> None:
    """Two, and both once more: they show the same picture."""
    for name in ("a.png", "b.png"):
        write_mask(source.paths.corrections(name), values())
    twins = [unknown(tmp_path, name) for name in ("a.png", "b.png")]
    with pytest.raises(StoppedError):
        count_corrected(source, twins, at(time))
    assert len(count_corrected(source, twins, at(5)).images) == 2


def test_freezing_can_be_stopped_at_each_image(source: CorrectionsSource, tmp_path: Path) -> None:
    images = [entry(tmp_path, name) for name in ("a.png", "b.png")]
    with pytest.raises(StoppedError):
        freeze(source, images, ALL, tmp_path / "frozen", at(2))
    assert [file.name for file in (tmp_path / "frozen").iterdir()] == ["a.png.png"]


def test_frozen_copies_stay_and_their_hash_tells_them_apart(
    source: CorrectionsSource, tmp_path: Path
) -> None:
    write_mask(source.paths.corrections("a.png"), values())
    images = [entry(tmp_path, "a.png")]
    first = freeze(source, images, ALL, tmp_path / "one")
    assert freeze(source, images, ALL, tmp_path / "two").data_hash == first.data_hash
    changed = values()
    changed[3, 3] = 1
    write_mask(source.paths.corrections("a.png"), changed)
    assert freeze(source, images, ALL, tmp_path / "three").data_hash != first.data_hash
    assert np.array_equal(read_mask(first.files["a.png"]), values())


def test_labels_that_are_gone_leave_no_gaps_in_frozen_copies(
    source: CorrectionsSource, tmp_path: Path
) -> None:
    mask = values()
    mask[3] = 5
    write_mask(source.paths.corrections("a.png"), mask)
    merged = replace(source, gone={5: 3, 1: UNTOUCHED, 2: UNTOUCHED})
    frozen = freeze(merged, [entry(tmp_path, "a.png")], (0, 3, 4), tmp_path / "frozen")
    found = read_mask(frozen.files["a.png"])
    assert (found[[0, 3]] == 1).all()
    assert np.array_equal(found[1:3], values()[1:3])
