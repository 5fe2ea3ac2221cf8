"""Tables of what masks hold: a line for each object, and one for each label of each image.

They are written line by line: all lines would fill the memory.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from fcn_core.imaging.pixel_size import PixelSize
from fcn_core.interchange.form import form_of
from fcn_core.interchange.regions import Region
from fcn_core.interchange.target import Target
from fcn_core.masks import Mask, value_counts

OBJECTS, AREAS = "objects.csv", "areas.csv"
CHANNELS = 3
SIZE = "pixel_width", "pixel_height", "unit", "unit_area"
"""How long a pixel's sides are, in a unit, and the area in its square: empty where nobody knows."""
COLUMNS = (
    "image", "set", "object", "label", "area", "center_x", "center_y", "left", "top", "width",
    "height", "at_edge", "perimeter", "circularity", "major_axis", "minor_axis", "angle",
    "mean_1", "min_1", "max_1", "mean_2", "min_2", "max_2", "mean_3", "min_3", "max_3",
    *SIZE,
)  # fmt: skip
"""Areas are in pixels; places in pixels from the image's top left corner, where a pixel's centre
lies at (0.5, 0.5); `at_edge` is 1 for objects that the image's edge may cut off. Then come its form
(see `Form`), and the light of an object's pixels in the image's first three channels (red, green
and blue in a photo), as the file stores it: of 16 bits 0 to 65535. Empty without such a channel."""
AREA_COLUMNS = "image", "set", "label", "pixels", "share", "objects", *SIZE
"""`share` is that of all pixels that have a label, 0 to 1: void ones have none."""


@dataclass(frozen=True, kw_only=True)
class Key:
    """Which image lines are about, in which set, and how large its pixels are, if that is known."""

    image: str
    split: str
    pixel: PixelSize | None

    def sized(self, pixels: int) -> tuple[str, ...]:
        """`SIZE` of so many pixels."""
        if self.pixel is None:
            return ("",) * len(SIZE)
        sides = f"{self.pixel.width:.7g}", f"{self.pixel.height:.7g}"
        return *sides, self.pixel.ascii_unit, f"{pixels * self.pixel.area:.7g}"


class _Table:
    """A CSV file of an export, in UTF-8."""

    def __init__(self, target: Target, name: str, columns: Sequence[str]) -> None:
        self._file, self.lines = target.open(name), -1
        self._write(columns)

    def _write(self, row: Iterable[object]) -> str:
        self.lines += 1
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(row)
        self._file.write(line.getvalue().encode())
        return line.getvalue()


class ObjectsTable(_Table):
    """objects.csv."""

    def __init__(self, target: Target) -> None:
        super().__init__(target, OBJECTS, COLUMNS)

    def add(
        self,
        key: Key,
        number: int,
        label: str,
        region: Region,
        shape: tuple[int, ...],
        light: Sequence[str],
    ) -> str:
        """Write an object's line; returns the label that a reader finds there."""
        rows, columns = region.inside.sum(1), region.inside.sum(0)
        area = int(rows.sum())
        height, width = region.inside.shape
        at_edge = region.x == 0 or region.y == 0
        at_edge |= region.x + width == shape[1] or region.y + height == shape[0]
        center_x = region.x + columns @ np.arange(width) / area + 0.5
        center_y = region.y + rows @ np.arange(height) / area + 0.5
        place = f"{center_x:.2f}", f"{center_y:.2f}", region.x, region.y, width, height
        what = key.image, key.split, number, label, area
        form = (f"{value:.5g}" for value in astuple(form_of(region.inside)))
        line = self._write((*what, *place, int(at_edge), *form, *light, *key.sized(area)))
        (row,) = csv.reader([line])
        return row[COLUMNS.index("label")]


class AreasTable(_Table):
    """areas.csv: labels that an image does not show have a line, too, of nothing."""

    def __init__(self, target: Target) -> None:
        super().__init__(target, AREAS, AREA_COLUMNS)

    def add(self, key: Key, names: Sequence[str], mask: Mask, objects: Sequence[int]) -> None:
        """Write an image's lines. `objects` are the labels of its objects."""
        pixels = value_counts(mask)[: len(names)]
        found = np.bincount(objects, minlength=len(names))
        total = max(1, int(pixels.sum()))
        for label, (name, count) in enumerate(zip(names, pixels.tolist(), strict=True)):
            what = key.image, key.split, name, count, f"{count / total:.6g}"
            self._write((*what, found[label], *key.sized(count)))
