"""Watching the folder: microscopes and drones go on writing while one corrects.

The folder itself is watched, not those in it: a system tells of a few thousand at most. Where it
tells of none, on network drives for example, one may look by hand.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from app.flows.listing import Listing
from app.flows.opening import Opening
from app.language import count, tr
from app.state.project import Project

# From a change to the look: what comes together is listed together.
QUIET_MS = 2000
# Looking takes up at most this share of the time, however often something changes.
SHARE = 0.05


class Watching(QObject):
    """Lists the open project's images anew when its folder changes, or when somebody asks."""

    said = Signal(str)

    def __init__(self, opening: Opening, listing: Listing) -> None:
        super().__init__(opening)
        self._opening, self._listing = opening, listing
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _: self._look_soon())
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._look_quietly)
        self._pause_ms = QUIET_MS
        opening.project_changed.connect(self._follow)

    def look(self) -> None:
        """Look for new images now, and say what was found."""
        self._look(asked=True)

    # --- inside -------------------------------------------------------------------------------

    def _follow(self, project: Project | None) -> None:
        self._soon.stop()
        self._pause_ms = QUIET_MS
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
        if project is not None:
            self._watcher.addPath(str(project.images))

    def _look_soon(self) -> None:
        # Not restarted while it runs: a device that writes all the time would never be heard.
        if not self._soon.isActive():
            self._soon.start(self._pause_ms)

    def _look_quietly(self) -> None:
        project, document = self._opening.project, self._opening.document
        if project is None or not project.is_listed or not project.images.is_dir():
            return
        if document is not None and document.is_painting:
            self._look_soon()
            return
        self._look(asked=False)

    def _look(self, *, asked: bool) -> None:
        project = self._opening.project
        if project is None:
            return
        before, began = project.entries, time.monotonic()

        def tell() -> None:
            took = time.monotonic() - began
            self._pause_ms = max(QUIET_MS, round(1000 * took / SHARE))
            new = sum(before.place(image_id) < 0 for image_id in project.entries.ids)
            if new:
                self.said.emit(count(new, tr("new image"), tr("new images")))
            elif asked:
                self.said.emit(tr("No new images"))
            if self._opening.document is None:
                self._opening.show_any()

        self._listing.renew(tell)
