"""Which channels or bands of an image are seen, where it has more than an eye takes in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fcn_core.errors import FcnError

COLORS = 3
"""Red, green and blue."""
NOTHING = 0
"""In place of a channel: that colour stays dark."""
WRITTEN = re.compile(r"[0-9]{1,4}(?:,[0-9]{1,4},[0-9]{1,4})?")


@dataclass(frozen=True)
class Channels:
    """One channel, shown grey, or three as red, green and blue, counted from 1; 0 is dark.

    Raises `ValueError` for any other.
    """

    shown: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.shown) not in (1, COLORS) or not any(self.shown):
            raise ValueError(f"channels {self.shown} are neither one nor three")
        if min(self.shown) < NOTHING:
            raise ValueError(f"channels {self.shown} are not counted from 1")

    def __str__(self) -> str:
        return ",".join(map(str, self.shown))

    @classmethod
    def parse(cls, text: str) -> Channels:
        """The inverse of `str`: "4", or "4,3,2". Raises `FcnError`."""
        try:
            if WRITTEN.fullmatch(text) is None:
                raise ValueError(text)
            return cls(tuple(map(int, text.split(","))))
        except ValueError as error:
            raise FcnError(
                '"{text}" names no channels.',
                'Write one ("4"), or those that are red, green and blue ("4,3,2"; 0 is none).',
                text=text,
            ) from error

    def fit(self, count: int) -> bool:
        """Whether an image of so many channels has them."""
        return max(self.shown) <= count


@dataclass(frozen=True, kw_only=True)
class ImageChannels:
    """The channels that an image has, and how it is seen."""

    names: tuple[str, ...]
    """What its file calls each; empty where it does not say."""
    shown: Channels
    usual: Channels
    """What is shown where nobody asks for others."""
    alpha: frozenset[int] = frozenset()
    """Those that are called transparency. Maps often call near infrared so."""

    @property
    def count(self) -> int:
        return len(self.names)

    @property
    def hidden(self) -> tuple[int, ...]:
        """Channels that are not seen, but for transparency."""
        seen = {*self.shown.shown, *self.alpha}
        return tuple(number for number in range(1, self.count + 1) if number not in seen)
