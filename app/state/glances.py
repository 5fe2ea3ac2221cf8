"""What a net saw of images at a glance, kept in the project: a line an image, a file a net.

It is a cache: lines that are damaged, or cannot be written, are looked up in the image again.
Images are known by their content, so that renaming or moving them costs nothing, and by the
channels through which they were seen, if somebody chose these.
"""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from fcn_core.suggest.candidates import Candidate, Vector

SUFFIX = ".glances"
KEPT_FILES = 4
VECTORS = ("shares", "disputed", "features")


class Glances:
    """The glances of one net. `add` may run on another thread than the rest."""

    def __init__(self, folder: Path, net: str) -> None:
        self._file = folder / f"{net}{SUFFIX}"
        self._known: dict[str, Candidate] = {}

    def read(self) -> None:
        """Take over what the file knows. Raises `OSError` if it is there and cannot be read."""
        if not self._file.exists():
            return
        for line in self._file.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                digest, seen = decode(line)
            except (ValueError, KeyError, TypeError):
                # Cut off by a crash: that image is looked at again.
                continue
            self._known[digest] = seen

    def get(self, digest: str, image_id: str) -> Candidate | None:
        """What was seen of the image with this content (sha256, and channels)."""
        seen = self._known.get(digest)
        return None if seen is None else replace(seen, image_id=image_id)

    def add(self, digest: str, seen: Candidate) -> None:
        """Remember it, here and in the file. Raises `OSError`, and remembers it here alone."""
        self._known[digest] = seen
        with self._file.open("a", encoding="utf-8") as file:
            file.write(encode(digest, seen) + "\n")

    def remove_old(self) -> None:
        """Delete the files of nets that were used longest ago. Raises `OSError`."""
        files = sorted(
            self._file.parent.glob(f"*{SUFFIX}"), key=lambda f: f.stat().st_mtime, reverse=True
        )
        for file in files[KEPT_FILES:]:
            if file != self._file:
                file.unlink(missing_ok=True)


def net_key(model: Path, model_id: str) -> str:
    """A name for a net's file that changes when its weights do. Raises `OSError`."""
    stat = model.stat()
    return f"{model_id}-{stat.st_size:x}-{stat.st_mtime_ns:x}"


def encode(digest: str, seen: Candidate) -> str:
    """One line of JSON; vectors are half floats in base64."""
    facts: dict[str, Any] = {
        "image": digest,
        "disagreement": round(seen.disagreement, 5),
        "doubt": round(seen.doubt, 5),
    }
    for name in VECTORS:
        vector: Vector = getattr(seen, name)
        facts[name] = base64.b64encode(vector.astype("<f2").tobytes()).decode()
    return json.dumps(facts)


def decode(line: str) -> tuple[str, Candidate]:
    """The inverse of `encode`. Raises `ValueError`, `KeyError` or `TypeError`."""
    facts = json.loads(line)
    shares, disputed, features = (
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
    )
    return str(facts["image"]), seen
