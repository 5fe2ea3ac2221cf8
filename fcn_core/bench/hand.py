"""How long a hand needs: published laws of pointing, steering and key presses.

Pointing follows Fitts's law in the Shannon formulation with the constants of a mouse (MacKenzie,
Sellen and Buxton, CHI 1991). Following a path follows the steering law (Accot and Zhai, CHI
1997): the time grows with length over free width, so a brush that leaves little room is slow.
Keys, buttons and the look before an action are the keystroke-level model's operators (Card,
Moran and Newell, CACM 1980). All laws are free of scale: zooming in changes nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Hand:
    """Constants of an experienced, not a hurried, person with a mouse. Times in seconds."""

    pointing: float = -0.107
    """Fitts's intercept; negative as published, so a time below zero counts as none."""
    pointing_per_bit: float = 0.223
    steering_per_unit: float = 0.1
    """For each length as long as the path is wide. Rounded: the order of the published slopes."""
    look: float = 1.35
    """Operator M: find the next error and decide what to do about it."""
    key: float = 0.28
    """Operator K of an average typist: another label, another brush size, accept."""
    button: float = 0.1
    """Operator B: the mouse button down, or up."""

    def point(self, distance: float, width: float) -> float:
        """Seconds to bring the pointer `distance` pixels to a target `width` pixels wide."""
        bits = math.log2(distance / max(width, 1.0) + 1)
        return max(0.0, self.pointing + self.pointing_per_bit * bits)

    def steer(self, lengths_over_widths: float) -> float:
        """Seconds to follow a path: the sum of its pieces' lengths over their free widths."""
        return self.steering_per_unit * lengths_over_widths

    def press(self, keys: int) -> float:
        """Seconds for a look and `keys` key presses."""
        return self.look + keys * self.key

    def click(self, distance: float, width: float, keys: int = 0) -> float:
        """Seconds for a look, `keys` key presses, the way to a target and a click on it."""
        return self.press(keys) + self.point(distance, width) + 2 * self.button

    def stroke(
        self, distance: float, width: float, lengths_over_widths: float, keys: int = 0
    ) -> float:
        """Seconds for a stroke that starts on a spot `width` pixels wide, all in all."""
        return self.click(distance, width, keys) + self.steer(lengths_over_widths)
