"""What is asked of the engine and what it answers: frozen values, and the box they wait in."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from app.state.net_words import NetWords
from app.state.rect import Rect
from app.state.wishes import Device
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask
from fcn_core.mosaic import LookedAt, Tiled, nowhere
from fcn_core.outputs import StridePrediction
from fcn_core.suggest.candidates import Candidate

CPU = "cpu"
"""The device that every machine has."""
ScaleOf: TypeAlias = Callable[[tuple[int, ...]], float]
"""How many times its size a net sees an image of a size (H, W)."""


@dataclass(frozen=True, kw_only=True)
class LoadOrder:
    """Use this net from now on. `device` is `auto`, `cpu`, `cuda` or `cuda:1`."""

    model_path: Path
    model_id: str
    device: str = "auto"


@dataclass(frozen=True, kw_only=True)
class PredictRequest:
    """Predict one image. `words` are the project's: answers come in its ids.

    Of a large image the part comes next that is nearest to where one has `looked_at`, which is
    asked from the engine's thread.
    """

    request_id: int
    image_id: str
    image_HWC: RGB
    words: NetWords
    looked_at: LookedAt = nowhere


@dataclass(frozen=True, kw_only=True)
class EngineInfo:
    """The net in use. `description` is for the status bar, `labels` are the net's own."""

    model_path: Path
    model_id: str
    labels: LabelSet
    description: str
    devices: tuple[Device, ...]
    scale_of: ScaleOf
    finest_stride: int = 8
    """Its last stride output: an image is done once that is there."""
    left_gpu: bool = False
    """It was to run on a GPU, which gave out: on the CPU it goes on."""


@dataclass(frozen=True, kw_only=True)
class PredictResult:
    """One stride output: label ids of the project and doubt (0-255), both uint8 (H, W).

    Pixels of labels that the project does not have are UNTOUCHED. `mean_doubt` is 0-1.
    """

    request_id: int
    image_id: str
    model_id: str
    stride: int
    labels_HW: Mask
    doubt_HW: Mask
    mean_doubt: float
    net_labels_HW: Mask
    """The same labels in the net's own ids."""


@dataclass(frozen=True, kw_only=True)
class PredictPart:
    """What the finest output says of a part of a large image, which is predicted in tiles.

    `labels_HW` are as in `PredictResult`, those of `rect`; `done` of `total` tiles are there.
    """

    request_id: int
    model_id: str
    rect: Rect
    labels_HW: Mask
    done: int
    total: int


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
    @property
    def scale_of(self) -> ScaleOf: ...
    @property
    def finest_stride(self) -> int: ...
    def predict(
        self,
        image_HWC: RGB,
        cancelled: Callable[[], bool] = ...,
        tiled: Tiled = ...,
        wanted_HW: Mask | None = ...,
        looked_at: LookedAt = ...,
        only_finest: bool = ...,
    ) -> Iterator[StridePrediction]: ...


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A predictor, what it can say at a glance, and the devices it could run on.

    `glance` takes an image id and an image (see `fcn_core.suggest.glance`).
    """

    predictor: PredictorLike
    glance: Callable[[str, RGB], Candidate]
    devices: tuple[Device, ...]
    is_on_gpu: bool = False
    left_gpu: bool = False
    """There is a GPU, which was not named and is of no use."""


Study: TypeAlias = Callable[[Loaded, Callable[[], bool]], object]
"""Asks a net something, in the engine's thread; gives up early when the callable says so."""


@dataclass(frozen=True, kw_only=True, eq=False)
class StudyOrder:
    """Find something out while there is nothing else to do. It starts anew when interrupted.

    `done` is told what was found out and the id of the net that did, `failed` the problem it met.
    """

    study: Study
    done: Callable[[object, str], None]
    failed: Callable[[str], None]


Order: TypeAlias = LoadOrder | PredictRequest | StudyOrder


class Orders:
    """Holds at most one load and one request, of which the latest wins, and studies, which wait
    for both. Any thread may call anything.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._load: LoadOrder | None = None
        self._request: PredictRequest | None = None
        self._studies: deque[StudyOrder] = deque()
        self._closed = False

    def put(self, order: Order) -> None:
        with self._lock:
            if isinstance(order, LoadOrder):
                self._load = order
            elif isinstance(order, PredictRequest):
                self._request = order
            else:
                self._studies.append(order)

    def put_back(self, study: StudyOrder) -> None:
        """It was interrupted: it is the next of the studies."""
        with self._lock:
            self._studies.appendleft(study)

    def take(self) -> Order | None:
        """The next order, loads first, studies last; None if nothing waits."""
        with self._lock:
            if self._closed:
                return None
            if self._load is not None:
                order, self._load = self._load, None
                return order
            if self._request is not None:
                request, self._request = self._request, None
                return request
            return self._studies.popleft() if self._studies else None

    @property
    def newer_load(self) -> bool:
        """True if another net than the one being loaded is wanted by now."""
        return self._load is not None

    def close(self) -> None:
        """Nothing more is handed out, and what runs should stop."""
        with self._lock:
            self._closed = True

    @property
    def overtaken(self) -> bool:
        """True if what runs now is no longer wanted."""
        return self._closed or self._request is not None or self._load is not None
