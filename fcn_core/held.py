"""A folder that a living process works in: the system knows, and forgets however it ends."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fcn_core.errors import FcnError

HELD = "held.lock"
TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
"""What systems answer while another process has the lock. Others know no locks: there none does."""


@contextmanager
def holding(folder: Path) -> Iterator[None]:
    """Hold a folder, which is there. Raises `FcnError` while another process does."""
    file = folder / HELD
    handle = _taken(file)
    if handle is None:
        raise FcnError(
            "Another run is at work in {path}.",
            "Wait for its end, or choose another folder.",
            path=folder,
        )
    try:
        yield
    finally:
        if sys.platform == "win32":  # it keeps what is open: ours now, somebody else's afterwards
            os.close(handle)
        with suppress(OSError):  # gone with its folder
            file.unlink()
        if sys.platform != "win32":
            os.close(handle)


def _taken(file: Path) -> int | None:
    """The file, open and locked; None if another process has it."""
    while True:
        handle = os.open(file, os.O_RDWR | os.O_CREAT)
        if not _locked(handle):
            os.close(handle)
            return None
        if os.fstat(handle).st_nlink:
            return handle
        os.close(handle)  # whoever had it has just removed it: whoever comes next makes another


def is_held(folder: Path) -> bool:
    """Whether some process holds this folder."""
    try:
        handle = os.open(folder / HELD, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _locked(handle)
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    """Lock an open file until it is closed; false if another process has."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in TAKEN
    return True
