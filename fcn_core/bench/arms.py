"""The ways of annotating that are compared, each a model and what the person sees of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fcn_core.bench.forest import Forest
from fcn_core.bench.models import Model
from fcn_core.bench.net_model import NetModel
from fcn_core.bench.orders import ORDER_TITLES
from fcn_core.bench.root_painter import RootPainter
from fcn_core.errors import FcnError
from fcn_core.labels import LabelSet
from fcn_core.train.recipe import load
from fcn_core.train.setup import Start, new_model
from fcn_core.weights.checkpoint import save_model
from fcn_core.zoo import NUCLEI, ROADS, built_in_models, find_model

FEW = 6
"""Strokes and clicks after which a person who leaves the rest to the net opens the next image."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a model is made for: labels, a folder of its own, a seed, a machine, where to start."""

    labels: LabelSet
    folder: Path
    seed: int
    device: str = "auto"
    threads: int | None = None
    model: str = "shipped"
    weights: Path | None = None
    """ImageNet weights of the shipped net's backbone."""
    patch: int = 0
    """Side of the U-Net's patches; 0: by the device."""
    recipe: dict[str, Any] | None = None
    """Overrides of the fine-tuning recipe."""


@dataclass(frozen=True, kw_only=True)
class Arm:
    """One way of annotating. Where nothing is shown, the model learns but does not help."""

    title: str
    make: Callable[[Setting], Model]
    shows: bool = True
    learns: bool = True
    from_model: bool = True
    """Whether it starts from a net that comes with the program, or from the one named."""
    order: str = ""
    """In which images are opened; empty: the plan's."""
    most_acts: int | None = None
    """Strokes and clicks that correct one image at most, where that is fewer than the plan's."""


def shipped(setting: Setting, *, knows: bool = True) -> Model:
    """The net that comes with the program, or the one that the setting names."""
    others = tuple(str(path) for path in built_in_models())
    return _net(setting, find_model(setting.model), knows=knows, others=others)


def from_imagenet(setting: Setting) -> Model:
    """The shipped architecture on a backbone that knows ImageNet alone; its heads know nothing."""
    if setting.weights is None:
        raise FcnError(
            "Starting from the ImageNet backbone needs its weights.",
            "Name the file with --weights, or leave the arm 'imagenet' out.",
        )
    recipe = load("shipped", [f"seed={setting.seed}"])
    net, info = new_model(recipe, setting.labels, "imagenet", Start(weights=setting.weights))
    setting.folder.mkdir(parents=True, exist_ok=True)
    path = setting.folder / "imagenet.safetensors"
    save_model(path, net, info)
    return _net(setting, path, knows=False)


def _net(setting: Setting, path: Path, *, knows: bool, others: tuple[str, ...] = ()) -> NetModel:
    return NetModel(
        path,
        setting.labels,
        setting.folder,
        knows=knows,
        device=setting.device,
        recipe={"seed": setting.seed, **(setting.recipe or {})},
        others=others,
    )


ARMS: dict[str, Arm] = {
    "hand": Arm(
        title="painting without a net",
        make=lambda setting: shipped(setting, knows=False),
        shows=False,
    ),
    "shipped": Arm(title="shipped net, no fine-tuning", make=shipped, learns=False),
    "ours": Arm(title="shipped net, fine-tuned", make=shipped),
    "few": Arm(
        title=f"shipped net, fine-tuned on {FEW} corrections an image",
        make=shipped,
        most_acts=FEW,
    ),
    "nuclei": Arm(
        title="net for nuclei, fine-tuned",
        make=lambda setting: shipped(replace(setting, model=NUCLEI)),
    ),
    "roads": Arm(
        title="net for roads, fine-tuned",
        make=lambda setting: shipped(replace(setting, model=ROADS)),
    ),
    "imagenet": Arm(title="ImageNet backbone, fine-tuned", make=from_imagenet, from_model=False),
    "forest": Arm(
        title="random forest on filter features",
        make=lambda setting: Forest(setting.labels, setting.seed, setting.threads),
        from_model=False,
    ),
    "unet": Arm(
        title="U-Net trained RootPainter's way",
        make=lambda s: RootPainter(s.labels, s.seed, s.device, s.patch),
        from_model=False,
    ),
}
"""By name. Of `hand`, the net is fine-tuned on what was painted only to be scored: what the same
masks would teach. The person never sees it."""


def arm(name: str) -> Arm:
    """The arm of that name; `ours@useful` with an order of its own. Raises `FcnError`."""
    base, at, order = name.partition("@")
    if base not in ARMS:
        raise FcnError(f"There is no arm {base!r}.", f"Known: {', '.join(ARMS)}.")
    if not at:
        return ARMS[base]
    if order not in ORDER_TITLES:
        raise FcnError(f"There is no order {order!r}.", f"Known: {', '.join(ORDER_TITLES)}.")
    title = f"{ARMS[base].title}; {ORDER_TITLES[order]}"
    return replace(ARMS[base], title=title, order=order)


def base_name(name: str) -> str:
    """The arm's name without its order."""
    return name.partition("@")[0]
