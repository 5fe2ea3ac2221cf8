"""World files: six lines beside a picture that say where on a map its pixels lie.

Maps keep this in a GeoTIFF's tags or in such a file; beside a mask it lets QGIS, ArcGIS and GDAL
lay the mask over its image. Which map it is (the coordinate reference system) has no place there:
of a GeoTIFF that says it, GDAL's auxiliary file beside the mask does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fcn_core.errors import FcnError
from fcn_core.imaging.geotiff import (
    IS_POINT,
    KEYS,
    RASTER_TYPE,
    SCALE,
    TIE_POINT,
    TRANSFORMATION,
    epsg_of,
    geo_keys,
)
from fcn_core.imaging.images import read_header
from fcn_core.imaging.pages import file_of, page_of
from fcn_core.imaging.tiff_layout import is_tiff_file
from fcn_core.sentences import said

ANY_WORLD_FILE = ".wld"


@dataclass(frozen=True)
class Place:
    """Pixel (column, row) is centred on x = a * column + b * row + c, y = d * column + e * row + f.

    In the order of a world file's lines. `epsg` is the number of the map's coordinate reference
    system, where that is known.
    """

    a: float
    d: float
    b: float
    e: float
    c: float
    f: float
    epsg: int | None = None

    @property
    def is_one(self) -> bool:
        """Whether pixels lie apart from each other, and anywhere."""
        area = self.a * self.e - self.b * self.d
        return area != 0 and all(map(math.isfinite, (area, self.c, self.f)))

    def to_text(self) -> str:
        """What a world file holds."""
        return "".join(f"{value!r}\n" for value in (self.a, self.d, self.b, self.e, self.c, self.f))

    def system_to_text(self) -> str:
        """What GDAL's auxiliary file (PAM) holds of the coordinate reference system."""
        return f"<PAMDataset>\n  <SRS>EPSG:{self.epsg}</SRS>\n</PAMDataset>\n"


def place_of(image: Path) -> Place | None:
    """Where an image lies: by its own tags, else by a world file beside it; None if nothing says.

    An image that is turned to be upright has none: what is said is about its pixels as stored.
    Raises `FcnError`.
    """
    if not read_header(image).upright:
        return None
    file = file_of(image)
    found = _tagged(file, page_of(image)) if is_tiff_file(image) else None
    if found is not None:
        return found
    beside = next(filter(_is_there, _world_files(file)), None)
    return None if beside is None else _read(beside)


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # the name is longer than any file's
        return False


def _world_files(image: Path) -> Iterator[Path]:
    """What a world file of `image` may be called: .tfw, .tifw, .wld."""
    suffix = image.suffix.lower()
    for ending in (f"{suffix[:2]}{suffix[-1:]}w", f"{suffix}w", ANY_WORLD_FILE):
        yield image.with_suffix(ending)
        yield image.with_suffix(ending.upper())


def _read(path: Path) -> Place:
    try:
        values = [float(line) for line in path.read_text(encoding="utf-8-sig").split()]
        if len(values) != 6:
            raise ValueError(said("{count} numbers", count=len(values)))
        a, d, b, e, c, f = values
        place = Place(a, d, b, e, c, f)
        if not place.is_one:
            raise ValueError(said("all pixels would lie in one line, or nowhere"))
    except (OSError, ValueError) as error:  # what is no text is a ValueError, too
        raise FcnError(
            "The world file {path} cannot be read ({reason}).",
            "It holds six numbers, one a line. Mend it, or take it away.",
            path=path,
            reason=error,
        ) from error
    return place


def _tagged(file: Path, page: int) -> Place | None:
    from fcn_core.imaging.tiff_tags import read_tiff_tags  # its library takes long to import

    codes = SCALE, TIE_POINT, TRANSFORMATION, KEYS
    try:
        tags = read_tiff_tags(file, page, codes)
    except (OSError, ValueError) as error:
        raise FcnError(
            "{path} cannot be read: {reason}.",
            "Open it in another program and save it anew.",
            path=file,
            reason=error,
        ) from error
    scale, tie, matrix, keys = (tags.get(code, []) for code in codes)
    if len(matrix) == 16:
        a, b, _, c, d, e, _, f = matrix[:8]
    elif len(scale) >= 2 and len(tie) == 6:  # with several points no single rule places all
        column, row, _, x, y, _ = tie
        a, b, d, e = scale[0], 0.0, 0.0, -abs(scale[1])
        c, f = x - a * column, y - e * row
    else:
        return None
    known = geo_keys(keys)
    if known.get(RASTER_TYPE) != IS_POINT:  # then (0, 0) is the first pixel's corner
        c, f = c + (a + b) / 2, f + (d + e) / 2
    place = Place(a, d, b, e, c, f, epsg_of(known))
    return place if place.is_one else None
