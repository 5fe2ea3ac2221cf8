"""Values of masks that nobody has named: what they look like, and what they shall mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from fcn_core.colors import Color

Meaning: TypeAlias = str | int
"""A label's name, which the project may not have yet, or VOID, or UNTOUCHED: to be left out."""
Meanings: TypeAlias = Mapping[int, Meaning]


@dataclass(frozen=True, kw_only=True)
class ForeignValue:
    """A value of masks: its share of their pixels (0-1), its colour there, and what it may mean."""

    value: int
    share: float
    color: Color | None
    guess: Meaning
