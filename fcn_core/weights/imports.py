"""Models of others made ours: files of Caffe, pytorch-fcn and torchvision as (FCN, ModelInfo)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from fcn_core.errors import FcnError
from fcn_core.labels import LabelSet
from fcn_core.nets.catalog import NetSpec, spec
from fcn_core.nets.fcn import FCN
from fcn_core.nets.surgery import transplant
from fcn_core.nets.upsample import bilinear_kernel
from fcn_core.weights import foreign
from fcn_core.weights.caffe import Blobs, read_caffemodel
from fcn_core.weights.checkpoint import ModelInfo
from fcn_core.weights.names import (
    SCORES,
    TASK_SUFFIXES,
    TO_PIXELS,
    TWICE,
    plainly_named,
    recognized,
    sources,
)

Array = NDArray[np.float32]
KNOWN_CHECKSUMS = {
    "c449ea74dd7d83751d1357d6a8c323fcf4038962": "fcn8s-heavy-pascal",
    "4c8d77deb20ea792f84eb5e6d0a11ca0a8660a46": "bvlc_reference_caffenet",
    "405fc5acd08a3bb12de8ee5e23a96bec22f08204": "bvlc_googlenet",
    "d3eb467a80e7da0468a20dfcbc13e6c8": "pytorch-fcn fcn32s",
    "a2d4035f669f09483b39c9a14a0d6670": "pytorch-fcn fcn16s",
    "de93e540ec79512f8770033849c8ae89": "pytorch-fcn fcn8s",
    "bfed4437e941fef58932891217fe6464": "pytorch-fcn fcn8s-atonce",
    "aa75b158f4181e7f6230029eb96c1b13": "pytorch-fcn vgg16_from_caffe",
    "397923af": "torchvision vgg16",
}
"""SHA-1 of Caffe's, MD5 of pytorch-fcn's and SHA-256's beginning of torchvision's files."""
SHORT = 8
"""Digits of SHA-256 in the names of torchvision's files."""
WIDE_LAYERS = {"fc6": 4096, "fc6color": 4096, "inception_5b/1x1": 384}
"""Outputs of a layer in the published nets."""
BILINEAR_TOLERANCE = 1e-4
KERNEL_AXES = 4


@dataclass(frozen=True, kw_only=True)
class Checksums:
    """A file's digests in hexadecimal, and the release that they prove it to be."""

    sha256: str
    sha1: str
    md5: str

    @property
    def release(self) -> str:
        """The released file's name, or '' if it is none that is known."""
        sums = (self.sha1, self.md5, self.sha256[:SHORT])
        return next((KNOWN_CHECKSUMS[s] for s in sums if s in KNOWN_CHECKSUMS), "")


def import_model(path: Path, net: str = "") -> tuple[FCN, ModelInfo]:
    """The net in `path` with the preprocessing it was trained with.

    `path` is a .caffemodel, or a .pth or .pt file of pytorch-fcn or torchvision. Which net it is
    is told from its layers; `net` (a name of `fcn_core.nets.catalog`) overrules that. Files of
    classifiers fill the backbone; the scores are then zero, to be trained. Raises `FcnError`
    naming the layer that does not fit.
    """
    if not path.is_file():
        raise FcnError(f"There is no file {path}.", "Check the path.")
    sums = checksums(path)
    hint = f"{sums.release} {path.name}".strip()
    if path.suffix == ".caffemodel":
        model, info, lacking = _from_blobs(read_caffemodel(path), hint, net)
    else:
        state = foreign.read_state(path)
        if foreign.is_pytorch_fcn(state):
            model, info, lacking = _from_blobs(foreign.as_blobs(state), hint, net)
        else:
            model, info, lacking = _from_state(foreign.recognized(state, path, sums.release), net)
    provenance = {
        "imported_from": path.name,
        "sha256": sums.sha256,
        "release": sums.release,
        "untrained": [name for name in lacking if name.startswith("scores.")],
    }
    return model.eval(), replace(info, name=f"{info.name} ({path.stem})", provenance=provenance)


def checksums(path: Path) -> Checksums:
    """All digests in one reading."""
    digests = [hashlib.sha256(), hashlib.sha1(), hashlib.md5()]
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            for digest in digests:
                digest.update(block)
    sha256, sha1, md5 = (digest.hexdigest() for digest in digests)
    return Checksums(sha256=sha256, sha1=sha1, md5=md5)


def _from_state(found: foreign.Recognized, net: str) -> tuple[FCN, ModelInfo, tuple[str, ...]]:
    chosen = spec(net or found.net)
    wide = found.state.get("backbone.fc6.bias")
    width = len(wide) / WIDE_LAYERS["fc6"] if wide is not None else 1.0
    model, info = _fitting(chosen, chosen.labels, width)
    lacking = transplant(model, found.state)
    _require_layers(lacking)
    return model, info, lacking


