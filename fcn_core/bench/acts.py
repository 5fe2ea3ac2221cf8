"""The values of simulated work: a person's habits, acts, and what they took."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from fcn_core.bench.strokes import Inside, Window
from fcn_core.masks import Mask

Spot = tuple[float, float]

LEFT_OPEN = 1 / 3
"""See `Habits.finishes`."""


@dataclass(frozen=True, kw_only=True)
class Habits:
    """When a person goes on, and when the image is good enough.

    Shares are of the pixels that matter: all but those that are, and show, the image's most common
    label. Or else an image with a few small things on it would be good enough without them.
    """

    good_enough: float = 0.1
    """Stop when at most this share is wrong: about an IU of 0.9 for a thing on a background."""
    acceptable: float = 0.2
    """Accept what is left if at most this share is wrong; else only regions that are right."""
    most_acts: int = 100
    """Strokes and clicks on one image."""
    finishes: bool = True
    """Fill first and mend after. Who will leave the rest to the net fills only where at most
    `LEFT_OPEN` of what matters would be confirmed wrongly."""
    least_gain: float = 0.0005
    """An act that would mend less is not worth the time."""
    looked_at: int = 3
    """Of the wrong regions, so many of the largest."""
    right_regions: int = 3
    """Labels of which something is confirmed on an image that is not accepted: a region that is
    right, or a stroke through what is right in one."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What work took: acts by kind, key presses, pixels, and seconds by the hand's laws."""

    strokes: int = 0
    clicks: int = 0
    """Those of the mouse, and filling the rest, which is a key."""
    keys: int = 0
    travel: float = 0.0
    """Pixels that the pointer travelled, brush up or down."""
    painted: int = 0
    """Pixels under the strokes and fills."""
    seconds: float = 0.0

    @property
    def acts(self) -> int:
        """Strokes and clicks."""
        return self.strokes + self.clicks

    def __add__(self, other: Tally) -> Tally:
        mine, theirs = asdict(self), asdict(other)
        return Tally(**{name: mine[name] + theirs[name] for name in mine})

    def to_json(self) -> dict[str, Any]:
        return {name: round(value, 3) for name, value in asdict(self).items()}


@dataclass(frozen=True, kw_only=True)
class Worked:
    """One image after the person left it. `before` and `after` are shares that were wrong."""

    corrections: Mask
    tally: Tally
    before: float
    after: float
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something the person could do: pixels and what they become, what it mends and costs."""

    window: Window
    inside: Inside
    label: int
    gain: int
    cost: Tally
    end: Spot
    size: int | None
    """Brush size; None for a click."""

    @property
    def rate(self) -> float:
        """Pixels mended a second."""
        return self.gain / self.cost.seconds


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A region that is wrong in one way: it should be `label`.

    `wrong` are its pixels, `reach` those through which a hand would draw to mend them, both bool
    and the size of `window`; `area` is the number of wrong ones.
    """

    window: Window
    reach: Inside
    wrong: Inside
    label: int
    area: int
