"""Rounds of work that goes through threads: what comes back late belongs to no round any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

P = ParamSpec("P")


class Rounds:
    """Counts rounds. For one thread: calls come back into the one that bound them."""

    def __init__(self) -> None:
        self._number = 0

    def begin(self) -> None:
        """Another round: what was bound in those before is not called any more."""
        self._number += 1

    def bound(self, call: Callable[P, object]) -> Callable[P, None]:
        """`call`, as long as this round lasts."""
        number = self._number

        def bound(*args: P.args, **kwargs: P.kwargs) -> None:
            if number == self._number:
                call(*args, **kwargs)

        return bound
