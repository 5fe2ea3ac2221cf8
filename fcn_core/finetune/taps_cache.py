"""What the heads learn from, computed once: in memory up to a budget, the rest on disk.

The backbone stands still while the heads learn, so its taps of an image never change. Ten photos
take some tens of megabytes; a hundred large ones at full size would take all memory.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from fcn_core.nets.backbones import Taps
from fcn_core.nets.fcn import Scores

BUDGET = 512 << 20


@dataclass(frozen=True, kw_only=True)
class CachedTaps:
    """One image's taps, its mask (1, H, W) and the old net's scores."""

    taps: Taps
    mask: Tensor
    old: Scores

    @property
    def bytes(self) -> int:
        """What it takes in memory."""
        tensors = (*self.taps.values(), self.mask, *self.old.values())
        return sum(tensor.nbytes for tensor in tensors)


class TapsCache:
    """A list that only grows. `folder` is made when the first item does not fit into `budget`
    bytes, and removed by `clear`; without one everything stays in memory.

    An item that the disk has no room for stays in memory, too.
    """

    def __init__(self, folder: Path | None = None, budget: int = BUDGET) -> None:
        self.folder, self.budget = folder, budget
        self._items: list[CachedTaps | Path] = []
        self._devices: dict[Path, torch.device] = {}
        self._held = 0

    def append(self, item: CachedTaps) -> None:
        """Keep an item, in memory while the budget lasts."""
        if self._held + item.bytes > self.budget:
            spilled = self._spilled(item)
            if spilled is not None:
                self._items.append(spilled)
                return
        self._held += item.bytes
        self._items.append(item)

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> CachedTaps:
        item = self._items[index]
        if isinstance(item, CachedTaps):
            return item
        parts = torch.load(item, map_location=self._devices[item], weights_only=True)
        return CachedTaps(**parts)

    def clear(self) -> None:
        """Forget all items; `folder` is removed."""
        self._items.clear()
        self._devices.clear()
        self._held = 0
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _spilled(self, item: CachedTaps) -> Path | None:
        """The item's file; None if the disk has no room for it."""
        if self.folder is None:
            return None
        file = self.folder / f"{len(self._items)}.pt"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            torch.save({"taps": item.taps, "mask": item.mask, "old": item.old}, file)
        except (OSError, RuntimeError):  # torch's writer turns a full disk into the latter
            file.unlink(missing_ok=True)
            return None
        self._devices[file] = item.mask.device
        return file
