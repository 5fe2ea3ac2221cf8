"""Wires how light images are shown: what the project remembers, and offers for dark ones."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.bootstrap.parts import Parts
from app.language import tr
from app.state.lighting import SETTING, Lighting
from app.state.project import Project
from app.views.banner import BannerKind
from app.views.main_window import MainWindow
from fcn_core.errors import FcnError

KEPT_AFTER_MS = 400
"""A key that is held down writes once."""


class LightingWiring(QObject):
    """Each project has a lighting of its own: what lights nuclei would spoil photos."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._parts, self._window = parts, window
        self._project: Project | None = None
        self._keeping = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._keeping.timeout.connect(self._keep)
        parts.opening.project_changed.connect(self._follow)
        parts.opening.closing.connect(self._keep_now)
        parts.session.lighting_changed.connect(self._keeping.start)
        self._offer_contrast()

    def _follow(self, project: Project | None) -> None:
        self._project = project
        found = None if project is None else project.setting(SETTING)
        self._parts.session.set_lighting(Lighting.from_json(found))
        self._keeping.stop()

    def _keep_now(self) -> None:
        if self._keeping.isActive():
            self._keeping.stop()
            self._keep()

    def _keep(self) -> None:
        if self._project is None:
            return
        try:
            self._project.set_setting(SETTING, self._parts.session.lighting.to_json())
        except FcnError as error:
            self._window.show_problem(error)

    def _offer_contrast(self) -> None:
        """Where an image is too dark, say what shows it, while it is seen and until it is done."""
        parts, window = self._parts, self._window
        said = tr(
            "This image is so dark that little of it shows. Auto contrast lights the screen alone."
        )

        def offer() -> None:
            stretch = window.bars.actions["stretch"]
            window.show_notice(said, BannerKind.INFO, tr("Auto contrast"), stretch.trigger)

        parts.dark_images.found.connect(offer)
        parts.dark_images.left.connect(lambda: window.banner.take_back(said))
        parts.session.lighting_changed.connect(lambda: window.banner.take_back(said))
