"""What is said of what cannot be opened, or closed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.language import tr
from app.spoken import spoken
from fcn_core.errors import FcnError
from fcn_core.imaging.kinds import way_in


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
