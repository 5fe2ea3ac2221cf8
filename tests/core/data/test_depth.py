"""Depth pictures as cameras and data sets store them, and images paired with theirs."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from tifffile import imwrite

from fcn_core.data.depth import Depth, filled, log_depth, read_depth
from fcn_core.data.hha import Camera, encode
from fcn_core.data.modality import Modality
from fcn_core.data.pictures import WithDepth, depths_of
from fcn_core.errors import FcnError
from tests.core.data.test_hha import room

METRES = np.linspace(0.8, 4, 48 * 64, dtype=np.float32).reshape(48, 64)


def stored(path: Path, values: np.ndarray) -> Path:
    """The values in a file, as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".tif":
        imwrite(path, values)
    else:
        assert cv2.imwrite(str(path), values)
    return path


@pytest.mark.parametrize(
    ("name", "values", "units", "within"),
    [
        ("kinect.png", np.round(METRES * 1000).astype(np.uint16), None, 0.06),
        ("wide.tif", np.round(METRES * 1000).astype(np.int32), None, 0.06),
        ("tum.png", np.round(METRES * 5000).astype(np.uint16), 5000, 0.02),
        ("metres.tif", METRES, None, 1e-3),
        ("double.tif", METRES.astype(np.float64) * 1000, 1000, 1e-3),
        ("nyud.png", np.round(METRES * 25.5).astype(np.uint8), None, 2),
        ("thrice.png", np.dstack([np.round(METRES * 25.5).astype(np.uint8)] * 3), None, 2),
    ],
)
def test_depth_is_the_same_however_it_is_stored(
    tmp_path: Path, name: str, values: np.ndarray, units: float | None, within: float
) -> None:
    depth = read_depth(stored(tmp_path / name, values), units)
    assert depth.dtype == np.float32
    np.testing.assert_allclose(depth, METRES * 100, atol=within)


def test_what_is_no_length_is_missing(tmp_path: Path) -> None:
    values = METRES.astype(np.float64)
    values[0, :5] = (np.nan, np.inf, -1, 0, 1e300)
    depth = read_depth(stored(tmp_path / "holes.tif", values))
    assert (depth[0, :5] == 0).all() and (depth[0, 5:] > 0).all()


def test_holes_are_as_deep_as_what_is_nearest() -> None:
    depth = np.full((5, 9), 200, np.float32)
    depth[:, 5:] = 400
    whole = depth.copy()
    depth[1:4, 1:4] = depth[0, 6:] = depth[:, 8] = 0
    np.testing.assert_array_equal(filled(depth), whole)
    for known in (whole, whole * 0):
        np.testing.assert_array_equal(filled(known), known)


def test_pictures_to_look_at_are_not_taken_for_depth(tmp_path: Path) -> None:
    colored = cv2.applyColorMap((METRES * 60).astype(np.uint8), cv2.COLORMAP_JET)
    turned = tmp_path / "turned.png"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray((METRES * 1000).astype(np.uint16)).save(turned, exif=exif)
    for path in (stored(tmp_path / "jet.png", colored), turned):
        with pytest.raises(FcnError, match="holds colours, or is to be turned"):
            read_depth(path)
    with pytest.raises(FcnError, match="cannot be read"):
        read_depth(tmp_path / "nowhere.png")


def world(folder: Path, depth: np.ndarray, name: str = "a.png") -> tuple[Path, Path]:
    """An image, and the folder of its depth."""
    rng = np.random.default_rng(0)
    image = rng.integers(0, 255, (48, 64, 3), dtype=np.uint8)
    photo = stored(folder / "photos" / "a.png", image)
    return photo, stored(folder / "depth" / name, depth).parent


def opened(
    photo: Path,
    place: Path,
    modality: Modality = "rgb-hha",
    units: float | None = None,
    camera: Camera | None = None,
) -> WithDepth:
    return WithDepth(
        modality=modality,
        place=place,
        depths=depths_of([photo], place, modality),
        units=units,
        camera=camera,
    )


def millimetres(depth: Depth) -> np.ndarray:
    """In 16 bits, from centimetres."""
    return np.round(depth * 10).astype(np.uint16)


@pytest.mark.parametrize("name", ["a.png", "a.tif"])
def test_each_net_sees_its_channels(tmp_path: Path, name: str) -> None:
    kept = millimetres(room(15, 48, 64)[0].astype(np.float32))
    kept[:6, :8] = 0
    photo, folder = world(tmp_path, kept, name)
    colors = opened(photo, folder)(photo).image
    depth = filled(kept.astype(np.float32) * np.float32(0.1))
    camera = Camera(fx=60, fy=60, cx=32, cy=24)
    for modality, units, given, expected in (
        ("rgbd", None, None, np.dstack([colors, log_depth(depth)])),
        ("rgbd", 2000, None, np.dstack([colors, log_depth(depth / 2)])),
        ("hha", None, None, encode(depth)),
        ("hha", None, camera, encode(depth, camera)),
        ("rgb-hha", None, None, np.dstack([colors, encode(depth)])),
    ):
        picture = opened(photo, folder, modality, units, given)(photo)
        np.testing.assert_array_equal(picture.seen, expected)
        np.testing.assert_array_equal(picture.image, colors)
        assert picture.depth == folder / name and picture.missing == 48 / (48 * 64)
    assert (encode(depth, camera) != encode(depth)).any()


