"""Colours for labels: easy to tell apart on photos, and by people who see colours differently.

The first are Okabe and Ito's eight (2008), which stay distinct under every common colour
blindness. Each of the rest is as far as may be, in OKLab (Ottosson, 2020), from all before it.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from functools import cache
from itertools import product

Color = tuple[int, int, int]

BACKGROUND_COLOR: Color = (86, 92, 102)
OKABE_ITO: tuple[Color, ...] = (
    (230, 159, 0),
    (86, 180, 233),
    (0, 158, 115),
    (240, 228, 66),
    (0, 114, 178),
    (213, 94, 0),
    (204, 121, 167),
)
HUES = 36
SPREAD_LIGHTNESSES, SPREAD_CHROMAS = (0.72, 0.6, 0.82, 0.5), (0.19, 0.14, 0.09)
"""Where a colour that is far from others is looked for, the clearest ones first."""
SPREAD: tuple[Color, ...] = tuple(
    (red, green, blue)
    for red, green, blue in map(
        bytes.fromhex,
        """
        ab1d72 00eab1 763ebd ff92fe 7cba10 f9adac 477200 a58aff 945000 c3bbfb 948100 bccd8b b051c5
        00e2ff d83f66 6e6bed 8874ae ff6972 7bb587 b71c0e d6917a 009abe b06a6a 9adb45 007a75 8c4c61
        3c53cd 309909 fe7802 e472dc 0082eb ff89bf 00c7bf 00c77a 7ed8c6 999fdc 6b578f e2c500 baa260
        b55b9a eaba83 8dccf9 8e4088 6f641d aead00 ff8d77 7799ff 5584b4 6e8b50 b46e00 008252
        """.split(),
    )
)
"""What `spread` finds after those: kept here, since every start of the program needs it."""
FIRST: tuple[Color, ...] = (BACKGROUND_COLOR, *OKABE_ITO, *SPREAD)
ALL = 254


def label_color(index: int) -> Color:
    """The colour of label `index`: a quiet grey for the background, 0, then bright ones."""
    # No set has more than `ALL` labels: whoever asks for one is refused elsewhere.
    return FIRST[index] if index < len(FIRST) else _rest()[(index - len(FIRST)) % len(_rest())]


@cache
def _rest() -> tuple[Color, ...]:
    return spread(FIRST, ALL - len(FIRST))


def far_color(used: Collection[Color], others: Collection[Color] = ()) -> Color:
    """A colour as far as may be, in OKLab, from those in use; none of them, nor of `others`."""
    return spread(used, 1, others)[0]


def spread(
    used: Collection[Color], count: int, others: Collection[Color] = ()
) -> tuple[Color, ...]:
    """So many colours, each as far as may be, in OKLab, from those in use and those before it;
    `others` are not given either.
    """
    grid = product(SPREAD_LIGHTNESSES, SPREAD_CHROMAS, range(HUES))
    colors = {oklch(light, chroma, math.tau * hue / HUES): None for light, chroma, hue in grid}
    places = {color: oklab(color) for color in colors if color not in used and color not in others}
    taken = [oklab(color) for color in used]
    room = {
        color: min((math.dist(here, other) for other in taken), default=0.0)
        for color, here in places.items()
    }
    found: list[Color] = []
    for _ in range(count):
        best = max(room, key=room.__getitem__)
        found.append(best)
        del room[best]
        for color, least in room.items():
            room[color] = min(least, math.dist(places[color], places[best]))
    return tuple(found)


def oklab(color: Color) -> tuple[float, float, float]:
    """A colour of sRGB, 0-255, as OKLab: lightness 0-1, and two axes of about -0.4 to 0.4."""
    red, green, blue = (_linear(value) for value in color)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def oklch(lightness: float, chroma: float, hue: float) -> Color:
    """OKLCH (0-1, about 0-0.4, radians) as sRGB 0-255; what sRGB can't show is clipped."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return _srgb(red), _srgb(green), _srgb(blue)


def _linear(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _srgb(linear: float) -> int:
    value = min(max(linear, 0.0), 1.0)
    encoded = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(255 * encoded)