def _from_blobs(blobs: Blobs, file_name: str, net: str) -> tuple[FCN, ModelInfo, tuple[str, ...]]:
    shapes = {name: parts[0].shape for name, parts in blobs.items()}
    chosen = spec(net) if net else recognized(shapes, file_name)
    blobs = plainly_named(blobs)
    labels = _labels(chosen, blobs)
    learned = any(_is_learned(blobs, name) for base in TWICE.values() for name in _heads(base))
    chosen = replace(
        chosen, config=replace(chosen.config, upsampling="learned" if learned else "fixed")
    )
    model, info = _fitting(chosen, labels, _width(chosen, shapes))
    wanted = sources(list(model.state_dict()), chosen.config)
    state: dict[str, Tensor] = {}
    for name, source in wanted.items():
        parts = [
            blobs[layer][source.blob]
            for layer in source.layers
            if source.blob < len(blobs.get(layer, ()))
        ]
        if len(parts) == len(source.layers):
            state[name] = torch.from_numpy(
                np.concatenate([_squeezed(p, source.blob) for p in parts])
            )
    state |= _upsampling(chosen, blobs, learned)
    lacking = transplant(model, state)
    _require_layers(lacking)
    return model, info, lacking


def _fitting(chosen: NetSpec, labels: LabelSet, width: float) -> tuple[FCN, ModelInfo]:
    config = replace(chosen.config, width=width)
    info = ModelInfo(
        name=chosen.name, config=config, labels=labels, preprocessing=chosen.preprocessing
    )
    return FCN(config, len(labels)), info


def _width(chosen: NetSpec, shapes: Mapping[str, tuple[int, ...]]) -> float:
    """The file's channels relative to the published net's, told by a wide layer."""
    for name, published in WIDE_LAYERS.items():
        if len(shapes.get(name, ())) > 1:
            return max(shapes[name][-4:][0], shapes[name][-2]) / published
    raise FcnError(
        f"The file lacks the layers {' and '.join(WIDE_LAYERS)}, so it is not {chosen.name}.",
        "Choose the whole file that belongs to this net.",
    )


def _labels(chosen: NetSpec, blobs: Blobs) -> LabelSet:
    """The published labels, or numbered ones where a user's net scores another number of them."""
    layers = [SCORES[32] + task for task in ("", "color", *TASK_SUFFIXES)]
    count = sum(blobs[name][0].shape[0] for name in layers if name in blobs)
    if count in (0, len(chosen.labels)):
        return chosen.labels
    if chosen.config.tasks:
        raise FcnError(
            f"The file scores {count} labels, {chosen.name} has {len(chosen.labels)}.",
            "Choose the file that belongs to this net.",
        )
    return LabelSet.from_names(f"label {index}" for index in range(count))


def _heads(base: str) -> list[str]:
    return [base, *(base + task for task in TASK_SUFFIXES)]


def _is_learned(blobs: Blobs, name: str) -> bool:
    """Whether a deconvolution has left its bilinear start."""
    if name not in blobs:
        return False
    weight = blobs[name][0]
    if weight.ndim != KERNEL_AXES:
        return True
    labels, kernel = weight.shape[0], weight.shape[-1]
    bilinear = np.zeros_like(weight)
    if weight.shape[1] == 1:
        bilinear[:, 0] = bilinear_kernel(kernel).numpy()
    else:
        bilinear[range(labels), range(labels)] = bilinear_kernel(kernel).numpy()
    return not np.allclose(weight, bilinear, atol=BILINEAR_TOLERANCE)


def _upsampling(chosen: NetSpec, blobs: Blobs, learned: bool) -> dict[str, Tensor]:
    """Learned intermediate deconvolutions; the last one must be bilinear, as published."""
    for base in TO_PIXELS[chosen.config.strides[-1]]:
        if any(_is_learned(blobs, name) for name in _heads(base)):
            raise FcnError(
                f"The last deconvolution {base} is not bilinear.",
                "Nets whose last upsampling was learned cannot be imported.",
            )
    if not learned:
        return {}
    layers = {}
    for stride in chosen.config.strides[1:]:
        if chosen.config.tasks:
            for place, task in enumerate(TASK_SUFFIXES):
                layers[f"twice.{stride}.parts.{place}.weight"] = TWICE[stride] + task
        else:
            layers[f"twice.{stride}.weight"] = TWICE[stride]
    return {
        ours: torch.from_numpy(blobs[theirs][0].copy())
        for ours, theirs in layers.items()
        if theirs in blobs
    }


def _squeezed(values: Array, blob: int) -> Array:
    """Legacy blobs have four axes: biases (1, 1, 1, n), fully connected weights (1, 1, o, i)."""
    if blob == 1:
        return values.reshape(-1)
    return values[0, 0] if values.ndim == 4 and values.shape[:2] == (1, 1) else values


def _require_layers(lacking: tuple[str, ...]) -> None:
    """Batch norms count batches; torchvision's older files do not."""
    missing = [
        n for n in lacking
        if n.startswith(("backbone.", "twice.")) and not n.endswith("num_batches_tracked")
    ]  # fmt: skip
    if missing:
        raise FcnError(
            f"The file lacks {len(missing)} of the net's layers, the first is "
            f"{missing[0].removeprefix('backbone.')}.",
            "Choose the whole file of this net.",
        )
