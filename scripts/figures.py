"""Makes the pictures of docs/learn from the sample photos, the shipped net and the code itself.

python scripts/figures.py            # all; or some: receptive-fields skips
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from fcn_core.charts import COLORS, Line, line_chart, svg
from fcn_core.imaging.images import read_image
from fcn_core.imaging.pixels import RGB
from fcn_core.masks import Mask
from fcn_core.nets.backbones.alexnet import CaffeNet
from fcn_core.nets.backbones.vgg16 import VGG16
from fcn_core.nets.rarefaction import shift_and_stitch, shifted
from fcn_core.nets.upsample import bilinear_kernel
from fcn_core.predict import Predictor
from fcn_core.zoo import SHIPPED, built_in_model

ROOT = Path(__file__).resolve().parent.parent
SAMPLES, FONT = ROOT / "resources/samples", ROOT / "resources/fonts/FCNInter-Regular.ttf"
INK, PAPER, GAP = "#1a1a1a", "#ffffff", 10
Fractions = NDArray[np.float32]


def receptive_fields() -> Image.Image:
    """What one cell of each tap sees, drawn to scale on a photo."""
    photo = Image.fromarray(read_image(SAMPLES / "horses.jpg"))
    with torch.device("meta"):
        vgg, alex = VGG16(1), CaffeNet(0)
    fields = [
        ("VGG16, fc7", vgg.placement[32].receptive_field),
        ("AlexNet, fc7", alex.placement[32].receptive_field),
        ("VGG16, pool4", vgg.placement[16].receptive_field),
        ("VGG16, pool3", vgg.placement[8].receptive_field),
    ]
    draw, (x, y) = ImageDraw.Draw(photo), (330, 208)
    for (name, side), color in zip(fields, COLORS, strict=False):
        box = (x - side / 2, y - side / 2, x + side / 2, y + side / 2)
        draw.rectangle(box, outline=color, width=3)
        _label(draw, (box[0] + 4, box[1] + 4), f"{name}: {side} px", color)
    return photo


def convolutionalization() -> Image.Image:
    """A classifier's one answer, and the map of answers that the same weights give."""
    photo = read_image(SAMPLES / "kitten.jpg")
    predictor = Predictor.load(built_in_model(SHIPPED), "cpu")
    stride, scores = next(iter(predictor.scores(photo)))
    cat = predictor.info.labels.id_of("cat")
    shares = scores[0].softmax(1)[0, cat].numpy()
    cells = np.kron(shares, np.ones((stride, stride), np.float32))
    heat = _heat(photo, cells[: photo.shape[0], : photo.shape[1]])
    rows, columns = shares.shape
    return _row(
        [
            (f"one image, {rows} x {columns} places", _with_grid(photo, stride)),
            ("the share of “cat” at each of them", heat),
        ]
    )


def skips() -> Image.Image:
    """The shipped net's three outputs for one photo."""
    photo = read_image(SAMPLES / "sheep.jpg")
    predictor = Predictor.load(built_in_model(SHIPPED), "cpu")
    palette = predictor.info.labels.palette()
    outputs = [
        (f"FCN-{prediction.stride}s", _overlay(photo, prediction.labels, palette))
        for prediction in predictor.predict(photo)
    ]
    return _row([("photo", photo), *outputs])


def bilinear_kernels() -> str:
    """One axis of the kernels that upsample by 2, 8 and 32."""
    lines = []
    for factor in (2, 8, 32):
        row = bilinear_kernel(2 * factor).diagonal().sqrt()  # the kernel is its outer product
        place = (np.arange(2 * factor) - factor + 0.5) / factor
        name = f"by {factor} (k {2 * factor})"
        lines.append(Line(name=name, x=place.tolist(), y=row.tolist()))
    return line_chart("Bilinear upsampling kernels", "distance in coarse cells", "weight", lines)


