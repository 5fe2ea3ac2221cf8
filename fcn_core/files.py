"""Writing files so that the old content survives any failure."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def write_atomic(path: Path, data: bytes, check: Callable[[Path], object] | None = None) -> None:
    """Replace `path` by `data` as a whole: temporary file, fsync, rename, fsync of the folder.

    `check` reads the temporary file and may refuse it, by raising anything. Raises that, or
    `OSError` (no space, no permission), and leaves the old file as it was.
    """
    # A plain new file, unlike one of `tempfile`, has the rights that the user's umask gives.
    temporary = path.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if check is not None:
            check(temporary)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename durable. Windows cannot open folders and does not need it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
