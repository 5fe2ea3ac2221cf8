"""Numbered objects, as Cellpose, napari and ImageJ know masks, and a table of them.

OUT/objects/{train,val}/<id>.jpg, .png or .tif
OUT/objects/{train,val}/<id>_masks.tif    16-bit numbers of objects (32-bit of more than 65,535)
OUT/objects/objects.csv                   a line for each object: its label, size, place and light
OUT/objects/areas.csv                     a line for each image and label: how much of it there is
OUT/objects/labels.txt                    one name a line, by id; the first is the background

An object is a connected region of a label, corners included; 0 is what is none: the background
and void. Cellpose trains on such folders: `--dir train --test_dir val --mask_filter _masks`.
"""

from __future__ import annotations

import io

import numpy as np
import tifffile
from numpy.typing import NDArray

from fcn_core.imaging.image_pixel_size import read_pixel_size
from fcn_core.imaging.images import read_stored
from fcn_core.imaging.listing import FOUND_MASKS
from fcn_core.interchange.exporting import ExportItem, Ledger
from fcn_core.interchange.object_tables import CHANNELS, AreasTable, Key, ObjectsTable
from fcn_core.interchange.regions import regions
from fcn_core.interchange.writing import Job
from fcn_core.labels import BACKGROUND, BACKGROUND_NAMES
from fcn_core.masks import Mask

LABELS = "labels.txt"
ENDING, FOUND = "_masks", FOUND_MASKS.removesuffix(".")
"""What Cellpose learns from is called by, and what it found itself."""
Numbers = NDArray[np.uint16] | NDArray[np.uint32]


class ObjectsWriter:
    """Images, numbers of their objects, and the tables."""

    def __init__(self, job: Job) -> None:
        self._target, self._labels, self._pixel = job.target, job.labels, job.pixel
        self._objects, self._areas = ObjectsTable(job.target), AreasTable(job.target)

    def add(self, item: ExportItem, mask: Mask) -> Mask:
        split = "val" if item.held_out else "train"
        pixel = read_pixel_size(item.image) or self._pixel
        key = Key(image=item.image_id, split=split, pixel=pixel)
        numbers, labels = np.zeros(mask.shape, np.uint32), [BACKGROUND]
        light_HWC = read_stored(item.image)[..., :CHANNELS]
        for region in regions(mask, len(self._labels)):
            height, width = region.inside.shape
            window = numbers[region.y : region.y + height, region.x : region.x + width]
            window[region.inside] = len(labels)
            name = self._labels.names[region.label]
            box = light_HWC[region.y : region.y + height, region.x : region.x + width]
            light = _light(box[region.inside])
            said = self._objects.add(key, len(labels), name, region, mask.shape, light)
            labels.append(self._labels.id_of(said))
        self._areas.add(key, self._names, mask, labels[1:])
        path = self._target.write(f"{split}/{item.image_id}{ENDING}.tif", _encoded(numbers))
        self._target.add_image(item.image, split, item.image_id)
        found: Mask = np.array(labels, np.uint8)[tifffile.imread(path)]
        return found

    def finish(self, written: Ledger) -> tuple[str, ...]:
        self._target.write_lines(LABELS, self._names)
        written.objects = self._objects.lines
        return ()

    @property
    def _names(self) -> tuple[str, ...]:
        """Of all labels; the first one is no object here, whatever it is called."""
        return (BACKGROUND_NAMES[0], *self._labels.names[BACKGROUND + 1 :])


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
