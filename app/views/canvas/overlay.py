"""The labels as device pixels: fill, outlines, the hatch of confirmed pixels, doubt.

Only the rectangle asked for is computed. Outlines are drawn inside each region at a fixed width
on the screen, so they need as many pixels of surroundings, which are computed and thrown away.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.state.corrections import composited
from app.state.rect import Rect
from app.views.canvas.colors import (
    DARK_DASH,
    HATCH,
    LIGHT_DASH,
    OUTLINE,
    PLANES,
    Look,
    Table,
    doubt_table,
    ground,
    label_table,
)
from app.views.canvas.grid import grid_lines, has_grid, under_grid
from app.views.canvas.sampling import Sampler
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, Mask

GRIDDED = PLANES
Pixels = NDArray[np.uint32]
Bools = NDArray[np.bool_]
# Logical pixels.
OUTLINE_WIDTH = 2.0
HALO_WIDTH = 1.0
HATCH_PERIOD = 12.0
HATCH_WIDTH = 1.5
DASH = 5.0


@dataclass(frozen=True, kw_only=True)
class Layers:
    """What an overlay shows: uint8 rasters as large as the image, each of them optional.

    `corrections` stand over `prediction`, and `reference_corrections` over `reference`. Where the
    two results differ (and both have a label) a dashed line runs around the disagreement.
    `objects` is coloured instead of the composite of the first two.
    """

    prediction: Mask | None = None
    corrections: Mask | None = None
    doubt: Mask | None = None
    reference: Mask | None = None
    reference_corrections: Mask | None = None
    objects: Mask | None = None

    @property
    def is_empty(self) -> bool:
        return self.prediction is None and self.corrections is None


@dataclass(frozen=True, kw_only=True)
class Paint:
    """How an overlay is coloured.

    `table` is that of `colors`, twice: from plane `GRIDDED` on, with the pixel grid over it.
    `pixel_ratio` is device per logical pixels.
    """

    look: Look
    table: Table
    doubt_table: Table
    is_ground: Bools
    pixel_ratio: float = 1.0

    @classmethod
    def of(cls, labels: LabelSet, look: Look, pixel_ratio: float) -> Paint:
        """The tables for a label set."""
        table = label_table(labels, look)
        return cls(
            look=look,
            table=np.concatenate([table, under_grid(table)]),
            doubt_table=doubt_table(look.opacity),
            is_ground=ground(labels, look),
            pixel_ratio=pixel_ratio,
        )


def render(sampler: Sampler, rect: Rect, layers: Layers, paint: Paint) -> Pixels:
    """`rect` (device pixels, inside the sampler's area) as premultiplied 0xAARRGGBB."""
    if paint.look.doubt and layers.doubt is not None:
        return _doubt(sampler, rect, layers, layers.doubt, paint)
    if is_plain(layers, paint.look) and sampler.viewport.zoom >= 1:
        # There are fewer image pixels than device pixels, so colour first.
        colors = plain_colors(sampler.source(rect), layers, paint)
        return sampler.enlarge(rect, colors, under_grid(colors) if has_grid(sampler) else None)
    around = grown(rect, outline_width(paint)).intersected(sampler.reach)
    labels = _gathered_composite(sampler, around, layers)
    index = labels.astype(np.uint16)
    inner = rect.moved(-around.x, -around.y).slices
    if paint.look.hatch and layers.corrections is not None:
        touched = sampler.gather(around, layers.corrections) != UNTOUCHED
        index[
            touched
            & _stripes(
                sampler, around, HATCH_PERIOD * paint.pixel_ratio, HATCH_WIDTH * paint.pixel_ratio
            )
        ] += np.uint16(HATCH * 256)
    if paint.look.outline:
        halo = max(1, round(HALO_WIDTH * paint.pixel_ratio))
        edges = np.where(
            paint.is_ground.take(labels), _edges(labels, halo), _edges(labels, outline_width(paint))
        )
        _mark(index, labels, edges, OUTLINE)
    if layers.reference is not None:
        _mark_disagreement(index, labels, sampler, around, layers, paint)
    index = index[inner]
    if has_grid(sampler):
        index += grid_lines(sampler, rect) * np.uint16(GRIDDED * 256)
    return paint.table.take(index)


def is_plain(layers: Layers, look: Look) -> bool:
    """True if a pixel's colour depends on its label alone."""
    hatched = look.hatch and layers.corrections is not None
    doubted = look.doubt and layers.doubt is not None
    return not (hatched or doubted or look.outline or layers.reference is not None)


def plain_colors(pixels: Rect, layers: Layers, paint: Paint) -> Pixels:
    """Premultiplied colours of an image rectangle, one for each image pixel."""
    return paint.table.take(_composite(layers, pixels.slices))


def _composite(layers: Layers, part: tuple[slice, slice]) -> Mask:
    if layers.objects is not None:
        return layers.objects[part]
    prediction = None if layers.prediction is None else layers.prediction[part]
    corrections = None if layers.corrections is None else layers.corrections[part]
    return _joined(prediction, corrections)


def _gathered_composite(sampler: Sampler, rect: Rect, layers: Layers) -> Mask:
    if sampler.viewport.zoom >= 1:
        source = sampler.source(rect).slices
        return sampler.enlarge(rect, _composite(layers, source))
    if layers.objects is not None:
        return sampler.gather(rect, layers.objects)
    prediction, corrections = layers.prediction, layers.corrections
    return _joined(
        None if prediction is None else sampler.gather(rect, prediction),
        None if corrections is None else sampler.gather(rect, corrections),
    )


def _joined(prediction: Mask | None, corrections: Mask | None) -> Mask:
    if corrections is None:
        if prediction is None:
            raise ValueError("an overlay needs a prediction or corrections")
        return prediction
    return composited(corrections, prediction)


def _mark_disagreement(
    index: NDArray[np.uint16],
    labels: Mask,
    sampler: Sampler,
    rect: Rect,
    layers: Layers,
    paint: Paint,
) -> None:
    other = Layers(prediction=layers.reference, corrections=layers.reference_corrections)
    reference = _gathered_composite(sampler, rect, other)
    differs = (labels != reference) & (labels < UNTOUCHED) & (reference < UNTOUCHED)
    edges = differs & _edges(differs.view(np.uint8), outline_width(paint))
    dark = _checks(sampler, rect, DASH * paint.pixel_ratio)
    index[edges] = LIGHT_DASH * 256
    index[edges & dark] = DARK_DASH * 256


def _doubt(sampler: Sampler, rect: Rect, layers: Layers, doubt: Mask, paint: Paint) -> Pixels:
    shown = sampler.gather(rect, doubt)
    if layers.corrections is not None:
        # A person has spoken: no doubt is left.
        shown = np.where(sampler.gather(rect, layers.corrections) == UNTOUCHED, shown, 0)
    colors = paint.doubt_table.take(shown)
    if has_grid(sampler):
        np.copyto(colors, under_grid(colors), where=grid_lines(sampler, rect))
    return colors


def outline_width(paint: Paint) -> int:
    """Device pixels of an outline: how far a changed pixel changes its surroundings."""
    return max(1, round(OUTLINE_WIDTH * paint.pixel_ratio))


def grown(rect: Rect, margin: int) -> Rect:
    """A rectangle with a margin all around."""
    return Rect(rect.x - margin, rect.y - margin, rect.width + 2 * margin, rect.height + 2 * margin)


def _edges(values: NDArray[np.uint8], width: int) -> Bools:
    """Pixels within `width` of one, across or down, that has another value."""
    edges = np.zeros(values.shape, np.bool_)
    for step in range(1, width + 1):
        across = values[:, step:] != values[:, :-step]
        edges[:, step:] |= across
        edges[:, :-step] |= across
        down = values[step:] != values[:-step]
        edges[step:] |= down
        edges[:-step] |= down
    return edges


def _mark(index: NDArray[np.uint16], labels: Mask, where: Bools, plane: int) -> None:
    index[where] = labels[where] + np.uint16(plane * 256)


def _stripes(sampler: Sampler, rect: Rect, period: float, width: float) -> Bools:
    """Diagonal lines, `width` device pixels of every `period`, that move with the image."""
    every, on_for = max(2, round(period)), max(1, round(width))
    x = np.arange(rect.x, rect.right) - sampler.viewport.left
    y = np.arange(rect.y, rect.bottom) - sampler.viewport.top
    on = (np.arange(2 * every) % every) < on_for
    stripes: Bools = on[(y % every)[:, None] + (x % every)[None, :]]
    return stripes


def _checks(sampler: Sampler, rect: Rect, side: float) -> Bools:
    """Squares as on a chessboard: a line in any direction becomes dashes."""
    square = max(1, round(side))
    x = (np.arange(rect.x, rect.right) - sampler.viewport.left) // square
    y = (np.arange(rect.y, rect.bottom) - sampler.viewport.top) // square
    checks: Bools = (x[None, :] + y[:, None]) % 2 == 0
    return checks
