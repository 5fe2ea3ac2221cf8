"""Where a project lies, and the lock that keeps two windows from writing one project."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QLockFile, QSysInfo

from app.language import tr
from app.resources import own_folder
from app.spoken import spoken
from app.state.listing import has_images
from app.state.paths import ProjectPaths
from app.state.project_file import read_project
from fcn_core.errors import FcnError
from fcn_core.files import unfinished
from fcn_core.project_names import PROJECT_FOLDER

READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)


class ReadOnlyFolderError(FcnError):
    """The project cannot lie where it should; `suggested` is a folder where it can.

    `there` is where a project lies that can only be read, if it is not copied to `suggested` yet.
    `earlier` is a project that was kept apart for images in a folder of this name that is gone:
    they may be the same, on another drive by now.
    """

    def __init__(
        self, paths: ProjectPaths, suggested: Path, earlier: tuple[Path, Path] | None = None
    ) -> None:
        folder = paths.root
        super().__init__(
            tr("Nothing can be saved in {folder}: it is read-only.").format(folder=folder),
            tr("Keep the project in another folder, for example {folder}.").format(
                folder=suggested
            ),
        )
        self.suggested, self.earlier = suggested, earlier
        is_new = not ProjectPaths(suggested).project_file.exists()
        self.there = folder if is_new and paths.project_file.exists() else None


class TwoProjectsError(FcnError):
    """Images have a project beside them and one that was kept apart: a person has to choose."""

    def __init__(self, images: Path, beside: Path, apart: Path) -> None:
        text = tr("There are two projects of the images in {images}: {beside} and {apart}.")
        super().__init__(
            text.format(images=images, beside=beside, apart=apart),
            tr("Which one do you want to open? The other one stays as it is."),
        )
        self.beside, self.apart = beside, apart


class LockedError(FcnError):
    """A window has the project; `is_ours` if it is one of this program, wherever it opened it."""

    def __init__(self, problem: str, remedy: str, *, is_ours: bool) -> None:
        super().__init__(problem, remedy)
        self.is_ours = is_ours


def suggested_folder(images: Path) -> Path:
    """Where the project of a read-only images' folder may lie: in the user's own data."""
    digest = hashlib.sha256(str(images.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
    return _apart() / f"{images.resolve().name}-{digest[:10]}"


def project_folder(images: Path) -> Path:
    """The project's folder: beside the images, or where it was put because that is read-only.

    Raises `TwoProjectsError` if both are there and can be written.
    """
    beside, apart = images / PROJECT_FOLDER, suggested_folder(images)
    if ProjectPaths(apart).project_file.exists():
        if ProjectPaths(beside).project_file.exists() and may_write(beside):
            raise TwoProjectsError(images, beside, apart)
        return apart
    if beside.exists():
        return beside
    return next((root for root, were in _kept_apart() if were == images), beside)


def passed_over(images: Path, paths: ProjectPaths) -> Path | None:
    """A project beside the images that can only be read, in whose stead this one is open."""
    beside = images / PROJECT_FOLDER
    is_other = ProjectPaths(beside).project_file.exists() and not is_same(beside, paths.root)
    return beside if is_other and not may_write(beside) else None


def earlier_project(images: Path) -> tuple[Path, Path] | None:
    """A project kept apart for a folder of this name that is gone, and where that was."""
    return next(
        (kept for kept in _kept_apart() if kept[1].name == images.name and not kept[1].exists()),
        None,
    )


def locate(folder: Path, root: Path | None = None) -> tuple[Path, ProjectPaths]:
    """The images' folder and its project, whichever of the two `folder` is. Raises `FcnError`.

    `root` is the project's folder where that is not to be found beside the images.
    """
    folder = folder.absolute()
    if ProjectPaths(folder).project_file.exists():
        root, folder = folder, _images_of(ProjectPaths(folder))
    return folder, ProjectPaths((root or project_folder(folder)).absolute())


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one folder or file: by "..", by a link, or spelled otherwise."""
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False


def is_folder(path: Path) -> bool:
    """Whether there is one. Of a drive that does not answer nothing is there."""
    try:
        return path.is_dir()
    except OSError:
        return False


def may_write(folder: Path) -> bool:
    """Whether anything can be written there. It is tried: Windows says yes of every folder."""
    if not os.access(folder, os.W_OK):
        return False
    tried = folder / f".{secrets.token_hex(8)}.tmp"
    try:
        tried.touch(exist_ok=False)
        tried.unlink()
    except OSError:
        return False
    return True


def leads_to(images: Path, paths: ProjectPaths, folder: Path, root: Path | None = None) -> bool:
    """Whether `locate` finds this project there, by whatever way. Raises `FcnError`."""
    if root is None and is_same(folder, images):
        return True
    found, paths_found = locate(folder, root)
    return is_same(found, images) or is_same(paths_found.root, paths.root)


def name_within(folder: Path, path: Path) -> Path | None:
    """A file's path from a folder on, whichever ways lead to both; None if it lies elsewhere."""
    path = path.absolute()
    # The file itself may be a link: its own name counts.
    for at, below in ((path, folder), (path.parent.resolve() / path.name, folder.resolve())):
        if at.is_relative_to(below):
            return at.relative_to(below)
    return None


