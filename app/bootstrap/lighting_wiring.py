"""Wires how light images are shown to what the program remembers."""

from __future__ import annotations

from app.state.lighting import DARKEST, LIGHTEST, Lighting
from app.state.session import Session
from app.state.settings import Settings

STRETCHED, BRIGHTNESS = "lighting/stretched", "lighting/brightness"
"""The second one counts from the darkest on."""


def remember_lighting(session: Session, settings: Settings) -> None:
    """Begin with the lighting of the last time, and keep each new one."""
    brightness = settings.number(BRIGHTNESS, -DARKEST) + DARKEST
    session.set_lighting(
        Lighting(
            stretched=settings.number(STRETCHED, 0) == 1,
            brightness=min(LIGHTEST, brightness),
        )
    )

    def keep() -> None:
        settings.set_number(STRETCHED, int(session.lighting.stretched))
        settings.set_number(BRIGHTNESS, session.lighting.brightness - DARKEST)

    session.lighting_changed.connect(keep)
