"""What a net found in whole images: how much of which label, how doubtful it is, and the mask.

Labels are kept by the names that the net has for them, and masks in its ids, so that labels may be
renamed, merged and added meanwhile. All of it is a cache, in the project's `predictions/`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from app.state.net_cache import NetCache
from fcn_core.errors import FcnError
from fcn_core.files import write_atomic
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask, encode_mask, read_mask, value_counts

SUFFIX, MASKS, NET = ".findings", ".masks", "net.json"
LEAST = 1e-4
"""A label that takes up less of an image (19 pixels of 500 x 375) is a speck, not a finding."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a net found in an image: its mean `doubt` (0-1), and the `shares` of the image (0-1)
    that labels take up, by the net's names for them.
    """

    doubt: float
    shares: Mapping[str, float]

    @classmethod
    def of(cls, labels_HW: Mask, doubt_HW: Mask, net: LabelSet) -> Finding:
        """Of a net's finest output: its labels in its own ids, and its doubt (0-255)."""
        shares = shares_of(labels_HW)
        named = {net.names[label]: share for label, share in shares.items() if label < len(net)}
        return cls(doubt=float(doubt_HW.mean()) / 255, shares=named)


def shares_of(labels_HW: Mask) -> dict[int, float]:
    """The share of a mask (0-1) that each of its values takes up; specks left out."""
    shares = value_counts(labels_HW) / max(1, labels_HW.size)
    return {int(value): float(shares[value]) for value in np.flatnonzero(shares >= LEAST)}


@dataclass(frozen=True, kw_only=True)
class KeptMask:
    """A net's finest output of an image, (H, W) in the ids of `net`, its labels.

    Of a large image it is smaller than that.
    """

    labels_HW: Mask
    net: LabelSet
    stride: int

    def at(self, size: tuple[int, int]) -> Mask:
        """The mask at an image's (H, W). Where it grows its borders stay smooth: each pixel gets
        the label whose own mask, enlarged, is strongest there.
        """
        if self.labels_HW.shape == size:
            return self.labels_HW
        found, most = np.zeros(size, np.uint8), np.zeros(size, np.uint8)
        for label in np.flatnonzero(value_counts(self.labels_HW)):
            alone = np.where(self.labels_HW == label, 255, 0).astype(np.uint8)
            there = cv2.resize(alone, size[::-1], interpolation=cv2.INTER_LINEAR)
            stronger = there > most
            found[stronger], most[stronger] = label, there[stronger]
        return found


class Findings:
    """All that one net found. `add` and `mask` may be used on another thread than the rest."""

    def __init__(self, folder: Path, net: str) -> None:
        self._known = NetCache(folder / f"{net}{SUFFIX}", encode, decode)
        self._masks = folder / f"{net}{MASKS}"

    @classmethod
    def open(cls, folder: Path, net: str) -> Findings:
        """What is known already; masks of nets of long ago are removed, and torn ones. In the
        thread that adds. Raises `OSError`.
        """
        findings = cls(folder, net)
        findings._known.read()
        for left in findings._known.remove_old():
            shutil.rmtree(left.with_name(left.name.removesuffix(SUFFIX) + MASKS), True)
        for torn in findings._masks.glob("*.tmp"):  # a crash cut it short
            torn.unlink(missing_ok=True)
        return findings

    def find(self, digest: str) -> Finding | None:
        """What was found in the image with this content (sha256)."""
        return self._known.find(digest)

    def add(self, digest: str, found: Finding, kept: KeptMask) -> None:
        """Remember what was found, and the mask. Raises `OSError`, and then remembers what was
        found in memory alone.
        """
        try:
            self._masks.mkdir(exist_ok=True)
            if not (self._masks / NET).exists():
                facts = {"labels": kept.net.to_json(), "stride": kept.stride}
                write_atomic(self._masks / NET, json.dumps(facts).encode(), syncs=False)
            # Like any cache it may be lost in a power cut.
            write_atomic(self._mask(digest), encode_mask(kept.labels_HW, None), syncs=False)
        finally:
            self._known.add(digest, found)

    def mask(self, digest: str) -> KeptMask | None:
        """The mask of an image; None where there is none that can be read."""
        file = self._mask(digest)
        if not file.exists():
            return None
        try:
            facts = json.loads((self._masks / NET).read_text(encoding="utf-8"))
            return KeptMask(
                labels_HW=read_mask(file),
                net=LabelSet.from_json(facts["labels"]),
                stride=int(facts["stride"]),
            )
        except (FcnError, OSError, ValueError, KeyError, TypeError):
            return None  # damaged: as if it had never been kept

    def _mask(self, digest: str) -> Path:
        return self._masks / f"{digest}.png"


def encode(digest: str, found: Finding) -> str:
    """One line of JSON."""
    shares = {name: round(share, 5) for name, share in found.shares.items()}
    return json.dumps({"image": digest, "doubt": round(found.doubt, 5), "shares": shares})


def decode(line: str) -> tuple[str, Finding]:
    """The inverse of `encode`. Raises `ValueError`, `KeyError` or `TypeError`."""
    facts = json.loads(line)
    shares = facts["shares"]
    if not isinstance(shares, dict):
        raise ValueError("damaged")
    found = {name: float(share) for name, share in shares.items()}
    return str(facts["image"]), Finding(doubt=float(facts["doubt"]), shares=found)
