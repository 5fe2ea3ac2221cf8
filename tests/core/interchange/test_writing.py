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


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_corrected_by_hand_since_is_not_replaced(name: str, tmp_path: Path) -> None:
    """Also not where the export in between was cut off, or would leave that image out."""
    source = items(tmp_path)
    folder = FORMATS[name].write(tmp_path / "out", source, LABELS).folder
    files = [p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")]
    images = (".jpg", ".webp")
    masks = [p for p in files if p.suffix not in images and p.name != "Bild ä 1.png"]
    assert masks
    corrected = masks[0]
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
