"""The operations before the net, beside what the program itself does to an image."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import onnx_ir as ir
import onnxruntime
import pytest
from onnxscript import GraphBuilder

from fcn_core.data.transforms import Preprocessing
from fcn_core.imaging.images import read_image
from fcn_core.imaging.pixels import RGB
from fcn_core.interchange.onnx.axes import UINT8
from fcn_core.interchange.onnx.graph import OPSET
from fcn_core.interchange.onnx.working import resizes, working


def session_of(preprocessing: Preprocessing) -> onnxruntime.InferenceSession:
    """The operations alone: image in, working image out."""
    graph = ir.Graph([], [], nodes=[], opset_imports={"": OPSET}, name="working")
    builder = GraphBuilder(graph)
    image = builder.input("image", UINT8, ["batch", "height", "width", 3])
    work = working(builder.op, image, preprocessing)
    work.shape, work.type = ir.Shape(["batch", "h", "w", 3]), ir.TensorType(UINT8)
    builder.add_output(work, "work")
    model = ir.to_proto(ir.Model(graph, ir_version=8)).SerializeToString()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # of constants that were folded
    return onnxruntime.InferenceSession(model, options)


@pytest.fixture(scope="module")
def photo() -> RGB:
    root = Path(__file__).resolve().parents[4]
    return read_image(root / "resources" / "samples" / "astronaut.jpg")


def sized(photo: RGB, height: int, width: int) -> RGB:
    return cv2.resize(photo, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.uint8)


SIZES = [(512, 512), (480, 129), (800, 600), (801, 400), (403, 800), (97, 131), (300, 451), (1, 1)]


@pytest.mark.parametrize(
    "preprocessing",
    [
        Preprocessing(long_side=400),
        Preprocessing(long_side=800, zoom=2.0),
        Preprocessing(zoom=1.5),
        Preprocessing(zoom=0.5),
    ],
    ids=["shrunk", "limited", "enlarged", "halved"],
)
def test_sizes_and_levels_are_the_programs(preprocessing: Preprocessing, photo: RGB) -> None:
    session = session_of(preprocessing)
    assert resizes(preprocessing)
    for size in SIZES:
        image = sized(photo, *size)
        ours = preprocessing.working(image)
        (theirs,) = session.run(None, {"image": image[None]})
        assert theirs[0].shape == ours.shape
        apart = np.abs(theirs[0].astype(int) - ours)
        assert apart.max() <= 1, size
        assert np.count_nonzero(apart) < 0.003 * apart.size, size


def test_dark_images_without_colour_are_brightened_each_for_itself(photo: RGB) -> None:
    preprocessing = Preprocessing(brightened=True)
    grey = photo[:200, :180, :1].repeat(3, axis=2)
    batch = np.stack([grey // 5, photo[:200, :180] // 5, grey // 40, grey])
    assert not resizes(preprocessing)
    (theirs,) = session_of(preprocessing).run(None, {"image": batch})
    ours = np.stack([preprocessing.working(image) for image in batch])
    assert np.array_equal(theirs, ours)
    assert not np.array_equal(ours[0], batch[0]) and np.array_equal(ours[1], batch[1])
