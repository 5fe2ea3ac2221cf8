"""Hypothesis strategies and small builders that several test packages share."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from app.state.document import Document
from app.state.edits import Edit
from app.state.journal import Journal
from app.state.opened import Opened
from app.state.paths import ProjectPaths
from app.state.project import Project
from app.state.records import encode_records
from app.state.recovery import recover
from app.state.rect import Rect
from fcn_core.masks import UNTOUCHED, VOID, Mask

label_ids = st.one_of(st.integers(0, 20), st.sampled_from([0, 253, UNTOUCHED, VOID]))


def rects(width: int, height: int, reach: int = 20) -> st.SearchStrategy[Rect]:
    """Rectangles in and around an image, some of them empty."""
    return st.builds(
        Rect,
        st.integers(-reach, width + reach),
        st.integers(-reach, height + reach),
        st.integers(0, width),
        st.integers(0, height),
    )


def masks(height: int, width: int, values: int = 4) -> st.SearchStrategy[Mask]:
    """Masks of a few labels in large patches, as nets make them."""
    coarse = hnp.arrays(
        np.uint8, (height // 8 + 1, width // 8 + 1), elements=st.integers(0, values)
    )
    return coarse.map(lambda m: m.repeat(8, 0).repeat(8, 1)[:height, :width].copy())


def untouched(height: int, width: int) -> Mask:
    return np.full((height, width), UNTOUCHED, np.uint8)


def document(height: int = 80, width: int = 130, corrections_HW: Mask | None = None) -> Document:
    """A document on a black image, with no file behind it."""
    return Document(
        Opened(
            image_id="cat.jpg",
            path=Path("cat.jpg"),
            image_HWC=np.zeros((height, width, 3), np.uint8),
            corrections_HW=untouched(height, width) if corrections_HW is None else corrections_HW,
        )
    )


def accept_all(document: Document) -> Edit | None:
    """Confirm the whole image at once."""
    accepting = document.begin_accepting()
    return None if accepting is None else accepting.finish()


def stored_document(paths: ProjectPaths, height: int = 80, width: int = 130) -> Document:
    """The document `cat.jpg` as a project folder remembers it."""
    found = recover(paths, "cat.jpg", (height, width))
    return Document(
        Opened(
            image_id="cat.jpg",
            path=Path("cat.jpg"),
            image_HWC=np.zeros((height, width, 3), np.uint8),
            corrections_HW=found.corrections_HW,
            revision=found.revision,
            done=found.done,
            undone=found.undone,
            base=found.base,
            notes=found.notes,
        )
    )


def journal_pending(paths: ProjectPaths, document: Document) -> None:
    """Write what is pending, as the saving flow does."""
    pending = document.pending
    if pending:
        Journal(paths.journal(document.image_id)).append(encode_records(pending))
        document.mark_journaled(pending[-1].revision)


def stroke(document: Document, rect: Rect, label: int) -> None:
    """One finished stroke that gives a rectangle a label."""
    painting = document.begin_stroke("Brush")
    painting.paint(rect, full(rect), label)
    painting.finish()


def full(rect: Rect) -> NDArray[np.bool_]:
    return np.ones((max(rect.height, 0), max(rect.width, 0)), np.bool_)


def load_document(project: Project, path: Path) -> Document:
    """An image of a project as a document, noted as when it is opened."""
    document = Document(project.read(path))
    project.note_document(document)
    return document
