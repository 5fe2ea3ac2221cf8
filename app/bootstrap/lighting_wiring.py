"""Wires how light images are shown: what the program remembers, and offers for dark ones."""

from __future__ import annotations

from app.bootstrap.parts import Parts
from app.language import tr
from app.state.session import Session
from app.state.settings import Settings
from app.views.banner import BannerKind
from app.views.main_window import MainWindow


def remember_lighting(session: Session, settings: Settings) -> None:
    """Begin with the lighting of the last time, and keep each new one."""
    session.set_lighting(settings.lighting)
    session.lighting_changed.connect(lambda: settings.set_lighting(session.lighting))


def offer_contrast(parts: Parts, window: MainWindow) -> None:
    """Where an image is too dark, say what shows it, until it is done by whatever way."""
    said = tr(
        "This image is so dark that little of it shows. Auto contrast lights the screen alone."
    )

    def offer() -> None:
        stretch = window.bars.actions["stretch"]
        window.show_notice(said, BannerKind.INFO, tr("Auto contrast"), stretch.trigger)

    parts.dark_images.found.connect(offer)
    parts.session.lighting_changed.connect(lambda: window.banner.take_back(said))
