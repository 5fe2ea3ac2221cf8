"""A net without torch: three stride outputs, made of the image's red channel."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from app.state.wishes import Device
from app.workers.orders import Loaded, LoadOrder
from fcn_core.errors import FcnError
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask
from fcn_core.mosaic import DoneTile, LookedAt, Tiled, nowhere, unseen
from fcn_core.outputs import StridePrediction
from fcn_core.suggest.candidates import Candidate, candidate
from tests.patience import HANG_MS

NET_LABELS = LabelSet.from_names(["background", "cat", "dog"])


@dataclass(frozen=True)
class FakeInfo:
    labels: LabelSet = NET_LABELS


@dataclass
class FakeNet:
    """Says 1 (cat) where the image is bright; `gate` makes it wait before each stride."""

    bright: int = 1
    description: str = "FCN-8s fake · CPU, 1 thread"
    finest_stride: int = 8
    info: FakeInfo = field(default_factory=FakeInfo)
    tiles: int = 0
    long_side: int = 400
    gate: threading.Semaphore | None = None
    error: Exception | None = None
    asked: list[int] = field(default_factory=list)
    glanced: list[str] = field(default_factory=list)
    looked_at: list[tuple[float, float] | None] = field(default_factory=list)
    thread: str = ""

    def scale_of(self, size: tuple[int, ...]) -> float:
        return min(1.0, self.long_side / max(size[:2]))

    def predict(
        self,
        image_HWC: RGB,
        cancelled: Callable[[], bool] = lambda: False,
        tiled: Tiled = unseen,
        wanted_HW: Mask | None = None,
        looked_at: LookedAt = nowhere,
        only_finest: bool = False,
    ) -> Iterator[StridePrediction]:
        self.thread = threading.current_thread().name
        for done, rows in enumerate(np.array_split(np.arange(len(image_HWC)), self.tiles or 1)):
            self.looked_at.append(looked_at())
            window = slice(int(rows[0]), int(rows[-1]) + 1), slice(0, image_HWC.shape[1])
            labels = np.where(image_HWC[window][:, :, 0] > 127, self.bright, 0).astype(np.uint8)
            if done + 1 < self.tiles:  # none of the last: what is seen then is still a part
                tiled(DoneTile(done=done + 1, total=self.tiles, window=window, labels=labels))
        for stride in (8,) if only_finest else (32, 16, 8):
            if self.gate is not None:
                assert self.gate.acquire(timeout=HANG_MS / 1000)
            if cancelled():
                return
            if self.error is not None:
                raise self.error
            self.asked.append(stride)
            labels = np.where(image_HWC[:, :, 0] > 127, self.bright, 0).astype(np.uint8)
            yield StridePrediction(stride=stride, labels=labels, doubt=np.full_like(labels, stride))

    def glance(self, image_id: str, image_HWC: RGB) -> Candidate:
        """Dark images are in doubt, and alike if their mean colours are."""
        self.glanced.append(image_id)
        if self.error is not None:
            raise self.error
        labels = np.where(image_HWC[:, :, 0] > 127, self.bright, 0).astype(np.uint8)
        doubt = np.full(labels.shape, 255 - int(image_HWC.mean()), np.uint8)
        colors = image_HWC.reshape(-1, 3).mean(0)
        return candidate(image_id, {32: labels, 8: labels}, doubt, len(self.info.labels), colors)


class FakeZoo:
    """Loads nets by model id; a file called `bad...` cannot be loaded.

    `gate` makes each load wait.
    """

    def __init__(self, net: FakeNet | None = None) -> None:
        self.nets: dict[str, FakeNet] = {}
        self.default = net or FakeNet()
        self.loaded: list[str] = []
        self.gate: threading.Semaphore | None = None
        self.began = threading.Semaphore(0)
        """Released once by each load that begins."""

    def __call__(self, order: LoadOrder, threads: int, notify: Callable[[str], None]) -> Loaded:
        self.began.release()
        if self.gate is not None:
            assert self.gate.acquire(timeout=HANG_MS / 1000)
        if order.model_path.name.startswith("bad"):
            raise FcnError(f"{order.model_path} is not a model.", "Choose another.")
        self.loaded.append(order.model_id)
        if "tight" in order.model_id:
            notify("Memory ran out; going on in tiles of 512 pixels.")
        net = self.nets.get(order.model_id, self.default)
        devices = (Device(id="cpu", title="CPU"),)
        return Loaded(predictor=net, glance=net.glance, devices=devices)
