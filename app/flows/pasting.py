"""Copying a region, or all that is confirmed, into images that show the same at the same place.

Neighbouring slices of a stack, frames of a film, parts in a fixture, a scale bar in every picture.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.flows.opening import Opening
from app.flows.work.stepping import go_on
from app.language import tr
from app.state.copied import Copied
from app.state.document import PASTE, Document
from app.state.rect import Rect
from app.state.session import Session
from app.state.whole_image import WholeImage
from fcn_core.masks import UNTOUCHED, Mask


class Pasting(QObject):
    """Holds what was copied last, until the project is left: its labels are the project's."""

    said = Signal(str)

    def __init__(self, opening: Opening, session: Session) -> None:
        super().__init__(opening)
        self._opening, self._session = opening, session
        self._copied: Copied | None = None
        opening.project_changed.connect(lambda _: self._hold(None))

    @property
    def copied(self) -> Copied | None:
        """What `paste` would put into an image, in the labels that there are now."""
        project = self._opening.project
        if project is None or self._copied is None:
            return None
        return self._copied.after(project.gone) if project.gone else self._copied

    @property
    def can_paste(self) -> bool:
        return self._copied is not None and self._opening.document is not None

    def copy_region(self, x: int, y: int) -> None:
        """The shown region under a pixel."""
        document = self._opening.document
        region = None if document is None else document.region_at(x, y)
        if region is None or region.label == UNTOUCHED:
            self.said.emit(tr("Point at a region that has a label"))
            return
        self._hold(Copied.of_region(region))
        self.said.emit(tr("Region copied: it can be pasted into other images"))

    def copy_confirmed(self) -> None:
        """All that is confirmed in the open image."""
        document = self._opening.document
        if document is None:
            return
        document.finish_whole()
        copied = Copied.of_corrections(document.corrections.values_HW)
        if copied is None:
            self.said.emit(tr("Nothing is confirmed in this image yet"))
            return
        self._hold(copied)
        self.said.emit(tr("All that is confirmed was copied: it can be pasted into other images"))

    def paste(self) -> None:
        """Put it at the same place of the open image, within the session's limits, as one edit."""
        document, copied = self._opening.document, self.copied
        if document is None or copied is None:
            return
        change = document.begin_whole(PASTE, partial(self._pasted, document, copied))
        if change is not None:
            go_on(change, self, partial(self._tell, change))

    def _pasted(self, document: Document, copied: Copied, band: Rect) -> Mask:
        values, limits = document.corrections.values_HW[band.slices], self._session.limits
        pasted = copied.over(values, band)
        if limits.is_free:
            return pasted
        return np.where(limits.allowed(values, document.composite(band)), pasted, values)

    def _tell(self, change: WholeImage) -> None:
        if change.edit is None:
            self.said.emit(tr("Nothing changed: limits or locks may keep tools off there"))
        else:
            self.said.emit(tr("Pasted at the same place"))

    def _hold(self, copied: Copied | None) -> None:
        self._copied = copied
