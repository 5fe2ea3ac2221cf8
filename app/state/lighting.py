"""How light an image is shown: for eyes alone, no file and no net gets anything of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

DARKEST, LIGHTEST, STEP = -100, 100, 10


@dataclass(frozen=True, kw_only=True)
class Lighting:
    """`stretched`: from black for the darkest pixels to white for the lightest ones.

    `brightness` lifts or lowers what lies between, -100 to 100; at 0 it is as it is.
    """

    stretched: bool = False
    brightness: int = 0

    def __post_init__(self) -> None:
        if not DARKEST <= self.brightness <= LIGHTEST:
            raise ValueError(f"a brightness of {self.brightness} is not within -100 to 100")

    def by(self, steps: int) -> Lighting:
        """So much lighter, as far as it goes."""
        brightness = max(DARKEST, min(LIGHTEST, self.brightness + steps))
        return replace(self, brightness=brightness)


AS_IT_IS = Lighting()
