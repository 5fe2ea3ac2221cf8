"""Masks that other programs made become corrections, where nobody has corrected anything yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.language import QT_TR_NOOP, tr
from app.state.edits import Edit, Stroke
from app.state.findings import shares_of
from app.state.listing import ImageEntry
from app.state.paths import ProjectPaths
from app.state.picture import read_pictured
from app.state.rect import Rect
from app.workers.edited import ClosedImage
from fcn_core.data.drawn import Read
from fcn_core.errors import FcnError
from fcn_core.imaging.pages import name_of
from fcn_core.labels import BACKGROUND, BACKGROUND_NAMES, MAX_LABELS, LabelSet
from fcn_core.masks import UNTOUCHED, VOID, Mask, value_counts

TITLE = QT_TR_NOOP("Import mask")
"""Of the edit that an import makes in each image, which undo takes back."""
VALUES = 256


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


@dataclass(frozen=True, kw_only=True)
class Imported:
    """The corrections that an image has now: `touched` of `pixels`, of these `labels`; those it had
    if `kept`. `notes`: what was found damaged, or is left to write.
    """

    touched: int
    pixels: int
    labels: frozenset[int]
    kept: bool = False
    notes: tuple[str, ...] = ()


def is_worked_on(touched: int, done: Sequence[Edit], undone: Sequence[Edit]) -> bool:
    """True if an image is more than one whose import was taken back."""
    return bool(touched or done) or any(edit.title != TITLE for edit in undone)


def is_just_imported(done: Sequence[Edit]) -> bool:
    """True if nobody has done anything since an image's import."""
    return [edit.title for edit in done] == [TITLE]


def write_imported(order: ImportOrder, entry: ImageEntry, read: Read) -> Imported:
    """Write an image's corrections, unless somebody has worked on it.

    The image must not be open. Raises `FcnError` (no mask, another size) or `OSError`.
    """
    image = ClosedImage.open(order.paths, entry, order.palette)
    found = image.found
    corrections, shape = image.corrections, image.corrections.shape
    is_strange = order.paths.journal(entry.image_id).exists() and not found.undone
    if is_strange or is_worked_on(corrections.touched, found.done, found.undone):
        return _imported(image, kept=True)
    mask_HW = translated(order.translation, read(shape), shape, entry)
    stroke = Stroke(corrections, TITLE)
    stroke.touch(Rect.of_shape(shape))
    corrections.values_HW[:] = mask_HW
    edit = stroke.finish()
    if edit is not None:
        _, image.picture = read_pictured(entry.path)
        image.add(edit)
    return _imported(image)


def take_back(order: ImportOrder, entry: ImageEntry) -> Imported:
    """Undo an image's import, unless somebody has done something since.

    The image must not be open. Raises `FcnError` or `OSError`.
    """
    image = ClosedImage.open(order.paths, entry, order.palette)
    if not is_just_imported(image.found.done):
        return _imported(image, kept=True)
    image.undo()
    return _imported(image)


def _imported(image: ClosedImage, *, kept: bool = False) -> Imported:
    values_HW = image.corrections.values_HW
    return Imported(
        touched=image.corrections.touched,
        pixels=values_HW.size,
        labels=frozenset(label for label in shares_of(values_HW) if label < MAX_LABELS),
        kept=kept,
        notes=image.notes,
    )


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
