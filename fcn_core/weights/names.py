"""How Caffe's layers are called in our nets, and which published net a set of layers is."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import TypeVar

from fcn_core.errors import FcnError
from fcn_core.nets.catalog import NetSpec, spec
from fcn_core.nets.fcn import NetConfig

SCORES = {32: "score_fr", 16: "score_pool4", 8: "score_pool3"}
TWICE = {16: "upscore2", 8: "upscore_pool4"}
TO_PIXELS = {32: ("upscore",), 16: ("upscore16", "upscore"), 8: ("upscore8", "upscore")}
STREAM_SUFFIXES = ("color", "hha")
TASK_SUFFIXES = ("_sem", "_geo")
OTHER_NAMES = {"conv1_1_bgrd": "conv1_1"}
"""How the reference code calls layers whose shape is another than its classifier's."""
LABEL_COUNTS = {21: "", 40: "nyud", 60: "pascalcontext"}

T = TypeVar("T")
Shapes = Mapping[str, tuple[int, ...]]
"""Layer name -> shape of its weights."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where one tensor of ours comes from: layers of the file, one after the other."""

    layers: tuple[str, ...]
    blob: int
    """0 for weights, 1 for biases."""


def sources(names: Set[str] | list[str], config: NetConfig) -> dict[str, Source]:
    """For each of our backbone and score tensors (state dict names), its place in the file."""
    found = {}
    for name in names:
        part, _, rest = name.partition(".")
        blob = 1 if rest.endswith(".bias") else 0
        rest, _, _leaf = rest.rpartition(".")
        suffix = ""
        if part == "scores":
            stride, _, rest = rest.partition(".")
            if rest:
                suffix = STREAM_SUFFIXES[int(rest.removeprefix("streams."))]
            base = SCORES[int(stride)] + suffix
            tasks = TASK_SUFFIXES if config.tasks else ("",)
            found[name] = Source(layers=tuple(base + task for task in tasks), blob=blob)
        elif part == "backbone":
            if rest.startswith("streams."):
                _, number, rest = rest.split(".", 2)
                suffix = STREAM_SUFFIXES[int(number)]
            found[name] = Source(layers=(rest.replace(".", "/") + suffix,), blob=blob)
    return found


def plainly_named(layers: Mapping[str, T]) -> dict[str, T]:
    """The layers of a file by the names that are known here, in their order."""
    return {OTHER_NAMES.get(name, name): layer for name, layer in layers.items()}


def recognized(shapes: Shapes, file_name: str) -> NetSpec:
    """The published net with these layers; the file's name decides between equal ones.

    Raises `FcnError` where no published net fits.
    """
    name = _net_name(plainly_named(shapes), file_name.lower())
    if name is None:
        raise FcnError(
            f"{file_name} is none of the nets known here; it has the layers "
            f"{', '.join(list(shapes)[:6])} ...",
            "Name the net that it should fill, as listed by 'fcn models names'.",
        )
    return spec(name)


def _net_name(shapes: Shapes, file_name: str) -> str | None:
    signs = {
        "fcn-googlenet": "conv1/7x7_s2" in shapes,
        "fcn-alexnet": shapes.get("conv1", ())[2:] == (11, 11),
        f"nyud-fcn{_finest(shapes, 'color')}s-rgb-hha": "conv1_1color" in shapes,
        f"siftflow-fcn{_finest(shapes, '_sem')}s": "score_fr_sem" in shapes,
    }
    for name, fits in signs.items():
        if fits:
            return name
    if "conv1_1" not in shapes:
        return None
    if "score_fr" in shapes:
        return _single(shapes, file_name)
    return "fcn32s-vgg16" if "fc7" in shapes else None  # the ImageNet classifier


def _single(shapes: Shapes, file_name: str) -> str | None:
    """A VGG16 net with one stream and one task."""
    finest, labels = _finest(shapes, ""), shapes["score_fr"][0]
    family = LABEL_COUNTS.get(labels)
    if family == "nyud":
        depth = shapes["conv1_1"][1] == 4
        modality = "rgbd" if depth else "hha" if "hha" in file_name else "rgb"
        return f"nyud-fcn{finest}s-{modality}"
    if family == "pascalcontext":
        return f"pascalcontext-fcn{finest}s"
    if finest == 8 and ("scale_pool4" in shapes or "atonce" in file_name.replace("-", "")):
        return "fcn8s-atonce-vgg16"
    return f"fcn{finest}s-vgg16"


def _finest(shapes: Shapes, suffix: str) -> int:
    if SCORES[8] + suffix in shapes:
        return 8
    return 16 if SCORES[16] + suffix in shapes else 32
