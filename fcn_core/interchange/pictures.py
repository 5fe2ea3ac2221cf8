"""Pictures for people: each image with its mask laid over it, for reports and slides.

OUT/pictures/<id>.jpg      at most `LONGEST` pixels; a scale bar where a pixel's size is known
OUT/pictures/legend.svg    the labels that occur, by colour and name

No program gets the masks back from them.
"""

from __future__ import annotations

import io
import math
from html import escape

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from fcn_core.imaging.image_pixel_size import read_pixel_size
from fcn_core.imaging.images import read_image
from fcn_core.imaging.pixel_size import PixelSize
from fcn_core.imaging.pixels import RGB
from fcn_core.interchange.exporting import ExportItem, Ledger
from fcn_core.interchange.writing import Job
from fcn_core.labels import BACKGROUND, LabelSet
from fcn_core.masks import Mask
from fcn_core.overlay import overlaid
from fcn_core.zoo import resource_folder

LONGEST = 8192
"""JPEG ends at 65,535 pixels, and what shows pictures to people long before."""
OPACITY = 0.45
QUALITY = 92
LINES = 600
"""An outline is so small a part of the long side, and a pixel at least."""
BAR, LEAST_BAR = 1 / 4, 24
"""A scale bar's share of the width at most, and its pixels at least."""
NICE = (5, 2, 1)
ROW, SWATCH = 28, 18
"""Pixels of the legend."""


class PicturesWriter:
    """Nothing is read back: what people see is not what a reader gets."""

    def __init__(self, job: Job) -> None:
        self._target, self._labels, self._pixel = job.target, job.labels, job.pixel
        self._shown: set[int] = set()

    def add(self, item: ExportItem, mask: Mask) -> None:
        image, pixel = read_image(item.image), read_pixel_size(item.image) or self._pixel
        factor = min(1.0, LONGEST / max(mask.shape))
        if factor < 1:
            size = max(1, round(mask.shape[1] * factor)), max(1, round(mask.shape[0] * factor))
            image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
            mask = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST), np.uint8)
        shown = _painted(mask, self._labels)
        self._shown.update(shown)
        picture = Image.fromarray(laid_over(image, mask, self._labels, shown))
        if pixel is not None:
            draw_scale_bar(picture, pixel, factor)
        self._target.write(f"{item.image_id}.jpg", _encoded(picture))

    def finish(self, written: Ledger) -> tuple[str, ...]:
        self._target.write("legend.svg", legend(self._labels, sorted(self._shown)))
        return ()


def _painted(mask_HW: Mask, labels: LabelSet) -> list[int]:
    """The labels that are laid over: not a background, nor what nobody says anything of."""
    first = 1 if labels.has_background else BACKGROUND
    return [int(label) for label in np.unique(mask_HW) if first <= label < len(labels)]


def laid_over(image_HWC: RGB, mask_HW: Mask, labels: LabelSet, shown: list[int]) -> RGB:
    """The image with the labels that are `shown` in their colours, outlined; a copy."""
    result = overlaid(image_HWC, mask_HW, labels, shown, OPACITY)
    width = max(1, round(max(mask_HW.shape) / LINES))
    brush = np.ones((2 * width + 1, 2 * width + 1), np.uint8)
    for label in shown:
        inside = (mask_HW == label).astype(np.uint8)
        rim = cv2.erode(inside, brush, borderType=cv2.BORDER_CONSTANT, borderValue=1) < inside
        result[rim] = labels.labels[label].color
    return result


def draw_scale_bar(picture: Image.Image, pixel: PixelSize, factor: float = 1.0) -> None:
    """Draw a bar of a round length at the lower right, if the picture has room for one.

    `pixel` is that of the image of which the picture is `factor` times as large.
    """
    side = pixel.width / factor
    length = nice_length(BAR * picture.width * side)
    pixels = round(length / side)
    if pixels < LEAST_BAR or picture.height < LEAST_BAR:
        return
    height = max(12, round(picture.width / 40))
    font = ImageFont.truetype(str(resource_folder() / "fonts" / "FCNInter-Bold.ttf"), height)
    draw, edge = ImageDraw.Draw(picture), max(1, height // 12)
    right, bottom = picture.width - height, picture.height - height
    box = (right - pixels, bottom - height // 2, right - 1, bottom)
    draw.rectangle(box, "white", "black", edge)
    draw.text(
        ((box[0] + box[2]) / 2, box[1] - edge),
        f"{length:g} {pixel.unit}",
        "white",
        font,
        "ms",
        stroke_width=edge,
        stroke_fill="black",
    )


def nice_length(most: float) -> float:
    """The largest of 1, 2 and 5, and ten times, a tenth of, ... these, that is no more."""
    ten = 10.0 ** math.floor(math.log10(most))
    return next(each * ten for each in NICE if each * ten <= most * (1 + 1e-9))


def legend(labels: LabelSet, shown: list[int]) -> str:
    """An SVG of these labels' colours and names, whatever letters these have."""
    rows = []
    for place, label in enumerate(shown):
        name, color = (
            escape(labels.names[label]),
            "rgb({},{},{})".format(*labels.labels[label].color),
        )
        top = ROW * place + (ROW - SWATCH) // 2
        rows.append(
            f'<rect x="6" y="{top}" width="{SWATCH}" height="{SWATCH}" fill="{color}"/>'
            f'<text x="{SWATCH + 16}" y="{top + SWATCH - 4}">{name}</text>'
        )
    width = 60 + 9 * max((len(labels.names[label]) for label in shown), default=0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{ROW * len(shown) + 6}" '
        f'font-family="sans-serif" font-size="15">\n' + "\n".join(rows) + "\n</svg>\n"
    )


def _encoded(picture: Image.Image) -> bytes:
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=QUALITY, subsampling=0)
    return data.getvalue()
