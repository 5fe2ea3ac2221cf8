"""HHA of a synthetic room seen by a tilted camera."""

from __future__ import annotations

import numpy as np
import pytest

from fcn_core.data.hha import COARSE_RADIUS, Camera, encode, gravity, normals, point_cloud

FLOOR, WALL = 120.0, 350.0
"""The floor lies 120 cm below the camera, the wall 350 cm in front."""


def room(
    tilt: float, height: int = 120, width: int = 160, camera: Camera | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Depth in cm of floor and back wall, the camera pitched by `tilt` degrees; floor mask."""
    camera = camera or Camera.kinect(height, width)
    rows, columns = np.mgrid[:height, :width]
    rays = np.dstack(
        [(columns - camera.cx) / camera.fx, (rows - camera.cy) / camera.fy, np.ones(rows.shape)]
    )
    c, s = np.cos(np.radians(tilt)), np.sin(np.radians(tilt))
    down = np.array([0, c, s])
    ahead = np.array([0, -s, c])
    to_floor = np.where(rays @ down > 1e-6, FLOOR / np.maximum(rays @ down, 1e-6), np.inf)
    to_wall = WALL / (rays @ ahead)
    return np.minimum(to_floor, to_wall), to_floor < to_wall


@pytest.mark.parametrize("tilt", [-15, 0, 10, 25])
def test_gravity_is_found_for_a_tilted_camera(tilt: float) -> None:
    depth, _ = room(tilt)
    points = point_cloud(depth, Camera.kinect(*depth.shape))
    found = gravity(normals(points, depth > 0, COARSE_RADIUS).reshape(-1, 3))
    expected = np.array([0, np.cos(np.radians(tilt)), np.sin(np.radians(tilt))])
    assert np.degrees(np.arccos(found @ expected)) < 2


def test_channels_of_floor_and_wall() -> None:
    depth, floor = room(15)
    image = encode(depth)
    inner = np.zeros_like(floor)
    inner[8:-8, 8:-8] = True
    assert image.dtype == np.uint8 and image.shape == (120, 160, 3)
    assert np.abs(image[..., 0] - np.minimum(255, 31000 / np.maximum(depth, 100))).max() <= 1
    assert np.median(image[floor & inner][:, 2]) == pytest.approx(38, abs=2)
    assert np.median(image[~floor & inner][:, 2]) == pytest.approx(128, abs=2)
    assert np.median(image[floor][:, 1]) <= 4
    heights = image[~floor & inner][:, 1].astype(int)
    assert heights.min() <= 8 and heights.max() > 100


@pytest.mark.parametrize("focal", [920, 1380, 1900])
def test_the_angle_does_not_depend_on_how_sharp_the_camera_is(focal: int) -> None:
    """The middle of what cameras of 1280, 1920 and 3840 pixels a line see, without noise."""
    sharp = Camera(fx=focal, fy=focal, cx=159.5, cy=107.5)
    depth, floor = room(20, 216, 320, sharp)
    angle = encode(depth, sharp)[6:-6, 6:-6, 2].astype(int)
    floor = floor[6:-6, 6:-6]
    assert np.median(np.abs(angle[floor] - 38)) <= 1
    assert np.median(np.abs(angle[~floor] - 128)) <= 1


def test_near_points_and_missing_ones() -> None:
    depth, _ = room(15)
    depth[:10, :10] = 0
    depth[100:, 100:] = 50
    image = encode(depth)
    assert (image[:10, :10] == 0).all()
    assert (image[100:, 100:, 0] == 255).all()  # 31000 / 100 does not fit into 8 bits
    assert (encode(np.zeros((4, 5))) == 0).all()


def test_cropped_frames_are_seen_by_the_same_camera() -> None:
    whole, cropped = Camera.kinect(480, 640), Camera.kinect(427, 561)
    assert cropped.fx == whole.fx and cropped.fy == whole.fy
    assert (whole.cx - cropped.cx, whole.cy - cropped.cy) == pytest.approx((40, 44))
    half = Camera.kinect(240, 320)
    assert (half.fx, half.cy) == pytest.approx((whole.fx / 2, whole.cy / 2))
    depth, _ = room(10, 480, 640)
    window = (slice(44, 471), slice(40, 601))
    # Both are the same scene, and the floor's nearest point lies in both.
    inner = encode(depth)[window].astype(int) - encode(np.ascontiguousarray(depth[window]))
    assert np.percentile(np.abs(inner), 99) <= 6


def test_a_floor_out_of_sight_is_not_the_table() -> None:
    depth, floor = room(25)
    assert encode(depth / 2)[floor][:, 1].min() >= 60  # 60 cm below the camera: 130 - 60 above
    assert np.median(encode(depth)[floor][:, 1]) <= 4
