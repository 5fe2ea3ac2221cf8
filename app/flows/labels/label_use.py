"""Where labels were corrected, and which nowhere: asked before they are merged or deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.flows.labels.naming import own_labels
from app.jobs.corrected import CorrectionsSource, Counted, count_corrected
from app.jobs.unlisted import Unlisted, count_unlisted
from app.state.index import CORRECTED
from app.state.listing import ImageEntry
from app.state.project import Project
from fcn_core.cancelling import Cancelled
from fcn_core.labels import BACKGROUND


@dataclass(frozen=True, kw_only=True)
class LabelUse:
    """Where a label was corrected: `pixels` on `images`; `unread` corrections may have it, too.

    So have `away_pixels` of images that are not listed; `away` are their ids.
    """

    project: Project
    label: int
    images: tuple[ImageEntry, ...]
    pixels: int
    away: tuple[str, ...]
    away_pixels: int
    unread: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Unused:
    """Labels that people did not bring and no correction has, but for the background. Corrections
    in `unread` may.
    """

    project: Project
    labels: tuple[int, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AllCounted:
    """Corrections of the images that are listed, and of those that are not."""

    listed: Counted
    unlisted: Unlisted

    @property
    def unread(self) -> tuple[str, ...]:
        """What is wrong with those that cannot be read."""
        return (*self.listed.unreadable, *self.unlisted.unread)


def counting(project: Project, source: CorrectionsSource) -> Callable[[Cancelled], AllCounted]:
    """What counts all that is corrected now, in another thread."""
    entries = [(e, project.facts(e.image_id)) for e in project.with_status(CORRECTED)]
    away = project.unlisted()
    return lambda stopped: AllCounted(
        listed=count_corrected(source, entries, stopped, of_any_picture=True),
        unlisted=count_unlisted(source, away, stopped),
    )


def use_of(project: Project, label: int, counted: AllCounted) -> LabelUse:
    """Where a label was corrected."""
    having = [image for image in counted.listed.images if label in image.pixels]
    away = {i: pixels for i, pixels in counted.unlisted.pixels.items() if label in pixels}
    return LabelUse(
        project=project,
        label=label,
        images=tuple(image.entry for image in having),
        pixels=sum(image.pixels[label] for image in having),
        away=tuple(away),
        away_pixels=sum(pixels[label] for pixels in away.values()),
        unread=counted.unread,
    )


def unused_in(project: Project, counted: AllCounted) -> Unused:
    """What may go in one stroke. One's own labels stay, also where nothing is corrected with them:
    a net that knows them may be in use, whose masks would vanish.
    """
    images = (image.pixels for image in counted.listed.images)
    used = {BACKGROUND, *own_labels(project)}.union(*images, *counted.unlisted.pixels.values())
    labels = tuple(label for label in project.living if label not in used)
    return Unused(project=project, labels=labels, unread=counted.unread)
