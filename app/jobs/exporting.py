"""Writes an export in a thread of its own, predicting the images that need it on the way."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from app.jobs.corrected import CorrectionsSource, corrections_of, sure_corrections_of
from app.jobs.once import finest_labels
from app.language import tr
from app.state.corrections import composited
from app.state.listing import ImageEntry
from app.state.net_words import NetWords, closed_up
from app.state.tidy.whole_mask import separated, without_small
from app.state.wishes import ExportWish
from app.workers.loading import Loader
from app.workers.orders import LoadOrder
from app.workers.priority import torch_threads
from fcn_core.cancelling import Cancelled, go_on_unless
from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_header, read_image
from fcn_core.imaging.pages import TIFF_SUFFIXES, file_of
from fcn_core.imaging.pixel_size import PixelSize
from fcn_core.interchange.exporting import ExportItem, ExportResult
from fcn_core.interchange.formats import FORMATS
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, Mask
from fcn_core.names import export_names
from fcn_core.sentences import said

log = logging.getLogger(__name__)
MAYBE_DEEP = (".png", *TIFF_SUFFIXES)
"""Endings of files whose values may have more than eight bits."""


@dataclass(frozen=True, kw_only=True)
class ExportOrder:
    """What to write, as it was wished; `net` fills what nobody corrected; None leaves it void.

    `labels` are those that leave, in the export's ids; `living` are their ids in the project.
    `words` reads the net.
    """

    wish: ExportWish
    source: CorrectionsSource
    entries: tuple[ImageEntry, ...]
    held_out: frozenset[str]
    labels: LabelSet
    living: tuple[int, ...]
    words: NetWords
    net: LoadOrder | None
    pixel: PixelSize | None = None
    """How large one is, in images that do not say it."""


def write_export(
    order: ExportOrder,
    load: Loader,
    on_image: Callable[[int], None],
    cancelled: threading.Event,
) -> ExportResult:
    """Write and read back. Raises `FcnError` or `OSError`, and `StoppedError` once `cancelled`.

    What was written before that is whole.
    The notes of the result also say which images are left out since they cannot be read.
    """
    wish = order.wish
    entries, left_out = _readable(order)
    if not entries:
        raise FcnError(tr("There is nothing to export."), " ".join(left_out))
    predictor = (
        load(order.net, torch_threads(), log.info).predictor if order.net is not None else None
    )

    ids = closed_up(order.living)

    def mask_of(entry: ImageEntry) -> Mask:
        go_on_unless(cancelled.is_set)
        mask = corrections_of(order.source, entry)
        if predictor is not None and (mask == UNTOUCHED).any():
            image = read_image(entry.path)
            said_HW = finest_labels(predictor, image, order.words, cancelled.is_set)
            mask = composited(mask, said_HW)
        found = ids[mask]
        if wish.separated:
            found = separated(found, cancelled)
        return without_small(found, wish.least, cancelled) if wish.least > 1 else found

    names = export_names([(entry.path, entry.image_id) for entry in entries])
    items = [
        ExportItem(
            image_id=name,
            image=entry.path,
            mask=lambda entry=entry: mask_of(entry),  # type: ignore[misc]
            held_out=entry.image_id in order.held_out,
        )
        for name, entry in zip(names, entries, strict=True)
    ]
    result = FORMATS[wish.format].write(
        wish.folder,
        items,
        order.labels,
        on_image,
        masks_alone=wish.masks_alone,
        pixel=order.pixel,
    )
    return replace(result, notes=(*result.notes, *left_out))


def _readable(order: ExportOrder) -> tuple[list[ImageEntry], list[str]]:
    """What leaves, and what to say of the rest: images that failed before are tried once more."""
    entries, left_out = [], []
    for entry in order.entries:
        try:
            if entry.image_id in order.source.failed:
                read_image(entry.path)
                sure_corrections_of(order.source, entry)
        except (FcnError, OSError) as error:
            left_out.append(said("Left out: {problem}", problem=error))
        else:
            entries.append(entry)
    return entries, left_out


def deep_images(entries: Iterable[ImageEntry], stopped: Cancelled) -> frozenset[str]:
    """Ids of the images whose values have more than eight bits, by their headers."""
    deep = set()
    for entry in entries:
        if stopped():
            break
        if file_of(entry.path).suffix.lower() not in MAYBE_DEEP:
            continue
        try:
            if read_header(entry.path).deep:
                deep.add(entry.image_id)
        except FcnError:  # it is said to be left out
            continue
    return frozenset(deep)
