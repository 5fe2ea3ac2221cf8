"""Edits of images that are not open, chosen in the list: accepted as the net has them, or emptied.

They are edits like those in the window: each image's own history takes them back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.language import QT_TR_NOOP, tr
from app.state.corrections import Corrections
from app.state.edits import Stroke
from app.state.findings import Findings, shares_of
from app.state.index import ImageFacts
from app.state.listing import ImageEntry
from app.state.net_cache import seen_key
from app.state.net_words import NetWords
from app.state.paths import ProjectPaths
from app.state.picture import read_pictured
from app.state.recovery import recover
from app.state.rect import Rect
from app.workers.edited import ClosedImage
from app.workers.finding import in_words
from app.workers.hashing import hash_of
from fcn_core.errors import FcnError
from fcn_core.imaging.pages import name_of
from fcn_core.labels import MAX_LABELS
from fcn_core.masks import UNTOUCHED, Mask

DROP = QT_TR_NOOP("Drop all corrections")


class UnpredictedError(Exception):
    """The net in use has not predicted the image: there is nothing to accept."""


@dataclass(frozen=True, kw_only=True)
class EditOrder:
    """What is done to each image, under the title of its edit: with `findings` the net's mask is
    accepted, read by `words`, where nothing is corrected; without, all corrections are dropped.
    """

    paths: ProjectPaths
    palette: NDArray[np.uint8]
    title: str
    findings: Findings | None
    words: NetWords


@dataclass(frozen=True, kw_only=True)
class Edited:
    """The corrections that an image has now: `touched` of `pixels`, of these `labels`; whether
    anything `changed`.
    """

    touched: int
    pixels: int
    labels: frozenset[int]
    changed: bool


def values_for(order: EditOrder, entry: ImageEntry, facts: ImageFacts, corrections: Mask) -> Mask:
    """What an image's corrections become. Raises `UnpredictedError`, `FcnError` or `OSError`."""
    if order.findings is None:
        return np.full_like(corrections, UNTOUCHED)
    kept = order.findings.mask(seen_key(hash_of(entry, facts)[0], entry.path))
    if kept is None:
        raise UnpredictedError
    net_HW = in_words(kept, order.words, corrections.shape[:2])
    return np.where(corrections == UNTOUCHED, net_HW, corrections)


def edit_closed(order: EditOrder, entry: ImageEntry, facts: ImageFacts) -> Edited:
    """Write an image's corrections anew. The image must not be open.

    Raises `UnpredictedError`, `FcnError` or `OSError`, and then changed nothing that opening the
    image would not find.
    """
    image_HWC, picture = read_pictured(entry.path)
    shape = image_HWC.shape[:2]
    found = recover(order.paths, entry.image_id, (shape[0], shape[1]))
    if order.findings is not None and found.other_than(picture) is not None:
        raise FcnError(
            tr("{image} is another picture than the one that was corrected.").format(
                image=name_of(entry.path)
            ),
            tr("Open it to see what was corrected."),
        )
    image = ClosedImage(order.paths, entry.image_id, found, order.palette)
    image.picture = picture
    values_HW = image.corrections.values_HW
    wanted = values_for(order, entry, facts, values_HW)
    stroke = Stroke(image.corrections, order.title)
    stroke.touch(Rect.of_shape((shape[0], shape[1])))
    values_HW[:] = wanted
    edit = stroke.finish()
    if edit is not None:
        image.add(edit)
    return edited(image.corrections, changed=edit is not None)


def take_back_closed(order: EditOrder, entry: ImageEntry) -> Edited:
    """Undo that edit, unless something was done since. Raises `FcnError` or `OSError`."""
    image = ClosedImage.open(order.paths, entry, order.palette)
    done = image.found.done
    is_last = bool(done) and done[-1].title == order.title
    if is_last:
        image.undo()
    return edited(image.corrections, changed=is_last)


def edited(corrections: Corrections, *, changed: bool) -> Edited:
    """Sum up an image's corrections."""
    values_HW = corrections.values_HW
    return Edited(
        touched=corrections.touched,
        pixels=values_HW.size,
        labels=frozenset(label for label in shares_of(values_HW) if label < MAX_LABELS),
        changed=changed,
    )
