"""A disk that knows no case, as those of Windows, of Macs, and of most cards and sticks."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def forget_case(patch: pytest.MonkeyPatch, root: Path) -> None:
    """From now on, names below `root` lead to files of any other spelling."""
    stat, listdir, rename = os.stat, os.listdir, os.rename
    start = f"{root}{os.sep}"

    def found(path: Any) -> Any:
        if isinstance(path, int) or not os.fspath(path).startswith(start):
            return path
        place = str(root)
        for part in Path(path).relative_to(root).parts:
            there = listdir(place) if os.path.isdir(place) else []  # noqa: PTH112
            same = [name for name in there if name.casefold() == part.casefold()]
            place = os.path.join(place, same[0] if same else part)  # noqa: PTH118
        return place

    def resolving(real: Callable[..., Any]) -> Callable[..., Any]:
        return lambda path, *rest, **named: real(found(path), *rest, **named)

    def move(source: Any, target: Any) -> None:
        """A file's own name takes the new spelling; another file that is there keeps its one."""
        is_same = found(source) == found(target)
        rename(found(source), target if is_same else found(target))

    for name in ("lstat", "open", "unlink", "scandir"):
        patch.setattr(os, name, resolving(getattr(os, name)))
    patch.setattr(io, "open", resolving(io.open))
    patch.setattr(os, "rename", move)
    patch.setattr(os, "replace", move)
    patch.setattr(os, "stat", resolving(stat))
