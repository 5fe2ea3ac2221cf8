"""What is asked of the engine and what it answers: frozen values, and the box they wait in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from fcn_core.images import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask


@dataclass(frozen=True, kw_only=True)
class LoadOrder:
    """Use this net from now on. `device` is `auto`, `cpu`, `cuda` or `cuda:1`."""

    model_path: Path
    model_id: str
    device: str = "auto"


@dataclass(frozen=True, kw_only=True)
class PredictRequest:
    """Predict one image. `labels` are the project's: answers come in their ids."""

    request_id: int
    image_id: str
    image_HWC: RGB
    labels: LabelSet


@dataclass(frozen=True, kw_only=True)
class DeviceTitle:
    """Where a net can run: torch's name for it and a readable one."""

    id: str
    title: str


@dataclass(frozen=True, kw_only=True)
class EngineInfo:
    """The net in use. `description` is for the status bar, `labels` are the net's own."""

    model_path: Path
    model_id: str
    labels: LabelSet
    description: str
    devices: tuple[DeviceTitle, ...]


@dataclass(frozen=True, kw_only=True)
class PredictResult:
    """One stride output: label ids of the project and doubt (0-255), both uint8 (H, W).

    Pixels of labels that the project does not have are UNTOUCHED. `mean_doubt` is 0-1,
    `seconds` since the request was taken up.
    """

    request_id: int
    image_id: str
    model_id: str
    stride: int
    labels_HW: Mask
    doubt_HW: Mask
    mean_doubt: float
    seconds: float


class StrideOutput(Protocol):
    """What a predictor yields (see `fcn_core.predict.StridePrediction`)."""

    @property
    def stride(self) -> int: ...
    @property
    def labels(self) -> Mask: ...
    @property
    def doubt(self) -> Mask: ...


class NetFacts(Protocol):
    """What the engine needs of a net's description."""

    @property
    def labels(self) -> LabelSet: ...


class PredictorLike(Protocol):
    """What the engine needs of `fcn_core.predict.Predictor`."""

    @property
    def info(self) -> NetFacts: ...
    @property
    def description(self) -> str: ...
    def predict(
        self, image_HWC: RGB, cancelled: Callable[[], bool] = ...
    ) -> Iterator[StrideOutput]: ...


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A predictor, and the devices it could run on."""

    predictor: PredictorLike
    devices: tuple[DeviceTitle, ...]


class Orders:
    """Holds at most one load and one request: the latest wins. Any thread may call anything."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._load: LoadOrder | None = None
        self._request: PredictRequest | None = None
        self._closed = False

    def put(self, order: LoadOrder | PredictRequest) -> None:
        with self._lock:
            if isinstance(order, LoadOrder):
                self._load = order
            else:
                self._request = order

    def take(self) -> LoadOrder | PredictRequest | None:
        """The next order, loads first; None if nothing waits."""
        with self._lock:
            if self._closed:
                return None
            if self._load is not None:
                order, self._load = self._load, None
                return order
            request, self._request = self._request, None
            return request

    def close(self) -> None:
        """Nothing more is handed out, and what runs should stop."""
        with self._lock:
            self._closed = True

    @property
    def overtaken(self) -> bool:
        """True if what runs now is no longer wanted."""
        return self._closed or self._request is not None or self._load is not None
