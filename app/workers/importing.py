"""Masks that other programs made become corrections, where nobody has corrected anything yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.state.corrections import Corrections
from app.state.listing import ImageEntry
from app.state.paths import ProjectPaths
from app.state.recovery import recover, save_snapshot
from app.state.snapshot import Snapshot
from fcn_core.errors import FcnError
from fcn_core.images import read_header
from fcn_core.masks import UNTOUCHED, Mask

FIRST_REVISION = 1
Table = NDArray[np.uint8]
"""What becomes of each of the 256 values of a foreign mask; UNTOUCHED for one that is unknown."""
UNKNOWN = UNTOUCHED


@dataclass(frozen=True, kw_only=True)
class ImportOrder:
    """How foreign masks become corrections; `background` says whether their 0 is one, too."""

    paths: ProjectPaths
    table: Table
    palette: NDArray[np.uint8]
    background: bool


@dataclass(frozen=True, kw_only=True)
class Imported:
    """The corrections that an image has now: `touched` of `pixels`."""

    touched: int
    pixels: int


def write_imported(
    order: ImportOrder, entry: ImageEntry, read: Callable[[], Mask]
) -> Imported | None:
    """Write an image's corrections; None, and nothing changed, if there is any work on it.

    The image must not be open. Raises `FcnError` (no mask, another size) or `OSError`.
    """
    header, paths = read_header(entry.path), order.paths
    shape = (header.height, header.width)
    if paths.journal(entry.image_id).exists():
        return None
    if (recover(paths, entry.image_id, shape).corrections_HW != UNTOUCHED).any():
        return None
    corrections = translated(order, read(), shape, entry)
    snapshot = Snapshot(
        image_id=entry.image_id,
        revision=FIRST_REVISION,
        corrections_HW=corrections,
        done=(),
        undone=(),
    )
    save_snapshot(paths, snapshot, order.palette)
    return Imported(touched=Corrections(corrections).touched, pixels=corrections.size)


def translated(
    order: ImportOrder, mask_HW: Mask, shape: tuple[int, int], entry: ImageEntry
) -> Mask:
    """A foreign mask in the project's ids. Raises `FcnError` if it is not this image's."""
    if mask_HW.shape != shape:
        raise FcnError(
            f"The mask of {entry.path.name} is {mask_HW.shape[1]} x {mask_HW.shape[0]} pixels, "
            f"the image {shape[1]} x {shape[0]}.",
            "Make the mask anew from this image.",
        )
    strange = np.unique(mask_HW[(order.table[mask_HW] == UNKNOWN) & (mask_HW != UNTOUCHED)])
    if strange.size:
        raise FcnError(
            f"The mask of {entry.path.name} holds the value {strange[0]}, which is no label.",
            "Name all labels, one a line, in labels.txt beside the masks.",
        )
    found: Mask = order.table[mask_HW]
    return found if order.background else np.where(mask_HW == 0, np.uint8(UNTOUCHED), found)
