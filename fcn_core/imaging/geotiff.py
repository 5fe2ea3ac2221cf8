"""GeoTIFF's tags and keys: where on a map an image lies, and in which units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SCALE, TIE_POINT, TRANSFORMATION, KEYS = 33550, 33922, 34264, 34735
"""The tags."""
RASTER_TYPE, IS_POINT = 1025, 2
"""The key that says what a place in a raster means, and its value for a pixel's centre."""
MODEL, IS_PLANE = 1024, 1
"""The key for what kind of coordinates a map has, and its value for those of a plane."""
PLANE, MERCATOR = 3072, 3857
"""The key for which plane, and the one whose metres are none but at the equator."""
DEGREES, OWN = 2048, 32767
"""The key for which degrees; what it, or that of the plane, says of a system without a number."""
LENGTH = 3076
"""The key for the unit of that plane."""
LENGTHS = {9001: "m", 9002: "ft", 9003: "ft"}
"""The third is the foot of surveys, 2 millionths longer."""


def epsg_of(keys: Mapping[int, int]) -> int | None:
    """EPSG's number of a map's coordinate reference system; None where it has none."""
    number = keys.get(PLANE if keys.get(MODEL) == IS_PLANE else DEGREES, OWN)
    return number if 0 < number < OWN else None


def geo_keys(numbers: Sequence[float]) -> dict[int, int]:
    """The keys whose values stand in the tag itself: entries of four numbers, behind a header."""
    entries = (numbers[at : at + 4] for at in range(4, len(numbers) - 3, 4))
    return {int(key): int(value) for key, elsewhere, _, value in entries if not elsewhere}
