"""Masks of maps lie where their images lie."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from tifffile import imwrite

from fcn_core.errors import FcnError
from fcn_core.imaging.geotiff import KEYS
from fcn_core.interchange.exporting import ExportItem
from fcn_core.interchange.formats import FORMATS
from fcn_core.interchange.world_files import place_of
from fcn_core.labels import LabelSet

SIZE = (6, 8)
SCALE = (33550, "d", 3, (0.5, 0.25, 0.0), True)
TIE = (33922, "d", 6, (2.0, 4.0, 0.0, 1000.0, 2000.0, 0.0), True)
POINTS = (34735, "H", 8, (1, 1, 0, 1, 1025, 0, 1, 2), True)
AREAS = (34735, "H", 8, (1, 1, 0, 1, 1025, 0, 1, 1), True)
TURNED = (
    34264, "d", 16,
    (0.0, 0.5, 0.0, 1000.0, 0.25, 0.0, 0.0, 2000.0, *(0.0,) * 7, 1.0), True,
)  # fmt: skip


def geotiff(path: Path, *tags: Any) -> Path:
    imwrite(path, np.zeros((*SIZE, 3), np.uint8), photometric="rgb", extratags=tags)
    return path


def lines(path: Path) -> list[float]:
    return [float(line) for line in path.read_text(encoding="utf-8").splitlines()]


def exported(image: Path, out: Path) -> Path:
    item = ExportItem(image_id="a", image=image, mask=lambda: np.zeros(SIZE, np.uint8))
    labels = LabelSet.from_names(["background", "road"])
    return FORMATS["plain"].write(out, [item], labels).folder / "masks"


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        # The corner of pixel (2, 4) is at (1000, 2000), so the centre of (0, 0) is at ...
        ((SCALE, TIE), [0.5, 0, 0, -0.25, 999.25, 2000.875]),
        ((SCALE, TIE, AREAS), [0.5, 0, 0, -0.25, 999.25, 2000.875]),
        # Here it is the centre of that pixel.
        ((SCALE, TIE, POINTS), [0.5, 0, 0, -0.25, 999, 2001]),
        ((TURNED,), [0, 0.25, 0.5, 0, 1000.25, 2000.125]),
        ((TURNED, POINTS), [0, 0.25, 0.5, 0, 1000, 2000]),
    ],
)
def test_the_mask_of_a_geotiff_has_a_world_file(
    tags: tuple[Any, ...], expected: list[float], tmp_path: Path
) -> None:
    masks = exported(geotiff(tmp_path / "a.tif", *tags), tmp_path / "out")
    assert sorted(path.name for path in masks.iterdir()) == ["a.pgw", "a.png"]
    assert lines(masks / "a.pgw") == expected


@pytest.mark.parametrize(
    ("keys", "system"),
    [
        ((1024, 0, 1, 1, 3072, 0, 1, 25832), "EPSG:25832"),
        ((1024, 0, 1, 2, 2048, 0, 1, 4326), "EPSG:4326"),
        ((1024, 0, 1, 1, 2048, 0, 1, 4326, 3072, 0, 1, 32767), ""),
        ((1024, 0, 1, 1), ""),
        ((), ""),
    ],
)
def test_which_map_it_is_stands_beside_the_mask(
    keys: tuple[int, ...], system: str, tmp_path: Path
) -> None:
    numbers = (1, 1, 0, len(keys) // 4, *keys)
    tag = (KEYS, "H", len(numbers), numbers, True)
    masks = exported(geotiff(tmp_path / "a.tif", SCALE, TIE, tag), tmp_path / "out")
    beside = masks / "a.png.aux.xml"
    assert beside.is_file() == bool(system)
    if system:
        assert ElementTree.parse(beside).findtext("SRS") == system


@pytest.mark.parametrize(
    ("image", "world"),
    [("a.jpg", "a.jgw"), ("a.jpeg", "a.JGW"), ("a.png", "a.pgw"), ("a.tif", "a.tfw"),
     ("a.TIF", "a.tfw"), ("a.png", "a.pngw"), ("a.jpg", "a.wld")],
)  # fmt: skip
def test_a_world_file_beside_the_image_tells_it_too(image: str, world: str, tmp_path: Path) -> None:
    Image.new("RGB", SIZE[::-1]).save(tmp_path / image)
    (tmp_path / world).write_text("0.1\r\n0\r\n0\r\n-0.1\r\n4500000.05\r\n5.2E6\r\n", "utf-8")
    masks = exported(tmp_path / image, tmp_path / "out")
    assert lines(masks / "a.pgw") == [0.1, 0, 0, -0.1, 4500000.05, 5.2e6]
    (tmp_path / world).unlink()
    exported(tmp_path / image, tmp_path / "out")
    assert [path.name for path in masks.iterdir()] == ["a.png"], "the one before is gone"


def test_a_geotiffs_own_tags_come_first(tmp_path: Path) -> None:
    image = geotiff(tmp_path / "a.tif", SCALE, TIE)
    (tmp_path / "a.tfw").write_text("1 0 0 -1 0 0")
    place = place_of(image)
    assert place is not None and place.a == 0.5
    for tags in ((SCALE,), (TIE,), ((33550, "d", 1, (0.5,), True), TIE), (POINTS,)):
        place = place_of(geotiff(tmp_path / "a.tif", *tags))
        assert place is not None and place.a == 1, "its tags alone place nothing"


def test_tags_that_hold_no_numbers_say_nothing(tmp_path: Path) -> None:
    words = (34264, "s", 0, "x" * 16, True), (33922, "s", 0, "x" * 6, True)
    assert place_of(geotiff(tmp_path / "a.tif", SCALE, *words)) is None


def test_images_that_are_turned_or_lie_nowhere_have_none(tmp_path: Path) -> None:
    Image.new("RGB", SIZE[::-1]).save(tmp_path / "a.png")
    assert place_of(tmp_path / "a.png") is None
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", SIZE[::-1]).save(tmp_path / "b.jpg", exif=exif)
    (tmp_path / "b.jgw").write_text("1 0 0 -1 0 0")
    assert place_of(tmp_path / "b.jpg") is None
    flat = (33550, "d", 3, (0.0, 0.0, 0.0), True)
    assert place_of(geotiff(tmp_path / "c.tif", flat, TIE)) is None


@pytest.mark.parametrize(
    "content", [b"", b"1\n0\n0\n-1\n5\n", b"1 0 0 x 5 6", b"\xff\xfe", b"0 " * 6]
)
def test_a_damaged_world_file_is_named(content: bytes, tmp_path: Path) -> None:
    Image.new("RGB", SIZE[::-1]).save(tmp_path / "a.jpg")
    (tmp_path / "a.jgw").write_bytes(content)
    with pytest.raises(FcnError, match=r"a\.jgw cannot be read") as caught:
        exported(tmp_path / "a.jpg", tmp_path / "out")
    assert caught.value.remedy


def test_a_name_that_leaves_no_room_for_a_world_files_has_none(tmp_path: Path) -> None:
    image = geotiff(tmp_path / f"{'x' * 251}.tif")
    assert place_of(image) is None
    assert exported(image, tmp_path / "out").is_dir()
