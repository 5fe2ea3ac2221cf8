"""Masks that other programs made become corrections, where nobody has corrected anything yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.jobs.edited import ClosedImage, Edited
from app.language import QT_TR_NOOP, tr
from app.state.edits import Edit
from app.state.listing import ImageEntry
from app.state.paths import ProjectPaths
from fcn_core.data.drawn import Read
from fcn_core.data.painted import sampled
from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_header
from fcn_core.imaging.pages import name_of
from fcn_core.labels import BACKGROUND, BACKGROUND_NAMES, LabelSet
from fcn_core.masks import UNTOUCHED, VOID, Mask, value_counts

TITLE = QT_TR_NOOP("Import mask")
"""Of the edit that an import makes in each image, which undo takes back."""
VALUES = 256
MOST_READ = 300
"""Of so many masks values are counted; one that others hold alone is told when it is met."""


@dataclass(frozen=True, kw_only=True)
class Translation:
    """What becomes of each of the 256 values of a foreign mask, and which of them mean anything."""

    table: NDArray[np.uint8]
    known: NDArray[np.bool_]
    by_id: bool
    """The values are ids of the project: nobody has said what they are called."""

    @classmethod
    def between(cls, theirs: LabelSet | None, ours: LabelSet, *, background: bool) -> Translation:
        """By name; without names, by id. Without `background` theirs stays untouched."""
        table, known = np.zeros(VALUES, np.uint8), np.zeros(VALUES, np.bool_)
        for value, name in enumerate((theirs or ours).names):
            ours_now = value if theirs is None else our_id(name, ours)
            if ours_now is not None:
                table[value], known[value] = ours_now, True
        if not background and (theirs is None or theirs.has_background):
            table[BACKGROUND] = UNTOUCHED
        table[[UNTOUCHED, VOID]], known[[UNTOUCHED, VOID]] = (UNTOUCHED, VOID), True
        return cls(table=table, known=known, by_id=theirs is None)

    @classmethod
    def by_value(cls, becomes: Mapping[int, int]) -> Translation:
        """As somebody has said: what each value becomes, by the project's ids."""
        table, known = np.zeros(VALUES, np.uint8), np.zeros(VALUES, np.bool_)
        for value, ours in becomes.items():
            table[value], known[value] = ours, True
        return cls(table=table, known=known, by_id=False)


def our_id(name: str, ours: LabelSet) -> int | None:
    """The project's id of a foreign label; None if it has none."""
    if name in ours.names:
        return ours.id_of(name)
    return BACKGROUND if name in BACKGROUND_NAMES else None


@dataclass(frozen=True, kw_only=True)
class ImportOrder:
    """How foreign masks become corrections of a project."""

    paths: ProjectPaths
    translation: Translation
    palette: NDArray[np.uint8]


def value_shares(images: Sequence[tuple[ImageEntry, Read]]) -> dict[int, float]:
    """The share of the pixels (0-1) of each value that masks hold, before anybody says what they
    mean; what cannot be read is left.
    """
    counts = np.zeros(VALUES, np.int64)
    for entry, read in sampled(images, MOST_READ):
        try:
            header = read_header(entry.path)
            counts += value_counts(read((header.height, header.width)))
        except (FcnError, OSError):  # the import itself says what is wrong
            continue
    total = max(1, int(counts.sum()))
    return {int(value): int(counts[value]) / total for value in counts.nonzero()[0]}


def is_worked_on(touched: int, done: Sequence[Edit], undone: Sequence[Edit]) -> bool:
    """True if an image is more than one whose import was taken back."""
    return bool(touched or done) or any(edit.title != TITLE for edit in undone)


def write_imported(order: ImportOrder, entry: ImageEntry, read: Read) -> Edited:
    """Write an image's corrections, unless somebody has worked on it.

    The image must not be open. Raises `FcnError` (no mask, another size) or `OSError`.
    """
    image = ClosedImage(order.paths, entry, order.palette)
    found, corrections = image.found, image.corrections
    is_strange = order.paths.journal(entry.image_id).exists() and not found.undone
    if is_strange or is_worked_on(corrections.touched, found.done, found.undone):
        return image.as_found()
    mask_HW = translated(order.translation, read(corrections.shape), corrections.shape, entry)
    return image.change(TITLE, mask_HW, confirms=True)


def translated(
    translation: Translation, mask_HW: Mask, shape: tuple[int, int], entry: ImageEntry
) -> Mask:
    """A foreign mask in the project's ids. Raises `FcnError` if it is not this image's."""
    name = name_of(entry.path)
    if mask_HW.shape != shape:
        raise FcnError(
            tr(
                "The mask of {image} is {width} x {height} pixels, the image {columns} x {rows}."
            ).format(
                image=name,
                width=mask_HW.shape[1],
                height=mask_HW.shape[0],
                columns=shape[1],
                rows=shape[0],
            ),
            tr("Make the mask anew from this image."),
        )
    values = np.flatnonzero(value_counts(mask_HW))
    if translation.by_id and VOID in values and set(values) <= {BACKGROUND, VOID}:
        raise FcnError(
            tr(
                "The mask of {image} holds only 0 and 255, and 255 is void: nothing would be "
                "labelled."
            ).format(image=name),
            tr("Save such masks with 1 instead of 255."),
        )
    strange = values[~translation.known[values]]
    if strange.size:
        raise FcnError(
            tr("The mask of {image} holds the value {value}, which is no label.").format(
                image=name, value=strange[0]
            ),
            tr("Name all labels, one a line, in labels.txt beside the masks."),
        )
    found: Mask = translation.table[mask_HW]
    return found
