"""Paths that a data set's files name, where they are now: data sets move, to other systems too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path, PureWindowsPath

from fcn_core.errors import FcnError


class Moved:
    """Finds what `names` name, as they are written or from any of the folders `roots` on.

    An absolute path of the place where the data set was before is known by its end. What the
    names differ in is never cut off: for the images of val, those of train would do as well.
    """

    def __init__(self, roots: Sequence[Path], names: Iterable[str]) -> None:
        self._roots = roots
        paths = (PureWindowsPath(name) for name in names)
        levels = zip(*(path.parts for path in paths if path.anchor), strict=False)
        self._shared = sum(1 for _ in takewhile(lambda level: len({*level}) == 1, levels))

    def find(self, name: str) -> Path | None:
        """The file or folder; None if it is nowhere."""
        return next((p for root in self._roots for p in self._places(root, name) if _is(p)), None)

    def need(self, name: str) -> Path:
        """The same. Raises `FcnError`."""
        found = self.find(name)
        if found is None:
            raise FcnError(
                "{path} is not there.", "Mend the paths in data.yaml.", path=self._roots[0] / name
            )
        return found

    def _places(self, root: Path, name: str) -> Iterator[Path]:
        path = PureWindowsPath(name)
        # Another computer is not asked: Windows would tell it who asks.
        if not path.drive.startswith("\\\\"):
            yield root / name
            # Some programs write one ".." too many.
            yield root / name.removeprefix("../")
        if not path.anchor:
            yield root / path.as_posix()
        for start in range(1, min(self._shared, len(path.parts) - 1) + 1):
            yield root.joinpath(*path.parts[start:])


def _is(path: Path) -> bool:
    """Whether a path is there; one that no system takes is not."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
