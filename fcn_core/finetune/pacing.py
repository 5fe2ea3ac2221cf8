"""Time in a run that has a budget: how much is used up, and when to do things now and then."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Budget:
    """A number of seconds that starts now; pauses can be taken out."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.paused = max(seconds, 1e-6), 0.0
        self._began = time.monotonic()

    @property
    def spent(self) -> float:
        """Seconds used up."""
        return time.monotonic() - self._began - self.paused

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

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._next = time.monotonic() + seconds

    @property
    def due(self) -> bool:
        return time.monotonic() >= self._next

    @contextmanager
    def doing(self) -> Iterator[None]:
        """Around the deed itself: a slow one will come less often."""
        began = time.monotonic()
        yield
        ended = time.monotonic()
        self._next = ended + max(self.seconds, (ended - began) / self.LARGEST_SHARE)
