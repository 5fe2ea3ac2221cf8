"""Colours for labels: easy to tell apart on photos, and by people who see colours differently.

The first are Okabe and Ito's eight (2008), which stay distinct under every common colour
blindness. The rest turn the hue by the golden angle in OKLCH (Ottosson, 2020) and change
lightness and chroma in step, so that neighbours differ in all three.
"""

from __future__ import annotations

import math

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


def _srgb(linear: float) -> int:
    value = min(max(linear, 0.0), 1.0)
    encoded = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(255 * encoded)
