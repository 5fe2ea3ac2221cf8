"""Images that are not opened: too large, damaged or unknown; and what is said of them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from fcn_core.errors import FcnError
from fcn_core.imaging.kinds import way_in
from fcn_core.imaging.pages import without_channels
from fcn_core.sentences import said

MAX_PIXELS = 500_000_000
MAX_SIDE = 65_000
UNSUPPORTED = said("damaged, or of a kind that is not supported")

# Our own limit, above, is checked on every header; Pillow's would only warn.
Image.MAX_IMAGE_PIXELS = None


def check_size(path: Path, width: int, height: int) -> None:
    """Refuse what a header claims if it is nothing, or too much. Raises `FcnError`."""
    size = {"path": path, "width": width, "height": height}
    if width * height == 0:
        problem = said("{path} is empty ({width} x {height} pixels).", **size)
        raise FcnError(problem, "Export the image anew.")
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise FcnError(
            "{path} claims {width} x {height} pixels, more than the {most} megapixels this "
            "program opens.",
            "Cut it into smaller images.",
            most=MAX_PIXELS // 10**6,
            **size,
        )


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """What goes wrong inside with a file becomes an `FcnError` that names it."""
    try:
        with warnings.catch_warnings():
            # Odd metadata does not stop an image from being shown.
            warnings.simplefilter("ignore", UserWarning)
            yield
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError, MemoryError) as error:
        raise _unreadable(without_channels(path), error) from error


def _unreadable(path: Path, error: Exception) -> FcnError:
    if isinstance(error, UnidentifiedImageError):
        reason = said("it is not an image, or of an unknown kind")
    elif isinstance(error, OSError) and error.strerror:
        reason = error.strerror
    else:
        reason = str(error) or type(error).__name__
    remedy = said("Open it in another program and save it anew.")
    if isinstance(error, UnidentifiedImageError):
        remedy = way_in(path) or remedy
    if isinstance(error, FileNotFoundError):
        remedy = said("Put it back where it was.")
    return FcnError(said("{path} cannot be read: {reason}.", path=path, reason=reason), remedy)
