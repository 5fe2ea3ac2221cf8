"""In which order labels are offered: one's own and those in use first, by which keys they have.

Ids stay what they are. The order is decided when a project is opened and when labels or masks
come, so that no key jumps while somebody paints; labels that go are left out of it.
"""

from __future__ import annotations

from collections.abc import Set

from PySide6.QtCore import QObject, Signal

from app.flows.counting import painted_in, shown_pixels
from app.flows.labels.naming import own_labels
from app.flows.opening import Opening
from app.state.index import CORRECTED
from app.state.predictions import USUAL
from app.state.project import Project
from app.state.session import Session
from fcn_core.labels import BACKGROUND
from fcn_core.masks import VOID

WORTH_PAINTING = 0.005
"""The share of an image from which on a label that the net sees is what one may want to paint."""


class Ordering(QObject):
    """The order of the open project's labels, and which of them one likely wants."""

    suggested = Signal(int)
    """Nobody has chosen a label yet, and the open image shows this one."""
    renewed = Signal()
    """The order is another, though the labels are not."""

    def __init__(self, opening: Opening, session: Session) -> None:
        super().__init__(opening)
        self._opening = opening
        self._is_chosen = True
        self.order: tuple[int, ...] = ()
        """The ids of all labels that are not gone."""
        self.first = 0
        """How many of them are one's own or in use; the others are merely known to a net."""
        opening.project_changed.connect(self._follow)
        opening.labels_changed.connect(self._on_labels_changed)
        opening.prediction_changed.connect(self._look)
        session.label_changed.connect(lambda _: self._choose())

    @property
    def first_to_paint(self) -> int:
        """The first label that is not the background, if there is one."""
        return next((label for label in self.order if label != BACKGROUND), BACKGROUND)

    def own(self) -> tuple[int, ...]:
        """The labels that people brought."""
        project = self._opening.project
        return () if project is None else own_labels(project)

    def await_choice(self) -> None:
        """The label that is painted now is a guess: `suggested` may follow."""
        self._is_chosen = False

    def renew(self) -> None:
        """Decide it anew: masks have come, and labels that the project had before are in use."""
        project, before = self._opening.project, (self.order, self.first)
        if project is not None:
            self._renew(project)
            if (self.order, self.first) != before:
                self.renewed.emit()

    def _choose(self) -> None:
        self._is_chosen = True

    def _follow(self, project: Project | None) -> None:
        self.order, self.first = (), 0
        if project is not None:
            self._renew(project)

    def _on_labels_changed(self) -> None:
        project = self._opening.project
        assert project is not None  # its signal called
        if set(project.living) <= set(self.order):
            self.first = sum(label in project.living for label in self.order[: self.first])
            self.order = tuple(label for label in self.order if label in project.living)
        else:
            self._renew(project)

    def _renew(self, project: Project) -> None:
        self.order, self.first = ordered(project, painted_in(self._opening.documents))

    def _look(self) -> None:
        """Suggest what the open image shows most of, once its finest prediction is there."""
        document, project = self._opening.document, self._opening.project
        if self._is_chosen or document is None or project is None:
            return
        if document.corrections.touched:
            self._is_chosen = True
        elif USUAL[-1] in document.predictions.by_stride:
            self._is_chosen = True
            seen = {
                label: pixels
                for label, pixels in shown_pixels(document).items()
                if label not in (BACKGROUND, VOID) and label in project.living
            }
            most = max(seen, key=seen.__getitem__, default=BACKGROUND)
            if seen.get(most, 0) > WORTH_PAINTING * document.corrections.values_HW.size:
                self.suggested.emit(most)


def used_labels(project: Project, painted: Set[int]) -> Set[int]:
    """Those `painted` just now, or in use in images that somebody has worked on."""
    facts = map(project.facts, project.ids_with_status(CORRECTED))
    return frozenset(painted).union(*(each.labels for each in facts))


def ordered(project: Project, painted: Set[int]) -> tuple[tuple[int, ...], int]:
    """All labels that are not gone, and how many of them are the background, one's own, or used.
    If none is, all stand in one line.
    """
    used = used_labels(project, painted)
    living, own = project.living, own_labels(project)
    ground = tuple(label for label in living if label == BACKGROUND)
    in_use = tuple(label for label in living if label in used)
    first = tuple(dict.fromkeys((*ground, *own, *in_use)))
    if len(first) == len(ground):
        return living, len(living)
    return (*first, *(label for label in living if label not in first)), len(first)
