"""Labels of foreign masks: which are new here, and what values without names may mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set

from app.flows.labels.naming import fresh_color, gone_label, own_labels
from app.state.foreign import ForeignValue, Meaning, Meanings
from app.state.listing import ImageEntry
from app.state.project import Project
from fcn_core.colors import Color
from fcn_core.data.annotations import Annotations
from fcn_core.labels import BACKGROUND, BACKGROUND_NAMES, Label
from fcn_core.masks import UNTOUCHED, VOID

BEYOND = 2
"""A project with so many more labels than masks have values may well be what they are of."""
BINARY = {BACKGROUND, VOID}
"""Values of masks that know a thing and the rest alone."""


def name_there(found: Annotations, entry: ImageEntry) -> str:
    """What an image is called there: its name, or its id, by which exports call some."""
    name = found.name_of(entry.path)
    return name if name in found.masks else entry.image_id


def new_labels(project: Project, found: Annotations, images: Iterable[str]) -> tuple[str, ...]:
    """Labels that the masks of images (by their names there) show and the project lacks."""
    names = () if found.labels is None else found.labels.names
    if found.used is not None:
        shown = set[str]().union(*(found.used[name] for name in images))
        names = tuple(name for name in names if name in shown)
    known = {*project.labels.picked(project.living).names, *BACKGROUND_NAMES}
    return tuple(name for name in names if name not in known)


def add_labels(
    project: Project,
    names: tuple[str, ...],
    beside: Collection[str],
    used: Set[int],
    colors: Mapping[str, Color] | None = None,
) -> None:
    """Bring back those that are gone; add the others at the end, all or none. Raises `FcnError`.

    `colors` are wanted ones; one that a label has already is not given twice. The rest keep clear
    of what they are seen beside: one's own labels, those `used`, and what the masks show as well.
    Labels that the project merely began with are likely to go.
    """
    for name in names:
        if (label := gone_label(project, name)) is not None:
            project.restore_label(label)
    labels = project.labels
    seen = {BACKGROUND, *own_labels(project), *used}
    near = {i for i in project.living if i in seen or labels.names[i] in beside}
    for name in names:
        if name not in labels.names:
            color, taken = (colors or {}).get(name), {label.color for label in labels.labels}
            given = fresh_color(labels, near) if color is None or color in taken else color
            near.add(len(labels))
            labels = labels.added(Label(name=name, color=given))
    project.set_labels(labels)


def adopt(
    project: Project, meanings: Meanings, colors: Mapping[int, Color], used: Set[int]
) -> dict[int, int]:
    """What each value becomes by the project's ids; labels that it lacks are added, in the colours
    that values have where they have any. Raises `FcnError`.
    """
    named = {value: name for value, name in meanings.items() if isinstance(name, str)}
    known = set(project.labels.picked(project.living).names)
    new = tuple(name for name in dict.fromkeys(named.values()) if name not in known)
    wanted = {name: colors[v] for v, name in named.items() if v in colors}
    add_labels(project, new, named.values(), used, wanted)
    labels = project.labels
    return {v: labels.id_of(m) if isinstance(m, str) else m for v, m in meanings.items()}


def foreign_values(
    project: Project, shares: Mapping[int, float], colors: Mapping[int, Color]
) -> tuple[ForeignValue, ...]:
    """Values with what they may mean. The project's ids where their colours, or their number, say
    that they are; else a label of its own for each, to be named.
    """
    things = [value for value in shares if value not in (UNTOUCHED, VOID)]
    trusted = _are_ids(project, things, colors)
    return tuple(
        ForeignValue(
            value=value,
            share=share,
            color=colors.get(value),
            guess=_guess(project, value, set(shares), trusted, colors),
        )
        for value, share in shares.items()
    )


def _are_ids(project: Project, values: list[int], colors: Mapping[int, Color]) -> bool:
    living = project.living
    if not all(value in living for value in values) or not values:
        return False
    labels = project.labels.labels
    alike = [colors.get(v) == labels[v].color for v in values if v != BACKGROUND and v in colors]
    if alike:
        return all(alike)
    return len(living) <= max(values) + 1 + BEYOND


def _guess(
    project: Project,
    value: int,
    values: set[int],
    are_ids: bool,
    colors: Mapping[int, Color],
) -> Meaning:
    labels = project.labels
    if value == UNTOUCHED:
        return UNTOUCHED
    alone = _only_thing(project)
    if values <= BINARY and value == VOID:
        return "object" if alone is None else labels.names[alone]
    if value == VOID:
        return VOID
    things = values - {BACKGROUND, VOID, UNTOUCHED}
    if alone is not None and things == {value} and labels.has_background and not are_ids:
        return labels.names[alone]
    is_dark = colors.get(value, (0, 0, 0)) == (0, 0, 0)
    if are_ids or (value == BACKGROUND and labels.has_background and is_dark):
        return labels.names[value]
    return f"label {value}"


def _only_thing(project: Project) -> int | None:
    """The one label that a mask of a single thing can mean: one's own, or the project's."""
    for labels in (own_labels(project), project.living):
        things = [label for label in labels if label != BACKGROUND]
        if len(things) == 1:
            return things[0]
    return None
