"""What a fine-tuning run would learn from, and whether that is enough."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.state.project import Project
from app.workers.corrected import Corrected
from fcn_core.errors import FcnError

WANTED_IMAGES = 2
WANTED_LABELS = 2


@dataclass(frozen=True, kw_only=True)
class CorrectedSet:
    """What a run would learn from. `problem` says what is missing; with `can_force` it may start
    all the same.
    """

    training: tuple[Corrected, ...] = ()
    held_out: tuple[Corrected, ...] = ()
    problem: str = ""
    can_force: bool = False
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How to train: time budget in seconds, device, and overrides of the recipe."""

    seconds: float = 60.0
    device: str = "auto"
    recipe: dict[str, Any] = field(default_factory=dict)
    forced: bool = False


def corrected_set(
    project: Project, counted: tuple[Corrected, ...], unreadable: tuple[str, ...]
) -> CorrectedSet:
    """Split the corrected images into training and held-out ones, by the project's rule."""
    try:
        _, held = project.split(c.entry for c in counted)
    except (OSError, FcnError) as error:
        return CorrectedSet(problem=str(error), unreadable=unreadable)
    training = tuple(c for c in counted if c.entry not in held)
    return CorrectedSet(
        training=training,
        held_out=tuple(c for c in counted if c.entry in held),
        problem=missing(len(counted), training),
        can_force=bool(training),
        unreadable=unreadable,
    )


def missing(corrected: int, training: tuple[Corrected, ...]) -> str:
    """What is missing for a run to be worth its time; empty if nothing is."""
    if corrected < WANTED_IMAGES:
        has = "No image is corrected yet" if corrected == 0 else "Only one image is corrected"
        return f"{has}. Correct at least two, so that the net learns more than a single picture."
    if len({label for image in training for label in image.pixels}) < WANTED_LABELS:
        return (
            "All corrections are of one label. Confirm some of the background too (or another "
            "label), or the net learns to say nothing else."
        )
    return ""
