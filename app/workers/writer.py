"""The writer: one thread that appends journal records and writes snapshots, in order.

A write is bound to the project and image it was made for, never to what is shown now.
"""

from __future__ import annotations

import errno
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from app.language import QT_TR_NOOP, tr
from app.spoken import spoken
from app.state.journal import Journal
from app.state.paths import ProjectPaths
from app.state.records import Record, encode_records
from app.state.recovery import save_snapshot
from app.state.snapshot import Snapshot
from app.workers.background import Background

NO_SPACE = QT_TR_NOOP("Free some space: saving goes on by itself.")
NOT_ALLOWED = QT_TR_NOOP("Check the folder's permissions: saving goes on by itself.")
REMEDIES = {
    errno.ENOSPC: NO_SPACE,
    errno.EDQUOT: NO_SPACE,
    errno.EACCES: NOT_ALLOWED,
    errno.EPERM: NOT_ALLOWED,
    errno.EROFS: QT_TR_NOOP("The disk is read-only. Make it writable: saving goes on by itself."),
    errno.EBUSY: QT_TR_NOOP(
        "Go on in the other window: what this one cannot save has to be drawn there again."
    ),
    errno.ENOENT: QT_TR_NOOP("The folder is gone. Put it back: saving goes on by itself."),
}
SAFE = QT_TR_NOOP("Nothing is lost while the window stays open.")
UNKNOWN = QT_TR_NOOP("Check the disk: saving is tried again by itself.")


class Writer(Background):
    """Saves in the background, and does other work on files that has its place between the saves.

    `done` is told the revision up to which everything is on disk, `failed` problem and remedy; then
    what was on disk before is whole. They are whose write it was: another project may have an image
    of the same name by then.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("writer", parent=parent)

    def append(
        self,
        paths: ProjectPaths,
        image_id: str,
        records: tuple[Record, ...],
        done: Callable[[int], None],
        failed: Callable[[str, str], None],
    ) -> None:
        """Add records to an image's journal. Send no more of it before the answer has come."""

        def write() -> None:
            paths.check()
            Journal(paths.journal(image_id)).append(encode_records(records))

        self.submit(
            write,
            lambda _: done(records[-1].revision),
            lambda error: failed(*described(image_id, error)),
        )

    def save_snapshot(
        self,
        paths: ProjectPaths,
        snapshot: Snapshot,
        palette: NDArray[np.uint8],
        done: Callable[[int], None],
        failed: Callable[[str, str], None],
    ) -> None:
        """Write an image's corrections file."""
        self.submit(
            lambda: save_snapshot(paths, snapshot, palette),
            lambda _: done(snapshot.revision),
            lambda error: failed(*described(snapshot.image_id, error)),
        )


def described(image_id: str, error: Exception) -> tuple[str, str]:
    """Problem and remedy of a failed save."""
    number = error.errno if isinstance(error, OSError) else None
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    problem = tr("Changes to {image} are not saved yet: {reason}.").format(
        image=image_id, reason=spoken(reason)
    )
    remedies = REMEDIES.get(number or 0, UNKNOWN), SAFE
    return problem, " ".join(map(tr, remedies))
