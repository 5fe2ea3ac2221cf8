"""That a project's folder is still the one which this window has locked.

A path may lead to another project by now: a link was turned, folders were renamed, another card is
in the reader. What is drawn here must not be written there, nor what lies there be taken for ours.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Claim:
    """What the lock file said when it was made, and which folder of the disk it lies in."""

    lock_file: Path
    said: bytes
    folder: tuple[int, int]

    @classmethod
    def of(cls, lock_file: Path) -> Claim:
        """Of a lock that is ours. Raises `OSError`."""
        return cls(lock_file, lock_file.read_bytes(), _identity(lock_file.parent))

    def check(self) -> None:
        """Raise `OSError` if it is no longer so.

        A lock that somebody has deleted is no reason while the folder is the same.
        """
        try:
            is_ours = self.lock_file.read_bytes() == self.said
        except FileNotFoundError:
            is_ours = _identity(self.lock_file.parent) == self.folder
        if not is_ours:
            reason = "another project lies there by now"
            raise FileNotFoundError(errno.ENOENT, reason, str(self.lock_file.parent))


def _identity(folder: Path) -> tuple[int, int]:
    """Which folder of the system this is. Raises `OSError` if it is gone."""
    found = folder.stat()
    return found.st_dev, found.st_ino
