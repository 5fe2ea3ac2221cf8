"""Time in a run that has a budget: how much is used up, and when to do things now and then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Clock = Callable[[], float]
"""Seconds since some moment."""


class Budget:
    """A number of seconds that starts now, by `clock`: one that stands still takes nothing."""

    def __init__(self, seconds: float, clock: Clock = time.monotonic) -> None:
        self.seconds, self._clock = max(seconds, 1e-6), clock
        self._began = clock()

    @property
    def spent(self) -> float:
        """Seconds used up."""
        return self._clock() - self._began

    @property
    def progress(self) -> float:
        """The share that is used up; over 1 once it is overdrawn."""
        return self.spent / self.seconds

    @property
    def left(self) -> float:
        return max(0.0, self.seconds - self.spent)


class NowAndThen:
    """Something done every so many seconds, but never for more than a tenth of the time."""

    LARGEST_SHARE = 0.1

    def __init__(self, seconds: float, clock: Clock = time.monotonic) -> None:
        self.seconds, self._clock = seconds, clock
        self._next = clock() + seconds

    @property
    def due(self) -> bool:
        return self._clock() >= self._next

    @contextmanager
    def doing(self) -> Iterator[None]:
        """Around the deed itself: a slow one will come less often."""
        began = self._clock()
        yield
        ended = self._clock()
        self._next = ended + max(self.seconds, (ended - began) / self.LARGEST_SHARE)
