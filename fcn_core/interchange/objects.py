"""Numbered objects, as Cellpose, napari and ImageJ know masks, and a table of them.

OUT/objects/{train,val}/<id>.jpg, .png or .tif
OUT/objects/{train,val}/<id>_masks.tif    16-bit numbers of objects (32-bit of more than 65,535)
OUT/objects/objects.csv                   a line for each object: its label, size, place and light
OUT/objects/labels.txt                    one name a line, by id; the first is the background

An object is a connected region of a label, corners included; 0 is what is none: the background
and void. Cellpose trains on such folders: `--dir train --test_dir val --mask_filter _masks`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import numpy as np
import tifffile
from numpy.typing import NDArray

from fcn_core.imaging.images import FOUND_MASKS, read_stored
from fcn_core.interchange.exporting import ExportItem, Ledger
from fcn_core.interchange.regions import Region, regions
from fcn_core.interchange.target import Target
from fcn_core.interchange.writing import Job
from fcn_core.labels import BACKGROUND, BACKGROUND_NAMES
from fcn_core.masks import Mask

TABLE, LABELS = "objects.csv", "labels.txt"
ENDING, FOUND = "_masks", FOUND_MASKS.removesuffix(".")
"""What Cellpose learns from is called by, and what it found itself."""
COLUMNS = (
    "image", "set", "object", "label", "area", "center_x", "center_y", "left", "top", "width",
    "height", "at_edge",
    "mean_1", "min_1", "max_1", "mean_2", "min_2", "max_2", "mean_3", "min_3", "max_3",
)  # fmt: skip
"""Areas are in pixels; places in pixels from the image's top left corner, where a pixel's centre
lies at (0.5, 0.5); `at_edge` is 1 for objects that the image's edge may cut off. The rest is the
light of an object's pixels in the image's first three channels (red, green and blue in a photo), as
the file stores it: of 16 bits 0 to 65535. Empty where there is no such channel."""
CHANNELS = 3

Numbers = NDArray[np.uint16] | NDArray[np.uint32]


class ObjectsWriter:
    """Images, numbers of their objects, and the table."""

    def __init__(self, job: Job) -> None:
        self._target, self._labels = job.target, job.labels
        self._table = _Table(job.target)

    def add(self, item: ExportItem, mask: Mask) -> Mask:
        split = "val" if item.held_out else "train"
        numbers, labels = np.zeros(mask.shape, np.uint32), [BACKGROUND]
        light_HWC = read_stored(item.image)[..., :CHANNELS]
        for region in regions(mask, len(self._labels)):
            height, width = region.inside.shape
            window = numbers[region.y : region.y + height, region.x : region.x + width]
            window[region.inside] = len(labels)
            name = self._labels.names[region.label]
            box = light_HWC[region.y : region.y + height, region.x : region.x + width]
            key = item.image_id, split, len(labels), name
            said = self._table.add(key, region, mask.shape, _light(box[region.inside]))
            labels.append(self._labels.id_of(said))
        path = self._target.write(f"{split}/{item.image_id}{ENDING}.tif", _encoded(numbers))
        self._target.add_image(item.image, split, item.image_id)
        found: Mask = np.array(labels, np.uint8)[tifffile.imread(path)]
        return found

    def finish(self, written: Ledger) -> tuple[str, ...]:
        names = (BACKGROUND_NAMES[0], *self._labels.names[BACKGROUND + 1 :])
        self._target.write_lines(LABELS, names)
        written.objects = self._table.objects
        return ()


class _Table:
    """objects.csv, line by line: all of them would fill the memory."""

    def __init__(self, target: Target) -> None:
        self._file = target.open(TABLE)
        self._write(COLUMNS)
        self.objects = 0

    def add(
        self,
        key: tuple[str, str, int, str],
        region: Region,
        shape: tuple[int, ...],
        light: Sequence[str],
    ) -> str:
        """Write an object's line; returns the label that a reader finds there.

        `key` is its image, set, number and label.
        """
        self.objects += 1
        rows, columns = region.inside.sum(1), region.inside.sum(0)
        area = int(rows.sum())
        height, width = region.inside.shape
        at_edge = region.x == 0 or region.y == 0
        at_edge |= region.x + width == shape[1] or region.y + height == shape[0]
        center_x = region.x + columns @ np.arange(width) / area + 0.5
        center_y = region.y + rows @ np.arange(height) / area + 0.5
        place = f"{center_x:.2f}", f"{center_y:.2f}", region.x, region.y, width, height
        line = self._write((*key, area, *place, int(at_edge), *light))
        (row,) = csv.reader([line])
        return row[COLUMNS.index("label")]

    def _write(self, row: Iterable[object]) -> str:
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(row)
        self._file.write(line.getvalue().encode())
        return line.getvalue()


def _light(values: NDArray[np.generic]) -> list[str]:
    """Mean, minimum and maximum of each channel of pixels (N, channels), for the table."""
    said = []
    for channel in values.T:
        least, most = (f"{bound:.7g}" for bound in (channel.min(), channel.max()))
        said += [f"{channel.mean(dtype=np.float64):.7g}", least, most]
    return said + [""] * (3 * (CHANNELS - values.shape[1]))


def _encoded(numbers: NDArray[np.uint32]) -> bytes:
    """A TIFF of them, packed without loss."""
    small = numbers.max(initial=0) <= np.iinfo(np.uint16).max
    out = io.BytesIO()
    values: Numbers = numbers.astype(np.uint16) if small else numbers
    tifffile.imwrite(out, values, compression="zlib", photometric="minisblack")
    return out.getvalue()
