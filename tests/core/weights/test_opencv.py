"""Our nets against OpenCV 4's reading of the same prototxt and caffemodel.

OpenCV 5, which the program uses, has no Caffe reader any more. Where OpenCV 4 is installed
beside it (`.venv/opencv4`, see constraints/opencv4.txt) it runs here; everywhere, our scores are
compared with what it gave when the scores in tests/golden were recorded (docs/decisions).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from fcn_core.nets import catalog
from fcn_core.nets.backbones.googlenet import INCEPTIONS
from fcn_core.nets.fcn import FCN
from fcn_core.nets.upsample import bilinear_kernel
from fcn_core.weights.imports import import_model

Scores = dict[str, NDArray[np.float32]]
OPENCV4 = Path(os.environ.get("FCN_OPENCV4", Path(sys.prefix) / "opencv4"))
GOLDEN = Path(__file__).parents[2] / "golden" / "opencv4"
SIZES = ((101, 131), (157, 113), (163, 181))
WIDTHS = {
    "fcn-alexnet": 1 / 12,
    "fcn32s-vgg16": 1 / 16,
    "fcn16s-vgg16": 1 / 16,
    "fcn8s-vgg16": 1 / 16,
    "fcn-googlenet": 1 / 4,
}
LABELS = 21
SPARSE = 9
"""Of the recorded scores every ninth pixel is kept; of the labels all."""


class Prototxt:
    """A Caffe net description, written layer by layer as the reference code's net.py does."""

    def __init__(self) -> None:
        self.text = ['input: "data" input_dim: 1 input_dim: 3 input_dim: HEIGHT input_dim: WIDTH']

    def layer(self, name: str, kind: str, bottoms: str, settings: str, top: str = "") -> str:
        inputs = " ".join(f'bottom: "{b}"' for b in bottoms.split())
        self.text.append(
            f'layer {{ name: "{name}" type: "{kind}" {inputs} top: "{top or name}" {settings} }}'
        )
        return top or name

    def conv(self, name: str, bottom: str, net: FCN, relu: bool = True) -> str:
        """A convolution with the sizes of ours; only its padding and stride are taken from it."""
        owner = {"score_fr": "scores.32", "score_pool4": "scores.16", "score_pool3": "scores.8"}
        ours: Any = net.get_submodule(owner.get(name, "backbone." + name.replace("/", ".")))
        self.layer(
            name,
            "Convolution",
            bottom,
            f"convolution_param {{ num_output: {ours.out_channels} kernel_size: "
            f"{ours.kernel_size[0]} stride: {ours.stride[0]} pad: {ours.padding[0]} "
            f"group: {ours.groups} }}",
        )
        if relu:
            self.layer(f"relu_{name}", "ReLU", name, "", top=name)
        return name

    def pool(self, name: str, bottom: str, size: int, stride: int, pad: int = 0) -> str:
        return self.layer(
            name,
            "Pooling",
            bottom,
            f"pooling_param {{ pool: MAX kernel_size: {size} stride: {stride} pad: {pad} }}",
        )

    def norm(self, name: str, bottom: str) -> str:
        return self.layer(
            name, "LRN", bottom, "lrn_param { local_size: 5 alpha: 0.0001 beta: 0.75 }"
        )

    def up(self, name: str, bottom: str, kernel: int, stride: int) -> str:
        return self.layer(
            name,
            "Deconvolution",
            bottom,
            f"convolution_param {{ num_output: {LABELS} kernel_size: {kernel} "
            f"stride: {stride} bias_term: false }}",
        )

    def crop(self, name: str, bottom: str, like: str, offset: int) -> str:
        return self.layer(
            name, "Crop", f"{bottom} {like}", f"crop_param {{ axis: 2 offset: {offset} }}"
        )


