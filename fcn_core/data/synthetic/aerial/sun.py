"""Light from one side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fcn_core.data.synthetic.aerial.boxes import direction
from fcn_core.data.synthetic.shapes import Outline, Rng


@dataclass(frozen=True, kw_only=True)
class Sun:
    """Where shadows fall, and how dark."""

    away: Outline
    """Unit vector from the sun on."""
    length: float
    """Of a shadow over the height of what casts it."""
    dark: float
    """Share of light that is missing in a shadow."""

    @classmethod
    def drawn(cls, rng: Rng) -> Sun:
        return cls(
            away=direction(rng.uniform(0, 2 * np.pi)),
            length=rng.uniform(0.1, 1.2),
            dark=rng.uniform(0.2, 0.75),
        )

    def shadow(self, height: float) -> Outline:
        """How far and where to the shadow of so high a point falls."""
        return self.away * self.length * height
