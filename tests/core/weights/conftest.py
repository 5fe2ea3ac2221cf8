"""Caffe's files, written by the protobuf runtime and by hand: independent of our reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from numpy.typing import NDArray

from fcn_core.nets.fcn import FCN

Layers = Mapping[str, Sequence[NDArray[Any]]]
Encode = Callable[..., Path]

KIND = descriptor_pb2.FieldDescriptorProto
# message -> (field, number, type, repeated and packed, message type)
SCHEMA: dict[str, list[tuple[str, int, int, bool, str]]] = {
    "BlobShape": [("dim", 1, KIND.TYPE_INT64, True, "")],
    "BlobProto": [
        ("num", 1, KIND.TYPE_INT32, False, ""),
        ("channels", 2, KIND.TYPE_INT32, False, ""),
        ("height", 3, KIND.TYPE_INT32, False, ""),
        ("width", 4, KIND.TYPE_INT32, False, ""),
        ("data", 5, KIND.TYPE_FLOAT, True, ""),
        ("diff", 6, KIND.TYPE_FLOAT, True, ""),
        ("shape", 7, KIND.TYPE_MESSAGE, False, "BlobShape"),
        ("double_data", 8, KIND.TYPE_DOUBLE, True, ""),
    ],
    "LayerParameter": [
        ("name", 1, KIND.TYPE_STRING, False, ""),
        ("type", 2, KIND.TYPE_STRING, False, ""),
        ("bottom", 3, KIND.TYPE_STRING, True, ""),
        ("blobs", 7, KIND.TYPE_MESSAGE, True, "BlobProto"),
    ],
    "V1LayerParameter": [
        ("bottom", 2, KIND.TYPE_STRING, True, ""),
        ("name", 4, KIND.TYPE_STRING, False, ""),
        ("type", 5, KIND.TYPE_INT32, False, ""),
        ("blobs", 6, KIND.TYPE_MESSAGE, True, "BlobProto"),
        ("blobs_lr", 7, KIND.TYPE_FLOAT, True, ""),
    ],
    "NetParameter": [
        ("name", 1, KIND.TYPE_STRING, False, ""),
        ("layers", 2, KIND.TYPE_MESSAGE, True, "V1LayerParameter"),
        ("layer", 100, KIND.TYPE_MESSAGE, True, "LayerParameter"),
    ],
}
LEGACY_TYPES = {"Convolution": 4, "InnerProduct": 14, "Deconvolution": 39}
LAYER_NAMES = {"scores.32": "score_fr", "scores.16": "score_pool4", "scores.8": "score_pool3"}


@pytest.fixture(scope="session")
def net_message() -> Any:
    """The class of Caffe's NetParameter, as far as weights need it."""
    file = descriptor_pb2.FileDescriptorProto(name="caffe_min.proto", package="caffe")
    file.syntax = "proto2"
    for name, fields in SCHEMA.items():
        message = file.message_type.add(name=name)
        for field, number, kind, repeated, inner in fields:
            label = KIND.LABEL_REPEATED if repeated else KIND.LABEL_OPTIONAL
            added = message.field.add(name=field, number=number, type=kind, label=label)
            if inner:
                added.type_name = f".caffe.{inner}"
            elif repeated and kind != KIND.TYPE_STRING:
                added.options.packed = True
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("caffe.NetParameter"))


@pytest.fixture(scope="session")
def encode(net_message: Any) -> Encode:
    """encode(path, layers, legacy=False, doubles=False): a .caffemodel of blobs by layer."""

    def written(path: Path, layers: Layers, legacy: bool = False, doubles: bool = False) -> Path:
        net = net_message(name="synthetic")
        for name, blobs in layers.items():
            kind = "Deconvolution" if name.startswith("upscore") else "Convolution"
            layer = (net.layers if legacy else net.layer).add(name=name, bottom=["data"])
            layer.type = LEGACY_TYPES[kind] if legacy else kind
            for values in blobs:
                _fill(layer.blobs.add(), values, legacy, doubles)
            if legacy:
                layer.blobs_lr.extend([1, 2])
        path.write_bytes(net.SerializeToString())
        return path

    return written


def _fill(blob: Any, values: NDArray[Any], legacy: bool, doubles: bool) -> None:
    (blob.double_data if doubles else blob.data).extend(values.ravel().tolist())
    if legacy:
        four = (1,) * (4 - values.ndim) + values.shape
        blob.num, blob.channels, blob.height, blob.width = four
    else:
        blob.shape.dim.extend(values.shape)


@pytest.fixture(scope="session")
def caffe_layers() -> Callable[[FCN], dict[str, list[NDArray[np.float32]]]]:
    """A single-stream, single-task net's weights by Caffe's layer names."""

    def layers(net: FCN) -> dict[str, list[NDArray[np.float32]]]:
        found: dict[str, list[NDArray[np.float32]]] = {}
        for name, value in net.state_dict().items():
            owner = name.rpartition(".")[0]
            if owner.startswith(("backbone.", "scores.")):
                layer = LAYER_NAMES.get(owner, owner.removeprefix("backbone.").replace(".", "/"))
                found.setdefault(layer, []).append(value.numpy())
        return found

    return layers


def randomize(net: FCN, seed: int) -> None:
    """He's weights from NumPy's generator, which is the same everywhere; small biases."""
    import torch

    rng = np.random.default_rng(seed)
    for value in net.parameters():
        fan_in = max(1, value[0].numel()) if value.ndim > 1 else 100
        values = rng.standard_normal(value.shape) * np.sqrt(2 / fan_in)
        value.data = torch.from_numpy(values.astype(np.float32))


@pytest.fixture(scope="session")
def randomized() -> Callable[[FCN, int], None]:
    return randomize
