"""The engine: one thread with one net, which answers the latest request, coarse to fine.

While nobody waits for it, it finds things out about other images (studies); whatever is asked
comes before them.

The thread and its worker are made once and live as long as the window. torch is imported in the
thread only, with the first `load`, so that the window stands before it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal, Slot

from app.language import tr
from app.spoken import spoken_error
from app.state.rect import Rect
from app.workers.loading import Loader, load_predictor
from app.workers.orders import (
    CPU,
    EngineInfo,
    Loaded,
    LoadOrder,
    Orders,
    PredictPart,
    PredictRequest,
    PredictResult,
    Study,
    StudyOrder,
)
from app.workers.priority import torch_threads
from fcn_core.errors import ON_CPU, FcnError, LostDeviceError
from fcn_core.mosaic import DoneTile

log = logging.getLogger(__name__)


class _Answers(QObject):
    """What is said of orders: by the worker in its thread, and by the engine to everybody."""

    loaded = Signal(object)
    """EngineInfo: a net is in use."""
    predicted = Signal(object)
    """PredictResult: one stride output of the latest request."""
    tiled = Signal(object)
    """PredictPart: one more tile of the latest request is done."""
    finished = Signal(int)
    """A request id: all its stride outputs have been sent."""
    failed = Signal(str, str)
    """Problem and remedy. The net that was in use, if any, still is."""
    refused = Signal(str)
    """Id of a net that could not be loaded, after `failed` has said why."""
    said = Signal(str)
    """A sentence for the user: memory ran out and smaller tiles are used, for example."""
    busy_changed = Signal(bool)
    """Whether it loads or predicts; studies are done in silence."""


class Engine(_Answers):
    """The engine as the window's thread sees it. Orders return at once; answers are signals."""

    _woken = Signal()

    def __init__(self, load: Loader | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._orders = Orders()
        self._thread = QThread()
        self._thread.setObjectName("engine")
        self._worker = _Worker(self._orders, load or load_predictor)
        self._worker.moveToThread(self._thread)
        self._woken.connect(self._worker.work)
        self._worker.loaded.connect(self.loaded)
        self._worker.predicted.connect(self.predicted)
        self._worker.tiled.connect(self.tiled)
        self._worker.finished.connect(self.finished)
        self._worker.failed.connect(self.failed)
        self._worker.refused.connect(self.refused)
        self._worker.said.connect(self.said)
        self._worker.busy_changed.connect(self.busy_changed)
        self._worker.studied.connect(self._tell)
        self._thread.start()

    def load(self, model_path: Path, device: str = "auto", model_id: str = "") -> None:
        """Use another net from now on; a running prediction ends after its stride."""
        order = LoadOrder(
            model_path=model_path, model_id=model_id or model_path.stem, device=device
        )
        self._orders.put(order)
        self._woken.emit()

    def request(self, request: PredictRequest) -> None:
        """Predict this; whatever was asked before is dropped."""
        self._orders.put(request)
        self._woken.emit()

    def ask(
        self, study: Study, done: Callable[[object, str], None], failed: Callable[[str], None]
    ) -> None:
        """Find this out when nothing else is to be done; see `StudyOrder` for who is told."""
        self._orders.put(StudyOrder(study=study, done=done, failed=failed))
        self._woken.emit()

    @Slot(object)
    def _tell(self, outcome: Callable[[], None]) -> None:
        """What a study came to, told in the window's thread."""
        outcome()

    def shutdown(self) -> None:
        """Stop after the stride that runs and join the thread. May be called twice."""
        self._orders.close()
        self._thread.quit()
        self._thread.wait()


class _Worker(_Answers):
    """Lives in the engine's thread. Nothing but signals leaves it."""

    studied = Signal(object)
    """A call that tells whoever asked for a study what came of it."""

    def __init__(self, orders: Orders, load: Loader) -> None:
        super().__init__()
        self._orders, self._load = orders, load
        self._loaded: Loaded | None = None
        self._order: LoadOrder | None = None
        """What was loaded."""
        self._is_busy = False

    @property
    def _model_id(self) -> str:
        return "" if self._order is None else self._order.model_id

    @Slot()
    def work(self) -> None:
        """Carry out what waits."""
        while (order := self._orders.take()) is not None:
            if isinstance(order, StudyOrder):
                self._set_busy(False)
                self._study(order)
            else:
                self._set_busy(True)
                self._carry_out(order)
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        if busy != self._is_busy:
            self._is_busy = busy
            self.busy_changed.emit(busy)

    def _carry_out(self, order: LoadOrder | PredictRequest) -> None:
        try:
            if isinstance(order, LoadOrder):
                self._use(order)
            else:
                self._predict(order)
        except Exception as error:  # this thread must outlive whatever a net throws
            # Whoever asked for a prediction asks again, once the net is there.
            if not self._left_gpu(order if isinstance(order, LoadOrder) else self._order, error):
                self._say_what_failed(order, error)

    def _left_gpu(self, order: LoadOrder | None, error: Exception) -> bool:
        """Whether a GPU gave out, and the net is on the CPU now, or cannot be."""
        problem = self._gpu_problem(error)
        if order is None or order.device == CPU or not problem:
            return False
        self.said.emit(f"{problem} {ON_CPU}")
        order = replace(order, device=CPU)
        try:
            self._use(order, left_gpu=True)
        except Exception as failed:
            self._say_what_failed(order, failed)
        return True

    def _gpu_problem(self, error: Exception) -> str:
        """What to say of an error of the GPU that the net runs on, or was to run on."""
        if self._loaded is not None and self._loaded.is_on_gpu:
            from fcn_core.devices import left_behind

            lost = left_behind(error)
            return "" if lost is None else lost.problem
        return error.problem if isinstance(error, LostDeviceError) else ""

    def _say_what_failed(self, order: LoadOrder | PredictRequest, error: Exception) -> None:
        if isinstance(error, FcnError):
            self._fail(order, error.problem, error.remedy)
            return
        log.error("the engine failed", exc_info=error)
        what = order.model_path.name if isinstance(order, LoadOrder) else order.image_id
        problem = tr("The net failed on {what}: {reason}.")
        self._fail(
            order,
            problem.format(what=what, reason=spoken_error(error)),
            tr("Your corrections are safe. Try another image or net."),
        )

    def _fail(self, order: LoadOrder | PredictRequest, problem: str, remedy: str) -> None:
        # A discarded run's net is deleted while it loads: nobody waits for it any more.
        if not (isinstance(order, LoadOrder) and self._orders.newer_load):
            self.failed.emit(problem, remedy)
            if isinstance(order, LoadOrder):
                self.refused.emit(order.model_id)

    def _use(self, order: LoadOrder, left_gpu: bool = False) -> None:
        loaded = self._load(order, torch_threads(), self.said.emit)
        predictor = loaded.predictor
        self._loaded, self._order = loaded, order
        self.loaded.emit(
            EngineInfo(
                model_path=order.model_path,
                model_id=order.model_id,
                labels=predictor.info.labels,
                description=predictor.description,
                devices=loaded.devices,
                scale_of=predictor.scale_of,
                finest_stride=predictor.finest_stride,
                left_gpu=left_gpu or loaded.left_gpu,
            )
        )

    def _predict(self, request: PredictRequest) -> None:
        if self._loaded is None:
            return
        predictor = self._loaded.predictor
        table = request.words.table(predictor.info.labels)

        def tiled(tile: DoneTile) -> None:
            part = PredictPart(
                request_id=request.request_id,
                model_id=self._model_id,
                rect=Rect.of_slices(tile.window),
                labels_HW=table[tile.labels],
                done=tile.done,
                total=tile.total,
            )
            self.tiled.emit(part)

        for output in predictor.predict(
            request.image_HWC,
            lambda: self._orders.overtaken,
            tiled,
            looked_at=request.looked_at,
        ):
            result = PredictResult(
                request_id=request.request_id,
                image_id=request.image_id,
                model_id=self._model_id,
                stride=output.stride,
                labels_HW=table[output.labels],
                net_labels_HW=output.labels,
                doubt_HW=output.doubt,
                mean_doubt=float(output.doubt.mean()) / 255,
            )
            self.predicted.emit(result)
        if not self._orders.overtaken:
            self.finished.emit(request.request_id)

    def _study(self, order: StudyOrder) -> None:
        model_id = self._model_id
        if self._loaded is None:
            self.studied.emit(partial(order.failed, "no net is loaded"))
            return
        try:
            value = order.study(self._loaded, lambda: self._orders.overtaken)
        except Exception as error:  # this thread must outlive whatever a net throws
            if self._left_gpu(self._order, error):
                self._orders.put_back(order)
                return
            log.info("a study failed", exc_info=error)
            self.studied.emit(partial(order.failed, str(error) or type(error).__name__))
            return
        if value is None and self._orders.overtaken:
            self._orders.put_back(order)
        else:
            self.studied.emit(partial(order.done, value, model_id))
