"""Noticing that the shipped net knows nothing of what a project's images show.

Then waiting for its overlay would be waiting in vain, and what helps should be said once: another
net, or a label of one's own. Until an image is corrected; after that a person knows.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.flows.opening import Opening
from app.flows.predicting import Predicting
from app.flows.suggest.scanning import Scanning
from app.state.index import CORRECTED
from fcn_core.labels import BACKGROUND
from fcn_core.zoo import SHIPPED

LEAST, ENOUGH = 3, 8
"""Images that have to be seen: all of a small folder, but no fewer than this, or so many."""
SHOWS = 0.02
"""Share of an image that things take up if it is to show any."""
RARE = 0.25
"""Of so few of the images, things are chance."""


class Noticing(QObject):
    """Says `unknown` at most once for each project that is opened."""

    unknown = Signal()

    def __init__(self, *, opening: Opening, predicting: Predicting, scanning: Scanning) -> None:
        super().__init__(opening)
        self._opening, self._predicting, self._scanning = opening, predicting, scanning
        self._is_settled = False
        opening.project_changed.connect(self._begin)
        scanning.progressed.connect(self._look)

    def _begin(self, _project: object) -> None:
        self._is_settled = False

    def _look(self) -> None:
        project = self._opening.project
        if project is None or self._is_settled or not self._predicting.has_loaded(SHIPPED):
            return
        if self._is_unknown():
            # Once, for it walks over all images; whoever has corrected one knows already.
            self._is_settled = True
            if not project.with_status(CORRECTED):
                self.unknown.emit()

    def _is_unknown(self) -> bool:
        seen = self._scanning.seen
        if len(seen) < max(LEAST, min(ENOUGH, self._scanning.planned)):
            return False
        things = [1 - float(image.shares[BACKGROUND]) for image in seen.values()]
        return sum(share > SHOWS for share in things) <= RARE * len(things)
