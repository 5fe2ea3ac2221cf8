"""What the files of a project say about its images, where the index does not know, or no longer."""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.state.corrections import Corrections
from app.state.edits import Edit
from app.state.journal import Journal
from app.state.paths import ProjectPaths
from app.state.recovery import Recovered, recover
from app.state.snapshot import highest_label, read_snapshot, read_stamp
from fcn_core.errors import FcnError
from fcn_core.labels import MAX_LABELS


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a corrections file says: of how many of its pixels, and its highest label; -1 if there
    is none, or an earlier version wrote it. `reason`: why it cannot be read.
    """

    touched: int = 0
    pixels: int = 0
    highest: int = -1
    reason: str = ""


def read(paths: ProjectPaths, image_id: str) -> Found:
    """From the file's header, if we wrote it."""
    file = paths.corrections(image_id)
    try:
        stamp, (height, width) = read_stamp(file)
        if stamp is None:
            values_HW, _ = read_snapshot(file)
            touched, highest = Corrections(values_HW).touched, highest_label(values_HW)
        else:
            touched, highest = stamp.touched, stamp.highest
    except FcnError as error:
        return Found(reason=str(error))
    return Found(touched=touched, pixels=height * width, highest=highest)


def recovered(paths: ProjectPaths, image_id: str) -> Recovered | None:
    """What an image's files make up, which know its size without the image; None if there are none,
    or none that knows. Raises `FcnError` or `OSError`.
    """
    file = paths.corrections(image_id)
    if file.exists():
        _, shape = read_stamp(file)
    else:
        bases = [r.base for r in Journal(paths.journal(image_id)).read().records if r.base]
        if not bases:
            return None
        shape = bases[0].shape
    return recover(paths, image_id, shape, tidies=False)


def with_corrections(paths: ProjectPaths) -> list[str]:
    """The images that have corrections files."""
    return ids_in(paths.corrections_folder, ".png")


def with_journals(paths: ProjectPaths) -> list[str]:
    """The images that have journals."""
    return ids_in(paths.journal_folder, ".log")


def adds(paths: ProjectPaths, image_id: str, is_corrected: bool, is_new: bool) -> bool:
    """Whether an image's journal may know more than an index, which `is_new` or knows that it
    `is_corrected`. Dates are not trusted where nothing else is known, but for images that count as
    corrected anyway.
    """
    if is_corrected and not is_new:
        return False
    is_unsure = is_new and not is_corrected
    return is_later(paths, image_id) or (is_unsure and knows_more(paths, image_id))


def is_later(paths: ProjectPaths, image_id: str) -> bool:
    """Whether an image's journal was written after its corrections: then it may know of more."""
    file = paths.corrections(image_id)
    written = paths.journal(image_id).stat().st_mtime_ns
    return not file.exists() or written >= file.stat().st_mtime_ns


def knows_more(paths: ProjectPaths, image_id: str) -> bool:
    """The same without trust in dates: clocks are set back. Reads the whole journal."""
    try:
        stamp, _ = read_stamp(paths.corrections(image_id))
    except FcnError:  # whoever opens it is told
        return True
    revisions = (r.revision for r in Journal(paths.journal(image_id)).read().records)
    return max(revisions, default=0) > (0 if stamp is None else stamp.revision)


def highest_drawn(paths: ProjectPaths, image_id: str) -> int:
    """The highest label that an image's journal knows of; -1 if it knows none."""
    records = Journal(paths.journal(image_id)).read().records
    return max((_highest(record.edit) for record in records if record.edit), default=-1)


def _highest(edit: Edit) -> int:
    if edit.label is not None:
        return edit.label if edit.label < MAX_LABELS else -1
    values = (np.frombuffer(zlib.decompress(delta.after), np.uint8) for delta in edit.deltas)
    return max(map(highest_label, values), default=-1)


def ids_in(folder: Path, *endings: str) -> list[str]:
    """The images that have files of any of these endings, each once; not what other systems hide
    beside them.
    """
    with os.scandir(folder) as found:  # many: a path of each would take long
        names = [each.name for each in found if each.name[0] != "."]
    ids = (n.removesuffix(end) for n in names for end in endings if n.endswith(end))
    return [*dict.fromkeys(ids)]
