"""Images from files: any common format in, upright 8-bit RGB out.

The header is checked before anything is decoded, so a small file cannot claim all memory.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from fcn_core.errors import FcnError
from fcn_core.imaging.decoding import pixels_of, upright_rgb
from fcn_core.imaging.pages import (
    AnyPath,
    channels_of,
    file_of,
    is_tiff,
    page_of,
    pages_of,
    without_channels,
)
from fcn_core.imaging.stretching import to_uint8
from fcn_core.sentences import said

RGB = NDArray[np.uint8]
Size = tuple[int, int]
"""Height and width in pixels."""
FOUND_MASKS = "_cp_masks."
"""What names of masks hold that Cellpose saves beside its images: they are no images."""
SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"})
QUICK = (".jpg", ".jpeg")
MAX_PIXELS = 500_000_000
MAX_SIDE = 65_000
EXIF_ORIENTATION = 0x0112
UPRIGHT = 1
SIDEWAYS = (5, 6, 7, 8)
UNSUPPORTED = said("damaged, or of a kind that is not supported")
PNG, DEPTH_AT = b"\x89PNG\r\n\x1a\n", 24
"""What a PNG begins with, and which of its bytes says how many bits a value has."""

# Our own limit, above, is checked on every header; Pillow's would only warn.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, kw_only=True)
class ImageHeader:
    """What a file's header says: upright size in pixels, Pillow's format and mode.

    Of TIFFs and of what is deeper than eight bits the mode is "": Pillow shows them otherwise.
    `upright` is false where EXIF asks for a turn or a mirroring.
    """

    width: int
    height: int
    format: str
    mode: str
    upright: bool
    deep: bool = False
    """Whether a value has more than eight bits: what is shown is less than what is there."""


def list_images(folder: Path) -> list[Path]:
    """The images directly in `folder`, by name, pages one by one.

    Raises `FcnError` if it can't be listed.
    """
    try:
        images = (p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES)
        found = [p for p in images if not p.name.startswith(".") and FOUND_MASKS not in p.name]
        # Names alone: comparing whole paths takes seconds for 100,000 of them.
        found.sort(key=lambda p: p.name)
        return [page for path in found for page in pages_of(path)]
    except OSError as error:
        words = {"folder": folder, "reason": error.strerror}
        problem = said("The folder {folder} cannot be opened ({reason}).", **words)
        raise FcnError(problem, "Check that it exists and that you may read it.") from error


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


def read_header(path: AnyPath) -> ImageHeader:
    """Size and kind of an image, without decoding it. Raises `FcnError` for unusable files."""
    path = Path(path)
    with naming(path):
        if is_tiff_file(path):
            return _tiff_header(path)
        with _opened(path) as image:
            return _header(path, image)


def read_image(path: AnyPath) -> RGB:
    """The image as uint8 RGB (H, W, 3), turned upright by its EXIF orientation.

    Deep images (16-bit, float) are stretched between their 0.1 and 99.9 percentiles;
    transparency is dropped. Of a TIFF the path says which page, and may say which channels
    (`fcn_core.imaging.pages`). Raises `FcnError`.
    """
    path = Path(path)
    with naming(path):
        if is_tiff_file(path):
            return _read_tiff(path)
        with _opened(path) as image:
            if _is_deep(path, image):
                return np.array(_read_deep(path, image), np.uint8)
            return pixels_of(upright_rgb(image))


def read_stored(path: AnyPath) -> NDArray[np.generic]:
    """An image in its own depth, upright: (H, W, bands), of a grey one a single band.

    Where no light is measured, as in palettes and inks, it is what is shown. Raises `FcnError`.
    """
    path = Path(path)
    header = read_header(path)
    with naming(path):
        if header.format == "TIFF":
            return _stored_tiff(path)
        if header.deep and header.upright:
            return _deep_values(path)
    shown = read_image(path)
    return shown[:, :, :1] if header.mode == "L" else shown


def read_thumbnail(path: AnyPath, side: int) -> RGB:
    """The image as uint8 RGB, at most `side` pixels long. JPEGs are decoded at reduced size."""
    path = Path(path)
    with naming(path):
        if is_tiff_file(path):
            return _shrunk(Image.fromarray(_read_tiff(path, side)), side)
        with _opened(path) as image:
            if _is_deep(path, image):
                return _shrunk(_read_deep(path, image), side)
            image.draft("RGB", (side, side))
            return _shrunk(upright_rgb(image), side)


def is_quick(path: Path) -> bool:
    """Whether a file's name promises a thumbnail without decoding all of it."""
    return path.suffix.lower() in QUICK


