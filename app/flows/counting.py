"""Counts for panels: pixels of each label, the label at a pixel, and what an edit changed."""

from __future__ import annotations

from collections.abc import Iterable

from app.language import tr
from app.spoken import spoken
from app.state.document import Document
from app.state.edits import Edit
from app.state.label_words import label_name
from app.state.project import Project
from app.state.rect import Rect
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, VOID, Mask, value_counts


def shown_pixels(document: Document) -> dict[int, int]:
    """Pixels of each label in the composite; untouched ones are left out."""
    return labelled_pixels(document.composite())


def labelled_pixels(mask_HW: Mask) -> dict[int, int]:
    """Pixels of each label in a mask; untouched ones are left out."""
    counts = value_counts(mask_HW)
    return {int(v): int(counts[v]) for v in counts.nonzero()[0] if v != UNTOUCHED}


def painted_in(documents: Iterable[Document]) -> set[int]:
    """The labels, void among them, that corrections of images in memory have just now."""
    return set[int]().union(*(labelled_pixels(d.corrections.values_HW) for d in documents))


def label_at(document: Document, x: int, y: int) -> int | None:
    """The label shown at a pixel; None outside the image."""
    height, width = document.shape
    if not (0 <= x < width and 0 <= y < height):
        return None
    return int(document.composite(Rect(x, y, 1, 1))[0, 0])


def labels_of(project: Project | None) -> LabelSet:
    """A project's labels; none without a project."""
    return LabelSet(()) if project is None else project.labels


def edit_words(edit: Edit, labels: LabelSet) -> str:
    """An edit as people tell it: "Brush · dog · 1,204 px"."""
    parts = [spoken(edit.title)]
    if edit.label is not None and (edit.label == VOID or edit.label < len(labels)):
        parts.append(label_name(labels, edit.label))
    if edit.pixels:
        parts.append(tr("{pixels:,} px").format(pixels=edit.pixels))
    return " · ".join(parts)


def certainty_words(document: Document, x: int, y: int) -> str:
    """How sure the label of a pixel inside the image is: by a person, or how much in doubt."""
    if document.corrections.values_HW[y, x] != UNTOUCHED:
        return tr("confirmed")
    doubt = document.doubt
    if doubt is None:
        return tr("predicted")
    return tr("doubt {percent:.0f} %").format(percent=100 * int(doubt[y, x]) / 255)
