"""Which image comes when: seeded, so that any step can be recomputed without its past."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from fcn_core.data.dataset import Dataset
from fcn_core.masks import value_counts

T = TypeVar("T")
AHEAD = 3
"""So many items are made before they are wanted."""


def repeat_factors(source: Dataset, threshold: float) -> NDArray[np.float64]:
    """How often each image comes in an epoch so that rare labels are seen: max(1, sqrt(t / f)).

    f is the share of images showing the image's rarest label (Gupta et al., LVIS, 2019).
    A threshold of 0 gives 1 for all. Of several labelings the first decides.
    """
    if threshold <= 0:
        return np.ones(len(source))
    present = [
        np.flatnonzero(value_counts(np.atleast_3d(source.mask(i))[..., 0]))
        for i in range(len(source))
    ]
    shows = np.zeros((len(source), 256), bool)
    for index, labels in enumerate(present):
        shows[index, labels] = True
    shows[:, len(source.labels) :] = False
    share = np.maximum(shows.mean(0), 1e-9)
    factor = np.maximum(1.0, np.sqrt(threshold / share))
    return np.asarray(np.where(shows, factor[None, :], 1.0).max(1))


class Order:
    """The images of every step: epochs are permutations of the images, repeated by factor."""

    def __init__(self, factors: NDArray[np.float64], batch: int, seed: int) -> None:
        self.factors, self.batch, self.seed = factors, batch, seed
        self._epoch = -1
        self._order: NDArray[np.int64] = np.empty(0, np.int64)

    @property
    def steps_per_epoch(self) -> int:
        return max(1, int(self.factors.sum() / self.batch))

    def batch_at(self, step: int) -> NDArray[np.int64]:
        """Image indices (batch,) of a step; the same for every run with this seed."""
        epoch, place = divmod(step, self.steps_per_epoch)
        if epoch != self._epoch:
            self._epoch, self._order = epoch, self._permutation(epoch)
        places = np.arange(place * self.batch, (place + 1) * self.batch) % len(self._order)
        return self._order[places]

    def _permutation(self, epoch: int) -> NDArray[np.int64]:
        rng = np.random.default_rng((self.seed, epoch))
        whole = np.floor(self.factors).astype(int)
        repeats = whole + (rng.random(len(whole)) < self.factors - whole)
        expanded = np.repeat(np.arange(len(whole)), repeats)
        return rng.permutation(expanded if len(expanded) else np.arange(len(whole)))


def prefetched(make: Callable[[int], T], first: int, last: int) -> Generator[T, None, None]:
    """`make(step)` for first <= step < last, computed ahead in one thread, in order.

    Decoding and resizing release the interpreter, so this hides them behind the net.
    The thread ends when the iterator is closed; an exception in `make` is raised here.
    """
    ready: queue.Queue[T | BaseException] = queue.Queue(AHEAD)
    stopped = threading.Event()

    def work() -> None:
        try:
            for step in range(first, last):
                _put(ready, make(step), stopped)
                if stopped.is_set():
                    return
        except BaseException as error:  # handed over to the consumer, who raises it
            _put(ready, error, stopped)

    thread = threading.Thread(target=work, name="prefetch", daemon=True)
    thread.start()
    try:
        for _ in range(first, last):
            item = ready.get()
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        stopped.set()
        thread.join()


class Stopwatch:
    """How much of a loop's time went into waiting for its items, the first one left out."""

    def __init__(self) -> None:
        self.waited, self.steps, self._began = 0.0, 0, time.monotonic()

    def through(self, items: Iterator[T]) -> Iterator[T]:
        """The items, timed."""
        while True:
            asked = time.monotonic()
            try:
                item = next(items)
            except StopIteration:
                return
            now = time.monotonic()
            if self.steps:
                self.waited += now - asked
            else:
                self._began = now
            self.steps += 1
            yield item

    @property
    def seconds(self) -> float:
        """Since the first item came."""
        return time.monotonic() - self._began

    @property
    def busy_share(self) -> float:
        """The share (0-1) of the time since then that was not spent waiting."""
        return 1 - self.waited / self.seconds if self.seconds > 0 else 1.0


def _put(target: queue.Queue[T], item: T, stopped: threading.Event) -> None:
    while not stopped.is_set():
        try:
            target.put(item, timeout=0.1)
            return
        except queue.Full:
            continue
