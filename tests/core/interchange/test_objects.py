"""Numbered objects and their table, as other programs read them."""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest
import tifffile
from PIL import Image
from skimage.measure import label, regionprops

from fcn_core.data.specs import open_dataset
from fcn_core.errors import FcnError
from fcn_core.imaging.pixel_size import PixelSize
from fcn_core.interchange import object_tables, objects
from fcn_core.interchange.exporting import ExportItem
from fcn_core.interchange.formats import FORMATS
from fcn_core.labels import LabelSet
from fcn_core.masks import VOID, Mask
from tests.core.interchange.given import items, mask_of
from tests.core.models import LABELS

CELLS = LabelSet.from_names(["background", "nucleus", 'a "large", odd cell'])


def strewn(seed: int, side: int, share: float) -> Mask:
    rng = np.random.default_rng(seed)
    values = np.array([0, 1, 2, VOID], np.uint8)
    return values[rng.choice(4, (side, side + 7), p=[1 - 2 * share - 0.02, share, share, 0.02])]


def item(folder: Path, mask: Mask, *, held_out: bool = False) -> ExportItem:
    path = folder / "cells.png"
    Image.fromarray(np.full((*mask.shape, 3), 60, np.uint8)).save(path)
    return ExportItem(image_id="cells", image=path, mask=partial(mask_of, mask), held_out=held_out)


def table(folder: Path, name: str = "objects.csv") -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("share", [0.04, 0.2])
def test_scikit_image_finds_the_same_objects(share: float, tmp_path: Path) -> None:
    mask = strewn(3, 90, share)
    result = FORMATS["objects"].write(tmp_path / "out", [item(tmp_path, mask)], CELLS)
    numbers = tifffile.imread(result.folder / "train/cells_masks.tif")
    assert numbers.dtype == np.uint16 and numbers.shape == mask.shape
    rows = table(result.folder)
    assert [int(row["object"]) for row in rows] == list(range(1, int(numbers.max()) + 1))
    for value in (1, 2):
        assert len(np.unique(numbers[mask == value])) == label(mask == value).max()
    assert (numbers[(mask == 0) | (mask == VOID)] == 0).all()
    for row, found in zip(rows, regionprops(numbers), strict=True):
        y, x = found.coords[0]
        assert row["label"] == CELLS.names[mask[y, x]]
        assert int(row["area"]) == found.area
        top, left, bottom, right = found.bbox
        assert [int(row[n]) for n in ("top", "left", "width", "height")] == [
            top, left, right - left, bottom - top,
        ]  # fmt: skip
        center = [float(row[n]) - 0.5 for n in ("center_y", "center_x")]
        assert center == pytest.approx(found.centroid, abs=0.006)
        assert float(row["perimeter"]) == pytest.approx(found.perimeter, rel=1e-4)
        axes = [float(row[n]) for n in ("major_axis", "minor_axis")]
        expected = [found.axis_major_length, found.axis_minor_length]
        assert axes == pytest.approx(expected, rel=1e-4, abs=1e-4)
        if axes[0] > axes[1] + 1e-3:
            # There it is measured from the rows' axis.
            turn = (float(row["angle"]) - 90 - math.degrees(found.orientation)) % 180
            assert min(turn, 180 - turn) < 0.01
        cut = top == 0 or left == 0 or bottom == mask.shape[0] or right == mask.shape[1]
        assert bool(int(row["at_edge"])) == cut


def test_what_is_held_out_is_for_validation(tmp_path: Path) -> None:
    source = items(tmp_path)
    result = FORMATS["objects"].write(tmp_path / "out", source, LABELS)
    for each in source:
        split = "val" if each.held_out else "train"
        assert (result.folder / split / f"{each.image_id}_masks.tif").is_file()
    assert {(row["image"], row["set"]) for row in table(result.folder)} == {
        (each.image_id, "val" if each.held_out else "train") for each in source
    }


def test_more_objects_than_sixteen_bits_can_number(tmp_path: Path) -> None:
    mask = np.zeros((530, 530), np.uint8)
    mask[::2, ::2] = 1
    result = FORMATS["objects"].write(tmp_path / "out", [item(tmp_path, mask)], CELLS)
    numbers = tifffile.imread(result.folder / "train/cells_masks.tif")
    assert numbers.dtype == np.uint32 and numbers.max() == 265 * 265 == result.same - (
        mask.size - 265 * 265
    )


