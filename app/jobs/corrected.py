"""Reads what people corrected, as training needs it: counted for a preview, frozen for a run."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.jobs.hashing import hash_of
from app.state.index import ImageFacts
from app.state.listing import ImageEntry
from app.state.net_words import became, closed_up
from app.state.paths import ProjectPaths
from app.state.picture import Picture, refuse_another
from app.state.recovery import recover
from fcn_core.cancelling import Cancelled, go_on_unless, never
from fcn_core.errors import FcnError
from fcn_core.finetune.contradictions import contradictions
from fcn_core.finetune.lone_lines import without_lone_lines
from fcn_core.imaging.images import read_header
from fcn_core.imaging.pages import name_of
from fcn_core.labels import MAX_LABELS
from fcn_core.masks import UNTOUCHED, Mask, value_counts, write_mask


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """One corrected image of `area` pixels: confirmed ones by label id, void ones left out.

    `digest` is the sha256 of its file while that is in `state` (see `file_state`); `others` are
    those of the picture that its corrections know (see `Picture.hashes`).
    """

    entry: ImageEntry
    pixels: dict[int, int]
    area: int
    digest: str
    state: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Counted:
    """All corrected images, and what a person should know: which of them cannot be read, and
    which show the same picture with different labels.
    """

    images: tuple[Corrected, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    """What is wrong with an image that cannot be read, by its id."""
    contradictions: tuple[str, ...] = ()

    @property
    def unreadable(self) -> tuple[str, ...]:
        """What is wrong with those that cannot be read."""
        return tuple(self.unread.values())


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """Copies of corrections that no later stroke changes, and a hash of all they hold."""

    files: dict[str, Path]
    data_hash: str


@dataclass(frozen=True, kw_only=True)
class CorrectionsSource:
    """Where corrections are read from: the disk, and copies of those open in the window.

    What is open may be being written just now, so it is never read from the disk.
    """

    paths: ProjectPaths
    live: Mapping[str, Mask]
    gone: Mapping[int, int] = field(default_factory=dict)
    """What became of labels: an image that was away when they were merged still has them."""
    failed: frozenset[str] = frozenset()
    """Images that could not be read when that was tried last."""
    pictures: Mapping[str, Picture | None] = field(default_factory=dict)
    """What was corrected in those that are open."""


def corrections_of(source: CorrectionsSource, entry: ImageEntry) -> Mask:
    """An image's corrections, uint8 (H, W). Raises `FcnError`."""
    return _found(source, entry)[0]


def sure_corrections_of(source: CorrectionsSource, entry: ImageEntry) -> Mask:
    """The same, but only of the picture that lies there; see `refuse_another`."""
    return _sure(source, entry, "")[0]


def _sure(source: CorrectionsSource, entry: ImageEntry, digest: str) -> tuple[Mask, Picture | None]:
    found, picture = _found(source, entry)
    if picture is not None and (found != UNTOUCHED).any():
        refuse_another(entry.path, picture, digest)
    return found, picture


def _found(source: CorrectionsSource, entry: ImageEntry) -> tuple[Mask, Picture | None]:
    found, picture = source.live.get(entry.image_id), source.pictures.get(entry.image_id)
    if found is None:
        header, paths = read_header(entry.path), source.paths
        shape = (header.height, header.width)
        recovered = recover(paths, entry.image_id, shape, tidies=False)
        found, picture = recovered.corrections_HW, recovered.picture
    return became(source.gone)[found] if source.gone else found, picture


def labelled(corrections_HW: Mask) -> dict[int, int]:
    """Pixels of each label that corrections hold; void and untouched ones are left out."""
    counts = value_counts(corrections_HW)[:MAX_LABELS]
    return {int(label): int(counts[label]) for label in counts.nonzero()[0]}


def count_corrected(
    source: CorrectionsSource,
    entries: Iterable[tuple[ImageEntry, ImageFacts]],
    stopped: Cancelled = never,
    *,
    of_any_picture: bool = False,
    to_learn: bool = False,
) -> Counted:
    """The images with confirmed pixels. A file is hashed only if it changed since its facts.

    Corrections of another picture than the one that lies there are not read, unless the labels
    alone count; `to_learn`: gaps in the background, from which no net learns, do not count.
    Raises `StoppedError` once it is `stopped`, which is asked for each image.
    """
    found, unread = [], {}
    for entry, facts in entries:
        go_on_unless(stopped)
        try:
            digest, state = hash_of(entry, facts)
            if of_any_picture:
                corrections, picture = corrections_of(source, entry), None
            else:
                corrections, picture = _sure(source, entry, digest)
            pixels = labelled(without_lone_lines(corrections) if to_learn else corrections)
        except (FcnError, OSError) as error:
            unread[entry.image_id] = str(error)
            continue
        if pixels:
            found.append(
                Corrected(
                    entry=entry,
                    pixels=pixels,
                    area=corrections.size,
                    digest=digest,
                    state=state,
                    others=() if picture is None else picture.hashes,
                )
            )
    return Counted(
        images=tuple(found),
        unread=unread,
        contradictions=contradictions(_read_again(source, found, stopped)),
    )


def _read_again(
    source: CorrectionsSource, found: Sequence[Corrected], stopped: Cancelled
) -> Iterator[tuple[str, str, Mask]]:
    """Name, digest and corrections of images whose files are there twice."""
    times = Counter(image.digest for image in found)
    for image in found:
        if times[image.digest] > 1:
            go_on_unless(stopped)
            yield name_of(image.entry.path), image.digest, corrections_of(source, image.entry)


def freeze(
    source: CorrectionsSource,
    entries: Sequence[ImageEntry],
    living: Sequence[int],
    folder: Path,
    stopped: Cancelled = never,
) -> Frozen:
    """Copy the corrections of `entries` into `folder`, with ids as places among the `living`
    labels. Raises `FcnError` or `OSError`, and `StoppedError` as `count_corrected` does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    digest, files, ids = hashlib.sha256(), {}, closed_up(living)
    for entry in entries:
        go_on_unless(stopped)
        corrections = ids[corrections_of(source, entry)]
        files[entry.image_id] = folder / f"{entry.image_id}.png"
        write_mask(files[entry.image_id], corrections)
        digest.update(entry.image_id.encode("utf-8", "surrogateescape"))
        digest.update(corrections.data)
    return Frozen(files=files, data_hash=digest.hexdigest())
