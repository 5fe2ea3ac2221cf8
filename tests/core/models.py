"""Small nets and small worlds for tests: two labels that even a minute net can tell apart."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from fcn_core.imaging.pixels import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask, write_mask
from fcn_core.nets import catalog
from fcn_core.nets.fcn import FCN, NetConfig
from fcn_core.nets.surgery import FINE_WIDTH, warm_start
from fcn_core.weights.checkpoint import ModelInfo, save_model

LABELS = LabelSet.from_names(["background", "thing"])
CONFIG = NetConfig(context=16, hidden=8)


def tiny_net(labels: LabelSet = LABELS, seed: int = 0) -> FCN:
    """The shipped architecture with thin heads and random weights, scores not all zero."""
    torch.manual_seed(seed)
    net = FCN(CONFIG, len(labels))
    for name, parameter in net.scores.named_parameters():
        if name.endswith("weight"):
            torch.nn.init.normal_(parameter, std=0.1)
    return net.eval()


def with_skips(net: FCN, strides: tuple[int, ...], fine: int = FINE_WIDTH) -> FCN:
    """A copy of `net` that goes on to finer `strides`, through necks of width `fine`.

    The new score layers are zero, so every output that `net` has stays the same to the bit, and
    the new ones are its finest, upsampled. Raises `FcnError` where the backbone has no such taps.
    """
    if strides == net.strides:
        return copy.deepcopy(net)
    finer = FCN(replace(net.config, strides=strides, fine=fine), net.labels)
    warm_start(finer, net)
    first = next(net.parameters())
    return finer.to(first).train(net.training).requires_grad_(first.requires_grad)


def tiny_model(path: Path, labels: LabelSet = LABELS, long_side: int = 0) -> Path:
    """A checkpoint of `tiny_net`."""
    info = ModelInfo(config=CONFIG, labels=labels, name="tiny")
    info = replace(info, preprocessing=replace(info.preprocessing, long_side=long_side))
    save_model(path, tiny_net(labels), info)
    return path


def picture(seed: int, height: int = 64, width: int = 80) -> tuple[RGB, Mask]:
    """A bright square on noise, and its mask."""
    rng = np.random.default_rng(seed)
    image = rng.integers(0, 90, (height, width, 3), dtype=np.uint8)
    mask = np.zeros((height, width), np.uint8)
    top, left = int(rng.integers(4, height // 2)), int(rng.integers(4, width // 2))
    image[top : top + 28, left : left + 32] += np.uint8(150)
    mask[top : top + 28, left : left + 32] = 1
    return image, mask


def voc_folder(root: Path, count: int = 4, split: str = "train") -> Path:
    """A VOC data set of `count` pictures."""
    for part in ("JPEGImages", "SegmentationClass", "ImageSets/Segmentation"):
        (root / part).mkdir(parents=True, exist_ok=True)
    ids = [f"picture_{i}" for i in range(count)]
    for seed, image_id in enumerate(ids):
        image, mask = picture(seed)
        Image.fromarray(image).save(root / "JPEGImages" / f"{image_id}.png")
        write_mask(root / "SegmentationClass" / f"{image_id}.png", mask)
    (root / "ImageSets/Segmentation" / f"{split}.txt").write_text("\n".join(ids) + "\n")
    (root / "labels.txt").write_text("background\nthing\n")
    return root


def torchvisions_vgg16() -> dict[str, torch.Tensor]:
    """A thin VGG16 by torchvision's names, which files of Caffe's weights may have, too."""
    numbers = (0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28)
    names = [*(f"features.{number}" for number in numbers), "classifier.0", "classifier.3"]
    net, _ = catalog.build("fcn32s-vgg16", width=1 / 32)
    layers = [m for m in net.backbone.modules() if isinstance(m, torch.nn.Conv2d)]
    return {
        f"{name}.{leaf}": value
        for name, layer in zip(names, layers, strict=True)
        for leaf, value in layer.state_dict().items()
    }
