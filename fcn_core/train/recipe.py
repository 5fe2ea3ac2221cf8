"""Recipes: everything that decides a training run, by name, printable and overridable.

The named ones are the TOML files in `recipes/`; what a file leaves out has the default here.
"""

from __future__ import annotations

import difflib
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from fcn_core.errors import FcnError
from fcn_core.nets.fcn import NetConfig
from fcn_core.views import Views

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FOLDER = Path(__file__).parent / "recipes"

BOUNDS = {
    "seed": (0, math.inf),
    "epochs": (0.0, math.inf),
    "iterations": (0, math.inf),
    "accumulate": (1, math.inf),
    "batch": (1, math.inf),
    "jitter": (0, math.inf),
    "long_side": (0, math.inf),
    "color": (0.0, math.inf),
    "repeat_threshold": (0.0, math.inf),
    "lr": (0.0, math.inf),
    "backbone_lr_scale": (0.0, math.inf),
    "bias_lr_scale": (0.0, math.inf),
    "momentum": (0.0, 1.0),
    "weight_decay": (0.0, math.inf),
    "warmup": (0, math.inf),
    "ema": (0.0, 1.0),
    "loss_grid": (1, math.inf),
}
"""The least that a number may be, and what it stays below."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A training run's settings. Rates are per step, lengths in pixels."""

    net: NetConfig = field(default_factory=NetConfig)
    seed: int = 0
    epochs: float = 10.0
    iterations: int = 0
    """Steps in all, instead of `epochs`, where it is not 0."""
    batch: int = 16
    accumulate: int = 1
    """Passes that a batch is cut into, whose gradients add up: large batches in little memory."""
    crops: tuple[tuple[float, int], ...] = ((0.0, 256),)
    """(from this share of the run on, crop side): small crops early save time. A side of 0
    means whole images, padded to the largest of their batch."""
    jitter: int = 0
    """Whole images are moved by up to so many pixels each way (32 in the paper)."""
    scales: tuple[tuple[float, float, float], ...] = ((0.0, 1.0, 1.0),)
    """(from this share of the run on, smallest, largest factor by which images are resized)."""
    long_side: int = 0
    """The net will see images shrunk to this longer side; 0: as they are. Train at that scale."""
    views: Views = "one"
    """The net will average its predictions with those of the mirror image."""
    brightened: bool = False
    """The net will see images without colour as bright as they can be (`Preprocessing`)."""
    flip: bool = True
    color: float = 0.0
    pastes: tuple[tuple[float, float], ...] = ((0.0, 0.0),)
    """(from this share of the run on, share of a batch's crops onto which the objects of the
    next crop are pasted): see `pasted`."""
    repeat_threshold: float = 0.0
    """Images with labels rarer than this share are shown more often; 0 leaves all alike."""

    optimizer: Literal["adamw", "sgd"] = "adamw"
    lr: float = 1e-3
    backbone_lr_scale: float = 1.0
    bias_lr_scale: float = 1.0
    plain_backbone_biases: bool = False
    """The backbone's biases learn and decay as its weights do: only the heads' are biases."""
    momentum: float = 0.9
    weight_decay: float = 0.01
    schedule: Literal["constant", "cosine"] = "cosine"
    peaks: tuple[tuple[float, float], ...] = ((0.0, 1.0),)
    """(from this share of the run on, highest rate relative to `lr`): each entry starts the
    cosine anew, as Loshchilov and Hutter's warm restarts do (SGDR, 2017)."""
    warmup: int = 0
    """Steps over which the rate rises at the start and after each restart."""
    frozen_stem: bool = False
    frozen_backbone: bool = False
    """Only the score layers learn (FCN-32s-fixed)."""
    drop_paths: tuple[tuple[float, float], ...] = ((0.0, 0.0),)
    """(from this share of the run on, rate at which the last residual block is left out; earlier
    ones less): stochastic depth (Huang et al. 2016)."""
    ema: float = 0.0
    """Decay of the weights' moving average, which is what gets saved; 0 for none."""

    loss_grid: int = 1
    """The loss is taken at every n-th pixel in each direction (loss sampling, section 4.3)."""
    keep_cells: float = 1.0
    """Patch sampling (section 4.3): each coarsest cell counts with this probability; a step takes
    1 / p times as many images."""
    balance: Literal["none", "weights", "sampling"] = "none"
    """Rare labels' pixels weigh more, or common labels' pixels are left out, by frequency."""
    normalize_loss: bool = True
    """Mean over pixels; false is the paper's sum over pixels, divided by the batch. `keep_cells`
    does not make the batch larger there, since its cells are as many as before."""
    image_means: bool = False
    """The mean over pixels is each image's own, and then the images' mean; one with few labels
    counts as much as any. So accumulates the reference code, which passes single images."""
    stride_weights: tuple[float, ...] = (1.0, 1.0, 1.0)
    """Weight of each stride output's loss, coarse to fine: the last is the finest output's."""

    def __post_init__(self) -> None:
        for name in ("crops", "scales", "pastes", "peaks", "drop_paths"):
            entries: tuple[tuple[float, ...], ...] = getattr(self, name)
            starts = [entry[0] for entry in entries]
            if not starts or starts[0] != 0 or starts != sorted(starts) or starts[-1] >= 1:
                raise FcnError(
                    f"{name} = {entries} does not cover a run.",
                    "Its entries start at shares of the run: the first at 0, later ones below 1.",
                )
        for name, (least, below) in BOUNDS.items():
            value = getattr(self, name)
            if not least <= value < below:
                limit = f" and below {below:g}" if math.isfinite(below) else ""
                raise FcnError(
                    f"{name} = {value:g} cannot be trained with.",
                    f"It is a number from {least:g} on{limit}.",
                )
        if any(side < 0 for _, side in self.crops):
            raise FcnError(
                f"crops = {self.crops} has a side below 0.", "A side of 0 means whole images."
            )
        if not all(0 < low <= high < math.inf for _, low, high in self.scales):
            raise FcnError(
                f"scales = {self.scales} cannot resize images.",
                "Each entry ends with the smallest and the largest factor, both above 0.",
            )
        for name in ("pastes", "drop_paths"):
            if not all(0 <= share <= 1 for _, share in getattr(self, name)):
                raise FcnError(
                    f"{name} = {getattr(self, name)} holds what is no share.",
                    "Each entry ends with a number from 0 to 1.",
                )
        weights = self.stride_weights
        if not any(weights) or not all(0 <= weight < math.inf for weight in weights):
            raise FcnError(
                f"stride_weights = {weights} cannot be trained with.",
                "They are numbers from 0 on; give the finest output, the last, one above 0.",
            )
        if not 0 < self.keep_cells <= 1:
            raise FcnError(
                f"keep_cells = {self.keep_cells:g} cannot be trained with.", "0 < keep_cells <= 1."
            )

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def images_per_step(self) -> int:
        """The batch, larger by 1 / p where only a share p of the cells counts."""
        return round(self.batch / self.keep_cells)

    def crop_at(self, progress: float) -> int:
        """The crop side at a share (0-1) of the run."""
        return int(_at(self.crops, progress)[0])

    def scale_at(self, progress: float) -> tuple[float, float]:
        """The smallest and largest factor on images at a share (0-1) of the run."""
        low, high = _at(self.scales, progress)
        return low, high

    def paste_at(self, progress: float) -> float:
        """The share of crops that others are pasted onto, at a share (0-1) of the run."""
        return _at(self.pastes, progress)[0]

    def drop_path_at(self, progress: float) -> float:
        """The rate of stochastic depth at a share (0-1) of the run."""
        return _at(self.drop_paths, progress)[0]


