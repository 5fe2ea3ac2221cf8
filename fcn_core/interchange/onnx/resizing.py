"""OpenCV's two ways of resizing, as ONNX operations that round as it does.

Of ten thousand levels hardly one differs, by one. With other rounding one in ten would, and where
a net is unsure, so would its labels. Sizes are double (2,): height and width.
"""

from __future__ import annotations

from collections.abc import Callable

import onnx_ir as ir
from onnxscript import OpBuilder

from fcn_core.interchange.onnx.axes import (
    BATCH,
    CHANNEL,
    COLUMN,
    FLOAT,
    INT64,
    ROW,
    UINT8,
)

FINEST = 1024.0
"""Parts of a level that count: what float adds to them is noise, which would decide halves."""
Way = Callable[[OpBuilder, ir.Value, ir.Value, ir.Value], ir.Value]


def shrunk(op: OpBuilder, image_NHWC: ir.Value, size: ir.Value, target: ir.Value) -> ir.Value:
    """OpenCV's INTER_AREA: one matrix mixes the rows, another the columns."""
    rows_hH, columns_wW = (
        _covering(op, op.Gather(size, axis), op.Gather(target, axis)) for axis in (0, 1)
    )
    flat = op.Reshape(op.Cast(image_NHWC, to=FLOAT), [0, 0, -1])
    fewer_rows = op.Reshape(op.MatMul(rows_hH, flat), [0, 0, -1, 3])
    planes_NhCW = op.Transpose(fewer_rows, perm=[BATCH, ROW, CHANNEL, COLUMN])
    mixed_NhCw = op.MatMul(planes_NhCW, op.Transpose(columns_wW, perm=[1, 0]))
    levels_NhwC = op.Transpose(mixed_NhCw, perm=[BATCH, ROW, CHANNEL, COLUMN])
    return _rounded(op, levels_NhwC, op.Equal(size, op.Mul(target, 2.0)))


def _covering(op: OpBuilder, length: ir.Value, target: ir.Value) -> ir.Value:
    """The matrix (target, length) by which each of fewer pixels is the mean of those it covers.

    Computed in double, for sides of thousands.
    """
    step = op.Div(length, target)
    first = op.Unsqueeze(op.Mul(op.Range(0.0, target, 1.0), step), [1])
    pixel = op.Unsqueeze(op.Range(0.0, length, 1.0), [0])
    overlap = op.Sub(op.Min(op.Add(first, step), op.Add(pixel, 1.0)), op.Max(first, pixel))
    weights: ir.Value = op.Cast(op.Div(op.Max(overlap, 0.0), step), to=FLOAT)
    return weights


def _rounded(op: OpBuilder, levels: ir.Value, halves: ir.Value) -> ir.Value:
    """Whole levels as OpenCV rounds them: halves to even, but up in an image that it halves."""
    exact = op.Div(op.Round(op.Mul(levels, FINEST)), FINEST)
    up = op.ReduceMin(op.Cast(halves, to=FLOAT), keepdims=0)
    whole: ir.Value = op.Cast(op.Round(op.Add(exact, op.Div(up, 2 * FINEST))), to=UINT8)
    return whole


def enlarged(op: OpBuilder, image_NHWC: ir.Value, size: ir.Value, target: ir.Value) -> ir.Value:
    """OpenCV's INTER_LINEAR with its whole numbers, which drop what is below certain bits."""
    left, right, near = _between(op, op.Gather(size, 1), op.Gather(target, 1), [1])
    x = op.Cast(image_NHWC, to=FLOAT)
    wide = op.Add(
        op.Mul(op.Gather(x, left, axis=COLUMN), op.Sub(1.0, near)),
        op.Mul(op.Gather(x, right, axis=COLUMN), near),
    )
    kept = op.Div(op.Floor(op.Mul(wide, 128.0)), 128.0)
    above, below, near = _between(op, op.Gather(size, 0), op.Gather(target, 0), [1, 2])
    quarters = op.Add(
        op.Floor(op.Mul(op.Gather(kept, above, axis=ROW), op.Mul(4.0, op.Sub(1.0, near)))),
        op.Floor(op.Mul(op.Gather(kept, below, axis=ROW), op.Mul(4.0, near))),
    )
    whole: ir.Value = op.Cast(op.Floor(op.Div(op.Add(quarters, 2.0), 4.0)), to=UINT8)
    return whole


def _between(
    op: OpBuilder, length: ir.Value, target: ir.Value, axes: list[int]
) -> tuple[ir.Value, ir.Value, ir.Value]:
    """For each of more pixels: the two it lies between, and how near it is to the second.

    Nearness comes in 2048ths, with `axes` of length 1 behind it.
    """
    index = op.Add(op.Range(0.0, target, 1.0), 0.5)
    centre = op.Sub(op.Mul(index, op.Div(length, target)), 0.5)
    last = op.Sub(length, 1.0)
    inside = op.Min(op.Max(centre, 0.0), last)
    first = op.Floor(inside)
    near = op.Div(op.Round(op.Mul(op.Sub(inside, first), 2048.0)), 2048.0)
    second = op.Min(op.Add(first, 1.0), last)
    return (
        op.Cast(first, to=INT64),
        op.Cast(second, to=INT64),
        op.Unsqueeze(op.Cast(near, to=FLOAT), axes),
    )
