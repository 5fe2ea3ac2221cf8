"""Recipes: everything that decides a training run, by name, printable and overridable.

The named ones are the TOML files in `recipes/`; what a file leaves out has the default here.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from fcn_core.errors import FcnError
from fcn_core.nets.fcn import NetConfig

FOLDER = Path(__file__).parent / "recipes"


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A training run's settings. Rates are per step, lengths in pixels."""

    net: NetConfig = field(default_factory=NetConfig)
    seed: int = 0
    epochs: float = 10.0
    batch: int = 16
    crops: tuple[tuple[float, int], ...] = ((0.0, 256),)
    """(from this share of the run on, crop side): small crops early save time."""
    scale: tuple[float, float] = (1.0, 1.0)
    flip: bool = True
    color: float = 0.0
    repeat_threshold: float = 0.0
    """Images with labels rarer than this share are shown more often; 0 leaves all alike."""

    optimizer: Literal["adamw", "sgd"] = "adamw"
    lr: float = 1e-3
    backbone_lr_scale: float = 1.0
    bias_lr_scale: float = 1.0
    momentum: float = 0.9
    weight_decay: float = 0.01
    schedule: Literal["constant", "cosine"] = "cosine"
    warmup: int = 0
    frozen_stem: bool = False
    ema: float = 0.0
    """Decay of the weights' moving average, which is what gets saved; 0 for none."""

    loss_grid: int = 1
    """The loss is taken at every n-th pixel in each direction (loss sampling, section 4.3)."""
    normalize_loss: bool = True
    """Mean over pixels; false is the paper's sum over pixels, divided by the batch."""
    stride_weights: tuple[float, ...] = (1.0, 1.0, 1.0)
    """Weight of each stride output's loss, coarse to fine."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def crop_at(self, progress: float) -> int:
        """The crop side at a share (0-1) of the run."""
        return [side for start, side in self.crops if progress >= start][-1]


T = TypeVar("T", NetConfig, Recipe)


def names() -> list[str]:
    """The named recipes."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load(name_or_path: str, overrides: Sequence[str] = ()) -> Recipe:
    """A named recipe or a TOML file, with `key=value` overrides (`net.hidden=64`, `lr=0.01`)."""
    path = Path(name_or_path)
    if path.suffix != ".toml":
        path = FOLDER / f"{name_or_path}.toml"
        if name_or_path not in names():
            raise FcnError(
                f"There is no recipe {name_or_path!r}.", f"Known recipes: {', '.join(names())}."
            )
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for override in overrides:
            _set(data, override)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise FcnError(f"The recipe {path} cannot be read: {error}.") from error
    return from_json(data)


def from_json(data: dict[str, Any]) -> Recipe:
    """The recipe with these keys; unknown ones raise `FcnError` offering the nearest names."""
    data = dict(data)
    net = _filled(NetConfig(), data.pop("net", {}))
    recipe = _filled(Recipe(), data)
    return replace(recipe, net=net)


def _set(data: dict[str, Any], override: str) -> None:
    key, equals, value = override.partition("=")
    if not equals:
        raise FcnError(f"{override!r} sets nothing.", "Write key=value, as in lr=0.001.")
    *folders, last = key.strip().split(".")
    for folder in folders:
        data = data.setdefault(folder, {})
    try:
        data[last] = tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        data[last] = value.strip()


def _filled(defaults: T, data: dict[str, Any]) -> T:
    known = {f.name for f in fields(defaults)}
    for key in data:
        if key not in known:
            near = difflib.get_close_matches(key, known, 3, 0.5)
            raise FcnError(
                f"A recipe has no key {key!r}.",
                f"Did you mean {' or '.join(near)}?"
                if near
                else f"Keys: {', '.join(sorted(known))}.",
            )
    return replace(defaults, **{key: _frozen(value) for key, value in data.items()})


def _frozen(value: Any) -> Any:
    """Lists as tuples, all the way down: recipes are immutable."""
    return tuple(_frozen(v) for v in value) if isinstance(value, (list, tuple)) else value