def vgg16(net: FCN, finest: int) -> Prototxt:
    p, x = Prototxt(), "data"
    for group, count in enumerate((2, 2, 3, 3, 3), start=1):
        for number in range(1, count + 1):
            x = p.conv(f"conv{group}_{number}", x, net)
        x = p.pool(f"pool{group}", x, 2, 2)
    x = p.conv("score_fr", p.conv("fc7", p.conv("fc6", x, net), net), net, relu=False)
    if finest <= 16:
        x = p.up("upscore2", x, 4, 2)
        skip = p.crop("score_pool4c", p.conv("score_pool4", "pool4", net, relu=False), x, 5)
        x = p.layer("fuse_pool4", "Eltwise", f"{x} {skip}", "eltwise_param { operation: SUM }")
    if finest == 8:
        x = p.up("upscore_pool4", x, 4, 2)
        skip = p.crop("score_pool3c", p.conv("score_pool3", "pool3", net, relu=False), x, 9)
        x = p.layer("fuse_pool3", "Eltwise", f"{x} {skip}", "eltwise_param { operation: SUM }")
    x = p.up("upscore", x, 2 * finest, finest)
    p.crop("score", x, "data", {32: 19, 16: 27, 8: 31}[finest])
    return p


def alexnet(net: FCN) -> Prototxt:
    p = Prototxt()
    x = p.norm("norm1", p.pool("pool1", p.conv("conv1", "data", net), 3, 2))
    x = p.norm("norm2", p.pool("pool2", p.conv("conv2", x, net), 3, 2))
    for name in ("conv3", "conv4", "conv5"):
        x = p.conv(name, x, net)
    x = p.pool("pool5", x, 3, 2)
    x = p.conv("score_fr", p.conv("fc7", p.conv("fc6", x, net), net), net, relu=False)
    p.crop("score", p.up("upscore", x, 63, 32), "data", 18)
    return p


def googlenet(net: FCN) -> Prototxt:
    p = Prototxt()
    x = p.pool("pool1/3x3_s2", p.conv("conv1/7x7_s2", "data", net), 3, 2)
    x = p.conv("conv2/3x3_reduce", p.norm("pool1/norm1", x), net)
    x = p.norm("conv2/norm2", p.conv("conv2/3x3", x, net))
    x = p.pool("pool2/3x3_s2", x, 3, 2)
    for name in INCEPTIONS:
        if name in ("4a", "5a"):
            x = p.pool(f"pool_before_{name}", x, 3, 2)
        i = f"inception_{name}"
        branches = [
            p.conv(f"{i}/1x1", x, net),
            p.conv(f"{i}/3x3", p.conv(f"{i}/3x3_reduce", x, net), net),
            p.conv(f"{i}/5x5", p.conv(f"{i}/5x5_reduce", x, net), net),
            p.conv(f"{i}/pool_proj", p.pool(f"{i}/pool", x, 3, 1, 1), net),
        ]
        x = p.layer(f"{i}/output", "Concat", " ".join(branches), "")
    x = p.conv("score_fr", x, net, relu=False)
    p.crop("score", p.up("upscore", x, 63, 32), "data", 1)
    return p


TOPOLOGIES: dict[str, Callable[[FCN], Prototxt]] = {
    "fcn-alexnet": alexnet,
    "fcn32s-vgg16": lambda net: vgg16(net, 32),
    "fcn16s-vgg16": lambda net: vgg16(net, 16),
    "fcn8s-vgg16": lambda net: vgg16(net, 8),
    "fcn-googlenet": googlenet,
}


@pytest.fixture(params=WIDTHS)
def case(request: Any, tmp_path: Path, encode: Any, caffe_layers: Any, randomized: Any) -> Any:
    """(name, folder with net.prototxt, net.caffemodel and images.npz, the images)."""
    name = request.param
    net, _ = catalog.build(name, width=WIDTHS[name])
    randomized(net, 7)
    for score in net.scores.values():  # else the positive features' mean decides every label
        score.weight.data -= score.weight.data.mean(1, keepdim=True)  # type: ignore[union-attr, operator]
    prototxt = TOPOLOGIES[name](net)
    (tmp_path / "net.prototxt").write_text("\n".join(prototxt.text), encoding="utf-8")
    layers = caffe_layers(net) | deconvolutions(name)
    encode(tmp_path / "net.caffemodel", layers)
    rng = np.random.default_rng(11)
    images = {f"{h}x{w}": blocks(rng, h, w) for h, w in SIZES}
    np.savez(tmp_path / "images.npz", **images)
    return name, tmp_path, images


