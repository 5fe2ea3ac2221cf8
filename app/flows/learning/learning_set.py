"""What a fine-tuning run would learn from, and whether that is enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.flows.opening import Opening
from app.flows.opening_words import NOT_LISTED
from app.jobs.corrected import Corrected, Counted, count_corrected
from app.language import some, tr
from app.spoken import spoken
from app.state.index import CORRECTED, ImageStatus
from app.state.listing import ImageEntry
from app.state.project import Project
from app.workers.background import Background
from fcn_core.errors import FcnError
from fcn_core.labels import BACKGROUND, LabelSet
from fcn_core.split import spread_evenly
from fcn_core.zoo import sample_photos

WANTED_IMAGES = 2
WANTED_LABELS = 2
REPLAYED = 16


@dataclass(frozen=True, kw_only=True)
class CorrectedSet:
    """What a run would learn from. `problem` says what is missing; with `can_force` it may start
    all the same.
    """

    training: tuple[Corrected, ...] = ()
    held_out: tuple[Corrected, ...] = ()
    problem: str = ""
    can_force: bool = False
    unfinished: tuple[ImageEntry, ...] = ()
    """Images whose rest may be taken as background, where that is what is missing."""
    warnings: tuple[str, ...] = ()
    """Images that cannot be read and are left out, and those that contradict each other."""


class SetCounter:
    """Counts corrected sets in a thread."""

    def __init__(self, opening: Opening, tasks: Background) -> None:
        self._opening, self._tasks = opening, tasks

    def count(
        self,
        kind: str,
        project: Project,
        done: Callable[[CorrectedSet], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """As `Background.submit_latest`, of all that is corrected now."""
        source = self._opening.corrections_source(project)
        entries = [(e, project.facts(e.image_id)) for e in project.with_status(CORRECTED)]
        to_learn = project.labels.has_background
        self._tasks.submit_latest(
            kind,
            lambda stopped: count_corrected(source, entries, stopped, to_learn=to_learn),
            lambda counted: done(corrected_set(project, counted)),
            failed,
        )


def corrected_set(project: Project, counted: Counted) -> CorrectedSet:
    """Split the corrected images into training and held-out ones, by the project's rule."""
    warnings = (
        *(tr("Left out: {problem}").format(problem=spoken(p)) for p in counted.unreadable),
        *map(spoken, counted.contradictions),
    )
    if not project.is_listed:
        return CorrectedSet(problem=tr(NOT_LISTED), warnings=warnings)
    try:
        held = held_out_of(project, counted)
    except FcnError as error:
        return CorrectedSet(problem=spoken(str(error)), warnings=warnings)
    training = tuple(c for c in counted.images if c.entry not in held)
    held_out = tuple(c for c in counted.images if c.entry in held)
    problem = missing(len(counted.images), training, project.labels)
    alone = shown_in_the_test_alone(training, held_out)
    unlearnt = [project.labels.names[label] for label in project.living if label in alone]
    if unlearnt and training:
        warnings += (
            tr(
                "Nothing is learnt of {labels}: confirmed only on held-out images, which no run "
                "learns from. Correct it on another image, too."
            ).format(labels=some(unlearnt, 4)),
        )
    return CorrectedSet(
        training=training,
        held_out=held_out,
        problem=problem,
        can_force=bool(training),
        unfinished=without_background(project, counted) if problem else (),
        warnings=warnings,
    )


def shown_in_the_test_alone(
    training: Sequence[Corrected], held_out: Sequence[Corrected]
) -> set[int]:
    """The labels that are confirmed, but on held-out images only."""
    learnt, shown = ({label for c in part for label in c.pixels} for part in (training, held_out))
    return shown - learnt


def held_out_of(project: Project, counted: Counted, *, decides: bool = True) -> set[ImageEntry]:
    """The images that no run learns from; see `Project.split`. Raises `FcnError`."""
    project.remember_hashes({c.entry.image_id: (c.digest, c.state) for c in counted.images})
    hashes = {c.entry: c.digest for c in counted.images}
    others = {c.digest: c.others for c in counted.images}
    return project.split(hashes, others, decides=decides)[1]


def replayed(project: Project) -> tuple[Path, ...]:
    """Images without corrections, by which a run is reminded of what the net knew.

    Spread evenly over the project, and the same ones every time while it stays as it is. Where
    they are few, the sample photos help out: they show what the shipped net knows.
    """
    entries = project.entries
    found = (entries[place] for place in spread_evenly(len(entries), REPLAYED))
    new = [e.path for e in found if project.status(e.image_id) is ImageStatus.NEW]
    return tuple([*new, *sample_photos()][:REPLAYED])


def without_background(project: Project, counted: Counted) -> tuple[ImageEntry, ...]:
    """The corrected images that are not spoken of all over, if none has background so far."""
    if not project.labels.has_background or BACKGROUND in project.gone:
        return ()
    if any(BACKGROUND in image.pixels for image in counted.images):
        return ()
    entries = (image.entry for image in counted.images)
    return tuple(e for e in entries if project.status(e.image_id) is not ImageStatus.ACCEPTED)


def missing(corrected: int, training: tuple[Corrected, ...], labels: LabelSet) -> str:
    """What is missing for a run to be worth its time; empty if nothing is."""
    if corrected < WANTED_IMAGES:
        return (
            tr(
                "No image is corrected yet. Correct at least two, so that the net learns more than "
                "a single picture."
            )
            if corrected == 0
            else tr(
                "Only one image is corrected. Correct at least two, so that the net learns more "
                "than a single picture."
            )
        )
    shown = {label for image in training for label in image.pixels}
    if shown == {BACKGROUND} and labels.has_background:
        return tr(
            "Only background is corrected. Paint or accept some of what the net shall find, too: "
            "it would learn to say nothing else."
        )
    if len(shown) < WANTED_LABELS:
        return tr(
            "All corrections are of one label. Confirm some of the background too, with the tool "
            "Accept region, or paint another label: the net would learn to say nothing else."
        )
    return ""
