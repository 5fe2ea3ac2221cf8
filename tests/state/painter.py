"""Paints and saves without end, telling what is safe. `test_kill` runs it and kills it."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import numpy as np

from app.state.document import Document
from app.state.project import Project
from app.state.recovery import save_snapshot
from app.state.rect import Rect
from fcn_core.labels import VOC_PALETTE
from tests.strategies import journal_pending, load_document, stroke


def step(document: Document, rng: np.random.Generator) -> tuple[int, int, int]:
    """One change, the same for the same seed. Returns revision, crc32 and depth of undo."""
    x, y, label = (int(value) for value in rng.integers(0, (90, 60, 20)))
    if rng.random() < 0.2:
        document.undo()
    else:
        stroke(document, Rect(x, y, 20, 20), label)
    crc = zlib.crc32(document.corrections.values_HW.data)
    return document.revision, crc, len(document.history.done)


def main(image: Path, seed: int) -> None:
    project = Project.open(image.parent)
    document = load_document(project, image)
    painting, saving = np.random.default_rng(seed), np.random.default_rng(seed)
    while True:
        state = step(document, painting)
        journal_pending(project.paths, document)
        print(*state, flush=True)
        if saving.random() < 0.3:
            limit = -(1 << 40) if saving.random() < 0.5 else 1 << 20
            save_snapshot(project.paths, document.snapshot(), VOC_PALETTE, limit)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
