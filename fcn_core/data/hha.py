"""HHA: depth as horizontal disparity, height above ground and angle with gravity.

Gupta et al., "Learning Rich Features from RGB-D Images" (ECCV 2014), whose images the paper's
NYUDv2 nets see. Everything is computed from the depth alone; lengths are centimetres, axes are
the camera's: x right, y down, z away.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.errors import FcnError

Floats = NDArray[np.float64]

FINE_RADIUS, COARSE_RADIUS = 3, 10
"""Half sides of the windows that normals are fitted in: for the angle, and for gravity."""
GRAVITY_STEPS = ((45.0, 5), (15.0, 5))
"""(degrees a normal may deviate from floor or wall, iterations)."""
NEAREST = 100.0
DISPARITY = 31000.0
FLOOR_SEEN, USUAL_FLOOR = 90.0, 130.0
"""Where nothing lies so far below the camera, the floor is out of sight, and taken to be here."""
CROP_PLACE, CROP_SIZE = (40, 44), (561, 427)
"""Where NYUDv2's frames hold picture: (left, top) and (width, height) in 640 x 480."""
VERSION = 4
"""Changes with the HHA of a depth file, so that no older one is taken from a cache."""
ANGLE_ZERO = 128.0 - 90.0


@dataclass(frozen=True, kw_only=True)
class Camera:
    """A pinhole camera's focal lengths and centre, in pixels."""

    fx: float
    fy: float
    cx: float
    cy: float

    @classmethod
    def parse(cls, text: str) -> Camera:
        """A camera written "FX,FY,CX,CY". Raises `FcnError`."""
        try:
            fx, fy, cx, cy = map(float, text.split(","))
        except ValueError:
            fx = fy = cx = cy = math.nan
        if not (all(map(math.isfinite, (fx, fy, cx, cy))) and min(fx, fy) > 0):
            raise FcnError(
                f"{text!r} is no camera.",
                "Write its focal lengths and centre in pixels, FX,FY,CX,CY: 525,525,319.5,239.5.",
            )
        return cls(fx=fx, fy=fy, cx=cx, cy=cy)

    @classmethod
    def kinect(cls, height: int, width: int) -> Camera:
        """The colour camera of NYUDv2's Kinect, for whole frames or cropped ones of any scale.

        Whole frames are 640 x 480, cropped ones (whose white border is cut off, as the reference
        code's are) 561 x 427; the ratio of the sides tells them apart.
        """
        cropped = width / height < (640 / 480 + CROP_SIZE[0] / CROP_SIZE[1]) / 2
        (left, top), size = (CROP_PLACE, CROP_SIZE) if cropped else ((0, 0), (640, 480))
        x, y = width / size[0], height / size[1]
        return cls(
            fx=518.8579 * x, fy=519.4696 * y, cx=(325.58245 - left) * x, cy=(253.73617 - top) * y
        )


def encode(depth_HW: NDArray[np.generic], camera: Camera | None = None) -> NDArray[np.uint8]:
    """HHA (H, W, 3) uint8 from depth in centimetres; 0 means no measurement, and gives 0.

    Channels: 31000 / max(Z, 100); height above the lowest point (or a floor out of sight); angle
    of the surface's normal with gravity in degrees, + 38 (floor 38, wall 128, ceiling 218).
    """
    depth = depth_HW.astype(np.float64)
    known = depth > 0
    if not known.any():
        return np.zeros((*depth.shape, 3), np.uint8)
    points = point_cloud(depth, camera or Camera.kinect(*depth.shape))
    down = gravity(normals(points, known, COARSE_RADIUS)[known])
    depth_below = points @ down
    lowest = float(depth_below[known].max())
    height = (lowest if lowest > FLOOR_SEEN else USUAL_FLOOR) - depth_below
    fine = normals(points, known, FINE_RADIUS)
    angle = np.degrees(np.arccos(np.clip(fine @ down, -1, 1)))
    disparity = DISPARITY / np.maximum(depth, NEAREST)
    channels = np.dstack([disparity, height, angle + ANGLE_ZERO])
    channels[~known] = 0
    return np.clip(np.round(channels), 0, 255).astype(np.uint8)


def point_cloud(depth_HW: Floats, camera: Camera) -> Floats:
    """The pixels as points (H, W, 3) in the camera's frame."""
    rows, columns = np.mgrid[: depth_HW.shape[0], : depth_HW.shape[1]]
    x = (columns - camera.cx) * depth_HW / camera.fx
    y = (rows - camera.cy) * depth_HW / camera.fy
    return np.dstack([x, y, depth_HW])


def normals(points_HW3: Floats, known_HW: NDArray[np.bool_], radius: int) -> Floats:
    """Unit normals (H, W, 3) of planes fitted to square windows, pointing away from the camera.

    The plane n . p = 1 is fitted by least squares over the window's known points.
    """
    p = np.where(known_HW[..., None], points_HW3 / 100, 0)
    moments = np.empty((*known_HW.shape, 3, 3))
    for i in range(3):
        for j in range(i, 3):
            moments[..., i, j] = moments[..., j, i] = _window_sum(p[..., i] * p[..., j], radius)
    sums = np.dstack([_window_sum(p[..., i], radius) for i in range(3)])
    # A little of the identity keeps windows with too few points solvable. It turns normals towards
    # the line of sight, so it is far less than how points spread in a window of a sharp camera.
    moments += 1e-9 * (1 + np.trace(moments, axis1=-2, axis2=-1))[..., None, None] * np.eye(3)
    found = np.linalg.solve(moments, sums[..., None])[..., 0]
    length = np.linalg.norm(found, axis=-1, keepdims=True)
    return np.asarray(found / np.maximum(length, 1e-12))


def gravity(normals_N3: Floats) -> Floats:
    """The direction of gravity (3,), from the normals of floors and walls.

    Starts from the image's down; each step takes normals within a threshold of it (or its
    opposite) for floors, those within the threshold of a right angle for walls, and turns down
    to be as parallel to the first and as orthogonal to the second as can be.
    """
    down = np.array([0.0, 1.0, 0.0])
    for degrees, iterations in GRAVITY_STEPS:
        threshold = np.radians(degrees)
        for _ in range(iterations):
            along = normals_N3 @ down
            floors = normals_N3[np.abs(along) > np.cos(threshold)]
            walls = normals_N3[np.abs(along) < np.sin(threshold)]
            spread = walls.T @ walls - floors.T @ floors
            _, vectors = np.linalg.eigh(spread)
            turned = vectors[:, 0]
            down = turned if turned @ down >= 0 else -turned
    return down


def _window_sum(values_HW: Floats, radius: int) -> Floats:
    side = 2 * radius + 1
    summed = cv2.boxFilter(
        values_HW, cv2.CV_64F, (side, side), normalize=False, borderType=cv2.BORDER_CONSTANT
    )
    return np.asarray(summed, np.float64)
