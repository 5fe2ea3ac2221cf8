"""Thumbnails of the rows that are in sight, read in a thread of their own."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.workers.background import Background
from app.workers.priority import yield_to_window
from app.workers.rounds import Rounds
from fcn_core.errors import FcnError
from fcn_core.imaging.greys import brightened, is_grey
from fcn_core.imaging.images import is_quick, read_thumbnail, shrunk
from fcn_core.imaging.pixels import RGB
from fcn_core.sentences import said

SIDE = 128
KEPT = 2000
AHEAD = 4
"""Of a large image so many times more pixels a side than a thumbnail has are looked at."""


class Thumbnails(QObject):
    """Reads what is wanted last, first things first; keeps the last 2,000 in memory."""

    ready = Signal(str, object)
    """Image id and QImage."""
    unreadable = Signal(str, str)
    """Image id and the reason."""

    def __init__(self, side: int = SIDE, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._kept: OrderedDict[Path, QImage] = OrderedDict()
        self._failed: set[Path] = set()
        self._wanted: list[tuple[str, Path]] = []
        self._held: Path | None = None
        self._is_reading = False
        self._rounds = Rounds()
        self._thread = Background("thumbnails", yield_to_window, self)

    def want(self, rows: Sequence[tuple[str, Path]], *, drop_others: bool = True) -> None:
        """These (image id, path) are in sight now; whatever else waits is dropped, if so said."""
        if drop_others:
            self._wanted = []
        for image_id, path in rows:
            if path in self._kept:
                self._kept.move_to_end(path)
                self.ready.emit(image_id, self._kept[path])
            elif path not in self._failed:
                self._wanted.append((image_id, path))
        self._read_next()

    def put(self, image_id: str, path: Path, image_HWC: RGB) -> None:
        """An image that somebody has read: its thumbnail costs next to nothing."""
        if path not in self._kept:
            self._wanted = [row for row in self._wanted if row[1] != path]
            step = max(1, max(image_HWC.shape) // (AHEAD * self._side))
            self._keep(image_id, path, _shown(shrunk(image_HWC[::step, ::step], self._side)))

    def await_reading(self, path: Path | None) -> None:
        """This image is being read as a whole: twice at once takes twice as long. None: no more."""
        self._held = path
        self._read_next()

    def forget(self) -> None:
        """Another project: nothing of the old one is wanted, nor what is being read just now.

        Its images may be called the same.
        """
        self._rounds.begin()
        self._wanted, self._is_reading = [], False
        self._kept.clear()
        self._failed.clear()

    def shutdown(self) -> None:
        self._wanted = []
        self._thread.shutdown()

    def _read_next(self) -> None:
        free = (row for row in self._wanted if row[1] != self._held or is_quick(row[1]))
        found = None if self._is_reading else next(free, None)
        if found is None:
            return
        self._wanted.remove(found)
        image_id, path = found
        self._is_reading = True
        self._thread.submit(
            lambda: _thumbnail(path, self._side),
            self._rounds.bound(partial(self._finish, image_id, path)),
            self._rounds.bound(partial(self._fail, image_id, path)),
        )

    def _finish(self, image_id: str, path: Path, image: QImage) -> None:
        self._is_reading = False
        self._keep(image_id, path, image)
        self._read_next()

    def _keep(self, image_id: str, path: Path, image: QImage) -> None:
        self._kept[path] = image
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(image_id, image)

    def _fail(self, image_id: str, path: Path, error: Exception) -> None:
        self._is_reading = False
        self._failed.add(path)
        reason = (
            error.problem
            if isinstance(error, FcnError)
            else said("{path} cannot be read: {reason}", path=path, reason=error)
        )
        self.unreadable.emit(image_id, reason)
        self._read_next()


def _thumbnail(path: Path, side: int) -> QImage:
    return _shown(read_thumbnail(path, side))


def _shown(image: RGB) -> QImage:
    """Dark images without colour are as bright as they can be: else all of them are black."""
    return to_qimage(brightened(image) if is_grey(image) else image)


def to_qimage(image_HWC: RGB) -> QImage:
    """A QImage with its own copy of uint8 RGB pixels (H, W, 3)."""
    height, width = image_HWC.shape[:2]
    data = image_HWC.tobytes()
    return QImage(data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
