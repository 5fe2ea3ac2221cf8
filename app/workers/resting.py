"""All that is untouched in an image that is not open becomes a label, and untouched again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.state.document import FILL_REST
from app.state.edits import Edit
from app.state.listing import ImageEntry
from app.state.paths import ProjectPaths
from app.workers.edited import ClosedImage
from app.workers.relabelling import RelabelOrder, write_relabelled
from fcn_core.masks import UNTOUCHED


@dataclass(frozen=True, kw_only=True)
class RestOrder:
    """What nobody touched becomes `label`."""

    paths: ProjectPaths
    label: int
    palette: NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True)
class Rested:
    """Whether something was `changed`; `touched` of `pixels` are corrected now."""

    changed: bool
    touched: int
    pixels: int


def is_filling(done: tuple[Edit, ...], label: int) -> bool:
    """Whether the newest edit of an image gave its rest this label."""
    return bool(done) and (done[-1].title, done[-1].label) == (FILL_REST, label)


def write_rest(order: RestOrder, entry: ImageEntry) -> Rested:
    """Fill the rest of an image, by an edit on the disk.

    The image must not be open. Raises `FcnError` or `OSError`, and then changed nothing that
    opening the image would not find.
    """
    filled = RelabelOrder(
        paths=order.paths,
        label=UNTOUCHED,
        into=order.label,
        title=FILL_REST,
        palette=order.palette,
    )
    written = write_relabelled(filled, entry)
    return Rested(changed=written.changed > 0, touched=written.touched, pixels=written.pixels)


def take_back_rest(order: RestOrder, entry: ImageEntry) -> Rested:
    """Undo that, unless somebody has done something since. As `write_rest` otherwise."""
    image = ClosedImage.open(order.paths, entry, order.palette)
    changed = is_filling(image.found.done, order.label)
    if changed:
        image.undo()
    corrections = image.corrections
    return Rested(changed=changed, touched=corrections.touched, pixels=corrections.values_HW.size)
