"""Swiping: the open image by the net before and by the one on trial, while a person decides.

The net on trial predicts what is open; the word of the net before is asked for beside it.
"""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.flows.flow import Flow
from app.flows.labels.naming import net_words
from app.flows.learning.training import Phase, Training
from app.flows.models import Models
from app.flows.opening import Opening
from app.jobs.once import predict_once
from app.language import tr
from app.spoken import spoken
from app.state.document import Document
from app.workers.background import Background
from app.workers.loading import Loader, load_predictor
from app.workers.orders import LoadOrder
from fcn_core.errors import FcnError
from fcn_core.masks import Mask

BEFORE = "the net before"


class Swiping(Flow):
    """On or off; while it is on, `before` follows the open image."""

    changed = Signal()
    """It was switched, or the word of the net before has come."""

    def __init__(
        self,
        *,
        opening: Opening,
        models: Models,
        training: Training,
        thread: Background,
        load: Loader = load_predictor,
    ) -> None:
        super().__init__(opening)
        self._opening, self._models, self._training = opening, models, training
        self._thread, self._load = thread, load
        self.is_on = False
        self.before: Mask | None = None
        """The word of the net before on the open image; None while it is waited for."""
        opening.document_changed.connect(self._ask)
        training.phase_changed.connect(lambda _: self._check())

    @property
    def is_possible(self) -> bool:
        """True while a new net waits to be kept or discarded."""
        return self._training.phase is Phase.DECIDING and self._opening.document is not None

    def switch(self, on: bool) -> None:
        """Show both, or the net on trial alone."""
        on = on and self._training.phase is Phase.DECIDING
        if on != self.is_on:
            self.is_on = on
            self._ask(self._opening.document)

    def _check(self) -> None:
        if self._training.phase is not Phase.DECIDING:
            self.switch(False)

    def _ask(self, document: Document | None) -> None:
        self.before = None
        # What nobody looks at any more need not be predicted.
        self._thread.cancel(BEFORE)
        self.changed.emit()
        project = self._opening.project
        if not self.is_on or document is None or project is None:
            return
        model_id = self._models.in_use
        order = LoadOrder(model_path=self._models.path(model_id), model_id=model_id, device="cpu")
        words = net_words(project)

        def take(mask_HW: Mask) -> None:
            if self.is_on and document is self._opening.document:
                self.before = mask_HW
                self.changed.emit()

        self._thread.submit_latest(
            BEFORE,
            lambda stopped: predict_once(order, self._load, document.image_HWC, words, stopped),
            take,
            self._fail,
        )

    def _fail(self, error: Exception) -> None:
        self.switch(False)
        if not isinstance(error, FcnError):
            text = tr("The net before failed: {reason}.").format(reason=spoken(str(error)))
            error = FcnError(text, tr("The new net is shown alone."))
        self.problem.emit(error)
