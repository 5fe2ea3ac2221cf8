"""The tensors among a function's arguments, for those who watch what a net computes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from torch import Tensor


def tensors_in(values: Sequence[Any]) -> Iterator[Tensor]:
    """Tensors given as they are, or within lists and tuples, as `torch.cat` takes them."""
    for value in values:
        if isinstance(value, Tensor):
            yield value
        elif isinstance(value, (tuple, list)):
            yield from tensors_in(value)