def deconvolutions(name: str) -> dict[str, list[NDArray[np.float32]]]:
    """Bilinear weights as the reference code's surgery writes them: full, on the diagonal."""

    def full(kernel: int) -> list[NDArray[np.float32]]:
        weight = np.zeros((LABELS, LABELS, kernel, kernel), np.float32)
        weight[range(LABELS), range(LABELS)] = bilinear_kernel(kernel).numpy()
        return [weight]

    kernels = {"fcn32s-vgg16": 64, "fcn16s-vgg16": 32, "fcn8s-vgg16": 16}
    return {
        "upscore": full(kernels.get(name, 63)),
        "upscore2": full(4),
        "upscore_pool4": full(4),
    }


def blocks(rng: np.random.Generator, height: int, width: int) -> NDArray[np.float32]:
    """A mean-free image (1, 3, H, W) of coloured squares with noise, so that labels vary."""
    squares = np.kron(rng.random((3, height // 24 + 1, width // 24 + 1)), np.ones((1, 24, 24)))
    noisy = squares[:, :height, :width] + 0.1 * rng.standard_normal((3, height, width))
    return (noisy[None] * 255 - 120).astype(np.float32)


def sure_labels(scores: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The labels (N, H, W), 255 where the best two scores are too near for different sums."""
    best = np.sort(scores, axis=1)[:, -2:]
    near = best[:, 1] - best[:, 0] < 1e-4 * np.abs(scores).max()
    return np.where(near, 255, scores.argmax(1)).astype(np.uint8)


def assert_equal_labels(mine: NDArray[np.float32], sure: NDArray[np.uint8]) -> None:
    labels = mine.argmax(1)
    decided = sure != 255
    assert decided.mean() > 0.99
    assert np.array_equal(labels[decided], sure[decided])


def ours(folder: Path, images: Scores, name: str) -> Scores:
    net, info = import_model(folder / "net.caffemodel", net=name)
    finest = info.config.strides[-1]
    scores = {}
    with torch.no_grad():
        for key, image in images.items():
            size = (image.shape[2], image.shape[3])
            coarse = net(torch.from_numpy(image))[finest]
            scores[key] = net.upsample(coarse, finest, size).numpy()
    return scores


def opencvs(folder: Path) -> Scores:
    script = Path(__file__).with_name("opencv4_run.py")
    files = [folder / f for f in ("net.prototxt", "net.caffemodel", "images.npz", "scores.npz")]
    subprocess.run([sys.executable, str(script), str(OPENCV4), *map(str, files)], check=True)
    with np.load(files[-1]) as found:
        return {key: found[key] for key in found.files}


def assert_equal_scores(mine: NDArray[np.float32], theirs: NDArray[np.float32]) -> None:
    scale = np.abs(theirs).max()
    assert scale > 0.01, "random weights must give scores that can be told apart"
    assert np.abs(mine - theirs).max() <= 1e-3 * scale


@pytest.mark.skipif(
    not (OPENCV4 / "cv2").is_dir(), reason="OpenCV 4 is not installed in .venv/opencv4"
)
def test_scores_and_labels_are_opencvs(case: Any) -> None:
    name, folder, images = case
    mine, theirs = ours(folder, images, name), opencvs(folder)
    assert str(theirs["version"]).startswith("4.")
    for key in images:
        assert_equal_scores(mine[key], theirs[key])
        assert_equal_labels(mine[key], sure_labels(theirs[key]))
    if "FCN_RECORD_GOLDEN" in os.environ:
        record(name, theirs)


def test_scores_and_labels_are_those_recorded_from_opencv(case: Any) -> None:
    name, folder, images = case
    mine = ours(folder, images, name)
    with np.load(GOLDEN / f"{name}.npz") as recorded:
        for key in images:
            assert_equal_scores(mine[key][..., ::SPARSE, ::SPARSE], recorded[f"scores {key}"])
            assert_equal_labels(mine[key], recorded[f"labels {key}"])
    assert len(np.unique(np.concatenate([s.argmax(1).ravel() for s in mine.values()]))) > 1


def record(name: str, scores: Scores) -> None:
    GOLDEN.mkdir(parents=True, exist_ok=True)
    kept = {"version": scores["version"]}
    for key, values in scores.items():
        if key != "version":
            kept[f"scores {key}"] = values[..., ::SPARSE, ::SPARSE]
            kept[f"labels {key}"] = sure_labels(values)
    np.savez_compressed(GOLDEN / f"{name}.npz", **kept)
