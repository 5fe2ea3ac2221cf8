"""A net and all that belongs to it as one ONNX graph.

    image   uint8 (batch, height, width, 3), RGB
    scores  float32 (batch, labels, height, width)
    labels  uint8 (batch, height, width)

The graph holds what the program does between a photo and its mask: the working size, brightening,
normalization, the mirror image, all strides down to the finest, and the way back to the image's
pixels. What it does not do is cut large images into tiles.
"""

from __future__ import annotations

import json
import warnings

import onnx_ir as ir
import torch
from onnx_ir.passes.common import RemoveUnusedNodesPass
from onnxscript import GraphBuilder
from torch import Tensor, nn

from fcn_core import __version__
from fcn_core.data.transforms import Preprocessing
from fcn_core.errors import FcnError
from fcn_core.interchange.onnx.axes import CHANNEL, FLOAT, ROW, UINT8
from fcn_core.interchange.onnx.working import resizes, working
from fcn_core.masks import VOID
from fcn_core.nets.fcn import FCN
from fcn_core.views import batches, together
from fcn_core.weights.checkpoint import ModelInfo

OPSET, IR_VERSION = 18, 8
"""The oldest that hold all operations: what runs on devices is seldom new."""
IMAGE, SCORES, LABELS = "image", "scores", "labels"
RGB_CHANNELS = 3
LARGEST = 2_000_000_000
"""Bytes of weights: a protocol buffer holds two gigabytes."""


class FromWorkingImage(nn.Module):
    """What `Predictor` does with a working image, uint8 (N, h, w, 3), for the finest stride alone.

    Gives scores (N, labels, h, w).
    """

    def __init__(self, net: FCN, preprocessing: Preprocessing) -> None:
        super().__init__()
        self.net, self.preprocessing = net, preprocessing

    def forward(self, work_NhwC: Tensor) -> Tensor:
        views = self.preprocessing.views
        seen = batches(work_NhwC, views)
        maps = [self._scores(self.preprocessing(x)) for x in seen]
        return together(maps, views, work_NhwC.shape[0])

    def _scores(self, x_NChw: Tensor) -> Tensor:
        finest, (height, width) = self.net.strides[-1], x_NChw.shape[-2:]
        return self.net.upsample(self.net(x_NChw)[finest], finest, (height, width))


def onnx_model(net: FCN, info: ModelInfo) -> ir.Model:
    """The whole graph. Takes some tens of seconds. Raises `FcnError` for nets that see no RGB."""
    _refuse_others(net, info)
    model = _traced(FromWorkingImage(net, info.preprocessing).eval())
    _add_working(model.graph, info.preprocessing)
    _add_labels(model.graph, info)
    model.graph.sort()
    RemoveUnusedNodesPass()(model)
    for node in model.graph.all_nodes():
        # Where in whose files each operation was traced.
        node.metadata_props.clear()
    model.ir_version = IR_VERSION
    model.producer_name, model.producer_version = "FCN GUI", __version__
    model.metadata_props.clear()
    model.metadata_props.update(_description(info))
    return model


def _traced(module: FromWorkingImage) -> ir.Model:
    """The net for any number of images of any size."""
    example = torch.zeros(2, 97, 131, RGB_CHANNELS, dtype=torch.uint8)
    any_length = torch.export.Dim.DYNAMIC
    with warnings.catch_warnings(), torch.no_grad():
        # Of torch's own use of torch.
        warnings.filterwarnings("ignore", r".*LeafSpec.* is deprecated", FutureWarning)
        program = torch.onnx.export(
            module,
            (example,),
            dynamo=True,
            dynamic_shapes=({0: any_length, 1: any_length, 2: any_length},),
            opset_version=OPSET,
            verbose=False,
        )
    assert program is not None
    return program.model


def _add_working(graph: ir.Graph, preprocessing: Preprocessing) -> None:
    """Put the image before the net's own input, and between them what makes one of the other."""
    (before,) = graph.inputs
    graph.inputs.clear()
    builder = GraphBuilder(graph)
    image = builder.input(IMAGE, UINT8, ["batch", "height", "width", RGB_CHANNELS])
    before.replace_all_uses_with(working(builder.op, image, preprocessing))


def _add_labels(graph: ir.Graph, info: ModelInfo) -> None:
    """Bring scores to the image's pixels, and give each pixel the label with the highest."""
    (scores,) = graph.outputs
    graph.outputs.clear()
    builder = GraphBuilder(graph)
    op, (image,) = builder.op, graph.inputs
    if resizes(info.preprocessing):
        planes = op.Shape(scores, start=0, end=2)
        size = op.Concat(planes, op.Shape(image, start=ROW, end=CHANNEL), axis=0)
        scores = op.Resize(scores, None, None, size, mode="linear")
    labels = op.Cast(op.ArgMax(scores, axis=1, keepdims=0), to=UINT8)
    pixels = ["batch", "height", "width"]
    scores.shape = ir.Shape([pixels[0], len(info.labels), *pixels[1:]])
    scores.type = ir.TensorType(FLOAT)
    labels.shape, labels.type = ir.Shape(pixels), ir.TensorType(UINT8)
    builder.add_output(scores, SCORES)
    builder.add_output(labels, LABELS)


def _refuse_others(net: FCN, info: ModelInfo) -> None:
    if info.preprocessing.modality != "rgb":
        raise FcnError(
            "The net {name!r} sees {modality} images.",
            "Only nets for RGB images can be written as ONNX.",
            name=info.name,
            modality=info.preprocessing.modality,
        )
    if info.config.tasks:
        raise FcnError(
            "The net {name!r} has {count} tasks.",
            "Only nets with one set of labels can be written as ONNX.",
            name=info.name,
            count=len(info.config.tasks),
        )
    size = sum(p.numel() * p.element_size() for p in net.parameters())
    if size > LARGEST:
        raise FcnError(
            "The net {name!r} holds {size:.1f} GB of weights; an ONNX file, 2.",
            "Choose a net with fewer parameters.",
            name=info.name,
            size=size / 1e9,
        )


def _description(info: ModelInfo) -> dict[str, str]:
    """What a reader of the file wants to know, by key; all but sentences are JSON."""
    labels = [{"id": index, **label} for index, label in enumerate(info.labels.to_json())]
    facts = info.to_json()
    words = {
        "name": info.name,
        IMAGE: "uint8 (batch, height, width, 3), RGB, 0-255, upright: all else is in the graph",
        SCORES: "float32 (batch, labels, height, width): not softmaxed, at the image's pixels",
        LABELS: "uint8 (batch, height, width): ids of the labels with the highest scores",
    }
    values = {
        "label_set": labels,
        "void": VOID,
        "preprocessing": facts["preprocessing"],
        "config": facts["config"],
        "recipe": info.recipe,
        "provenance": info.provenance,
    }
    return words | {key: json.dumps(value, ensure_ascii=False) for key, value in values.items()}
