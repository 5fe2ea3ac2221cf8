"""Predicting: the open image is predicted as soon as there is a net, and anew with each net.

The first prediction of an image is shown stride by stride, coarse to fine. A better one replaces
it whole when its finest output is there, so that the overlay never falls back to coarse. A large
image shows what a net that was chosen says of it tile by tile, from where one looks.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.flows.flow import Flow
from app.flows.labels.naming import net_words
from app.language import figure, tr
from app.spoken import spoken
from app.state.document import Document
from app.state.project import Project
from app.workers.engine import Engine
from app.workers.orders import EngineInfo, PredictPart, PredictRequest, PredictResult
from fcn_core.errors import FcnError
from fcn_core.masks import Mask

SMALL = 0.5
"""A net that sees an image at less than this scale is said to: small things are lost to it."""
SLOW_MS = 700
"""Predictions that take longer are announced: most are there before one could read that."""


class Predicting(Flow):
    """Keeps the open document's prediction that of the net in use."""

    text_changed = Signal(str)
    """The net and its device, or what is being waited for: for the status bar."""
    predicted = Signal(str)
    """Image id: all its stride outputs are there."""
    found = Signal(object)
    """PredictResult: the finest output of the open image."""
    net_changed = Signal(object)
    """EngineInfo."""
    refused = Signal(str)
    """Id of a net that could not be loaded, which was said: the one before goes on predicting."""

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._project: Project | None = None
        self._document: Document | None = None
        self._request = 0
        self._held: list[PredictResult] | None = None
        self._is_busy = False
        self._waiting: tuple[Path, str] | None = None
        self._is_trial = False
        """The net is a snapshot of a training run, and soon gone: too soon for tile after tile."""
        self._asked: tuple[Path, str] | None = None
        """What `use` was asked for. What is loaded may be a snapshot, which is gone tomorrow."""
        self.device = "auto"
        """Where the net is to run: `auto`, `cpu` or a CUDA device."""
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(lambda: self.text_changed.emit(tr("Predicting …")))
        self.info: EngineInfo | None = None
        self.looked_at: tuple[float, float] | None = None
        """The place (row, column) of the open image that is predicted next, if it is large."""
        self.is_loading = False
        """True from the wish for a net until it is there, or cannot be."""
        engine.loaded.connect(self._loaded)
        engine.predicted.connect(self._take)
        engine.tiled.connect(self._take_part)
        engine.finished.connect(self._finish)
        engine.failed.connect(self._fail)
        engine.refused.connect(self.refused)
        engine.busy_changed.connect(self._set_busy)

    def use(self, model: Path, model_id: str, device: str = "") -> None:
        """Predict with this net from now on."""
        self.device = device or self.device
        self._asked, self._waiting, self._is_trial = (model, model_id), None, False
        self._load(model, model_id)

    def set_device(self, device: str) -> None:
        """Run the net elsewhere, now and from now on."""
        self.device = device
        if self._asked is not None:
            self.use(*self._asked)

    def has_gpu(self) -> bool:
        """True once a net is loaded and torch has found a CUDA device."""
        return self.info is not None and len(self.info.devices) > 1

    def use_when_idle(self, model: Path, model_id: str) -> None:
        """The same, but let the running prediction end first: for snapshots of a training run."""
        self._waiting = (model, model_id)
        self._go_on()

    def set_project(self, project: Project | None) -> None:
        """Answers come in this project's labels."""
        self._project = project

    def set_document(self, document: Document | None) -> None:
        """Predict this image, unless the net in use has done so."""
        self._document = document
        self._request += 1
        if self.info is not None:
            self._tell_net()  # no longer the tiles of the image before
        if document is not None and not self.is_current(document):
            self._ask(document)

    def has_loaded(self, model_id: str) -> bool:
        """True if this net is the one that predicts, and not another on trial."""
        return self.info is not None and self.info.model_id == model_id

    @property
    def is_behind(self) -> bool:
        """What is shown of the open image is another net's than the one that was chosen, or only
        a part of what that one says.
        """
        document = self._document
        if document is None or document.prediction is None:
            return False
        done = document.predictions.model_id
        return self.is_loading or (self.info is not None and done != self.info.model_id)

    def is_current(self, document: Document) -> bool:
        """Whether a document has all that the net which is loaded says of it."""
        done, info = document.predictions, self.info
        if info is None or done.model_id != info.model_id:
            return False
        # A mask that was kept comes without doubt, and without the coarser outputs.
        return info.finest_stride in done.doubt_by_stride

    def predict_anew(self) -> None:
        """The project's labels are others, or the net is."""
        if self._document is not None:
            self._ask(self._document)

    def _ask(self, document: Document) -> None:
        if self.info is None or self._project is None:
            return
        self._request += 1
        self._held = None if document.predictions.stride is None else []
        self._slow.start()
        self._engine.request(
            PredictRequest(
                request_id=self._request,
                image_id=document.image_id,
                image_HWC=document.image_HWC,
                words=net_words(self._project),
                looked_at=lambda: self.looked_at,
            )
        )

    def _load(self, model: Path, model_id: str) -> None:
        """The net before goes on for a while, and its result is still shown: so it is said."""
        self.is_loading = True
        self._slow.stop()
        self.text_changed.emit(tr("Loading the net …"))
        self._engine.load(model, self.device, model_id)

    def _loaded(self, info: EngineInfo) -> None:
        self.info, self.is_loading = info, False
        if info.left_gpu:  # and stays there until the GPU is asked for again
            self.device = "cpu"
        self._tell_net()
        self.net_changed.emit(info)
        self.predict_anew()

    def _take_part(self, part: PredictPart) -> None:
        document = self._document
        if part.request_id != self._request or document is None:
            return
        if not self.is_loading:
            self._slow.stop()
            text = tr("Predicting: {done:,} of {all:,} tiles")
            self.text_changed.emit(text.format(done=part.done, all=part.total))
        done = document.predictions
        is_news = done.model_id != part.model_id and not self._is_trial
        if done.stride is None or is_news:
            self._held = []  # the finest output is seen already: it comes first
            document.set_prediction_part(part.rect, part.labels_HW, part.model_id)

    def _tell_net(self) -> None:
        self._slow.stop()
        if not self.is_loading:
            self.text_changed.emit(self._net_text() if self.info else tr("No net"))

    def _net_text(self) -> str:
        """The net, and how much smaller it sees the open image, where that hides small things."""
        assert self.info is not None
        text = spoken(self.info.description)
        if self._document is None:
            return text
        scale = self.info.scale_of(self._document.image_HWC.shape)
        if scale > SMALL:
            return text
        return tr("{net} · sees it at {percent} %").format(
            net=text, percent=figure(100 * scale, ".0f" if scale >= 0.1 else ".1f")
        )

    def _take(self, result: PredictResult) -> None:
        document = self._document
        if result.request_id != self._request or document is None:
            return
        if self._held is None:
            self._put(document, result)
        else:
            self._held.append(result)

    def _finish(self, request_id: int) -> None:
        document = self._document
        if request_id != self._request or document is None:
            return
        # Finest first: the document shows it at once and takes the others silently beside it.
        for result in reversed(self._held or []):
            self._put(document, result)
        self._held = None
        self._tell_net()  # after the outputs: who hears it may ask whether they are there
        self.predicted.emit(document.image_id)

    def _put(self, document: Document, result: PredictResult) -> None:
        document.set_prediction(result.stride, result.labels_HW, result.model_id, result.doubt_HW)
        if self._project is not None and result.stride == min(document.predictions.by_stride):
            self._project.set_doubt(document.image_id, result.mean_doubt)
        if self.info is not None and result.stride == self.info.finest_stride:
            self.found.emit(result)

    def show_kept(self, document: Document, stride: int, labels_HW: Mask, model_id: str) -> None:
        """What this net found before, until its prediction is there, even while it is loaded."""
        is_asked = self.info is None or self.info.model_id == model_id
        is_new = stride not in document.predictions.by_stride
        if document is self._document and is_asked and is_new:
            document.set_prediction(stride, labels_HW, model_id)

    def _fail(self, problem: str, remedy: str) -> None:
        self.is_loading = False
        self._tell_net()
        self.problem.emit(FcnError(problem, remedy))

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting is not None and not self._is_busy:
            (model, model_id), self._waiting, self._is_trial = self._waiting, None, True
            self._load(model, model_id)
