"""A label becomes another in images that are not open: by an edit, which can be undone there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.state.corrections import Corrections
from app.state.edits import Edit, Stroke
from app.state.listing import ImageEntry
from app.state.paths import ProjectPaths
from app.state.rect import Rect
from app.workers.edited import ClosedImage


@dataclass(frozen=True, kw_only=True)
class RelabelOrder:
    """Corrections of `label` become `into`, in an edit of that title."""

    paths: ProjectPaths
    label: int
    into: int
    title: str
    palette: NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True)
class Relabelled:
    """`changed` pixels; `touched` of `pixels` are corrected now. `notes`: what recovery found."""

    changed: int
    touched: int
    pixels: int
    notes: tuple[str, ...] = ()


def write_relabelled(order: RelabelOrder, entry: ImageEntry) -> Relabelled:
    """Change an image's corrections on the disk.

    The image must not be open. Raises `FcnError` or `OSError`, and then changed nothing that
    opening the image would not find.
    """
    image = ClosedImage.open(order.paths, entry, order.palette)
    corrections = image.corrections
    edit = _relabel(order, corrections)
    if edit is not None:
        image.add(edit)
    return Relabelled(
        changed=0 if edit is None else edit.pixels,
        touched=corrections.touched,
        pixels=corrections.values_HW.size,
        notes=image.notes,
    )


def _relabel(order: RelabelOrder, corrections: Corrections) -> Edit | None:
    stroke = Stroke(corrections, order.title)
    stroke.touch(Rect.of_shape(corrections.shape), order.into)
    values = corrections.values_HW
    values[values == order.label] = order.into
    return stroke.finish()