def test_labels_keep_their_ids_whichever_are_there(tmp_path: Path) -> None:
    mask = np.zeros((20, 30), np.uint8)
    mask[3:6, 3:6] = 2
    folder = FORMATS["objects"].write(tmp_path / "out", [item(tmp_path, mask)], CELLS).folder
    read, _ = open_dataset(f"objects:{folder}#train")
    assert read.labels.names == CELLS.names and np.array_equal(read.mask(0), mask)
    (folder / "labels.txt").write_text("somebody\nelse\n")
    read, _ = open_dataset(f"objects:{folder}#train")
    assert read.labels.names == ("background", CELLS.names[2])


def test_a_mask_without_objects(tmp_path: Path) -> None:
    mask = np.zeros((20, 30), np.uint8)
    folder = FORMATS["objects"].write(tmp_path / "out", [item(tmp_path, mask)], CELLS).folder
    assert not tifffile.imread(folder / "train/cells_masks.tif").any()
    assert table(folder) == []


def test_a_difference_is_never_called_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects.tifffile, "imread", lambda _: np.zeros((90, 97), np.uint16))
    with pytest.raises(FcnError, match="does not hold what was written"):
        FORMATS["objects"].write(tmp_path / "out", [item(tmp_path, strewn(0, 90, 0.1))], CELLS)


def test_a_table_that_says_something_else_is_no_done_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = object_tables.ObjectsTable._write
    monkeypatch.setattr(
        object_tables.ObjectsTable,
        "_write",
        lambda table, row: written(table, [*row[:3], "background", *row[4:]]),
    )
    with pytest.raises(FcnError, match="does not hold what was written"):
        FORMATS["objects"].write(tmp_path / "out", [item(tmp_path, strewn(0, 90, 0.1))], CELLS)


def test_a_name_that_would_make_a_mask_of_an_image_is_refused(tmp_path: Path) -> None:
    each = item(tmp_path, strewn(0, 30, 0.1))
    with pytest.raises(FcnError, match="a_masks would be taken for a mask"):
        FORMATS["objects"].write(tmp_path / "out", [replace(each, image_id="a_masks")], CELLS)
    FORMATS["coco"].write(tmp_path / "out", [replace(each, image_id="a_masks")], CELLS)


def test_a_disk_is_round_and_a_bar_is_long(tmp_path: Path) -> None:
    mask = np.zeros((120, 200), np.uint8)
    cv2.circle(mask, (50, 60), 40, 1, -1)
    cv2.line(mask, (120, 90), (180, 30), 2, 3)
    result = FORMATS["objects"].write(tmp_path / "out", [item(tmp_path, mask)], CELLS)
    disk, bar = table(result.folder)
    assert float(disk["circularity"]) > 0.9 and float(bar["circularity"]) < 0.25
    assert float(disk["major_axis"]) == pytest.approx(80, abs=1)
    assert float(bar["angle"]) == pytest.approx(45, abs=1)
    assert float(bar["major_axis"]) > 15 * float(bar["minor_axis"])


def test_areas_of_labels_are_counted_in_each_image(tmp_path: Path) -> None:
    mask = strewn(5, 60, 0.1)
    result = FORMATS["objects"].write(tmp_path / "out", [item(tmp_path, mask)], CELLS)
    rows = table(result.folder, "areas.csv")
    assert [row["label"] for row in rows] == [*CELLS.names]
    for value, row in enumerate(rows):
        assert int(row["pixels"]) == (mask == value).sum()
        share = (mask == value).sum() / (mask != VOID).sum()
        assert float(row["share"]) == pytest.approx(share, abs=1e-6)
        assert row["unit"] == row["unit_area"] == "", "nobody knows how large a pixel is"
    found = [int(row["objects"]) for row in rows]
    assert found == [0, *(label(mask == value).max() for value in (1, 2))]
    assert sum(found) == len(table(result.folder))


@pytest.mark.parametrize("name", ["objects.csv", "areas.csv"])
def test_tables_measure_in_units_where_a_pixels_size_is_known(name: str, tmp_path: Path) -> None:
    mask = np.zeros((20, 30), np.uint8)
    mask[2:8, 3:13] = 1
    told, silent = item(tmp_path, mask), item(tmp_path, mask)
    tifffile.imwrite(
        tmp_path / "told.tif", np.zeros(mask.shape, np.uint8), imagej=True,
        resolution=(4, 4), metadata={"unit": "um"},
    )  # fmt: skip
    told = replace(told, image_id="told", image=tmp_path / "told.tif")
    pixel = PixelSize(width=0.5, height=2, unit="mm")
    result = FORMATS["objects"].write(tmp_path / "out", [told, silent], CELLS, pixel=pixel)
    rows = [row for row in table(result.folder, name) if row["label"] == "nucleus"]
    sizes = [[row[n] for n in ("pixel_width", "pixel_height", "unit", "unit_area")] for row in rows]
    assert sizes == [["0.25", "0.25", "um", "3.75"], ["0.5", "2", "mm", "60"]]
