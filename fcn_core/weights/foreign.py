"""PyTorch files of others: pytorch-fcn's, and torchvision's classifiers and dilated ResNets.

Each is turned into tensors named as ours; only tensors are read, never code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.serialization import safe_globals

from fcn_core.errors import FcnError
from fcn_core.nets.backbones.vgg16 import VGG16
from fcn_core.weights.caffe import Blobs, require_numbers

State = dict[str, Tensor]
# Of the heads: fully connected layers of torchvision's classifiers that become convolutions.
VGG16_HEAD = {"classifier.0": "fc6", "classifier.3": "fc7"}
ALEXNET_HEAD = {"classifier.1": "fc6", "classifier.4": "fc7"}
PARALLEL = "module."
"""What names begin with in files of nets that were trained on several cards."""
RESNET_PARTS = ("conv1", "bn1", "relu", "maxpool", "layer1", "layer2", "layer3", "layer4")
RESNET_101_BLOCK = "backbone.layer3.22.conv1.weight"
NUMBERS: list[Any] = [
    *(
        (np.float64().__reduce__()[0], f"numpy.{core}.multiarray.scalar")
        for core in ("core", "_core")
    ),
    np.dtype,
    np.dtypes.Float64DType,
]
"""What a NumPy float is made of in a pickle, by the names of NumPy 1 and 2: pytorch-fcn's
checkpoints keep their best score as one."""


@dataclass(frozen=True, kw_only=True)
class Recognized:
    """A torchvision file: the net it fills and its tensors by our names."""

    net: str
    state: State
    by_name: bool = False
    """Whether the file's name alone tells this net from another of the same shape."""


def read_state(path: Path) -> State:
    """The tensors of a .safetensors, .pth or .pt file by name. Code in it is refused.

    Raises `FcnError`, also for values that are no numbers.
    """
    try:
        tensors = load_file(path) if path.suffix == ".safetensors" else _unpickled(path)
    except OSError as error:
        raise FcnError(
            f"{path} cannot be opened ({error.strerror or error}).",
            "Check the path, and that you may read the file.",
        ) from error
    except Exception as error:  # unpicklers raise anything; all of it means: not plain tensors
        raise FcnError(
            f"{path} cannot be read as plain tensors ({type(error).__name__}).",
            "Only files of tensors are loaded; a file with code in it is refused.",
        ) from error
    require_numbers(path, {k: _is_finite(v) for k, v in tensors.items()})
    return tensors


def _is_finite(value: Tensor) -> bool:
    return not value.is_floating_point() or bool(value.isfinite().all())


def _unpickled(path: Path) -> State:
    with safe_globals(NUMBERS):
        loaded = torch.load(path, map_location="cpu", weights_only=True)
    for key in ("state_dict", "model_state_dict", "model"):
        loaded = loaded.get(key, loaded)
    tensors = {str(k): v for k, v in loaded.items() if isinstance(v, Tensor)}
    parallel = all(k.startswith(PARALLEL) for k in tensors)
    return {k.removeprefix(PARALLEL if parallel else ""): v for k, v in tensors.items()}


def as_blobs(state: Mapping[str, Tensor]) -> Blobs:
    """pytorch-fcn's tensors, which carry the Caffe names, as a caffemodel's blobs."""
    layers: dict[str, list[np.ndarray[tuple[int, ...], np.dtype[np.float32]]]] = {}
    for name, value in sorted(state.items(), key=lambda item: item[0].endswith(".bias")):
        layers.setdefault(name.rpartition(".")[0], []).append(value.float().numpy())
    return {name: tuple(blobs) for name, blobs in layers.items()}


def is_pytorch_fcn(state: Mapping[str, Tensor]) -> bool:
    """Whether these are pytorch-fcn's names."""
    return "conv1_1.weight" in state and "score_fr.weight" in state


def recognized(state: State, path: Path, release: str) -> Recognized:
    """Which of torchvision's files this is, of a known `release` or of none ('').

    Raises `FcnError` if it is none of them.
    """
    if "classifier.4.weight" in state and "backbone.conv1.weight" in state:
        return _dilated_resnet(state)
    if "inception3a.branch1.conv.weight" in state:
        kept = {k: v for k, v in state.items() if not k.startswith(("aux1.", "aux2.", "fc."))}
        return Recognized(
            net="torchvision-googlenet", state={f"backbone.{k}": v for k, v in kept.items()}
        )
    first = tuple(state["features.0.weight"].shape) if "features.0.weight" in state else ()
    if first[2:] == (11, 11):
        return Recognized(net="torchvision-alexnet", state=_alexnet(state))
    if first[1:] == (3, 3, 3) and "features.28.weight" in state:
        caffes = "caffe" in (release or path.name).lower()
        return Recognized(
            net="fcn32s-vgg16" if caffes else "torchvision-vgg16",
            state=_vgg16(state),
            by_name=not release,
        )
    raise FcnError(
        f"{path} holds {len(state)} tensors, the first called {next(iter(state), 'nothing')!r}: "
        "no net known here.",
        "Known are pytorch-fcn's files and torchvision's vgg16, alexnet, googlenet, "
        "fcn_resnet50 and fcn_resnet101.",
    )


def _vgg16(state: State) -> State:
    """Numbered layers by our names: they are in the same order."""
    groups = enumerate(VGG16.GROUPS, start=1)
    names = [f"conv{group}_{n}" for group, (_, count) in groups for n in range(1, count + 1)]
    numbers = sorted(
        {int(k.split(".")[1]) for k in state if k.startswith("features.") and k.endswith("weight")}
    )
    if len(numbers) != len(names):
        raise FcnError(
            f"The file has {len(numbers)} convolutions, VGG16 has {len(names)}.",
            "Choose the weights of VGG16 without batch norm.",
        )
    renamed = {f"features.{i}": name for i, name in zip(numbers, names, strict=True)}
    return _renamed(state, renamed | VGG16_HEAD)


def _alexnet(state: State) -> State:
    features = {k.rpartition(".")[0] for k in state if k.startswith("features.")}
    return _renamed(state, {name: name for name in features} | ALEXNET_HEAD)


def _renamed(state: State, layers: Mapping[str, str]) -> State:
    return {
        f"backbone.{ours}.{leaf}": state[f"{theirs}.{leaf}"]
        for theirs, ours in layers.items()
        for leaf in ("weight", "bias")
        if f"{theirs}.{leaf}" in state
    }


def _dilated_resnet(state: State) -> Recognized:
    renamed: State = {}
    for name, value in state.items():
        part, _, rest = name.partition(".")
        head, _, tail = rest.partition(".")
        if part == "backbone":
            renamed[f"backbone.body.{RESNET_PARTS.index(head)}.{tail}"] = value
        elif part == "classifier" and head == "4":
            renamed[f"scores.8.{tail}"] = value
        elif part == "classifier":
            renamed[f"backbone.neck.{head}.{tail}"] = value
    layers = 101 if RESNET_101_BLOCK in state else 50
    return Recognized(net=f"torchvision-fcn_resnet{layers}", state=renamed)
