"""Writes an export in a thread of its own, predicting the images that need it on the way."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.language import tr
from app.state.corrections import composited
from app.state.listing import ImageEntry
from app.state.net_words import NetWords, closed_up
from app.workers.corrected import CorrectionsSource, corrections_of, sure_corrections_of
from app.workers.engine import Loader
from app.workers.once import finest_labels
from app.workers.orders import LoadOrder
from app.workers.priority import torch_threads
from fcn_core.cancelling import go_on_unless
from fcn_core.errors import FcnError
from fcn_core.images import read_image
from fcn_core.interchange.exporting import ExportItem, ExportResult
from fcn_core.interchange.formats import FORMATS
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, Mask
from fcn_core.names import export_names

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class ExportOrder:
    """What to write where, in a format by name.

    `net` fills what nobody corrected; None leaves it void.
    `labels` are those that leave, in the export's ids; `living` are their ids in the project.
    `words` reads the net.
    """

    out: Path
    format: str
    source: CorrectionsSource
    entries: tuple[ImageEntry, ...]
    held_out: frozenset[str]
    labels: LabelSet
    living: tuple[int, ...]
    words: NetWords
    net: LoadOrder | None


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
    entries, left_out = _readable(order)
    if not entries:
        raise FcnError(tr("There is nothing to export."), " ".join(left_out))
    predictor = (
        load(order.net, torch_threads(), log.info).predictor if order.net is not None else None
    )

    ids = closed_up(order.living)

    def mask_of(entry: ImageEntry) -> Mask:
        go_on_unless(cancelled.is_set)
        corrections = corrections_of(order.source, entry)
        if predictor is None or not (corrections == UNTOUCHED).any():
            return ids[corrections]
        predicted = finest_labels(predictor, read_image(entry.path), order.words)
        return ids[composited(corrections, predicted)]

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
    result = FORMATS[order.format].write(order.out, items, order.labels, on_image)
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
            left_out.append(f"Left out: {error}")
        else:
            entries.append(entry)
    return entries, left_out
