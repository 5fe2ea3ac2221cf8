"""Taking images out of a video: look at it, ask, write them in a thread."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.flows.flow import CHECK_FILE, Flow
from app.language import tr
from app.workers.background import Background
from fcn_core.cancelling import Cancelled
from fcn_core.errors import explained
from fcn_core.frames import FramesWish, TakenFrames, read_poster, take_frames

FRAMES = "frames of a video"
"""What is asked of the thread."""
PAUSE = 0.1
"""Seconds between two tellings of how far it is."""


class TakingFrames(Flow):
    """One video at a time."""

    found = Signal(Path, object)
    """A video and its `Poster`: ask, then `start`."""
    progressed = Signal(float, int)
    """Seconds of the video that are done, and frames taken so far."""
    finished = Signal(object)
    """TakenFrames, also where it was stopped."""
    failed = Signal(object)
    """FcnError; what was taken by then is there."""
    _reached = Signal(float, int)

    def __init__(self, thread: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread, self._stopped = thread, threading.Event()
        self._reached.connect(self.progressed)

    def look(self, video: Path) -> None:
        """What kind of video is it? `found` or `problem` follows."""
        self._thread.submit_latest(
            FRAMES,
            lambda _: read_poster(video),
            lambda poster: self.found.emit(video, poster),
            lambda error: self.problem.emit(explained(error, tr(CHECK_FILE))),
        )

    def start(self, video: Path, folder: Path, wish: FramesWish) -> None:
        """Take the frames; `finished` or `failed` follows."""
        self._stopped.clear()
        self._thread.submit_latest(
            FRAMES,
            lambda cancelled: self._take(video, folder, wish, cancelled),
            self.finished.emit,
            lambda error: self.failed.emit(explained(error, tr(CHECK_FILE))),
        )

    def stop(self) -> None:
        """Enough: what was taken so far is kept."""
        self._stopped.set()

    def _take(
        self, video: Path, folder: Path, wish: FramesWish, cancelled: Cancelled
    ) -> TakenFrames:
        """In the thread."""
        told = 0.0

        def tell(seconds: float, taken: int) -> None:
            nonlocal told
            if (now := time.monotonic()) - told > PAUSE:
                told = now
                self._reached.emit(seconds, taken)

        return take_frames(video, folder, wish, tell, lambda: cancelled() or self._stopped.is_set())
