"""What a training run was begun with: kept in its state, so that its folder is enough to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fcn_core.data.dataset import Joined
from fcn_core.errors import FcnError
from fcn_core.labels import LabelSet

COMPUTED = "synthetic"
"""The kind of data that lie in no folder."""


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What neither the model nor the recipe tells of a run's beginning."""

    data: tuple[str, ...]
    """KIND:FOLDER of each data set, its folder from the root on."""
    images: tuple[int, ...]
    """How many images each of them had."""
    shares: tuple[float, ...]
    """Their sampling weights."""
    recipe: str = ""
    net: str = ""
    weights: str = ""
    models: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Begun:
        """The inverse of `to_json`. Raises `TypeError`."""
        values: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in data.items()
        }
        return cls(**values)

    def check(self, specs: Sequence[str], source: Joined, labels: LabelSet) -> None:
        """Raise `FcnError` if these are other data than the run's, wherever they lie now."""
        same = (
            kinds(specs) == kinds(self.data)
            and images_of(source) == self.images
            and tuple(source.weights) == self.shares
            and source.labels.names == labels.names
        )
        if not same:
            raise FcnError(
                f"{' '.join(specs)}: these are {sum(images_of(source))} images, and not the "
                f"{sum(self.images)} that the run learned from, {' '.join(self.data)}.",
                "Put those back or name the folder where they are now, else begin a new run.",
            )


def images_of(source: Joined) -> tuple[int, ...]:
    """How many images each of the data sets has."""
    return tuple(len(part) for part in source.parts)


def kinds(specs: Sequence[str]) -> list[str]:
    """The kind of each data set."""
    return [spec.partition(":")[0] for spec in specs]


def from_root(spec: str) -> str:
    """KIND:FOLDER with its folder from the root on, to be found from any other folder."""
    kind, colon, rest = spec.partition(":")
    return spec if not colon or kind == COMPUTED else f"{kind}:{file_from_root(rest)}"


def file_from_root(path: str | Path) -> str:
    """The same for a file."""
    return str(Path(path).expanduser().absolute())
