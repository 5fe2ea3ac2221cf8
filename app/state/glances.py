"""What a net saw of images at a glance: all that ranking needs, a line an image."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from app.state.net_cache import NetCache
from fcn_core.finetune.twins import GRID
from fcn_core.suggest.candidates import Candidate, Vector

SUFFIX = ".glances"
VECTORS = ("shares", "disputed", "features", "look")


class Glances(NetCache[Candidate]):
    """The glances of one net."""

    def __init__(self, folder: Path, net: str) -> None:
        super().__init__(folder / f"{net}{SUFFIX}", encode, decode)

    def get(self, digest: str, image_id: str) -> Candidate | None:
        """What was seen of the image with this content (sha256, and channels)."""
        seen = self.find(digest)
        return None if seen is None else replace(seen, image_id=image_id)


def encode(digest: str, seen: Candidate) -> str:
    """One line of JSON; vectors are half floats in base64."""
    facts: dict[str, Any] = {
        "image": digest,
        "disagreement": round(seen.disagreement, 5),
        "doubt": round(seen.doubt, 5),
        "blank": seen.blank,
    }
    for name in VECTORS:
        vector: Vector = getattr(seen, name)
        facts[name] = base64.b64encode(vector.astype("<f2").tobytes()).decode()
    return json.dumps(facts)


def decode(line: str) -> tuple[str, Candidate]:
    """The inverse of `encode`. Raises `ValueError`, `KeyError` or `TypeError`."""
    facts = json.loads(line)
    shares, disputed, features, look = (
        np.frombuffer(base64.b64decode(facts[name]), "<f2").astype(np.float32) for name in VECTORS
    )
    if shares.shape != disputed.shape or not np.isfinite(features).all():
        raise ValueError("damaged")
    seen = Candidate(
        image_id="",
        disagreement=float(facts["disagreement"]),
        doubt=float(facts["doubt"]),
        shares=shares,
        disputed=disputed,
        features=features,
        look=look.reshape(GRID, GRID),
        blank=bool(facts["blank"]),
    )
    return str(facts["image"]), seen
