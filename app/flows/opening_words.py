"""What is opened, and what is said of what cannot be opened or closed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.language import QT_TR_NOOP, tr
from app.spoken import spoken
from fcn_core.errors import FcnError
from fcn_core.imaging.kinds import SUFFIXES, way_in

NOT_LISTED = QT_TR_NOOP("The images of the folder are still being listed.")


def folder_of(path: Path) -> tuple[Path, Path | None]:
    """The folder that a path means, and the image in it, if it means one. Raises `FcnError`."""
    try:
        if path.is_dir():
            return path, None
        if path.suffix.lower() in SUFFIXES and path.exists():
            return path.parent, path
        raise no_image(path)
    except OSError as error:
        raise FcnError(
            tr("{path} cannot be looked at ({reason}).").format(path=path, reason=error.strerror),
            tr("Connect the drive or the server that it is on, then open it again."),
        ) from error


def no_image(path: Path) -> FcnError:
    """A path that cannot be opened."""
    if path.exists():
        return FcnError(
            tr("{path} is no image of a kind that this program opens.").format(path=path),
            spoken(way_in(path))
            or tr("Open a JPEG, PNG, WebP, BMP or TIFF file, or a folder of them."),
        )
    problem = tr("{path} does not exist.").format(path=path)
    return FcnError(problem, tr("Check the name, or open its folder."))


def not_copied(copies: Path, error: OSError) -> FcnError:
    """Sample photos that find no place."""
    text = tr("The sample photos cannot be copied to {folder} ({reason}).")
    problem = text.format(folder=copies, reason=spoken(str(error.strerror)))
    return FcnError(problem, tr("Free some space, or open a folder of your own."))


def not_saved(images: Sequence[str]) -> FcnError:
    """Images that cannot be closed."""
    text = tr("Changes to {images} could not be saved, so these images stay open.")
    remedy = tr("Free some space or check the disk, then try again.")
    return FcnError(text.format(images=", ".join(images)), remedy)
