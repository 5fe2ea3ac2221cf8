"""Nets by name: every net of the paper, torchvision's of the same names, and any of timm's.

fcn8s-vgg16            a net of the paper
torchvision-alexnet    torchvision's net of that name, which is another one
fcn16s-resnet18        a modern FCN: stride outputs down to 16, any timm backbone
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace

from fcn_core.data.depth import LOG_SCALE, LOG_ZERO
from fcn_core.data.label_sets import CONTEXT, NYUD, SIFTFLOW_BOTH
from fcn_core.data.modality import HHA_MEAN
from fcn_core.data.transforms import CAFFE, Preprocessing
from fcn_core.errors import FcnError
from fcn_core.labels import VOC, LabelSet
from fcn_core.nets import torchvision_ops
from fcn_core.nets.fcn import FCN, NetConfig, Upsampling
from fcn_core.weights.checkpoint import ModelInfo

AT_ONCE = (1.0, 0.01, 0.0001)
UNIT = (1.0, 1.0, 1.0)
NYUD_BGR_MEAN = (116.190, 97.203, 92.318)
LOG_DEPTH_MEAN = 7.844
SIFTFLOW_INPUT = replace(CAFFE, mean=(114.578, 115.294, 108.353))
CONTEXT_INPUT = replace(CAFFE, mean=(104.007, 116.669, 122.679))
NYUD_INPUTS = {
    "rgb": replace(CAFFE, mean=NYUD_BGR_MEAN),
    "rgbd": replace(
        CAFFE,
        mean=(*NYUD_BGR_MEAN, (LOG_DEPTH_MEAN - LOG_ZERO) * LOG_SCALE),
        std=(*UNIT, LOG_SCALE),
        modality="rgbd",
    ),
    "hha": Preprocessing(mean=HHA_MEAN, std=UNIT, scale=1.0, order="rgb", modality="hha"),
    "rgb-hha": replace(
        CAFFE, mean=(*NYUD_BGR_MEAN, *HHA_MEAN), std=(*UNIT, *UNIT), modality="rgb-hha"
    ),
}
GOOGLENET_INPUT = replace(Preprocessing(), mean=(0.5, 0.5, 0.5), std=(0.5, 0.5, 0.5))


LONG = 300_000
"""Steps of the reference code's solvers; those for VOC take 100,000."""


@dataclass(frozen=True, kw_only=True)
class NetSpec:
    """A net that can be built by name."""

    name: str
    config: NetConfig
    labels: LabelSet = VOC
    preprocessing: Preprocessing = CAFFE
    recipe: str = "heavy"
    """The recipe the net was published with."""
    iterations: int = 0
    """How many it was trained for, where that is not the recipe's number."""
    starts_from: str = ""
    """Whose weights training starts from: another net here, or a classifier."""


def names() -> list[str]:
    """The named nets; beside them `fcn32s|16s|8s|4s|2s-NAME` works for any timm backbone."""
    return list(_SPECS)


def spec(name: str) -> NetSpec:
    """What `name` stands for. Raises `FcnError` offering the nearest names."""
    if name in _SPECS:
        return _SPECS[name]
    modern = re.fullmatch(r"fcn(32|16|8|4|2)s-(.+)", name)
    if modern is not None and modern[2] == "vgg16":
        finest = int(modern[1])
        config = _caffe("vgg16-pad100", finest)
        return NetSpec(
            name=name, config=config, recipe="heavy8s", starts_from=f"fcn{2 * finest}s-vgg16"
        )
    if modern is None or not _is_timms(modern[2]):
        near = difflib.get_close_matches(name, names(), 3, 0.4)
        raise FcnError(
            f"There is no net {name!r}.",
            f"Near names: {', '.join(near or names())}; or fcn8s-BACKBONE with one of timm's.",
        )
    return NetSpec(
        name=name,
        config=NetConfig(backbone=modern[2], strides=_strides(int(modern[1]))),
        preprocessing=Preprocessing(),
        recipe="shipped",
        starts_from=modern[2],
    )


def build(name: str, labels: LabelSet | None = None, width: float = 1.0) -> tuple[FCN, ModelInfo]:
    """A net with fresh weights (scores zero), and the info that its checkpoint carries.

    `labels` replace the published ones; `width` scales the backbone's channels.
    """
    found = spec(name)
    config = replace(found.config, width=width)
    if labels is not None:
        config = replace(config, tasks=())
    info = ModelInfo(
        name=name,
        config=config,
        labels=found.labels if labels is None else labels,
        preprocessing=found.preprocessing,
    )
    return FCN(config, len(info.labels)), info


def _is_timms(backbone: str) -> bool:
    if backbone in ("vgg16", "alexnet", "googlenet"):
        return False  # the paper's, which are named in full
    torchvision_ops.declare()
    import timm

    return bool(timm.is_model(backbone))


