"""Where a project lies, and the lock that keeps two windows from writing one project."""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QStandardPaths

from app.language import tr
from app.spoken import spoken
from app.state.paths import FOLDER_NAME, ProjectPaths
from fcn_core.errors import FcnError

READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)


class ReadOnlyFolderError(FcnError):
    """The project cannot lie where it should; `suggested` is a folder where it can."""

    def __init__(self, folder: Path, suggested: Path) -> None:
        super().__init__(
            tr("Nothing can be saved in {folder}: it is read-only.").format(folder=folder),
            tr("Keep the project in another folder, for example {folder}.").format(
                folder=suggested
            ),
        )
        self.suggested = suggested


def suggested_folder(images: Path) -> Path:
    """Where the project of a read-only images' folder may lie: in the user's own data."""
    location = QStandardPaths.StandardLocation.GenericDataLocation
    data = Path(QStandardPaths.writableLocation(location))
    digest = hashlib.sha256(str(images.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
    return data / "fcn-gui" / "projects" / f"{images.resolve().name}-{digest[:10]}"


def project_folder(images: Path) -> Path:
    """The project's folder: beside the images, or where it was put because that is read-only."""
    beside, apart = images / FOLDER_NAME, suggested_folder(images)
    if not beside.exists() and ProjectPaths(apart).project_file.exists():
        return apart
    return beside


def prepare(paths: ProjectPaths, images: Path) -> QLockFile:
    """Make the project's folders and lock them for this window.

    Raises `ReadOnlyFolderError`, or `FcnError` if another window has them or the disk is full.
    """
    try:
        paths.create()
    except OSError as error:
        if error.errno in READ_ONLY:
            raise ReadOnlyFolderError(paths.root, suggested_folder(images)) from error
        raise FcnError(
            tr("The project folder {folder} cannot be made ({reason}).").format(
                folder=paths.root, reason=spoken(str(error.strerror))
            ),
            tr("Free some space, or keep the project in another folder."),
        ) from error
    lock = QLockFile(str(paths.lock_file))
    lock.setStaleLockTime(0)
    if lock.tryLock(0):
        _remove_leftovers(paths)
        return lock
    if lock.error() == QLockFile.LockError.PermissionError:
        raise ReadOnlyFolderError(paths.root, suggested_folder(images))
    raise _locked(paths, lock)


def _remove_leftovers(paths: ProjectPaths) -> None:
    """Temporary files of writes that a crash cut off. Nobody else writes here: we hold the lock."""
    for folder in (paths.root, paths.corrections_folder, paths.journal_folder):
        for leftover in folder.glob(".*.tmp"):
            leftover.unlink(missing_ok=True)


def _locked(paths: ProjectPaths, lock: QLockFile) -> FcnError:
    pid, host, _ = lock.getLockInfo()
    owner = tr("process {id} on {computer}") if pid else tr("another process")
    return FcnError(
        tr("The project {folder} is open in another window ({process}).").format(
            folder=paths.root, process=owner.format(id=pid, computer=host)
        ),
        tr("Close that window first. If there is none, delete {file}.").format(
            file=paths.lock_file
        ),
    )