def shrunk(image_HWC: RGB, side: int) -> RGB:
    """An image (uint8 RGB) of at most `side` pixels a side."""
    return _shrunk(Image.fromarray(np.ascontiguousarray(image_HWC)), side)


def _shrunk(image: Image.Image, side: int) -> RGB:
    image.thumbnail((side, side), Image.Resampling.BILINEAR, reducing_gap=2.0)
    return np.array(image, np.uint8)


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


# --- TIFF -----------------------------------------------------------------------------------------


def is_tiff_file(path: Path) -> bool:
    """Whether a path leads to a TIFF, whatever it is called. Raises `OSError`."""
    with file_of(path).open("rb") as file:
        return is_tiff(file.read(4))


def _tiff_header(path: Path) -> ImageHeader:
    # Its library takes a sixth of a second to import, and most people have no TIFF.
    from fcn_core.imaging.tiffs import read_tiff_header

    found = read_tiff_header(file_of(path), page_of(path))
    return ImageHeader(
        width=found.width,
        height=found.height,
        format="TIFF",
        mode="",
        upright=found.upright,
        deep=found.deep,
    )


def _read_tiff(path: Path, side: int = 0) -> RGB:
    from fcn_core.imaging.tiffs import read_tiff

    return read_tiff(file_of(path), page_of(path), side, channels_of(path))


def _stored_tiff(path: Path) -> NDArray[np.generic]:
    from fcn_core.imaging.tiff_colors import TiffError
    from fcn_core.imaging.tiffs import read_tiff_bands

    try:
        return read_tiff_bands(file_of(path), page_of(path))[0]
    except TiffError:
        return _read_tiff(path)


# --- other kinds ----------------------------------------------------------------------------------


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """An image whose header has been checked."""
    with Image.open(path) as image:
        _header(path, image)
        yield image


def png_depth(path: Path, data: bytes | None = None) -> int:
    """How many bits a value has in a PNG, whose `data` may be known; 0 for what is no PNG."""
    if data is None:
        with path.open("rb") as file:
            data = file.read(DEPTH_AT + 1)
    return data[DEPTH_AT] if data.startswith(PNG) and len(data) > DEPTH_AT else 0


def _is_deep(path: Path, image: Image.Image) -> bool:
    """Whether values have more than eight bits. Of colours in a PNG, Pillow hides it."""
    if image.format == "PNG":
        return png_depth(path) > 8
    return image.mode.startswith(("I", "F"))


def _header(path: Path, image: Image.Image) -> ImageHeader:
    width, height = image.size
    check_size(path, width, height)
    orientation = image.getexif().get(EXIF_ORIENTATION, UPRIGHT)
    if orientation in SIDEWAYS:
        width, height = height, width
    deep = _is_deep(path, image)
    return ImageHeader(
        width=width,
        height=height,
        format=image.format or "",
        mode="" if deep else image.mode,
        upright=orientation == UPRIGHT,
        deep=deep,
    )


def _read_deep(path: Path, header: Image.Image) -> Image.Image:
    """Images of more than 8 bits as upright RGB, through OpenCV, which keeps their depth."""
    image = _deep_values(path)
    if image.shape[2] < 3:
        image = np.repeat(image, 3, axis=2)
    shown = Image.fromarray(np.ascontiguousarray(to_uint8(image)))
    shown.getexif()[EXIF_ORIENTATION] = header.getexif().get(EXIF_ORIENTATION, UPRIGHT)
    return ImageOps.exif_transpose(shown)


def _deep_values(path: Path) -> NDArray[np.generic]:
    """Values as they are stored, (H, W, 1) or (H, W, 3) in the order of RGB, not turned."""
    image = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_UNCHANGED)
    if image is None:
        raise ValueError(UNSUPPORTED)
    if image.ndim == 2:
        return image[:, :, None]
    return image[:, :, 2::-1] if image.shape[2] >= 3 else image[:, :, :1]


def _unreadable(path: Path, error: Exception) -> FcnError:
    if isinstance(error, UnidentifiedImageError):
        reason = said("it is not an image, or of an unknown kind")
    elif isinstance(error, OSError) and error.strerror:
        reason = error.strerror
    else:
        reason = str(error) or type(error).__name__
    remedy = said("Open it in another program and save it anew.")
    if isinstance(error, FileNotFoundError):
        remedy = said("Put it back where it was.")
    return FcnError(said("{path} cannot be read: {reason}.", path=path, reason=reason), remedy)
