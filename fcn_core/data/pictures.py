"""Image files as a net is to see them: a photo as it is, or with the depth that lies beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np

from fcn_core.data import hha
from fcn_core.data.depth import (
    CENTIMETRES,
    DEPTH_SUFFIXES,
    Depth,
    check_same_size,
    filled,
    log_depth,
    read_depth,
)
from fcn_core.data.modality import Modality
from fcn_core.data.pairs import named_files, one_by_stem, pages_by_stem
from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_image
from fcn_core.imaging.pages import file_of, name_of, stem_of, without_channels
from fcn_core.imaging.pixels import RGB, Size
from fcn_core.sentences import said

NEAREST, FARTHEST = 0.1, 20.0
"""Between these, in metres, half of a scene lies; if not, the units are others. Logs end at 24."""
SHAPES = (640 / 480, hha.CROP_SIZE[0] / hha.CROP_SIZE[1])
SAME_SHAPE = 0.01
"""How far the ratio of the sides of NYUDv2's frames, whole or cropped, may be off by rounding."""
SUFFIXES = "PNG, TIFF or WebP"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """An image for people, what a net sees in its place, and the depth that went into that."""

    image: RGB
    seen: RGB
    depth: Path | None = None
    missing: float = 0.0
    """The share of pixels whose depth was not measured, and is that of the nearest which was."""


ReadPicture: TypeAlias = Callable[[Path], Picture]


def photo(path: Path) -> Picture:
    """An image that a net sees as people do. Raises `FcnError`."""
    image = read_image(path)
    return Picture(image=image, seen=image)


@dataclass(frozen=True, kw_only=True)
class WithDepth:
    """Reads images with their depth, for a net that sees this modality."""

    modality: Modality
    place: Path
    """Where depth was looked for."""
    depths: Mapping[Path, Path]
    """The depth of each image that has one."""
    units: float | None = None
    """What depth counts in, per metre; None: as is usual for files of its type."""
    camera: hha.Camera | None = None
    """What took the depth, for nets that see HHA; None: NYUDv2's."""

    def __call__(self, path: Path) -> Picture:
        """An image and its depth. Raises `FcnError` if they are unusable, or do not fit."""
        if path not in self.depths:
            raise _lacking(path, self.place)
        image, file = read_image(path), self.depths[path]
        depth = read_depth(file, self.units)
        check_same_size(path, image.shape[:2], file, depth.shape)
        _check_distance(file, depth)
        return Picture(
            image=image,
            seen=self._seen(image, filled(depth), file),
            depth=without_channels(file),
            missing=float((depth == 0).mean()),
        )

    def _seen(self, image: RGB, depth: Depth, file: Path) -> RGB:
        if self.modality == "rgbd":
            return np.dstack([image, log_depth(depth)])
        encoded = hha.encode(depth, _fitting(self.camera, depth.shape, file))
        return encoded if self.modality == "hha" else np.dstack([image, encoded])


def depths_of(images: Sequence[Path], place: Path, modality: Modality) -> dict[Path, Path]:
    """Each image's depth: the file `place`, or the one in that folder with the image's stem.

    A net that sees colours, too, sees no image as its own depth. Images without depth are left
    out. Raises `FcnError` if there is none at all, or nobody knows which.
    """
    if not place.exists():
        raise FcnError(f"There is no depth picture or folder {place}.", "Check the path.")
    folder = place.is_dir()
    if not (folder or place.suffix.lower() in DEPTH_SUFFIXES):
        raise FcnError(f"{place} is no depth picture.", f"Depth is read from {SUFFIXES} files.")
    files = named_files(place, DEPTH_SUFFIXES) if folder else pages_by_stem(place)
    own = {file_of(image).resolve() for image in images if modality != "hha"}
    others = [(stem, path) for stem, path in files if file_of(path).resolve() not in own]
    by_stem = one_by_stem(others, said("depth pictures"))
    if not folder and len(set(images)) == len(by_stem) == 1:
        return dict.fromkeys(images, *by_stem.values())
    found = {path: by_stem[stem_of(path)] for path in images if stem_of(path) in by_stem}
    there = [path for path in images if file_of(path).exists()]
    if there and not found:
        raise _lacking(there[0], place)
    return found


def _lacking(image: Path, place: Path) -> FcnError:
    return FcnError(
        f"{name_of(image)} has no depth: {place} holds no {SUFFIXES} file called {stem_of(image)}.",
        "Depth pictures have their images' names, but for the suffix. Recordings whose pictures "
        "are called by their times (TUM) are to be paired and renamed first.",
    )


def _check_distance(file: Path, depth_HW: Depth) -> None:
    """Refuse depth that nothing measured, or whose units are surely others. Raises `FcnError`."""
    known = depth_HW[depth_HW > 0]
    if not known.size:
        raise FcnError(
            f"{without_channels(file)} holds no depth: all its pixels are 0 (not measured).",
            "Record it anew, or leave the image out.",
        )
    metres = float(np.median(known)) / CENTIMETRES
    if not NEAREST <= metres <= FARTHEST:
        raise FcnError(
            f"{without_channels(file)} lies {metres:.3g} m away (the median), if its units are "
            "right.",
            "Say how many units of it are a metre: --depth-scale 1000 for millimetres, 5000 for "
            "TUM's.",
        )


def _fitting(camera: hha.Camera | None, size: Size, file: Path) -> hha.Camera:
    """The camera, or NYUDv2's where none is given. Raises `FcnError` if it took other pictures."""
    height, width = size
    what = f"{without_channels(file)} of {width} x {height} pixels"
    remedy = "Give this size's focal lengths and centre in pixels: --camera FX,FY,CX,CY."
    if camera is None:
        if not any(abs(width / height / shape - 1) <= SAME_SHAPE for shape in SHAPES):
            raise FcnError(f"{what} is not by NYUDv2's camera, whose frames are 4:3.", remedy)
        return hha.Camera.kinect(height, width)
    if not (0 <= camera.cx <= width and 0 <= camera.cy <= height):
        raise FcnError(f"The centre of the camera lies outside of {what}.", remedy)
    return camera
