"""Edits of many images that nobody looks at: accepted as the net has them, emptied, or filled.

They are edits like those in the window: each image's own history takes them back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.language import QT_TR_NOOP, tr
from app.state.corrections import Corrections
from app.state.document import ACCEPT_ALL, FILL_REST
from app.state.edits import Stroke
from app.state.findings import Findings, shares_of
from app.state.index import ImageFacts
from app.state.listing import ImageEntry
from app.state.net_cache import seen_key
from app.state.net_words import NetWords
from app.state.paths import ProjectPaths
from app.state.picture import Picture, read_pictured, shows
from app.state.rect import Rect
from app.workers.edited import ClosedImage
from app.workers.finding import in_words
from app.workers.hashing import hash_of
from fcn_core.errors import FcnError
from fcn_core.imaging.pages import name_of
from fcn_core.labels import MAX_LABELS
from fcn_core.masks import UNTOUCHED, Mask

DROP = QT_TR_NOOP("Drop all corrections")

Values = Callable[[ImageEntry, ImageFacts, Mask], Mask]
"""What an image's corrections become. Raises `UnpredictedError`, `FcnError` or `OSError`."""


class UnpredictedError(Exception):
    """The net in use has not predicted the image: there is nothing to accept."""


@dataclass(frozen=True, kw_only=True)
class EditOrder:
    """What is done to each image, under the title of its edit."""

    paths: ProjectPaths
    palette: NDArray[np.uint8]
    title: str
    values: Values
    label: int | None = None
    """What all pixels that change are given, if it is one label."""
    needs_picture: bool = True
    """Whether the picture has to be the one that was corrected, where anything is."""
    accepts: bool = False
    """Whether it takes over what the net says of the picture that lies there now."""

    def is_bound(self, corrections: Mask) -> bool:
        """Whether these corrections can be changed only if they are of the picture there."""
        return self.needs_picture and bool((corrections != UNTOUCHED).any())


def accepting(
    paths: ProjectPaths, palette: NDArray[np.uint8], words: NetWords, net: Findings
) -> EditOrder:
    """Confirm the masks of a net, where nothing is corrected."""

    def values(entry: ImageEntry, facts: ImageFacts, corrections: Mask) -> Mask:
        kept = net.mask(seen_key(hash_of(entry, facts)[0], entry.path))
        if kept is None:
            raise UnpredictedError
        net_HW = in_words(kept, words, corrections.shape[:2])
        return np.where(corrections == UNTOUCHED, net_HW, corrections)

    return EditOrder(paths=paths, palette=palette, title=ACCEPT_ALL, values=values, accepts=True)


def dropping(paths: ProjectPaths, palette: NDArray[np.uint8]) -> EditOrder:
    """Take all corrections away."""

    def values(_entry: ImageEntry, _facts: ImageFacts, corrections: Mask) -> Mask:
        return np.full_like(corrections, UNTOUCHED)

    return EditOrder(paths=paths, palette=palette, title=DROP, values=values, needs_picture=False)


def filling(paths: ProjectPaths, palette: NDArray[np.uint8], label: int) -> EditOrder:
    """Give all that nobody touched a label."""

    def values(_entry: ImageEntry, _facts: ImageFacts, corrections: Mask) -> Mask:
        return np.where(corrections == UNTOUCHED, np.uint8(label), corrections)

    return EditOrder(paths=paths, palette=palette, title=FILL_REST, values=values, label=label)


@dataclass(frozen=True, kw_only=True)
class Edited:
    """The corrections that an image has now: `touched` of `pixels`, of these `labels`; whether
    anything `changed`, and the `revision`. `notes`: what was found damaged, or is left to write.
    """

    touched: int
    pixels: int
    labels: frozenset[int]
    changed: bool
    revision: int
    notes: tuple[str, ...] = ()


def values_for(
    order: EditOrder, entry: ImageEntry, facts: ImageFacts, corrections: Mask, of: Picture | None
) -> Mask:
    """What corrections of this picture become. Raises as `Values`."""
    is_bound = order.is_bound(corrections)
    if of is not None and is_bound and not shows(entry.path, of, hash_of(entry, facts)[0]):
        raise another(entry)
    return order.values(entry, facts, corrections)


def another(entry: ImageEntry) -> FcnError:
    """What is said of an image that was replaced."""
    return FcnError(
        tr("{image} is another picture than the one that was corrected.").format(
            image=name_of(entry.path)
        ),
        tr("Open it to see what was corrected."),
    )


def edit_closed(order: EditOrder, entry: ImageEntry, facts: ImageFacts) -> Edited:
    """Write an image's corrections anew. The image must not be open.

    Raises `UnpredictedError`, `FcnError` or `OSError`, and then changed nothing that opening the
    image would not find.
    """
    image = ClosedImage.open(order.paths, entry, order.palette)
    corrections = image.corrections
    wanted = values_for(order, entry, facts, corrections.values_HW, image.picture)
    was_bound = image.picture is None or order.is_bound(corrections.values_HW)
    stroke = Stroke(corrections, order.title)
    stroke.touch(Rect.of_shape(corrections.shape), order.label)
    corrections.values_HW[:] = wanted
    edit = stroke.finish()
    if edit is not None:
        if order.accepts or (order.needs_picture and not was_bound):
            _, image.picture = read_pictured(entry.path)
        image.add(edit)
    return _edited(image, changed=edit is not None)


def take_back_closed(
    paths: ProjectPaths, palette: NDArray[np.uint8], entry: ImageEntry, revision: int
) -> Edited:
    """Undo the edit that led to this revision, unless something was done since. The image must not
    be open. Raises `FcnError` or `OSError`.
    """
    image = ClosedImage.open(paths, entry, palette)
    is_last = bool(image.found.done) and image.revision == revision
    if is_last:
        image.undo()
    return _edited(image, changed=is_last)


def _edited(image: ClosedImage, *, changed: bool) -> Edited:
    found = edited(image.corrections, image.revision, changed=changed)
    return replace(found, notes=image.notes)


def edited(corrections: Corrections, revision: int, *, changed: bool) -> Edited:
    """Sum up an image's corrections."""
    values_HW = corrections.values_HW
    return Edited(
        touched=corrections.touched,
        pixels=values_HW.size,
        labels=frozenset(label for label in shares_of(values_HW) if label < MAX_LABELS),
        changed=changed,
        revision=revision,
    )
