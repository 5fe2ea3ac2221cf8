"""A net's outputs come one after the other, from coarse to fine: mostly the last one counts."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def last_of(outputs: Iterable[T]) -> T | None:
    """The last one, holding no other meanwhile; None of a prediction that was given up at once."""
    kept = deque(outputs, maxlen=1)
    return kept[0] if kept else None
