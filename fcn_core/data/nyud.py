"""NYUDv2: colour, depth and HHA, in the layout of the reference code or as plain pictures."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.data import hha
from fcn_core.data.dataset import Dataset
from fcn_core.data.depth import check_same_size, filled, log_depth, read_depth
from fcn_core.data.label_sets import NYUD
from fcn_core.data.matfile import read_mat
from fcn_core.data.pairs import Pairs, by_stem, named, paired, split_list
from fcn_core.errors import FcnError
from fcn_core.files import write_atomic
from fcn_core.imaging.images import read_image
from fcn_core.imaging.pixels import RGB
from fcn_core.masks import VOID, Mask, read_mask

Read = Callable[[Path], NDArray[np.uint8]]
FIRST_ID = 5001
"""The reference code's id of frame 0."""
# Reference code: data/images/img_5001.png, segmentation/*.mat; else image/0.webp, label40/0.png.
PUBLISHED = {"image": "data/images", "depth": "data/depth", "mask": "segmentation"}
PUBLISHED_HHA = "data/hha"
"""Gupta's own HHA, disparity first, whose means the reference code subtracts."""
PLAIN = {"image": "image", "depth": "depth", "mask": "label40"}
SPLITS = ("train", "val", "trainval", "test")


def nyud(root: Path, split: str, modality: str = "rgb") -> Dataset:
    """One modality: rgb (H, W, 3), rgbd (4: log depth), hha (3) or rgb-hha (6), all uint8.

    HHA is the published one where there is its folder, else computed. Splits: train, val, trainval
    (both) and test. Raises `FcnError` for missing halves.
    """
    folders = PUBLISHED if (root / PUBLISHED["image"]).is_dir() else PLAIN
    missing = [f for f in folders.values() if not (root / f).is_dir()]
    if missing:
        raise FcnError(
            f"{root} is not in NYUDv2's layout: {', '.join(missing)} missing.",
            f"It needs {', '.join(PLAIN.values())} or {', '.join(PUBLISHED.values())}.",
        )
    parts = {what: _by_frame(root / folders[what]) for what in ("image", "mask")}
    ids = _listed(root, named(split, SPLITS, "train", root))
    place, read = _beside(root, folders["depth"], modality)
    beside = _by_frame(root / place)
    if modality != "rgb":
        lacking = [i for i in ids if i not in beside]
        if lacking:
            what = "HHA" if place == PUBLISHED_HHA else "depth"
            raise FcnError(f"Frame {lacking[0]} of {root} has no {what}.", f"Restore {place}/.")
    pairs = paired(parts["image"], parts["mask"], ids, root)
    beside_of = {pair.image: beside[pair.image_id] for pair in pairs if pair.image_id in beside}
    return Pairs(NYUD, pairs, _read_mask, partial(_picture, modality, beside_of, read))


MODALITIES: dict[str, Callable[[Path, str], Dataset]] = {
    "nyud": nyud,
    "nyud-rgbd": partial(nyud, modality="rgbd"),
    "nyud-hha": partial(nyud, modality="hha"),
    "nyud-rgb-hha": partial(nyud, modality="rgb-hha"),
}


def cached_hha(depth: Path, cache: Path) -> NDArray[np.uint8]:
    """HHA (H, W, 3) of a depth file, kept in `cache` until the file changes."""
    status = depth.stat()
    kept = cache / f"{depth.stem}-{status.st_size}-{status.st_mtime_ns}.png"
    if kept.is_file():
        found = cv2.imdecode(np.fromfile(kept, np.uint8), cv2.IMREAD_COLOR)
        if found is not None:
            return np.asarray(found, np.uint8)
    computed = hha.encode(filled(read_depth(depth)))
    cache.mkdir(parents=True, exist_ok=True)
    _, encoded = cv2.imencode(".png", computed)
    write_atomic(kept, encoded.tobytes())
    return computed


def fill_cache(root: Path) -> None:
    """Compute all HHA images of a data set that are not yet kept or published, on all cores.

    Training computes them one by one as it meets them, which its first epoch has to wait for.
    """
    if _has_published_hha(root):
        return
    folders = PUBLISHED if (root / PUBLISHED["image"]).is_dir() else PLAIN
    depths = list(_by_frame(root / folders["depth"]).values())
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(partial(cached_hha, cache=_cache(root)), depths):
            pass  # each is kept as it is computed; to go through them raises what went wrong


def _picture(modality: str, beside_of: dict[Path, Path], read: Read, path: Path) -> RGB:
    """The colours of an image, what `read` makes of the file beside it, or both."""
    if modality == "hha":
        return read(beside_of[path])
    color = read_image(path)
    if modality == "rgb":
        return color
    beside = beside_of[path]
    extra = read(beside)
    check_same_size(path, color.shape[:2], beside, extra.shape[:2])
    return np.dstack([color, extra])


def _beside(root: Path, depth: str, modality: str) -> tuple[str, Read]:
    """The folder of what is seen beside colours, and how its files are read."""
    if modality == "rgbd":
        return depth, _read_log_depth
    if _has_published_hha(root):
        return PUBLISHED_HHA, read_image
    return depth, partial(cached_hha, cache=_cache(root))


def _read_log_depth(path: Path) -> NDArray[np.uint8]:
    return log_depth(filled(read_depth(path)))


def _has_published_hha(root: Path) -> bool:
    return (root / PUBLISHED_HHA).is_dir()


def _read_mask(path: Path) -> Mask:
    if path.suffix == ".mat":
        counted = read_mat(path, "segmentation").astype(np.int16)
        return np.where(counted <= 0, np.int16(VOID), counted - 1).astype(np.uint8)
    return read_mask(path)


def _listed(root: Path, split: str) -> list[str]:
    names = ("train", "val") if split == "trainval" else (split,)
    if split == "trainval" and (root / "trainval.txt").is_file():
        names = ("trainval",)
    return [i for name in names for i in split_list(root, name, "nyud")]


def _by_frame(folder: Path) -> dict[str, Path]:
    """Files by the reference code's id: img_5001 as it is, frame 0 as 5001."""
    found = {}
    for stem, path in by_stem(folder, (".png", ".webp", ".jpg", ".mat")).items():
        number = stem.removeprefix("img_")
        if not number.isdigit():
            continue
        found[number if stem.startswith("img_") else str(int(number) + FIRST_ID)] = path
    return found


def _cache(root: Path) -> Path:
    """Where HHA images of a data set are kept: the user's cache, apart from the data."""
    base = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    return base / "fcn-gui" / f"hha-{hha.VERSION}" / name
