"""Images leave as deep as they are, where the format lets them."""

from __future__ import annotations

import csv
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest
import tifffile
from PIL import Image

from fcn_core.data.specs import open_dataset
from fcn_core.imaging.images import read_header, read_image, read_stored
from fcn_core.imaging.listing import pages_of
from fcn_core.interchange.exporting import ExportItem
from fcn_core.interchange.formats import FORMATS
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask
from tests.core.interchange.given import mask_of

HEIGHT, WIDTH = 20, 30
RNG = np.random.default_rng(7)
CELLS = LabelSet.from_names(["background", "nucleus"])
DEEP = RNG.integers(0, 40_000, (3, 4, HEIGHT, WIDTH)).astype(np.uint16)
FOLDERS = {"plain": "images", "objects": "train"}


def mask() -> Mask:
    found = np.zeros((HEIGHT, WIDTH), np.uint8)
    found[2:6, 3:9] = 1
    found[10:12, 20:25] = 1
    return found


def export(name: str, images: list[Path], out: Path, *, alone: bool = False) -> Path:
    items = [
        ExportItem(image_id=f"image{i}", image=path, mask=partial(mask_of, mask()))
        for i, path in enumerate(images)
    ]
    return FORMATS[name].write(out, items, CELLS, masks_alone=alone).folder


@pytest.mark.parametrize("name", FOLDERS)
def test_a_single_page_leaves_as_it_is(name: str, tmp_path: Path) -> None:
    deep, png = tmp_path / "deep.tif", tmp_path / "deep.png"
    tifffile.imwrite(deep, DEEP[0, 0])
    cv2.imwrite(str(png), DEEP[0, 1])
    folder = export(name, [deep, png], tmp_path / "out") / FOLDERS[name]
    assert (folder / "image0.tif").read_bytes() == deep.read_bytes()
    assert (folder / "image1.png").read_bytes() == png.read_bytes()


@pytest.mark.parametrize("name", FOLDERS)
def test_pages_leave_in_their_depth_with_all_channels_and_are_read_back(
    name: str, tmp_path: Path
) -> None:
    stack = tmp_path / "stack.tif"
    tifffile.imwrite(stack, DEEP, imagej=True, metadata={"axes": "ZCYX"})
    pages = pages_of(stack)
    assert len(pages) == 3
    folder = export(name, pages, tmp_path / "out")
    for number, page in enumerate(pages):
        written = folder / FOLDERS[name] / f"image{number}.tif"
        assert np.array_equal(tifffile.imread(written), DEEP[number])
        assert pages_of(written) == [written]
        assert np.array_equal(read_image(written), read_image(page))
    read, _ = open_dataset(f"{'folder' if name == 'plain' else name}:{folder}#train")
    assert len(read) == 3
    for number in range(3):
        assert np.array_equal(read.sample(number).image, read_image(pages[number]))
        assert np.array_equal(read.mask(number), mask())


def test_colours_and_turned_pages_leave_upright(tmp_path: Path) -> None:
    file = tmp_path / "turned.tif"
    values = RNG.integers(0, 40_000, (WIDTH, HEIGHT, 3)).astype(np.uint16)
    with tifffile.TiffWriter(file) as writer:
        for _ in range(2):
            writer.write(values, photometric="rgb", extratags=[(274, "H", 1, 6, True)])
    folder = export("plain", pages_of(file)[:1], tmp_path / "out") / "images"
    written = tifffile.imread(folder / "image0.tif")
    assert np.array_equal(written, np.rot90(values, -1))
    assert np.array_equal(read_image(folder / "image0.tif"), read_image(file))


def test_what_measures_no_light_leaves_as_it_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "inks.tif"
    inks = RNG.integers(0, 255, (2, HEIGHT, WIDTH, 4)).astype(np.uint8)
    with tifffile.TiffWriter(file) as writer:
        for page in inks:
            writer.write(page, photometric="separated")
    folder = export("plain", pages_of(file), tmp_path / "out") / "images"
    assert sorted(path.name for path in folder.iterdir()) == ["image0.png", "image1.png"]
    assert np.array_equal(read_image(folder / "image1.png"), read_image(pages_of(file)[1]))


def test_other_formats_get_what_is_shown(tmp_path: Path) -> None:
    deep = tmp_path / "deep.tif"
    tifffile.imwrite(deep, DEEP[0, 0])
    folder = export("coco", [deep], tmp_path / "out")
    assert np.array_equal(read_image(folder / "images/image0.png"), read_image(deep))


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if each.masks_alone])
def test_masks_can_leave_alone(name: str, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    Image.fromarray(np.zeros((HEIGHT, WIDTH, 3), np.uint8)).save(photo)
    with_images = export(name, [photo], tmp_path / "a")
    alone = export(name, [photo], tmp_path / "b", alone=True)
    files = [{str(p.relative_to(f)) for p in f.rglob("*.*")} for f in (with_images, alone)]
    [image] = files[0] - files[1]
    assert np.array_equal(read_image(with_images / image), read_image(photo))
    assert not files[1] - files[0]


def test_formats_that_need_images_get_them(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    Image.fromarray(np.zeros((HEIGHT, WIDTH, 3), np.uint8)).save(photo)
    assert (export("coco", [photo], tmp_path, alone=True) / "images/image0.jpg").is_file()


def table(folder: Path) -> list[dict[str, str]]:
    with (folder / "objects.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_light_is_told_as_it_is_stored(tmp_path: Path) -> None:
    stack, photo = tmp_path / "stack.tif", tmp_path / "photo.png"
    tifffile.imwrite(stack, DEEP[0, :2], imagej=True, metadata={"axes": "CYX"})
    colors = RNG.integers(0, 255, (HEIGHT, WIDTH, 3)).astype(np.uint8)
    Image.fromarray(colors).save(photo)
    rows = table(export("objects", [stack, photo], tmp_path / "out"))
    assert len(rows) == 4
    inside = np.s_[2:6, 3:9]
    of_stack, of_photo = rows[0], rows[2]
    for channel in range(2):
        values = DEEP[0, channel][inside]
        told = [float(of_stack[f"{what}_{channel + 1}"]) for what in ("mean", "min", "max")]
        assert told == pytest.approx([values.mean(), values.min(), values.max()])
    assert of_stack["mean_3"] == of_stack["max_3"] == ""
    assert float(of_photo["mean_3"]) == pytest.approx(colors[..., 2][inside].mean())


def test_what_is_stored_is_read_in_its_depth(tmp_path: Path) -> None:
    png, grey, palette = (tmp_path / name for name in ("a.png", "b.png", "c.png"))
    colors = RNG.integers(0, 65_535, (HEIGHT, WIDTH, 3)).astype(np.uint16)
    cv2.imwrite(str(png), colors[..., ::-1])
    assert np.array_equal(read_stored(png), colors) and read_header(png).deep
    Image.fromarray(np.full((4, 5), 7, np.uint8)).save(grey)
    assert read_stored(grey).shape == (4, 5, 1) and not read_header(grey).deep
    Image.fromarray(np.full((4, 5), 7, np.uint8)).convert("P").save(palette)
    assert read_stored(palette).shape == (4, 5, 3)


def test_objects_are_counted(tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    Image.fromarray(np.zeros((HEIGHT, WIDTH, 3), np.uint8)).save(photo)
    item = ExportItem(image_id="a", image=photo, mask=partial(mask_of, mask()))
    assert FORMATS["objects"].write(tmp_path / "out", [item], CELLS).objects == 2
    assert FORMATS["plain"].write(tmp_path / "out", [item], CELLS).objects is None
