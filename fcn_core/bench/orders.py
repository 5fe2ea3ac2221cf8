"""In which order a simulated person opens images: by chance, by name, or the most useful first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from fcn_core.errors import FcnError
from fcn_core.suggest.candidates import Candidate
from fcn_core.suggest.next_image import LabelCounts, rank


class Desk(Protocol):
    """What an order may look at."""

    @property
    def confirmed(self) -> LabelCounts:
        """Confirmed pixels of each label so far."""
        ...

    def name(self, index: int) -> str:
        """The image's id."""
        ...

    def candidate(self, index: int) -> Candidate:
        """What the model as it is now makes of an image."""
        ...


class Order(Protocol):
    """Picks the next image."""

    def __call__(self, waiting: Sequence[int], done: Sequence[int], desk: Desk) -> int:
        """One of `waiting`, which is not empty; `done` were opened before and are not held out."""
        ...


def by_name(waiting: Sequence[int], done: Sequence[int], desk: Desk) -> int:
    """As they lie in the folder."""
    return min(waiting, key=desk.name)


class ByChance:
    """Any, each as likely as another."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def __call__(self, waiting: Sequence[int], done: Sequence[int], desk: Desk) -> int:
        return waiting[int(self.rng.integers(len(waiting)))]


def most_useful(waiting: Sequence[int], done: Sequence[int], desk: Desk) -> int:
    """What the window suggests: in dispute, about rare labels, unlike what was corrected."""
    candidates = {desk.candidate(index).image_id: index for index in waiting}
    ranked = rank(
        [desk.candidate(index) for index in waiting],
        [desk.candidate(index) for index in done],
        desk.confirmed,
        limit=1,
    )
    return candidates[ranked[0].image_id]


ORDER_TITLES = {"random": "any order", "name": "by name", "useful": "most useful first"}


def order_called(name: str, seed: int) -> Order:
    """The order of that name. Raises `FcnError`."""
    if name == "random":
        return ByChance(seed)
    orders: dict[str, Order] = {"name": by_name, "useful": most_useful}
    if name not in orders:
        raise FcnError(f"There is no order {name!r}.", f"Known: {', '.join(ORDER_TITLES)}.")
    return orders[name]
