"""Work that may be given up: whoever does it asks now and then."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Cancelled: TypeAlias = Callable[[], bool]
"""True once nobody waits for the work that asks."""
Heed: TypeAlias = Callable[[], None]
"""Called between two pieces of work: may wait, and raises `StoppedError` once it is given up."""


class StoppedError(Exception):
    """Nobody waits any more for what was being made."""


def go_on_unless(stopped: Cancelled) -> None:
    """Raise `StoppedError` once work is given up."""
    if stopped():
        raise StoppedError


def never() -> bool:
    """For work that is not given up."""
    return False


def heedless() -> None:
    """For work that nobody stops or pauses."""
