"""Writing files so that the old content survives any failure."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter
from pathlib import Path

from fcn_core.errors import FcnError
from fcn_core.sentences import said

UNSYNCED = (errno.EINVAL, errno.EBADF, errno.ENOTSUP)
"""What file systems answer that know no syncing of folders: the file itself is on the disk."""
PATIENCE = 2.0 if sys.platform == "win32" else 0.0
"""Seconds. Windows replaces and deletes no file that anybody has open: a thread of ours, a scanner
of viruses, a process that was killed a moment ago.
"""
MOMENT = 0.02


def write_atomic(
    path: Path,
    data: bytes,
    check: Callable[[Path], object] | None = None,
    *,
    syncs: bool = True,
) -> None:
    """Replace `path` by `data` as a whole, or leave it: see `replacing`. Without `syncs` nobody
    waits for the disk, and a power cut may take what is written.
    """
    with replacing(path, check, syncs=syncs, syncs_folder=syncs) as file:
        file.write(data)


@contextmanager
def replacing(
    path: Path,
    check: Callable[[Path], object] | None = None,
    *,
    syncs: bool = True,
    syncs_folder: bool = True,
) -> Iterator[BufferedWriter]:
    """A file that takes the place of `path` as a whole when the block ends, however long it is.

    Temporary file, fsync, rename, fsync of the folder, unless whoever writes many files does that
    once for all of them. `check` reads the temporary file and may refuse it, by raising anything.
    Raises that, `OSError` (no space, no permission), or what the block raises, and leaves the old
    file as it was.
    """
    # A plain new file, unlike one of `tempfile`, has the rights that the user's umask gives.
    temporary = path.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        with temporary.open("xb") as file:
            yield file
            if syncs:
                file.flush()
                os.fsync(file.fileno())
        if check is not None:
            check(temporary)
        replace_soon(temporary, path)
    except BaseException:
        with suppress(OSError):  # what went wrong is told; what is left, `unfinished` finds
            temporary.unlink(missing_ok=True)
        raise
    if syncs_folder:
        sync_folder(path.parent)


def replace_soon(file: Path, path: Path) -> None:
    """Put a file in the place of another, once nobody reads that. Raises `OSError`."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            os.replace(file, path)
            return
        except PermissionError:
            if time.monotonic() >= until:
                raise
            time.sleep(MOMENT)


def remove_soon(folder: Path) -> None:
    """Delete a folder and all in it, once nobody has it open; what cannot be deleted stays."""
    until = time.monotonic() + PATIENCE
    shutil.rmtree(folder, ignore_errors=True)
    while folder.exists() and time.monotonic() < until:
        time.sleep(MOMENT)
        shutil.rmtree(folder, ignore_errors=True)


def unfinished(folder: Path) -> list[Path]:
    """What is left in a folder of writing that a crash cut short. Somebody may write just now."""
    return [*folder.glob(".*.tmp")]


def file_state(path: Path) -> str:
    """What changes whenever a file's content does, without a look at it. Raises `OSError`.

    Size and date alone do not: cameras and copies write the date they like, and files of one kind
    are of one size. So it also says which file of the system it is, and when anything about that
    changed last, which Windows does not tell: there, who writes into a file without changing its
    size, and dates it back, goes unnoticed. Where a system numbers its files anew, a file is looked
    at once more than needed.
    """
    stat = path.stat()
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ino} {stat.st_ctime_ns}"


def file_hash(path: Path) -> str:
    """sha256 of a file's bytes, as hex. Raises `OSError`."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def require_folder(file: Path) -> None:
    """Raise `FcnError` if the folder that a file is to be written in is not there."""
    if not file.parent.is_dir():
        raise unwritable(file, said("there is no such folder"))


def unwritable(file: Path, reason: str) -> FcnError:
    """What to say of a file that somebody chose to be written."""
    return FcnError(
        "{path} cannot be written ({reason}).",
        "Free some space or choose another folder.",
        path=file,
        reason=reason,
    )


def spare(inputs: Iterable[Path], targets: Iterable[Path], remedy: str) -> None:
    """Raise `FcnError` if a file to be written is one of those to be read, by whatever name."""
    read = {_known(path) for path in inputs} - {None}
    for target in targets:
        if _known(target) in read:
            problem = said("{path} is to be read and cannot be written, too.", path=target)
            raise FcnError(problem, remedy)


def _known(path: Path) -> tuple[int, int] | None:
    try:
        return file_identity(path)
    except OSError:  # what cannot even be looked at is neither read nor written
        return None


def file_identity(path: Path) -> tuple[int, int]:
    """Which file or folder of the system this is, whose links and spellings may be many. Raises
    `OSError` if it is gone.
    """
    found = path.stat()
    return found.st_dev, found.st_ino


def sync_folder(folder: Path) -> None:
    """Make renames durable. Windows cannot open folders and does not need it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in UNSYNCED:
            raise
    finally:
        os.close(handle)
