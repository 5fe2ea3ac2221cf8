"""Copying a region, or all that is confirmed, into images that show the same.

At the same place: slices of a stack, parts in a fixture, a scale bar in every picture. Or where it
went: frames of a film, in which things or the camera move.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import numpy as np
from PySide6.QtCore import Signal

from app.flows.flow import Flow
from app.flows.opening import Opening
from app.flows.work.one_by_one import Task, Turns
from app.flows.work.stepping import go_on
from app.language import tr
from app.state.copied import Copied
from app.state.document import PASTE, Document
from app.state.rect import Rect
from app.state.session import Session
from app.state.whole_image import WholeImage
from app.workers.background import Background
from fcn_core.errors import explained
from fcn_core.masks import UNTOUCHED, Mask
from fcn_core.motion import Look, Motion

Paste: TypeAlias = Callable[[Mask, Rect], Mask]
"""What the corrections in a rectangle become."""


class Pasting(Flow):
    """Holds what was copied last, until the project is left: its labels are the project's."""

    said = Signal(str)

    def __init__(self, opening: Opening, session: Session, thread: Background) -> None:
        super().__init__(opening)
        self._opening, self._session = opening, session
        self._turns = Turns(opening, thread)
        self._copied: Copied | None = None
        self._look: Look | None = None
        """The image that it was copied from."""
        self._is_carrying = False
        """Whether the next image is being opened for what was copied."""
        opening.project_changed.connect(lambda _: self._forget())
        opening.document_changed.connect(lambda _: self._arrive())
        opening.stayed.connect(lambda _: self._stay())

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
        if document is None or region is None or region.label == UNTOUCHED:
            self.said.emit(tr("Point at a region that has a label"))
            return
        self._hold(document, Copied.of_region(region))
        self.said.emit(tr("Region copied: it can be pasted into other images"))

    def copy_confirmed(self) -> None:
        """All that is confirmed in the open image."""
        if self._copy_all():
            text = tr("All that is confirmed was copied: it can be pasted into other images")
            self.said.emit(text)

    def carry_on(self) -> None:
        """Show the next image, and put there what is confirmed in this one, where it went."""
        if self._opening.can_step(1) and self._copy_all():
            self._is_carrying = True
            self._opening.step(1)

    def paste_moved(self) -> None:
        """Put it where it went since the image that it is from; what is confirmed there stays."""
        document, copied, look = self._opening.document, self.copied, self._look
        if document is None or copied is None or look is None:
            return
        if document.shape != look.shape:
            self.said.emit(tr("This image has another size than the one that was copied from"))
            return

        def find() -> Copied | None:
            return copied.moved(Motion.between(look, Look.of(document.image_HWC)))

        self.said.emit(tr("Looking where it went …"))
        task = Task(
            document=document,
            begin=lambda: find,
            put=partial(self._put_moved, document, copied),
            closed=lambda: None,
            failed=self._fail,
        )
        self._turns.add(task)

    def paste(self) -> None:
        """Put it at the same place of the open image, within the session's limits, as one edit."""
        document, copied = self._opening.document, self.copied
        if document is None or copied is None:
            return
        self._put(document, copied.over, tr("Pasted at the same place"), lambda: None)

    def _put_moved(
        self, document: Document, copied: Copied, moved: Copied | None, done: Callable[[], None]
    ) -> None:
        if moved is None:
            self.said.emit(tr("Nothing of it was found again here"))
            done()
            return
        text = tr("Pasted where it went: {share:.0f} % of it was found again; look it over")
        text = text.format(share=min(100, 100 * moved.pixels / copied.pixels))
        self._put(document, moved.under, text, done)

    def _put(self, document: Document, paste: Paste, text: str, done: Callable[[], None]) -> None:
        """As one edit, within the session's limits; then say so."""
        change = document.begin_whole(PASTE, partial(self._pasted, document, paste))
        if change is None:
            done()
            return

        def tell() -> None:
            self._tell(change, text)
            done()

        go_on(change, self, tell)

    def _pasted(self, document: Document, paste: Paste, band: Rect) -> Mask:
        values, limits = document.corrections.values_HW[band.slices], self._session.limits
        pasted = paste(values, band)
        if limits.is_free:
            return pasted
        return np.where(limits.allowed(values, document.composite(band)), pasted, values)

    def _tell(self, change: WholeImage, text: str) -> None:
        if change.edit is None:
            text = tr("Nothing changed: limits or locks may keep tools off there")
        self.said.emit(text)

    def _fail(self, error: Exception) -> None:
        self.problem.emit(
            explained(error, tr("Close other images or programs: it may be the memory."))
        )

    def _copy_all(self) -> bool:
        """Hold all that is confirmed in the open image; False, saying so, if that is nothing."""
        document = self._opening.document
        if document is None:
            return False
        document.finish_whole()
        copied = Copied.of_corrections(document.corrections.values_HW)
        if copied is None:
            self.said.emit(tr("Nothing is confirmed in this image yet"))
            return False
        self._hold(document, copied)
        return True

    def _hold(self, document: Document, copied: Copied) -> None:
        self._copied, self._look = copied, Look.of(document.image_HWC)

    def _forget(self) -> None:
        self._copied, self._look, self._is_carrying = None, None, False

    def _arrive(self) -> None:
        if self._is_carrying and self._opening.document is not None:
            self._is_carrying = False
            self.paste_moved()

    def _stay(self) -> None:
        """The next image could not be opened."""
        self._is_carrying = False
