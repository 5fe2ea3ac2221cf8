"""Finds out what a net sees in whole images: reads them, sums up what it said, and keeps it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.jobs.corrected import CorrectionsSource, corrections_of
from app.jobs.hashing import hash_of
from app.jobs.looking import as_seen
from app.state.corrections import composited
from app.state.findings import Finding, Findings, KeptMask, shares_of
from app.state.index import ImageFacts, file_state
from app.state.listing import Entries, ImageEntry
from app.state.net_cache import net_key, seen_key
from app.state.net_words import NetWords
from app.state.picture import Picture, shows
from app.workers.orders import ScaleOf
from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_image
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import MAX_LABELS, LabelSet
from fcn_core.masks import Mask
from fcn_core.outputs import StridePrediction
from fcn_core.tiling import nearest

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Recalled:
    """What one net found so far, by content, and in the images of a project, by their ids."""

    findings: Findings
    known: Mapping[str, Finding]


@dataclass(frozen=True, kw_only=True)
class Whole:
    """An image to be predicted, and what people said about it, if they did.

    It is as large as the net needs it (`as_seen`), and so are the corrections. `digest` is the
    sha256 of the file, whose size and time are `state`. `found`: what the net found in it before;
    then there is no image.
    """

    entry: ImageEntry
    digest: str
    state: str
    found: Finding | None = None
    image_HWC: RGB | None = None
    corrections_HW: Mask | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is known of an image by now. `shown`: the labels of a corrected one, in the project's
    ids: corrections over what the net says; None for an image that nobody corrected.
    """

    image_id: str
    digest: str
    state: str
    finding: Finding
    shown: frozenset[int] | None = None


def recall(
    folder: Path,
    model: Path,
    model_id: str,
    entries: Entries,
    hashed: Mapping[str, tuple[str, str]],
    findings: Findings | None = None,
) -> Recalled:
    """What a net found in these images, as far as their files are what they were when they were
    `hashed`. `findings` are its own, if they are at hand. Raises `OSError`.
    """
    findings = findings or Findings.open(folder, net_key(model, model_id))
    known = {}
    for entry in entries.of(hashed):
        digest, state = hashed[entry.image_id]
        found = findings.find(seen_key(digest, entry.path))
        if found is not None and _is_still(entry, state):
            known[entry.image_id] = found
    return Recalled(findings=findings, known=known)


def _is_still(entry: ImageEntry, state: str) -> bool:
    try:
        return file_state(entry.path) == state
    except OSError:  # it is gone: nothing is known of it
        return False


def read_whole(
    entry: ImageEntry,
    facts: ImageFacts,
    findings: Findings,
    source: CorrectionsSource | None,
    scale_of: ScaleOf,
) -> Whole:
    """An image to be predicted, unless that was done. `source` is for one that people corrected:
    it is predicted in any case, for labels are counted under the corrections.

    Raises `FcnError` or `OSError`.
    """
    digest, state = hash_of(entry, facts)
    key = seen_key(digest, entry.path)
    if source is None and (found := findings.find(key)) is not None:
        return Whole(entry=entry, digest=digest, state=state, found=found)
    image = as_seen(read_image(entry.path), scale_of)
    corrections = None if source is None else _corrections(source, entry)
    return Whole(
        entry=entry,
        digest=digest,
        state=state,
        image_HWC=image,
        corrections_HW=None if corrections is None else nearest(corrections, image.shape),
    )


def _corrections(source: CorrectionsSource, entry: ImageEntry) -> Mask | None:
    """None if they are another picture's, or damaged: opening the image says so; the net's word
    about it counts all the same.
    """
    try:
        return corrections_of(source, entry)
    except FcnError as error:
        log.info("%s is predicted without its corrections: %s", entry.image_id, error)
        return None


def keep(
    whole: Whole, said: StridePrediction, net: LabelSet, findings: Findings, words: NetWords
) -> Found:
    """Sum up what a net of these labels said about an image, and keep it where the disk lets us."""
    finding = Finding.of(said.labels, said.doubt, net)
    kept = KeptMask(labels_HW=said.labels, net=net, stride=said.stride)
    try:
        findings.add(seen_key(whole.digest, whole.entry.path), finding, kept)
    except OSError as error:
        log.info("what was found in %s is not kept: %s", whole.entry.image_id, error)
    shown = None
    if whole.corrections_HW is not None:
        net_HW = words.table(net)[said.labels]
        labels = shares_of(composited(whole.corrections_HW, net_HW))
        shown = frozenset(label for label in labels if label < MAX_LABELS)
    return Found(
        image_id=whole.entry.image_id,
        digest=whole.digest,
        state=whole.state,
        finding=finding,
        shown=shown,
    )


def keep_open(
    entry: ImageEntry,
    facts: ImageFacts,
    said: StridePrediction,
    net: LabelSet,
    findings: Findings,
    words: NetWords,
    seen: Picture,
) -> Found | None:
    """The same of the image that is open, where the net has `seen` this picture; None if another
    one lies there by now, of which it has said nothing. Raises `FcnError` or `OSError`.
    """
    digest, state = hash_of(entry, facts)
    if not shows(entry.path, seen, digest):
        return None
    return keep(Whole(entry=entry, digest=digest, state=state), said, net, findings, words)


def in_words(kept: KeptMask, words: NetWords, shape: tuple[int, int]) -> Mask:
    """A kept mask at an image's size (H, W), in the project's ids."""
    enlarged: Mask = words.table(kept.net)[kept.at(shape)]
    return enlarged


def find_kept(
    entry: ImageEntry,
    facts: ImageFacts,
    findings: Findings,
    words: NetWords,
    shape: tuple[int, int],
) -> tuple[int, Mask] | None:
    """The stride and the mask that were kept of an image that is just opened, if its file is as it
    was: (H, W) as `shape` says, in the project's ids. Raises `OSError`.
    """
    known = facts.hash and file_state(entry.path) == facts.stat
    kept = findings.mask(seen_key(facts.hash, entry.path)) if known else None
    return None if kept is None else (kept.stride, in_words(kept, words, shape))
