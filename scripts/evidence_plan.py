"""The experiments of docs/results: what is trained from what, for how long, and scored where."""

from __future__ import annotations

from dataclasses import dataclass

VOC_TRAIN, VOC_VAL = ("voc:{data}/voc/train",), "voc:{data}/voc/val"
CAMVID_TRAIN, CAMVID_VAL = ("camvid:{data}/camvid#train",), "camvid:{data}/camvid#val"
STRIDES = {32: "[32]", 16: "[32,16]", 8: "[32,16,8]"}
GENTLE = 0.3
"""Factor on the rate where a trained model is the start. The paper lowers it by 100, and takes a
hundred times as many steps."""


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """One net, trained and scored."""

    name: str
    group: str
    row: str
    """TABLE/NET, as `fcn report` knows it."""
    train: tuple[str, ...]
    test: str
    net: str
    """The paper's net, which the VGG16 family builds by name."""
    steps: int
    stride: int = 32
    starts: tuple[str, ...] = ()
    """Experiments whose models it starts from; none: the classifier."""
    rate: float = 1.0
    """Factor on the family's learning rate."""
    settings: tuple[str, ...] = ()
    at_least: int = 0
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Family:
    """A backbone to run everything with."""

    weights: str
    words: str
    lr: float
    steps: float = 1.0
    """Factor on every experiment's steps."""
    settings: tuple[str, ...] = ()
    by_name: bool = False
    """Whether nets are built by the paper's names."""


FAMILIES = {
    "small": Family(
        weights="{data}/weights/efficientnet-lite0-57934424.pth",
        words="EfficientNet-Lite0 in VGG16's place, interpolation in the deconvolutions'",
        lr=1e-3,
    ),
    "vgg16": Family(
        weights="{data}/weights/vgg16-imagenet-caffe-conv-fp16.safetensors",
        words="VGG16 whose fc6 and fc7 start from random weights",
        lr=1e-4,
        steps=10.0,
        settings=("backbone_lr_scale=0.2", "warmup=300"),
        by_name=True,
    ),
}


def _voc() -> list[Experiment]:
    def one(name: str, net: str, steps: int, **changes: object) -> Experiment:
        return Experiment(
            name=f"voc-{name}", group="voc", row=f"table2/{net}", net=net, steps=steps,
            train=VOC_TRAIN, test=VOC_VAL, at_least=25,
            **{"settings": ("long_side=384",), **changes},  # type: ignore[arg-type]
        )  # fmt: skip

    return [
        one("32s-fixed", "fcn32s-fixed-vgg16", 500,
            settings=("long_side=384", "frozen_backbone=true"), rate=5.0),
        one("32s", "fcn32s-vgg16", 900),
        one("16s", "fcn16s-vgg16", 500, stride=16, starts=("voc-32s",), rate=GENTLE),
        one("8s", "fcn8s-vgg16", 500, stride=8, starts=("voc-16s",), rate=GENTLE),
    ]  # fmt: skip


def _nyud() -> list[Experiment]:
    def one(modality: str, steps: int, stride: int = 32, **changes: object) -> Experiment:
        kind = "nyud" if modality == "rgb" else f"nyud-{modality}"
        net = f"nyud-fcn{stride}s-{modality}"
        return Experiment(
            name=f"nyud-{stride}s-{modality}", group="nyud", row=f"table4/{net}", net=net,
            train=(f"{kind}:{{data}}/nyud#trainval",), test=f"{kind}:{{data}}/nyud#test",
            steps=steps, stride=stride, note="39 labels at 320 x 240.",
            **changes,  # type: ignore[arg-type]
        )  # fmt: skip

    streams = ("nyud-32s-rgb", "nyud-32s-hha")
    # Colour means nothing in HHA, whose channels are lengths and angles.
    plain = ("color=0",)
    return [
        one("rgb", 320),
        one("rgbd", 320, settings=plain),
        one("hha", 320, settings=plain),
        one("rgb-hha", 100, starts=streams, settings=plain, rate=GENTLE),
        one("rgb-hha", 80, 16, starts=("nyud-32s-rgb-hha",), settings=plain, rate=GENTLE),
    ]


def _camvid() -> list[Experiment]:
    plan = ((32, 200, ()), (16, 100, ("camvid-32s",)), (8, 100, ("camvid-16s",)))
    return [
        Experiment(
            name=f"camvid-{stride}s", group="camvid", row=f"camvid/fcn{stride}s-vgg16",
            net=f"fcn{stride}s-vgg16", train=CAMVID_TRAIN, test=CAMVID_VAL, steps=steps,
            stride=stride, starts=starts, rate=GENTLE if starts else 1.0,
        )
        for stride, steps, starts in plan
    ]  # fmt: skip


def _sampling() -> list[Experiment]:
    """Figure 5 and class balancing, on CamVid; batch 4 is the paper's batch of whole images."""

    def one(name: str, *settings: str) -> Experiment:
        return Experiment(
            name=name, group="sampling", row=f"sampling/{name}", net="fcn32s-vgg16", steps=120,
            train=CAMVID_TRAIN, test=CAMVID_VAL, settings=("batch=4", *settings),
        )  # fmt: skip

    return [
        one("keep-100"),
        one("keep-50", "keep_cells=0.5"),
        one("keep-25", "keep_cells=0.25"),
        one("balance-weights", "balance=weights"),
        one("balance-sampling", "balance=sampling"),
    ]


EXPERIMENTS = [*_voc(), *_nyud(), *_camvid(), *_sampling()]
