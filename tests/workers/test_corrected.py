from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.state.listing import ImageEntry
from app.state.paths import ProjectPaths
from app.workers.corrected import CorrectionsSource, corrections_of, count_corrected, freeze
from fcn_core.errors import FcnError
from fcn_core.masks import UNTOUCHED, VOID, Mask, read_mask, write_mask


@pytest.fixture
def source(tmp_path: Path) -> CorrectionsSource:
    paths = ProjectPaths(tmp_path / "project")
    paths.create()
    return CorrectionsSource(paths=paths, live={})


def entry(tmp_path: Path, name: str) -> ImageEntry:
    Image.new("RGB", (6, 4)).save(tmp_path / name)
    return ImageEntry(name, tmp_path / name)


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
    found, problems = count_corrected(source, [entry(tmp_path, "a.png"), entry(tmp_path, "b.png")])
    assert [(c.entry.image_id, c.pixels) for c in found] == [("a.png", {0: 2, 3: 6})]
    assert problems == ()


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
    found, problems = count_corrected(source, [entry(tmp_path, "a.png"), entry(tmp_path, "b.png")])
    assert [c.entry.image_id for c in found] == ["b.png"]
    assert "a.png" in problems[0]
    with pytest.raises(FcnError):
        freeze(source, [entry(tmp_path, "a.png")], tmp_path / "frozen")


def test_frozen_copies_stay_and_their_hash_tells_them_apart(
    source: CorrectionsSource, tmp_path: Path
) -> None:
    write_mask(source.paths.corrections("a.png"), values())
    images = [entry(tmp_path, "a.png")]
    first = freeze(source, images, tmp_path / "one")
    assert freeze(source, images, tmp_path / "two").data_hash == first.data_hash
    changed = values()
    changed[3, 3] = 1
    write_mask(source.paths.corrections("a.png"), changed)
    assert freeze(source, images, tmp_path / "three").data_hash != first.data_hash
    assert np.array_equal(read_mask(first.files["a.png"]), values())