def test_images_find_their_depth_by_name(tmp_path: Path) -> None:
    photos = [tmp_path / "photos" / name for name in ("a.jpg", "b.1.jpg", "c.jpg", "stack.tif/2")]
    for photo in photos:
        photo.parent.mkdir(parents=True, exist_ok=True)
        if photo.suffix == ".jpg":
            photo.touch()
    folder, depth = tmp_path / "depth", millimetres(METRES * 100)
    for name in ("a.png", "b.1.tif", "d.png", "c.txt", "c.jpg", "c.pgm"):
        stored(folder / name, depth) if name != "c.txt" else (folder / name).touch()
    imwrite(folder / "stack.tif", np.stack([depth, depth]), photometric="minisblack")
    assert depths_of(photos, folder, "rgbd") == {
        photos[0]: folder / "a.png",
        photos[1]: folder / "b.1.tif",
        photos[3]: folder / "stack.tif" / "2",
    }
    for images in (photos[:1], 2 * photos[:1]):
        assert depths_of(images, folder / "d.png", "rgbd") == {photos[0]: folder / "d.png"}
    assert depths_of(photos, folder / "a.png", "rgbd") == {photos[0]: folder / "a.png"}
    with pytest.raises(FcnError, match=r"c\.jpg has no depth: .* file called c\."):
        WithDepth(modality="hha", place=folder, depths={})(photos[2])
    with pytest.raises(FcnError, match=r"a\.jpg has no depth: .*d\.png holds no"):
        depths_of(photos, folder / "d.png", "rgbd")
    with pytest.raises(FcnError, match="There is no depth picture or folder"):
        depths_of(photos, tmp_path / "nowhere", "rgbd")
    with pytest.raises(FcnError, match=r"c\.txt is no depth picture. Depth is read from PNG"):
        depths_of(photos, folder / "c.txt", "rgbd")
    stored(folder / "a.tif", depth)
    with pytest.raises(FcnError, match="are depth pictures of the same image"):
        depths_of(photos, folder, "rgbd")


def test_an_image_is_its_own_depth_only_where_nothing_else_is_seen(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.png", millimetres(METRES * 100))
    assert depths_of([path], tmp_path, "hha") == {path: path}
    for place in (tmp_path, path):
        with pytest.raises(FcnError, match=r"a\.png has no depth"):
            depths_of([path], place, "rgb-hha")


@pytest.mark.parametrize(
    ("depth", "units", "problem"),
    [
        (METRES[:40], None, r"differ in size: 64 x 48 and 64 x 40 pixels\. Register depth"),
        (METRES * 0, None, "holds no depth: all its pixels are 0"),
        (METRES * 1000, None, r"lies 2.4e\+03 m away .* --depth-scale 1000"),
        (METRES, 1000, "lies 0.0024 m away"),
    ],
)
def test_depth_that_does_not_fit_is_refused(
    tmp_path: Path, depth: np.ndarray, units: float | None, problem: str
) -> None:
    photo, folder = world(tmp_path, depth, "a.tif")
    with pytest.raises(FcnError, match=problem):
        opened(photo, folder, "rgbd", units)(photo)


def test_hha_needs_the_camera_of_its_size(tmp_path: Path) -> None:
    photo, folder = world(tmp_path, METRES, "a.tif")
    far = Camera(fx=900, fy=900, cx=640, cy=360)
    with pytest.raises(FcnError, match=r"centre .* outside of .* 64 x 48 pixels\. Give this size"):
        opened(photo, folder, camera=far)(photo)
    stored(photo, np.zeros((36, 64, 3), np.uint8))
    stored(folder / "a.tif", METRES[:36])
    with pytest.raises(FcnError, match=r"64 x 36 pixels is not by NYUDv2's camera.* --camera FX"):
        opened(photo, folder)(photo)
    near = Camera(fx=60, fy=60, cx=32, cy=18)
    assert opened(photo, folder, camera=near)(photo).seen.shape == (36, 64, 6)
    assert opened(photo, folder, "rgbd")(photo).seen.shape == (36, 64, 4)


def test_cameras_are_written_as_four_numbers() -> None:
    assert Camera.parse("525,525.5,319.5,239.5") == Camera(fx=525, fy=525.5, cx=319.5, cy=239.5)
    for text in ("", "525", "525,525,1,x", "0,525,1,1", "nan,1,1,1", "1,2,3,4,5"):
        with pytest.raises(FcnError, match="is no camera"):
            Camera.parse(text)
