"""A net's outputs come one after the other, from coarse to fine: mostly the last one counts."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from fcn_core.masks import Mask

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class StridePrediction:
    """One stride output: net label ids and doubt (255: no idea), both uint8 (H, W)."""

    stride: int
    labels: Mask
    doubt: Mask
    further: tuple[Mask, ...] = ()
    """Label ids of a net's further tasks, each counted from 0."""


def last_of(outputs: Iterable[T]) -> T | None:
    """The last one, holding no other meanwhile; None of a prediction that was given up at once."""
    kept = deque(outputs, maxlen=1)
    return kept[0] if kept else None