def shift_and_stitch_figure() -> str:
    """The slides' example: four shifts of a 5 x 5 image, pooled, and interlaced."""
    image = torch.arange(1.0, 26.0).reshape(1, 1, 5, 5)

    def pool(x: torch.Tensor) -> torch.Tensor:
        return F.max_pool2d(x, 2, 2, ceil_mode=True)

    grids = [("the image", image[0, 0], "#dddddd", (20.0, 60.0))]
    for place, (right, down) in enumerate([(0, 0), (1, 0), (0, 1), (1, 1)]):
        at = (230.0 + 130 * (place % 2), 30.0 + 125 * (place // 2))
        pooled = pool(shifted(image, right, down))[0, 0]
        grids.append((f"shifted by ({right}, {down})", pooled, COLORS[place], at))
    grids.append(("stitched", shift_and_stitch(pool, image, 2)[0, 0], "", (520.0, 45.0)))
    return svg(720, 270, [_grid(*grid) for grid in grids])


FIGURES: dict[str, Callable[[], Image.Image | str]] = {
    "receptive-fields": receptive_fields,
    "convolutionalization": convolutionalization,
    "shift-and-stitch": shift_and_stitch_figure,
    "bilinear-kernels": bilinear_kernels,
    "skips": skips,
}


def _grid(title: str, values: torch.Tensor, color: str, at: tuple[float, float]) -> str:
    """A table of numbers; without a colour each cell has that of the shift it comes from."""
    x, y = at
    parts = [f'<text x="{x:g}" y="{y - 6:g}">{escape(title)}</text>']
    for row, column, value in _cells(values):
        shift = (1 - column % 2) + 2 * (1 - row % 2)
        fill = color or COLORS[shift]
        box = f'x="{x + 28 * column:g}" y="{y + 28 * row:g}" width="28" height="28"'
        parts.append(f'<rect {box} fill="{fill}" fill-opacity="0.35" stroke="{INK}"/>')
        parts.append(
            f'<text x="{x + 28 * column + 14:g}" y="{y + 28 * row + 18:g}" '
            f'text-anchor="middle">{value}</text>'
        )
    return "".join(parts)


def _cells(values: torch.Tensor) -> Iterator[tuple[int, int, int]]:
    for row, numbers in enumerate(values.int().tolist()):
        for column, value in enumerate(numbers):
            yield row, column, value


def _row(parts: list[tuple[str, RGB]], columns: int = 2) -> Image.Image:
    """Pictures of one size under their titles."""
    height, width = parts[0][1].shape[:2]
    rows, top = -(-len(parts) // columns), 30
    size = (columns * (width + GAP) - GAP, rows * (height + top + GAP) - GAP)
    page = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(page)
    for place, (title, picture) in enumerate(parts):
        x = place % columns * (width + GAP)
        y = place // columns * (height + top + GAP)
        draw.text((x, y + 5), title, INK, _font(17))
        page.paste(Image.fromarray(picture), (x, y + top))
    return page


def _with_grid(photo: RGB, stride: int) -> RGB:
    picture = photo.copy()
    picture[::stride], picture[:, ::stride] = 255, 255
    return picture


def _heat(photo: RGB, shares_HW: Fractions) -> RGB:
    """The photo, grey where the share is 0 and orange where it is 1."""
    grey = photo.mean(2, keepdims=True) * 0.5
    warm = np.array([255.0, 140.0, 0.0]) * 0.75 + grey * 0.25
    mixed = grey + shares_HW[..., None] * (warm - grey)
    return np.asarray(mixed.clip(0, 255), np.uint8)


def _overlay(photo: RGB, labels: Mask, palette: NDArray[np.uint8]) -> RGB:
    """The photo with the labels' colours over it; background stays as it is."""
    mixed = (photo * 0.4 + palette[labels] * 0.6).astype(np.uint8)
    return np.where(labels[..., None] == 0, photo, mixed)


def _label(draw: ImageDraw.ImageDraw, at: tuple[float, float], words: str, color: str) -> None:
    font = _font(14)
    left, top, right, bottom = draw.textbbox(at, words, font)
    draw.rectangle((left - 3, top - 3, right + 3, bottom + 3), fill=color)
    draw.text(at, words, PAPER, font)


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)


def main(names: list[str], folder: Path = ROOT / "docs" / "images") -> None:
    """Write the figures called so, or all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or list(FIGURES):
        figure = FIGURES[name]()
        if isinstance(figure, str):
            (folder / f"{name}.svg").write_text(figure, encoding="utf-8")
        else:
            figure.save(folder / f"{name}.webp", quality=80, method=6)


if __name__ == "__main__":
    main(sys.argv[1:])
