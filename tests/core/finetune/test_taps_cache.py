"""The cache of taps: what does not fit in memory comes back from disk as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from fcn_core.finetune.taps_cache import CachedTaps, TapsCache


def item(seed: int) -> CachedTaps:
    rng = torch.Generator().manual_seed(seed)
    taps = {stride: torch.rand((1, 4, 64 // stride, 3), generator=rng) for stride in (8, 16)}
    mask = torch.full((1, 8, 8), seed, dtype=torch.uint8)
    return CachedTaps(taps=taps, mask=mask, old={8: torch.rand((1, 2, 8, 8), generator=rng)})


def assert_same(one: CachedTaps, other: CachedTaps) -> None:
    assert list(one.taps) == list(other.taps)
    assert all(torch.equal(one.taps[s], other.taps[s]) for s in one.taps)
    assert torch.equal(one.mask, other.mask) and torch.equal(one.old[8], other.old[8])


def test_what_fits_never_touches_the_disk(tmp_path: Path) -> None:
    cache = TapsCache(tmp_path / "cache")
    cache.append(item(0))
    assert len(cache) == 1
    assert_same(cache[0], item(0))
    assert list(tmp_path.iterdir()) == []


def test_the_rest_lies_on_disk_until_the_end(tmp_path: Path) -> None:
    cache = TapsCache(tmp_path / "cache", budget=2 * item(0).bytes)
    for seed in range(5):
        cache.append(item(seed))
    assert len(list((tmp_path / "cache").iterdir())) == 3
    for seed in (4, 0, 3):
        assert_same(cache[seed], item(seed))
    cache.clear()
    assert list(tmp_path.iterdir()) == [] and len(cache) == 0


def test_where_the_disk_is_full_memory_has_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object, file: Path) -> None:
        file.write_bytes(b"half")
        raise RuntimeError("PytorchStreamWriter failed writing file: file write failed")

    monkeypatch.setattr(torch, "save", full)
    cache = TapsCache(tmp_path / "cache", budget=0)
    cache.append(item(1))
    assert_same(cache[0], item(1))
    assert list((tmp_path / "cache").iterdir()) == []


def test_without_a_folder_everything_stays_in_memory() -> None:
    cache = TapsCache(budget=0)
    cache.append(item(2))
    assert_same(cache[0], item(2))
