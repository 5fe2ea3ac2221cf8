"""Edits of many images that nobody looks at: accepted as the net has them, emptied, filled, tidied
up, pasted into, or of other labels.

They are edits like those in the window: each image's own history takes them back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.jobs.edited import ClosedImage, Edited
from app.jobs.finding import in_words
from app.jobs.hashing import hash_of
from app.language import QT_TR_NOOP, tr
from app.state.copied import Copied
from app.state.corrections import composited
from app.state.document import ACCEPT_ALL, FILL_REST, PASTE
from app.state.findings import Findings
from app.state.index import ImageFacts
from app.state.listing import ImageEntry
from app.state.net_cache import seen_key
from app.state.net_words import NetWords
from app.state.paths import ProjectPaths
from app.state.picture import Picture, shows
from app.state.rect import Rect
from app.state.tidy.order import Order, Seen
from app.state.tidy.run import tidied
from fcn_core.errors import FcnError
from fcn_core.imaging.pages import name_of
from fcn_core.masks import UNTOUCHED, Mask

DROP = QT_TR_NOOP("Drop all corrections")

Values = Callable[[ImageEntry, ImageFacts, Mask, Mask | None], Mask]
"""What an image's corrections become, by what the net says in it if somebody has that at hand.
Raises `UnpredictedError`, `FcnError` or `OSError`.
"""


class UnpredictedError(Exception):
    """The net in use has not predicted the image, so nobody knows what there is to work on."""


@dataclass(frozen=True, kw_only=True)
class EditOrder:
    """What is done to each image, under the title of its edit."""

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


def accepting(words: NetWords, net: Findings) -> EditOrder:
    """Confirm the masks of a net, where nothing is corrected."""

    def values(entry: ImageEntry, facts: ImageFacts, corrections: Mask, says: Mask | None) -> Mask:
        if says is None:
            says = _said(net, words, entry, facts, corrections)
        return composited(corrections, says)

    return EditOrder(title=ACCEPT_ALL, values=values, accepts=True)


def _said(
    net: Findings, words: NetWords, entry: ImageEntry, facts: ImageFacts, corrections: Mask
) -> Mask:
    """What a net found in an image, of its size. Raises `UnpredictedError` and as `hash_of`."""
    kept = net.mask(seen_key(hash_of(entry, facts)[0], entry.path))
    if kept is None:
        raise UnpredictedError
    return in_words(kept, words, corrections.shape[:2])


def tidying(words: NetWords, net: Findings, order: Order, title: str) -> EditOrder:
    """Tidy a label up in what is shown: what changes becomes corrections, as in the window."""

    def values(entry: ImageEntry, facts: ImageFacts, corrections: Mask, says: Mask | None) -> Mask:
        if says is None and (corrections == UNTOUCHED).any():
            says = _said(net, words, entry, facts, corrections)
        found = corrections.copy()
        tidied(order, Seen(corrections_HW=corrections, prediction_HW=says)).put_into(found)
        return found

    return EditOrder(title=title, values=values)


def dropping() -> EditOrder:
    """Take all corrections away."""
    values = _alike(lambda mask_HW: np.full_like(mask_HW, UNTOUCHED))
    return EditOrder(title=DROP, values=values, needs_picture=False)


def pasting(copied: Copied) -> EditOrder:
    """Put what was copied of another image at the same place."""
    values = _alike(lambda mask_HW: copied.over(mask_HW, Rect.of_shape(mask_HW.shape)))
    return EditOrder(title=PASTE, values=values)


def filling(label: int) -> EditOrder:
    """Give all that nobody touched a label."""
    values = _alike(lambda mask_HW: np.where(mask_HW == UNTOUCHED, np.uint8(label), mask_HW))
    return EditOrder(title=FILL_REST, values=values, label=label)


def relabelling(title: str, label: int, into: int) -> EditOrder:
    """Turn a label into another one, or into nothing: nobody looks at the picture for that."""
    values = _alike(lambda mask_HW: np.where(mask_HW == label, np.uint8(into), mask_HW))
    return EditOrder(title=title, values=values, label=into, needs_picture=False)


def _alike(change: Callable[[Mask], Mask]) -> Values:
    """A change of corrections that is the same in every image, whatever a net says."""
    return lambda _entry, _facts, corrections, _says: change(corrections)


def values_for(
    order: EditOrder,
    entry: ImageEntry,
    facts: ImageFacts,
    corrections: Mask,
    of: Picture | None,
    says: Mask | None = None,
) -> Mask:
    """What corrections of this picture become, where a net `says` this. Raises as `Values`."""
    is_bound = order.is_bound(corrections)
    if of is not None and is_bound and not shows(entry.path, of, hash_of(entry, facts)[0]):
        raise another(entry)
    return order.values(entry, facts, corrections, says)


def another(entry: ImageEntry) -> FcnError:
    """What is said of an image that was replaced."""
    return FcnError(
        tr("{image} is another picture than the one that was corrected.").format(
            image=name_of(entry.path)
        ),
        tr("Open it to see what was corrected."),
    )


def edit_closed(
    paths: ProjectPaths,
    palette: NDArray[np.uint8],
    order: EditOrder,
    entry: ImageEntry,
    facts: ImageFacts,
) -> Edited:
    """Write an image's corrections anew. The image must not be open.

    Raises `UnpredictedError`, `FcnError` or `OSError`, and then changed nothing that opening the
    image would not find.
    """
    image = ClosedImage(paths, entry, palette)
    picture, corrections_HW = image.found.picture, image.corrections.values_HW
    wanted = values_for(order, entry, facts, corrections_HW, picture)
    was_bound = picture is None or order.is_bound(corrections_HW)
    confirms = order.accepts or (order.needs_picture and not was_bound)
    return image.change(order.title, wanted, label=order.label, confirms=confirms)
