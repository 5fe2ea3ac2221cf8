"""The frame of all formats: memory, failures, and what is refused before anything is written."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fcn_core.errors import FcnError
from fcn_core.interchange.exporting import ExportItem
from fcn_core.interchange.formats import FORMATS
from fcn_core.masks import Mask
from tests.core.interchange.given import items, mask_of
from tests.core.models import LABELS

ONE_FILE = {"cvat": "annotations.xml", "coco": "annotations/instances_train.json"}


def specks(folder: Path, many: int) -> list[ExportItem]:
    """Images whose masks take long to tell: many regions of a pixel."""
    mask = np.zeros((24, 24), np.uint8)
    mask[::2, ::2] = 1
    picture = folder / "a.png"
    Image.fromarray(np.zeros((*mask.shape, 3), np.uint8)).save(picture)
    read = partial(mask_of, mask)
    return [ExportItem(image_id=f"{n}", image=picture, mask=read) for n in range(many)]


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.parametrize("name", ONE_FILE)
def test_a_file_of_all_images_is_not_held_in_memory(
    name: str, tmp_path: Path, traced: None
) -> None:
    held: list[int] = []
    result = FORMATS[name].write(
        tmp_path / "out",
        specks(tmp_path, 40),
        LABELS,
        lambda _: held.append(tracemalloc.get_traced_memory()[0]),
    )
    size = (result.folder / ONE_FILE[name]).stat().st_size
    assert held[39] - held[9] < size / 4


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_that_fails_leaves_the_one_before_whole(name: str, tmp_path: Path) -> None:
    source = items(tmp_path)
    folder = FORMATS[name].write(tmp_path / "out", source, LABELS).folder
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def fail() -> Mask:
        raise FcnError("No.", "")

    with pytest.raises(FcnError, match="No"):
        FORMATS[name].write(tmp_path / "out", [source[0], replace(source[1], mask=fail)], LABELS)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize("name", ["plain", "voc"])
@pytest.mark.parametrize("masks_alone", [True, False])
def test_images_that_were_put_into_its_folder_are_spared(
    name: str, masks_alone: bool, tmp_path: Path
) -> None:
    """Linked or moved there: who needs no copies puts the originals in their place."""
    source = items(tmp_path)
    folder = FORMATS[name].write(tmp_path / "out", source, LABELS).folder
    images = next(path for path in folder.glob("*mages"))
    own = tmp_path / "own"
    images.rename(own)
    for path in own.iterdir():
        path.write_bytes(path.read_bytes() + b"the original")
    before = {path.name: path.read_bytes() for path in own.iterdir()}
    images.symlink_to(own)
    with pytest.raises(FcnError, match=r"mages leads to another folder") as caught:
        FORMATS[name].write(tmp_path / "out", source, LABELS, masks_alone=masks_alone)
    assert "take that link away" in caught.value.remedy
    images.unlink()
    own.rename(images)
    with pytest.raises(FcnError, match="was changed since it was exported"):
        FORMATS[name].write(tmp_path / "out", source, LABELS, masks_alone=masks_alone)
    assert {path.name: path.read_bytes() for path in images.iterdir()} == before


def test_an_image_that_is_linked_is_not_written_through(tmp_path: Path) -> None:
    """Neither through a link nor into a file that has two names."""
    (source, *_) = items(tmp_path)
    folder = FORMATS["plain"].write(tmp_path / "out", [source], LABELS).folder
    (copied,) = (folder / "images").iterdir()
    before = source.image.read_bytes()
    for link in (copied.symlink_to, copied.hardlink_to):
        copied.unlink()
        link(source.image)
        other = tmp_path / "other.jpg"
        Image.fromarray(np.zeros((64, 80, 3), np.uint8)).save(other)
        FORMATS["plain"].write(tmp_path / "out", [replace(source, image=other)], LABELS)
        assert (source.image.read_bytes(), copied.read_bytes()) == (before, other.read_bytes())
        FORMATS["plain"].write(tmp_path / "out", [source], LABELS)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_there_already_is_not_written_again(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor read, as long as nobody touched it."""
    source = items(tmp_path)
    folder = FORMATS[name].write(tmp_path / "out", source, LABELS).folder
    files = [p for p in folder.rglob("*.[jpt][pnix][gft]") if p.name not in ONE_FILE]
    assert files
    before = {path: path.stat().st_ino for path in files}

    def fail(path: Path) -> str:
        raise AssertionError(f"{path} is read again")

    monkeypatch.setattr("fcn_core.interchange.record.file_hash", fail)
    FORMATS[name].write(tmp_path / "out", source, LABELS)
    assert {path: path.stat().st_ino for path in files} == before


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_corrected_by_hand_since_is_not_replaced(name: str, tmp_path: Path) -> None:
    """Also not where the export in between was cut off, or would leave that image out."""
    source = items(tmp_path)
    folder = FORMATS[name].write(tmp_path / "out", source, LABELS).folder
    files = [p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")]
    corrected = min(files, key=lambda path: path.suffix in (".jpg", ".webp"))
    theirs = corrected.read_bytes() + b"by hand"
    corrected.write_bytes(theirs)
    for left in (source, source[1:]):
        with pytest.raises(FcnError, match="was changed since it was exported") as caught:
            FORMATS[name].write(tmp_path / "out", left, LABELS)
        assert str(corrected) in str(caught.value)
        assert corrected.read_bytes() == theirs
    corrected.rename(tmp_path / "kept")
    assert FORMATS[name].write(tmp_path / "out", source, LABELS).folder == folder


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_that_was_cut_off_is_no_change_by_hand(name: str, tmp_path: Path) -> None:
    source = items(tmp_path)
    other = [replace(item, mask=partial(mask_of, np.ones_like(item.mask()))) for item in source]

    def fail() -> Mask:
        raise FcnError("No.", "")

    FORMATS[name].write(tmp_path / "out", source, LABELS)
    with pytest.raises(FcnError, match="No"):
        FORMATS[name].write(tmp_path / "out", [*other[:2], replace(other[2], mask=fail)], LABELS)
    FORMATS[name].write(tmp_path / "out", source, LABELS)


@pytest.mark.parametrize("name", FORMATS)
def test_two_images_of_one_name_are_refused_before_anything_is_written(
    name: str, tmp_path: Path
) -> None:
    first, second, *_ = items(tmp_path)
    with pytest.raises(FcnError, match="Two images would be called") as caught:
        FORMATS[name].write(
            tmp_path / "out", [first, replace(second, image_id=first.image_id)], LABELS
        )
    assert caught.value.remedy and not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", FORMATS)
def test_images_of_an_export_are_not_replaced_by_the_next(name: str, tmp_path: Path) -> None:
    """Who goes on in an exported folder and exports to the same place would lose images."""
    folder = FORMATS[name].write(tmp_path / "out", items(tmp_path), LABELS).folder
    source = [
        ExportItem(image_id=path.stem, image=path, mask=lambda: np.zeros((64, 80), np.uint8))
        for path in folder.rglob("Bild*0*")
        if path.suffix in (".jpg", ".png") and "mask" not in str(path)
    ]
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(FcnError, match="lies in the folder that would be written"):
        FORMATS[name].write(tmp_path / "out", source[:1], LABELS)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
