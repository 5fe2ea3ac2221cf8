"""Noticing that another net was made for a project's images, or that the shipped one is lost.

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
from fcn_core.suggest.kinds import net_for
from fcn_core.zoo import SHIPPED

LEAST, ENOUGH = 3, 8
"""Images that have to be seen: all of a small folder, but no fewer than this, or so many."""
SHOWS = 0.02
"""Share of an image that things take up if it is to show any."""
RARE = 0.25
"""Of so few of the images, things are chance."""


class Noticing(QObject):
    """Says one of the two at most once for each project that is opened."""

    fits = Signal(str)
    """This other net that comes with the program was made for such images."""
    unknown = Signal()
    """The shipped net finds next to nothing that it knows."""

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
        if len(self._scanning.seen) < max(LEAST, min(ENOUGH, self._scanning.planned)):
            return
        fitting = net_for([*self._scanning.seen.values()])
        if fitting is None and not self._is_unknown():
            return
        # Once, for it walks over all images; whoever has corrected one knows already.
        self._is_settled = True
        if project.ids_with_status(CORRECTED):
            return
        if fitting is None:
            self.unknown.emit()
        else:
            self.fits.emit(fitting)

    def _is_unknown(self) -> bool:
        things = [1 - float(image.shares[BACKGROUND]) for image in self._scanning.seen.values()]
        return sum(share > SHOWS for share in things) <= RARE * len(things)