def _at(entries: Sequence[tuple[float, ...]], progress: float) -> tuple[float, ...]:
    """The values of the last entry that has started."""
    return [entry[1:] for entry in entries if progress >= entry[0]][-1]


T = TypeVar("T", bound="DataclassInstance")


def names() -> list[str]:
    """The named recipes."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load(name_or_path: str, overrides: Sequence[str] = (), net: NetConfig | None = None) -> Recipe:
    """A named recipe or a TOML file, with `key=value` overrides (`net.hidden=64`, `lr=0.01`).

    `net` replaces the recipe's; overrides act on it.
    """
    path = Path(name_or_path)
    if path.suffix != ".toml":
        path = FOLDER / f"{name_or_path}.toml"
        if name_or_path not in names():
            near = difflib.get_close_matches(name_or_path, names(), 3, 0.5)
            raise FcnError(
                f"There is no recipe {name_or_path!r}.",
                f"Did you mean {' or '.join(near)}?" if near else f"Known: {', '.join(names())}.",
            )
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        if net is not None:
            data["net"] = asdict(net)
        for override in overrides:
            _set(data, override)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FcnError(f"The recipe {path} cannot be read: {error}.") from error
    return from_json(data)


def changed(recipe: Recipe, overrides: Sequence[str]) -> Recipe:
    """The recipe with `key=value` overrides. Raises `FcnError`."""
    data = recipe.to_json()
    for override in overrides:
        _set(data, override)
    return from_json(data)


def from_json(data: dict[str, Any]) -> Recipe:
    """The recipe with these keys; unknown ones raise `FcnError` offering the nearest names."""
    data = dict(data)
    settings = data.pop("net", {})
    if not isinstance(settings, dict):
        raise FcnError(f"net = {settings!r} is no table.", "Write net.backbone=NAME, say.")
    net = filled(NetConfig(), settings)
    recipe = filled(Recipe(), data)
    return replace(recipe, net=net)


def _set(data: dict[str, Any], override: str) -> None:
    key, equals, value = override.partition("=")
    if not equals:
        raise FcnError(f"{override!r} sets nothing.", "Write key=value, as in lr=0.001.")
    *folders, last = key.strip().split(".")
    for folder in folders:
        data = data.setdefault(folder, {})
        if not isinstance(data, dict):
            raise FcnError(f"{folder!r} in {override!r} holds no keys.", "Only net.KEY does.")
    try:
        data[last] = tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        data[last] = value.strip()


def filled(defaults: T, data: Mapping[str, Any]) -> T:
    """Settings with these values instead; `FcnError` for keys and values that they cannot have."""
    known = get_type_hints(type(defaults))
    for key in data:
        if key not in known:
            near = difflib.get_close_matches(key, known, 3, 0.5)
            raise FcnError(
                f"A recipe has no key {key!r}.",
                f"Did you mean {' or '.join(near)}?"
                if near
                else f"Keys: {', '.join(sorted(known))}.",
            )
    values = {key: _frozen(value) for key, value in data.items()}
    for key, value in values.items():
        if not _fits(value, known[key]):
            raise FcnError(
                f"{key} = {value!r} is not what a recipe can hold.",
                f"It is like {getattr(defaults, key)!r}.",
            )
    return replace(defaults, **values)


def _fits(value: Any, kind: Any) -> bool:
    """Whether a value is of a field's type: a number, text, a choice, or a tuple of such."""
    if get_origin(kind) is Literal:
        return value in get_args(kind)
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if not isinstance(value, tuple):
            return False
        if inner[-1] is Ellipsis:
            return all(_fits(part, inner[0]) for part in value)
        return len(value) == len(inner) and all(map(_fits, value, inner))
    if kind is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return type(value) is kind


def _frozen(value: Any) -> Any:
    """Lists as tuples, all the way down: recipes are immutable."""
    return tuple(_frozen(v) for v in value) if isinstance(value, (list, tuple)) else value
