"""Images that cannot be read: why is kept beside what people made of them, never in its place.

A file that could not be read once may be back the next day, as it was. So the state of its files
is kept, too, and a failure is forgotten when they are others.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from app.state.index import CORRECTED, NO_FILE, ImageStatus, file_state
from app.state.project import Project


@dataclass(frozen=True, kw_only=True)
class Failure:
    """An image that could not be read: its files, and their states then; empty if unknown."""

    image_id: str
    files: tuple[Path, Path]
    states: str


def note_failure(project: Project, image_id: str, reason: str) -> None:
    """Remember why an image cannot be read."""
    entry, facts = project.entry(image_id), project.facts(image_id)
    status = facts.status if facts.status in CORRECTED else ImageStatus.UNREADABLE
    states = "" if entry is None else states_of(entry.path, project.paths.corrections(image_id))
    project.put(replace(facts, status=status, reason=reason, failed=states))


def failures(project: Project) -> tuple[Failure, ...]:
    """The images that could not be read, of those that are listed."""
    known = ((facts, project.entry(facts.image_id)) for facts in project.unreadable())
    return tuple(
        Failure(
            image_id=facts.image_id,
            files=(entry.path, project.paths.corrections(facts.image_id)),
            states=facts.failed,
        )
        for facts, entry in known
        if entry is not None
    )


def outdated(found: Collection[Failure]) -> tuple[Failure, ...]:
    """Those whose files are others now. Asks the disk; for any thread."""
    return tuple(each for each in found if each.states and states_of(*each.files) != each.states)


def forget_failures(project: Project, found: Collection[Failure]) -> None:
    """They may be readable now: whoever needs them reads them."""
    for failure in found:
        facts = project.facts(failure.image_id)
        if facts.reason and facts.failed == failure.states:  # it has not failed again meanwhile
            is_new = facts.status is ImageStatus.UNREADABLE
            project.set_status(facts.image_id, ImageStatus.NEW if is_new else facts.status)


def states_of(*files: Path) -> str:
    """The `file_state` of each, as one text; also of files that are not there."""
    return ", ".join(_state(file) for file in files)


def _state(file: Path) -> str:
    try:
        return file_state(file)
    except OSError:
        return NO_FILE
