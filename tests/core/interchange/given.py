"""Images with masks to export: of several kinds, one to be turned upright, one held out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image

from fcn_core.interchange.exporting import ExportItem
from fcn_core.masks import UNTOUCHED, VOID, Mask
from tests.core.models import picture

SUFFIXES = ("jpg", "png", "webp", "jpg")
HELD_OUT, SIDEWAYS = 2, 3
EXIF_ORIENTATION = 0x0112


def mask_of(mask: Mask) -> Mask:
    return mask


def items(folder: Path) -> list[ExportItem]:
    made = []
    for seed, suffix in enumerate(SUFFIXES):
        image, mask = picture(seed)
        mask[0, :3] = (UNTOUCHED, VOID, 1)
        path = folder / f"Bild ä {seed}.{suffix}"
        exif = Image.Exif()
        if seed == SIDEWAYS:
            exif[EXIF_ORIENTATION] = 6
            mask = np.rot90(mask, -1).copy()
        Image.fromarray(image).save(path, exif=exif)
        made.append(
            ExportItem(
                image_id=path.stem,
                image=path,
                mask=partial(mask_of, mask),
                held_out=seed == HELD_OUT,
            )
        )
    return made