def _strides(finest: int) -> tuple[int, ...]:
    return tuple(s for s in (32, 16, 8, 4, 2) if s >= finest)


def _caffe(backbone: str, finest: int = 32, **changes: object) -> NetConfig:
    config = NetConfig(backbone=backbone, strides=_strides(finest), upsampling="fixed")
    return replace(config, **changes)  # type: ignore[arg-type]


def _staged(
    prefix: str, suffix: str, first: str, recipe8s: str = "heavy8s", **shared: object
) -> list[NetSpec]:
    """32s, 16s and 8s, each of which starts from the one before."""
    recipes = {32: "heavy", 16: "heavy16s", 8: recipe8s}
    changes = dict(shared)
    config = {"tasks": changes.pop("tasks", ())}
    specs = []
    for finest in (32, 16, 8):
        start = first if finest == 32 else f"{prefix}{2 * finest}s{suffix}"
        specs.append(
            NetSpec(
                name=f"{prefix}{finest}s{suffix}",
                config=_caffe("vgg16-pad100", finest, **config),
                starts_from=start,
                recipe=recipes[finest],
                **changes,  # type: ignore[arg-type]
            )
        )
    return specs


def _voc() -> list[NetSpec]:
    vgg = "vgg16-pad100"
    return [
        NetSpec(
            name="fcn-alexnet",
            config=_caffe("caffenet-pad100"),
            recipe="alexnet",
            starts_from="caffenet",
        ),
        *_staged("fcn", "-vgg16", "vgg16"),
        NetSpec(
            name="fcn8s-atonce-vgg16",
            config=_caffe(vgg, 8, skip_scales=AT_ONCE),
            recipe="atonce",
            starts_from="vgg16",
        ),
        NetSpec(name="fcn32s-fixed-vgg16", config=_caffe(vgg), recipe="fixed", starts_from="vgg16"),
        NetSpec(
            name="fcn-googlenet",
            config=_caffe("googlenet-bvlc"),
            recipe="cvpr-googlenet",
            starts_from="bvlc_googlenet",
        ),
        NetSpec(
            name="fcn-googlenet-avgpool",
            config=_caffe("googlenet-bvlc-avgpool"),
            recipe="cvpr-googlenet",
            starts_from="bvlc_googlenet",
        ),
    ]


def _nyud() -> list[NetSpec]:
    shapes = {"rgb": {}, "rgbd": {"inputs": 4}, "hha": {}, "rgb-hha": {"streams": 2}}
    specs = []
    for finest in (32, 16):
        for modality, shape in shapes.items():
            start = f"nyud-fcn32s-{modality}" if finest == 16 else "vgg16"
            if modality == "rgb-hha":
                start = f"nyud-fcn{finest}s-rgb + nyud-fcn{finest}s-hha"
            specs.append(
                NetSpec(
                    name=f"nyud-fcn{finest}s-{modality}",
                    config=_caffe("vgg16-pad100", finest, **shape),
                    labels=NYUD,
                    preprocessing=NYUD_INPUTS[modality],
                    recipe="heavy16s" if finest == 16 or modality == "rgb-hha" else "heavy",
                    iterations=LONG,
                    starts_from=start,
                )
            )
    return specs


def _torchvision() -> list[NetSpec]:
    """What torchvision calls by these names: other nets than the paper's."""

    def one(name: str, start: str, strides: tuple[int, ...], **changes: object) -> NetSpec:
        upsampling: Upsampling = "interpolation" if "resnet" in name else "fixed"
        config = NetConfig(backbone=name, strides=strides, upsampling=upsampling)
        return NetSpec(
            name=start,
            config=config,
            recipe="shipped",
            starts_from=start,
            **{"preprocessing": Preprocessing(), **changes},  # type: ignore[arg-type]
        )

    return [
        replace(
            one("vgg16-pad100", "torchvision-vgg16", (32, 16, 8)), starts_from="torchvision-vgg16"
        ),
        one("torchvision-alexnet", "torchvision-alexnet", (32,)),
        one("torchvision-googlenet", "torchvision-googlenet", (32,), preprocessing=GOOGLENET_INPUT),
        one("torchvision-fcn_resnet50", "torchvision-fcn_resnet50", (8,)),
        one("torchvision-fcn_resnet101", "torchvision-fcn_resnet101", (8,)),
    ]


_SPECS: dict[str, NetSpec] = {
    s.name: s
    for s in (
        *_voc(),
        *_staged(
            "siftflow-fcn", "", "vgg16", "heavy16s",  # both its finer nets learn at 1e-12
            tasks=(33, 3), labels=SIFTFLOW_BOTH, preprocessing=SIFTFLOW_INPUT, iterations=LONG,
        ),
        *_nyud(),
        *_staged(
            "pascalcontext-fcn", "", "vgg16",
            labels=CONTEXT, preprocessing=CONTEXT_INPUT, iterations=LONG,
        ),
        *_torchvision(),
    )
}  # fmt: skip
