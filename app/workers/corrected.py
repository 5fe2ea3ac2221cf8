"""Reads what people corrected, as training needs it: counted for a preview, frozen for a run."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.state.corrections import value_counts
from app.state.paths import ProjectPaths
from app.state.project import ImageEntry
from app.state.recovery import recover
from fcn_core.errors import FcnError
from fcn_core.images import read_header
from fcn_core.labels import MAX_LABELS
from fcn_core.masks import Mask, write_mask


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """One corrected image: confirmed pixels by label id, void ones left out."""

    entry: ImageEntry
    pixels: dict[int, int]


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """Copies of corrections that no later stroke changes, and a hash of all they hold."""

    files: dict[str, Path]
    data_hash: str


def corrections_of(paths: ProjectPaths, entry: ImageEntry) -> Mask:
    """An image's corrections from file and journal. Nothing of it may be waiting to be written."""
    header = read_header(entry.path)
    return recover(paths, entry.image_id, (header.height, header.width)).corrections_HW


def count_corrected(
    paths: ProjectPaths, entries: Sequence[ImageEntry]
) -> tuple[tuple[Corrected, ...], tuple[str, ...]]:
    """The images with confirmed pixels, and what is wrong with those that cannot be read."""
    found, problems = [], []
    for entry in entries:
        try:
            counts = value_counts(corrections_of(paths, entry))[:MAX_LABELS]
        except FcnError as error:
            problems.append(str(error))
            continue
        pixels = {int(label): int(counts[label]) for label in counts.nonzero()[0]}
        if pixels:
            found.append(Corrected(entry=entry, pixels=pixels))
    return tuple(found), tuple(problems)


def freeze(paths: ProjectPaths, entries: Sequence[ImageEntry], folder: Path) -> Frozen:
    """Copy the corrections of `entries` into `folder`. Raises `FcnError` or `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    digest, files = hashlib.sha256(), {}
    for entry in entries:
        corrections = corrections_of(paths, entry)
        files[entry.image_id] = folder / f"{entry.image_id}.png"
        write_mask(files[entry.image_id], corrections)
        digest.update(entry.image_id.encode("utf-8", "surrogateescape"))
        digest.update(corrections.data)
    return Frozen(files=files, data_hash=digest.hexdigest())
