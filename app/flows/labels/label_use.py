"""Where labels were corrected, and which nowhere: asked before they are merged or deleted."""

from __future__ import annotations

from dataclasses import dataclass

from app.state.listing import ImageEntry
from app.state.project import Project
from app.workers.corrected import Counted
from fcn_core.labels import BACKGROUND


@dataclass(frozen=True, kw_only=True)
class LabelUse:
    """Where a label was corrected: `pixels` on `images`; `unread` corrections may have it, too."""

    project: Project
    label: int
    images: tuple[ImageEntry, ...]
    pixels: int
    unread: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Unused:
    """Labels, beside the background, that no correction has. Corrections in `unread` may."""

    project: Project
    labels: tuple[int, ...]
    unread: tuple[str, ...]


def use_of(project: Project, label: int, counted: Counted) -> LabelUse:
    """Where a label was corrected."""
    having = [image for image in counted.images if label in image.pixels]
    return LabelUse(
        project=project,
        label=label,
        images=tuple(image.entry for image in having),
        pixels=sum(image.pixels[label] for image in having),
        unread=counted.unreadable,
    )


def unused_in(project: Project, counted: Counted) -> Unused:
    """Labels, beside the background, that no correction has."""
    used = {BACKGROUND}.union(*(image.pixels for image in counted.images))
    labels = tuple(label for label in project.living if label not in used)
    return Unused(project=project, labels=labels, unread=counted.unreadable)
