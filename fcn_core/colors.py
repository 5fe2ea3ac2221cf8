"""Colours for labels: easy to tell apart on photos, and by people who see colours differently.

The first are Okabe and Ito's eight (2008), which stay distinct under every common colour
blindness. The rest turn the hue by the golden angle in OKLCH (Ottosson, 2020) and change
lightness and chroma in step, so that neighbours differ in all three.
"""

from __future__ import annotations

import math
from collections.abc import Collection
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
GOLDEN_ANGLE = 2.399963
LIGHTNESSES = (0.72, 0.55)
CHROMAS = (0.20, 0.13, 0.08)


def label_color(index: int) -> Color:
    """The colour of label `index`: a quiet grey for the background, 0, then bright ones."""
    if index == 0:
        return BACKGROUND_COLOR
    if index <= len(OKABE_ITO):
        return OKABE_ITO[index - 1]
    turn = index - len(OKABE_ITO) - 1
    lightness = LIGHTNESSES[turn % len(LIGHTNESSES)]
    chroma = CHROMAS[turn // len(LIGHTNESSES) % len(CHROMAS)]
    return oklch(lightness, chroma, turn * GOLDEN_ANGLE)


def far_color(used: Collection[Color]) -> Color:
    """A colour as far as may be, in OKLab, from those in use, and none of them."""
    taken = [oklab(color) for color in used]

    def room(color: Color) -> float:
        here = oklab(color)
        return min((math.dist(here, other) for other in taken), default=0.0)

    grid = product(SPREAD_LIGHTNESSES, SPREAD_CHROMAS, range(HUES))
    colors = (oklch(light, chroma, math.tau * hue / HUES) for light, chroma, hue in grid)
    return max((color for color in colors if color not in used), key=room)


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
