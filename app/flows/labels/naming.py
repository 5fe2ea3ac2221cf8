"""Labels: adding, renaming, recolouring, and by which names the net knows them.

A net knows labels by name. A label that is renamed keeps the name under which the net learned
it, in the project's settings, so that its predictions still arrive.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import Signal

from app.flows.counting import labelled_pixels
from app.flows.flow import Flow
from app.flows.opening import Opening
from app.language import tr
from app.state.document import Document
from app.state.label_words import NAMELESS
from app.state.net_words import NET_NAMES, NetWords, known_by, what_became
from app.state.project import Project
from app.workers.orders import EngineInfo
from fcn_core.colors import Color, far_color, label_color
from fcn_core.errors import FcnError
from fcn_core.labels import MAX_LABELS, VOC, Label, LabelSet
from fcn_core.masks import UNTOUCHED
from fcn_core.zoo import SHIPPED

VOC_NAMES = frozenset(VOC.names)
"""Labels that every project begins with."""


def net_labels(project: Project) -> LabelSet:
    """The project's labels under the names that nets know them by; ids are the same."""
    return known_by(project.labels, project.setting(NET_NAMES, {}))


def net_words(project: Project) -> NetWords:
    """How the project reads what nets say."""
    return NetWords(net_labels(project), dict(project.gone))


def merged_names(project: Project) -> dict[str, str]:
    """What nets call merged labels, and what they call the labels that these became."""
    names, gone = net_labels(project).names, project.gone
    became = {was: what_became(was, gone) for was in gone}
    return {names[was]: names[now] for was, now in became.items() if now != UNTOUCHED}


def own_labels(project: Project) -> tuple[int, ...]:
    """The labels that people, or nets that they chose, brought: those that every project begins
    with have other names. Nor is one that only was renamed to such a name.
    """
    names = zip(project.labels.names, net_labels(project).names, strict=True)
    own = {label for label, known_by in enumerate(names) if not VOC_NAMES.issuperset(known_by)}
    return tuple(label for label in project.living if label in own)


def gone_label(project: Project, name: str) -> int | None:
    """The label of that name, if it was deleted or merged."""
    return next((label for label in project.gone if project.labels.names[label] == name), None)


def with_lost(labels: LabelSet, highest: int) -> LabelSet:
    """The labels, and more of them, up to an id that masks have."""
    for label in range(len(labels), highest + 1):
        name = wanted = tr(NAMELESS).format(id=label)
        number = 1
        while name in labels.names:
            number += 1
            name = f"{wanted} ({number})"
        labels = labels.added(Label(name=name, color=fresh_color(labels)))
    return labels


def fresh_color(labels: LabelSet, beside: Collection[int] | None = None) -> Color:
    """A colour for a new label that no other has, far from those `beside` which it is seen; without
    these, from all.
    """
    every = {label.color for label in labels.labels}
    near = every if beside is None else {labels.labels[label].color for label in beside}
    return far_color(near or every, every) if every else label_color(0)


def rename(project: Project, label: int, name: str) -> None:
    """Nets know it by its old name still; one that is gone gives way. Raises `FcnError`."""
    old = project.labels.names[label]
    if (gone := gone_label(project, name)) is not None:
        project.rename_label(gone, f"{name} (deleted, {gone})")
    # First the alias: the renaming makes the image be predicted anew.
    aliases = project.setting(NET_NAMES, {})
    known = dict(aliases) if isinstance(aliases, dict) else {}
    project.set_setting(NET_NAMES, {str(label): old, **known})
    project.rename_label(label, name)


class Naming(Flow):
    """What the labels panel does to the open project."""

    said = Signal(str)
    """A sentence for the user: masks have labels that had no name."""
    brought = Signal(int)
    """The first label that came with a net."""

    def __init__(self, opening: Opening, is_from_elsewhere: Callable[[str], bool]) -> None:
        """Nets are told by their ids."""
        super().__init__(opening)
        self._opening, self._is_from_elsewhere = opening, is_from_elsewhere
        self._chosen = ""
        opening.project_changed.connect(self._name_found)
        opening.document_changed.connect(self._name_used)

    def choose(self, model_id: str) -> None:
        """A person has chosen this net; `complete` follows once it is loaded."""
        self._chosen = model_id

    def add(self, name: str) -> int | None:
        """Add a label, or bring back the one of that name, and return its id; None if that
        failed.
        """
        project, name = self._opening.project, name.strip()
        if project is None:
            return None
        try:
            if (label := gone_label(project, name)) is not None:
                project.restore_label(label)
                return label
            return project.add_label(name, fresh_color(project.labels))
        except FcnError as error:
            self.problem.emit(error)
            return None

    def complete(self, net: EngineInfo) -> None:
        """A net that was made elsewhere brings the labels that the project lacks.

        One that a person has just chosen also brings deleted ones back, but for the shipped net.
        """
        project = self._opening.project
        if project is None or not self._is_from_elsewhere(net.model_id):
            return
        names = set(net_labels(project).names)
        # A net that was chosen before may be loaded in between.
        is_chosen = net.model_id == self._chosen
        if is_chosen and net.model_id != SHIPPED:
            deleted = (label for label, into in project.gone.items() if into == UNTOUCHED)
            names -= {project.labels.names[label] for label in deleted}
        self._chosen = "" if is_chosen else self._chosen
        added = [self.add(name) for name in net.labels.names if name not in names]
        if added and added[0] is not None:
            self.brought.emit(added[0])

    def rename(self, label: int, name: str) -> None:
        project = self._opening.project
        if project is not None:
            self.attempt(lambda: rename(project, label, name.strip()))

    def recolor(self, label: int, color: Color) -> None:
        project = self._opening.project
        if project is not None:
            self.attempt(lambda: project.recolor_label(label, color))

    # --- labels that were lost ------------------------------------------------------------------

    def _name_found(self, project: Project | None) -> None:
        """A project's file may be older than its masks: new labels must not take their ids."""
        if project is not None:
            self._name_up_to(project, project.highest_label_found())

    def _name_used(self, document: Document | None) -> None:
        project = self._opening.project
        if project is not None and document is not None:
            used = labelled_pixels(document.corrections.values_HW)
            self._name_up_to(project, max((v for v in used if v < MAX_LABELS), default=-1))

    def _name_up_to(self, project: Project, highest: int) -> None:
        first = len(project.labels)
        if highest < first or not self.attempt(
            lambda: project.set_labels(with_lost(project.labels, highest))
        ):
            return
        names = project.labels.names
        text = (
            tr(
                "Masks have a label that the project does not know. It is called {first} now: "
                "rename it, or put a newer project.json back."
            )
            if first == highest
            else tr(
                "Masks have labels that the project does not know. They are called {first} to "
                "{last} now: rename them, or put a newer project.json back."
            )
        )
        self.said.emit(text.format(first=names[first], last=names[highest]))
