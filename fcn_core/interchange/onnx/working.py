"""What a net's preprocessing does to a whole image, as ONNX operations.

`Preprocessing.working` resizes by OpenCV and measures by NumPy, which no exporter can follow.
These operations do the same, so that whoever runs the file gives it plain images.
"""

from __future__ import annotations

from functools import partial

import onnx_ir as ir
from onnxscript import OpBuilder

from fcn_core.data.transforms import Preprocessing
from fcn_core.imaging.greys import DARKEST_WHITE, NO_COLOR, WHITE
from fcn_core.interchange.onnx.axes import CHANNEL, COLUMN, DOUBLE, FLOAT, INT64, ROW, UINT8
from fcn_core.interchange.onnx.resizing import Way, enlarged, shrunk


def resizes(preprocessing: Preprocessing) -> bool:
    """Whether the net sees images at another size than their own."""
    return bool(preprocessing.long_side) or preprocessing.zoom != 1.0


def working(op: OpBuilder, image_NHWC: ir.Value, preprocessing: Preprocessing) -> ir.Value:
    """`Preprocessing.working` of each image of a batch, uint8: (N, H, W, 3) -> (N, h, w, 3)."""
    x = image_NHWC
    if resizes(preprocessing):
        x = _resized(op, x, preprocessing)
    return _brightened(op, x) if preprocessing.brightened else x


def _resized(op: OpBuilder, image_NHWC: ir.Value, preprocessing: Preprocessing) -> ir.Value:
    """At the working size, as `tiling.resized` brings it there."""
    size = op.Cast(op.Shape(image_NHWC, start=ROW, end=CHANNEL), to=DOUBLE)
    zoom, long_side = preprocessing.zoom, float(preprocessing.long_side)
    scaled = op.Mul(size, zoom)
    if long_side:
        factor = op.Min(op.Div(long_side, op.ReduceMax(size, keepdims=0)), zoom)
        scaled = op.Mul(size, factor)
    target = op.Max(op.Round(scaled), 1.0)
    if zoom <= 1:
        return shrunk(op, image_NHWC, size, target)
    ways = {"then_branch": shrunk, "else_branch": enlarged}
    branches = {
        name: op.builder.subgraph(
            partial(_bound, way, image_NHWC, size, target), [], [ir.Value(name=name)], name=name
        )
        for name, way in ways.items()
    }
    shrinks = op.Less(op.Gather(target, 0), op.Gather(size, 0))
    work: ir.Value = op.If(shrinks, **branches)
    return work


def _bound(way: Way, image: ir.Value, size: ir.Value, target: ir.Value, op: OpBuilder) -> ir.Value:
    op.builder.push_module(way.__name__)  # names are unique in all of the graph
    return way(op, image, size, target)


def _brightened(op: OpBuilder, image_NHWC: ir.Value) -> ir.Value:
    """`greys.brightened` for those images of the batch that `is_grey`."""
    x = op.Cast(image_NHWC, to=FLOAT)
    red, green, blue = op.Split(x, axis=CHANNEL, num_outputs=3, _outputs=3)
    apart = op.Add(
        op.ReduceMean(op.Abs(op.Sub(red, green)), [ROW, COLUMN, CHANNEL]),
        op.ReduceMean(op.Abs(op.Sub(green, blue)), [ROW, COLUMN, CHANNEL]),
    )
    white = op.Max(_percentile(op, x, WHITE), float(DARKEST_WHITE))
    bright = op.Round(op.Mul(x, op.Div(255.0, white)))
    seen = op.Where(op.Less(apart, NO_COLOR), op.Min(bright, 255.0), x)
    work: ir.Value = op.Cast(seen, to=UINT8)
    return work


def _percentile(op: OpBuilder, x_NHWC: ir.Value, percent: float) -> ir.Value:
    """As `np.percentile` of each image, (N, 1, 1, 1): between the two levels at that place."""
    levels = op.Reshape(x_NHWC, [0, -1])
    count = op.Shape(levels, start=1, end=2)
    place = op.Mul(op.Cast(op.Sub(count, [1]), to=DOUBLE), percent / 100)
    below = op.Floor(place)
    share = op.Cast(op.Sub(place, below), to=FLOAT)
    above = op.Sub(count, op.Cast(below, to=INT64))
    highest, _ = op.TopK(levels, above, axis=1, _outputs=2)
    low = op.Gather(highest, op.Sub(above, [1]), axis=1)
    high = op.Gather(highest, op.Sub(above, [2]), axis=1)
    level = op.Add(low, op.Mul(share, op.Sub(high, low)))
    reached: ir.Value = op.Reshape(level, [-1, 1, 1, 1])
    return reached