def prepare(paths: ProjectPaths, images: Path) -> QLockFile:
    """Make the project's folders and lock them for this window.

    Raises `ReadOnlyFolderError`, `LockedError` if a window has them, or `FcnError` if the disk is
    full.
    """
    try:
        str(paths.root).encode()
    except UnicodeEncodeError as error:
        name = str(paths.root).encode("utf-8", "replace").decode()
        raise FcnError(
            tr("The path {folder} is not written in letters.").format(folder=name),
            tr("Rename its folders, then open it again."),
        ) from error
    try:
        paths.create()
    except OSError as error:
        if error.errno in READ_ONLY:
            raise _read_only(paths, images) from error
        raise FcnError(
            tr("The project folder {folder} cannot be made ({reason}).").format(
                folder=paths.root, reason=spoken(str(error.strerror))
            ),
            tr("Free some space, or keep the project in another folder."),
        ) from error
    lock = QLockFile(str(paths.lock_file))
    lock.setStaleLockTime(0)
    if lock.tryLock(0) or (_is_ours(lock) and _take_away(lock) and lock.tryLock(0)):
        _remove_leftovers(paths)
        return lock
    if lock.error() == QLockFile.LockError.PermissionError:
        raise _read_only(paths, images)
    if lock.error() == QLockFile.LockError.LockFailedError:
        raise _locked(paths, lock)
    raise _not_written(paths.lock_file)


def release(lock: QLockFile) -> None:
    """Give the lock back. If somebody deleted it, another window may have made one: that stays."""
    file = Path(lock.fileName())
    theirs = file.with_name(f".{file.name}.tmp")
    is_theirs = bool(lock.getLockInfo()[0]) and not _is_ours(lock)
    try:
        if is_theirs:
            file.replace(theirs)  # `unlock` deletes whatever lies there
    except OSError:  # nor can it be deleted, then
        is_theirs = False
    lock.unlock()
    if is_theirs:
        theirs.replace(file)


def claim(paths: ProjectPaths) -> ProjectPaths:
    """The paths of a project that is locked for this window, and for no later one. Raises
    `FcnError`.
    """
    try:
        return paths.claimed()
    except OSError as error:
        raise _not_written(paths.claim_file) from error


def _not_written(file: Path) -> FcnError:
    """The error for a small file that the project cannot do without."""
    return FcnError(
        tr("{file} cannot be written: the disk may be full.").format(file=file),
        tr("Free some space, or keep the project in another folder."),
    )


def _read_only(paths: ProjectPaths, images: Path) -> ReadOnlyFolderError:
    return ReadOnlyFolderError(paths, suggested_folder(images), earlier_project(images))


def _apart() -> Path:
    """Where projects of read-only folders lie."""
    return own_folder() / "projects"


def _kept_apart() -> Iterator[tuple[Path, Path]]:
    """Those projects, and where their images are or were; damaged ones are passed over."""
    for file in sorted(_apart().glob("*/project.json")):
        try:
            data = read_project(ProjectPaths(file.parent))
        except FcnError:
            continue
        if data is not None:
            yield file.parent, Path(data.images)


def _images_of(paths: ProjectPaths) -> Path:
    """The images' folder of a project: the one it lies in, else the one it was made for."""
    around = paths.root.parent
    data = read_project(paths)
    beside = paths.root.name == PROJECT_FOLDER and has_images(around)
    return around if beside or data is None else Path(data.images)


def _remove_leftovers(paths: ProjectPaths) -> None:
    """Temporary files of writes that a crash cut off. Nobody else writes here: we hold the lock."""
    for folder in (paths.root, paths.corrections_folder, paths.journal_folder):
        for leftover in unfinished(folder):
            leftover.unlink(missing_ok=True)


def _is_ours(lock: QLockFile) -> bool:
    """Whether the file of a lock tells of this very program."""
    pid, host, _ = lock.getLockInfo()
    # On Windows locks have the computer's old name, in capitals and of 15 letters at most.
    here = os.environ.get("COMPUTERNAME") if sys.platform == "win32" else QSysInfo.machineHostName()
    return bool(pid == os.getpid() and host == here)


def _take_away(lock: QLockFile) -> bool:
    """Delete a lock that tells of this program, though no window of it has the folder.

    It was copied along with the project, or an earlier program had our number. What a window does
    hold cannot be taken away: the system knows of it.
    """
    return lock.removeStaleLockFile()


def _locked(paths: ProjectPaths, lock: QLockFile) -> LockedError:
    pid, host, _ = lock.getLockInfo()
    owner = tr("process {id} on {computer}") if pid else tr("another process")
    return LockedError(
        tr("The project {folder} is open in another window ({process}).").format(
            folder=paths.root, process=owner.format(id=pid, computer=host)
        ),
        tr("Close that window first. If there is none, delete {file}.").format(
            file=paths.lock_file
        ),
        is_ours=_is_ours(lock),
    )
