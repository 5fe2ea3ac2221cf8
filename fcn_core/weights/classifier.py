"""A backbone's start: the weights of a classifier, from whatever file they come in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from torch import Tensor, nn

from fcn_core.data.transforms import Preprocessing
from fcn_core.errors import FcnError
from fcn_core.nets.backbones import OWN, TORCHVISION, Backbone
from fcn_core.nets.catalog import spec
from fcn_core.nets.fcn import FCN
from fcn_core.nets.fusion import Streams
from fcn_core.nets.surgery import transplant
from fcn_core.weights import foreign
from fcn_core.weights.imports import checksums, import_model

BACKBONE = "backbone."
MAY_LACK = ("fc6", "fc7")
"""Layers that files of convolutions alone do not have."""
Tensors = dict[str, Tensor]


@dataclass(frozen=True, kw_only=True)
class BackboneStart:
    """What a file gave a backbone."""

    preprocessing: Preprocessing | None
    """What the classifier saw, where the file tells."""
    untrained: tuple[str, ...]
    """Layers that the file lacks; they start from random weights."""
    by_name: str = ""
    """The classifier that it is taken for, where the file's name alone tells."""


def load_backbone(net: FCN, path: Path) -> BackboneStart:
    """Start a net's backbone, each of its streams, from a classifier's weights.

    `path` is a .caffemodel, .pth, .pt or .safetensors file. Known files are matched by layer,
    others by name or, where the names differ, in order, which must then agree in every shape. A
    fourth input channel starts from the mean of the three. Pickles are read as plain tensors
    only. Raises `FcnError`.
    """
    tensors, preprocessing, by_name = _named(net, path)
    count = net.config.streams
    prefixes = (
        [f"{BACKBONE}streams.{place}." for place in range(count)] if count > 1 else [BACKBONE]
    )
    source = {prefix + name: value for prefix in prefixes for name, value in tensors.items()}
    try:
        kept = transplant(net, source)
    except FcnError as error:
        raise FcnError(f"{path} does not fit: {error.problem}", error.remedy) from error
    lacking = {
        name.rpartition(".")[0]
        for name in kept
        if name.startswith(BACKBONE) and not name.endswith("num_batches_tracked")
    }
    strange = sorted(name for name in lacking if name.rpartition(".")[2] not in MAY_LACK)
    if strange:
        raise FcnError(
            f"{path} lacks {len(strange)} of the backbone's layers, the first is "
            f"{strange[0].removeprefix(BACKBONE)}.",
            "Choose the weights of the same architecture.",
        )
    for name in sorted(lacking):
        _fresh(net.get_submodule(name))
    return BackboneStart(
        preprocessing=preprocessing, untrained=tuple(sorted(lacking)), by_name=by_name
    )


def _named(net: FCN, path: Path) -> tuple[Tensors, Preprocessing | None, str]:
    """The file's tensors by our backbones' names, what they saw, and whose the name says it is."""
    if path.suffix == ".caffemodel":
        return _imported(path)
    tensors = foreign.read_state(path)
    if foreign.is_pytorch_fcn(tensors):
        return _imported(path)
    if any(k.startswith("scores.") for k in tensors):  # a model of this program
        return _of_backbone(tensors), None, ""
    if net.config.backbone in {**OWN, **TORCHVISION}:
        found = foreign.recognized(tensors, path, checksums(path).release)
        by_name = found.net if found.by_name else ""
        return _of_backbone(found.state), spec(found.net).preprocessing, by_name
    target = _one_stream(net.backbone).state_dict()
    prefix = "body." if all(k.startswith("body.") for k in target) else ""
    if all(k.removeprefix(prefix) in tensors for k in target):
        return {k: tensors[k.removeprefix(prefix)] for k in target}, None, ""
    return _in_order(path, target, tensors), None, ""


def _one_stream(backbone: Backbone) -> nn.Module:
    return backbone.streams[0] if isinstance(backbone, Streams) else backbone


def _imported(path: Path) -> tuple[Tensors, Preprocessing, str]:
    net, info = import_model(path)
    return _of_backbone(net.state_dict()), info.preprocessing, ""


def _of_backbone(state: Tensors) -> Tensors:
    return {k.removeprefix(BACKBONE): v for k, v in state.items() if k.startswith(BACKBONE)}


def _in_order(path: Path, target: Tensors, source: Tensors) -> Tensors:
    """The first tensors of the file, as many as the backbone has, by position and shape."""
    values = list(source.values())[: len(target)]
    for (name, mine), theirs in zip(target.items(), values, strict=False):
        one_channel_more = mine.ndim == 4 and mine[:, :3].shape == theirs.shape
        if mine.shape != theirs.shape and not one_channel_more:
            raise FcnError(
                f"{path} does not hold this backbone's weights: {name} is {tuple(mine.shape)}, "
                f"the file has {tuple(theirs.shape)} in its place.",
                "Choose the weights of the same architecture.",
            )
    if len(values) < len(target):
        raise FcnError(f"{path} holds too few tensors for this backbone.")
    return dict(zip(target, values, strict=True))


def _fresh(layer: nn.Module) -> None:
    """He's initialisation, which keeps a ReLU layer's scale whatever its width."""
    assert isinstance(layer, nn.Conv2d) and layer.bias is not None
    nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    nn.init.zeros_(layer.bias)
