"""Depth pictures: how far away each pixel is, as RGB-D cameras and data sets store it.

In here depth is centimetres, float32 (H, W), along the camera's axis; 0 where nothing is known.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_header, read_stored
from fcn_core.imaging.pages import TIFF_SUFFIXES, without_channels
from fcn_core.imaging.pixels import Size

Depth: TypeAlias = NDArray[np.float32]
CENTIMETRES = 100.0
DEPTH_SUFFIXES = (".png", ".webp", *TIFF_SUFFIXES)
"""What keeps values as they are. PGMs are left out: raw Kinect ones are no lengths."""
EIGHT_BITS, INTEGERS, FLOATS = 25.5, 1000.0, 1.0
"""Units per metre where nobody says otherwise: 255ths of ten metres, millimetres, metres."""
LOG_ZERO, LOG_SCALE = 5.0, 50.0
"""Log of millimetres in 8 bits: (log - 5) * 50 (7 mm ... 24 m, steps of 2 %)."""
COLORS = 3


def read_depth(path: Path, units: float | None = None) -> Depth:
    """The depth in a file, which counts so many `units` per metre; None: as is usual for its type.

    Nothing is known where it is 0, negative, infinite or no number. Raises `FcnError`.
    """
    stored = read_stored(path)
    first = stored[..., 0]
    # Deep values that came in eight bits were turned or mixed: they are light, and no lengths.
    altered = stored.dtype == np.uint8 and read_header(path).deep
    if altered or stored.dtype.kind not in "uif" or _is_colored(stored):
        raise FcnError(
            f"{without_channels(path)} holds colours, or is to be turned: it is no depth as it was "
            "measured.",
            "Save depth upright as a grey PNG of 16 bits, or as a TIFF. Coloured pictures of depth "
            "are to look at.",
        )
    scale = CENTIMETRES / (units or _usual_units(stored.dtype))
    with np.errstate(over="ignore"):  # what is too large to be a length is infinite, so unknown
        depth = first.astype(np.float32) * np.float32(scale)
    depth[~(np.isfinite(depth) & (depth > 0))] = 0
    return depth


def filled(depth_HW: Depth) -> Depth:
    """What is not known, as deep as the nearest pixel that is; as it was where nothing is known.

    NYUDv2's depth is filled, too: nets that learned from it never saw a hole.
    """
    known = depth_HW > 0
    if known.all() or not known.any():
        return depth_HW
    _, nearest = cv2.distanceTransformWithLabels(
        (~known).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    values = np.zeros(int(nearest.max()) + 1, np.float32)
    values[nearest[known]] = depth_HW[known]
    return np.asarray(values[nearest], np.float32)


def log_depth(depth_HW: Depth) -> NDArray[np.uint8]:
    """Log depth in 8 bits; `fcn_core.nets.catalog.NYUD_INPUTS` turns it back into logs."""
    logs = np.log(np.maximum(depth_HW * 10, 1.0))
    return np.clip(np.round((logs - LOG_ZERO) * LOG_SCALE), 0, 255).astype(np.uint8)


def check_same_size(image: Path, size: Size, depth: Path, depth_size: Size) -> None:
    """Raise `FcnError` if an image and its depth are of different sizes."""
    if size == depth_size:
        return
    (height, width), (rows, columns) = size, depth_size
    raise FcnError(
        f"{without_channels(image)} and its depth {without_channels(depth)} differ in size: "
        f"{width} x {height} and {columns} x {rows} pixels.",
        "Register depth to the colour camera (RealSense: align to color), or replace the wrong "
        "one.",
    )


def _is_colored(stored_HWC: NDArray[np.generic]) -> bool:
    """Whether bands differ; a fourth is transparency. Some files hold depth three times."""
    return bool((stored_HWC[..., 1:COLORS] != stored_HWC[..., :1]).any())


def _usual_units(kind: np.dtype[np.generic]) -> float:
    if kind.kind == "f":
        return FLOATS
    return EIGHT_BITS if kind.itemsize == 1 else INTEGERS
