"""Images of every kind in, upright uint8 RGB out; and whatever the file, no other error."""

from __future__ import annotations

import io
import os
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from imagecodecs import jpeg2k_encode
from numpy.typing import NDArray
from PIL import Image, ImageFile

from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_header, read_image, read_stored, read_thumbnail
from fcn_core.imaging.listing import list_images
from fcn_core.imaging.refusing import MAX_SIDE
from fcn_core.imaging.stretching import to_uint8
from fcn_core.interchange.target import is_plain
from tests.core.hostile import chunk, png_header, tiff_header

READERS = [read_image, read_header, lambda path: read_thumbnail(path, 16)]


def photo(height: int = 24, width: int = 36) -> NDArray[np.uint8]:
    """Smooth colours, with a red top left corner to tell which way is up."""
    rows, cols = np.mgrid[:height, :width]
    image = np.dstack([cols * 4, rows * 6, (rows + cols) * 2]).astype(np.uint8)
    image[: height // 3, : width // 3] = (250, 10, 10)
    return image


def encoded(image: NDArray[np.uint8], kind: str, **options: object) -> bytes:
    """The image in a file format of Pillow."""
    out = io.BytesIO()
    Image.fromarray(image).save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("suffix", ["png", "bmp", "tif", "webp", "ppm", "jp2"])
def test_lossless_kinds_come_back_as_they_were(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"Bild ü 写真.{suffix}"
    kind = Image.registered_extensions()[path.suffix]
    path.write_bytes(encoded(photo(), kind, **({"lossless": True} if kind == "WEBP" else {})))
    assert path in list_images(tmp_path)
    image = read_image(path)
    assert (image.dtype, image.shape) == (np.uint8, (24, 36, 3))
    assert np.array_equal(image, photo())
    assert (read_header(path).width, read_header(path).height) == (36, 24)


MODES = {
    "PNG": ["1", "L", "LA", "P", "RGBA", "I;16"],
    "TIFF": ["1", "L", "LA", "P", "RGBA", "CMYK", "YCbCr", "I;16", "I", "F"],
    "JPEG": ["L", "CMYK", "YCbCr"],
}


@pytest.mark.parametrize(("kind", "mode"), [(k, m) for k, modes in MODES.items() for m in modes])
def test_every_mode_becomes_rgb(tmp_path: Path, kind: str, mode: str) -> None:
    picture = Image.fromarray(photo()).convert("L" if mode[0] in "IF" else "RGB").convert(mode)
    path = tmp_path / f"a.{kind.lower()}"
    picture.save(path, kind)
    image = read_image(path)
    assert (image.dtype, image.shape) == (np.uint8, (24, 36, 3))
    assert image.flags.c_contiguous
    assert image.std() > 5
    assert read_thumbnail(path, 12).shape == (8, 12, 3)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG", "WEBP"])
def test_images_are_turned_upright(tmp_path: Path, orientation: int, kind: str) -> None:
    upright = photo()
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: upright.transpose(1, 0, 2)[::-1],
        7: upright.transpose(1, 0, 2)[::-1, ::-1],
        8: upright.transpose(1, 0, 2)[:, ::-1],
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / f"a.{kind.lower()}"
    path.write_bytes(encoded(np.ascontiguousarray(stored), kind, exif=exif, quality=100))
    image = read_image(path)
    assert image.shape == upright.shape
    assert np.abs(image.astype(int) - upright).mean() < 6
    assert (read_header(path).width, read_header(path).height) == (36, 24)
    small = read_thumbnail(path, 12)
    assert small.shape == (8, 12, 3)
    red, green, _ = small[0, 0]
    assert red > 200
    assert green < 100


@pytest.mark.parametrize("is_late", [False, True])
def test_a_png_may_say_behind_its_pixels_how_it_is_turned(tmp_path: Path, is_late: bool) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data, path = encoded(photo(), "PNG", exif=exif), tmp_path / "a.png"
    start = data.index(b"eXIf") - 4
    said = data[start : start + 12 + int.from_bytes(data[start : start + 4])]
    if is_late:
        end = len(data) - 12
        data = data[:start] + data[start + len(said) : end] + said + data[end:]
    path.write_bytes(data)
    assert (read_header(path).width, read_header(path).height) == (24, 36)
    assert read_image(path).shape == (36, 24, 3)


def test_no_pixel_is_decoded_for_a_header(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / f"a.{kind}" for kind in ("png", "jpeg", "webp", "bmp", "tiff")]
    for path in paths:
        path.write_bytes(encoded(photo(), path.suffix[1:].upper()))
    with monkeypatch.context() as patch:
        patch.setattr(ImageFile.ImageFile, "load", lambda _: pytest.fail("it was decoded"))
        assert {(read_header(path).width, read_header(path).height) for path in paths} == {(36, 24)}


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_deep_images_are_stretched_to_what_they_hold(tmp_path: Path, suffix: str) -> None:
    ramp = np.linspace(1000, 1400, 64 * 64).reshape(64, 64).astype(np.uint16)
    path = tmp_path / f"deep{suffix}"
    cv2.imwrite(str(path), ramp)
    image = read_image(path)
    assert (image.min(), image.max()) == (0, 255)
    assert (np.diff(image[:, 0, 0].astype(int)) >= 0).all()


def test_float_images_with_gaps_are_read(tmp_path: Path) -> None:
    values = np.linspace(-1, 1, 400, dtype=np.float32).reshape(20, 20)
    values[3, 3], values[4, 4] = np.nan, np.inf
    path = tmp_path / "f.tif"
    cv2.imwrite(str(path), values)
    image = read_image(path)
    assert (image[0, 0, 0], image[-1, -1, 0]) == (0, 255)
    assert (image[3, 3, 0], image[4, 4, 0]) == (0, 255)


@given(value=st.sampled_from([0, 7, 65535]))
def test_a_flat_deep_image_is_no_division_by_zero(value: int) -> None:
    assert to_uint8(np.full((3, 3), value, np.uint16)).shape == (3, 3)


def test_an_image_of_nothing_but_gaps_is_black() -> None:
    assert not to_uint8(np.full((3, 3), np.nan, np.float32)).any()


def test_colours_are_not_swapped(tmp_path: Path) -> None:
    deep = np.zeros((8, 8, 3), np.uint16)
    deep[..., 2], deep[:4] = 60_000, (0, 30_000, 0)
    cv2.imwrite(str(tmp_path / "red.png"), deep)
    red, green, blue = read_image(tmp_path / "red.png")[-1, -1]
    assert red > 200
    assert (green, blue) == (0, 0)


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("channels", [3, 4])
def test_colours_of_twelve_bits_in_sixteen_are_not_black(
    tmp_path: Path, channels: int, orientation: int
) -> None:
    ramp = np.linspace(0, 4095, 64 * 48).reshape(64, 48, 1).astype(np.uint16)
    path, exif = tmp_path / "deep.png", Image.Exif()
    exif[0x0112] = orientation
    data = cv2.imencode(".png", np.repeat(ramp, channels, axis=2))[1].tobytes()
    path.write_bytes(data[:33] + chunk(b"eXIf", exif.tobytes()[6:]) + data[33:])
    image, header = read_image(path), read_header(path)
    assert (image.min(), image.max()) == (0, 255)
    assert image.shape[:2] == (header.height, header.width)
    assert image.shape[:2] == ((64, 48) if orientation == 1 else (48, 64))
    assert np.ptp(read_thumbnail(path, 16)) > 200
    assert not is_plain(header), "others would see it black"


@pytest.mark.parametrize("kind", ["jp2", "pnm"])
@pytest.mark.parametrize("colors", [1, 3])
def test_deep_images_of_other_kinds_are_stretched(tmp_path: Path, kind: str, colors: int) -> None:
    """Twelve bits in sixteen, as satellites and cameras of robots write them."""
    values = np.linspace(0, 4095, 64 * 48).astype(np.uint16).reshape(64, 48)
    image = np.dstack([values // (band + 1) for band in range(colors)])
    if kind == "jp2":
        path = tmp_path / "a.jp2"
        path.write_bytes(jpeg2k_encode(image.squeeze(), level=0, codecformat="jp2"))
    else:
        path = tmp_path / ("a.pgm" if colors == 1 else "a.ppm")
        letter = b"5" if colors == 1 else b"6"
        head = b"P" + letter + b"\n# of a robot\n48 64\n4095\n"
        path.write_bytes(head + image.astype(">u2").tobytes())
    found, header = read_image(path), read_header(path)
    assert header.deep and not is_plain(header)
    assert found.shape == (64, 48, 3) and found[-1, -1, 0] == 255
    assert found[-1, -1].argmax() == 0, "red first"
    assert read_stored(path).dtype == np.uint16
    assert np.array_equal(read_stored(path), image)


def test_avif_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.avif"
    path.write_bytes(encoded(photo(), "AVIF", quality=100, subsampling="4:4:4"))
    assert np.abs(read_image(path).astype(int) - photo()).mean() < 2


def test_the_first_page_is_read(tmp_path: Path) -> None:
    first, second = Image.fromarray(photo()), Image.new("RGB", (5, 5))
    first.save(tmp_path / "pages.tif", save_all=True, append_images=[second])
    assert np.array_equal(read_image(tmp_path / "pages.tif"), photo())


BROKEN = {
    "empty": b"",
    "text": b"this is no picture\n" * 9,
    "html": b"<html><body>404</body></html>",
    "signature": encoded(photo(), "PNG")[:8],
    "header": encoded(photo(), "PNG")[:33],
    "truncated png": encoded(photo(), "PNG")[:-200],
    "truncated jpeg": encoded(photo(200, 300), "JPEG")[:2000],
    "truncated webp": encoded(photo(), "WEBP")[:100],
    "truncated jpeg 2000": encoded(photo(), "JPEG2000")[:200],
    "truncated ppm": encoded(photo(), "PPM")[:-200],
    "truncated avif": encoded(photo(), "AVIF")[:-100],
    "ppm bomb": b"P6 40000 40000 65535 ",
    "truncated tiff": encoded(photo(), "TIFF")[:300],
    "nothing": png_header(0, 0),
    "bomb": png_header(40_000, 40_000),
    "deep bomb": png_header(40_000, 40_000, depth=16),
    "long": png_header(MAX_SIDE + 1, 1),
    "tiff bomb": tiff_header(40_000, 40_000),
    "tiff that lies": tiff_header(20_000, 20_000),
    "tiff of nothing": tiff_header(0, 0),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif"])
def test_broken_files_are_refused_by_name(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"broken{suffix}"
    path.write_bytes(content)
    began = time.process_time()
    with pytest.raises(FcnError, match="broken") as caught:
        read_image(path)
    assert caught.value.remedy
    assert time.process_time() - began < 5


@pytest.mark.parametrize("read", READERS)
def test_missing_files_and_folders_are_refused_by_name(tmp_path: Path, read: object) -> None:
    assert callable(read)
    (tmp_path / "folder.png").mkdir()
    for name in ("none.png", "folder.png"):
        with pytest.raises(FcnError, match=name.replace(".", r"\.")):
            read(tmp_path / name)


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="needs rights that can be taken away"
)
def test_files_that_may_not_be_read_say_so(tmp_path: Path) -> None:
    path = tmp_path / "secret.png"
    path.write_bytes(encoded(photo(), "PNG"))
    path.chmod(0)
    with pytest.raises(FcnError, match="Permission denied"):
        read_image(path)


FILES = [
    encoded(photo(), "PNG"),
    encoded(photo(), "JPEG", exif=Image.Exif().tobytes()),
    encoded(photo(), "WEBP"),
    encoded(photo(), "TIFF"),
    encoded(photo(), "TIFF", compression="tiff_lzw"),
    encoded(photo(), "BMP"),
]


@given(
    file=st.sampled_from(FILES),
    places=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8),
    keep=st.floats(0.05, 1.0),
)
def test_a_damaged_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    file: bytes,
    places: list[tuple[float, int]],
    keep: float,
) -> None:
    data = bytearray(file)
    for place, value in places:
        # Most damage that matters is in the header: look there more often.
        data[int(place**3 * len(data))] = value
    path = tmp_path_factory.getbasetemp() / "fuzzed.img"
    path.write_bytes(bytes(data[: int(len(data) * keep)]))
    for read in READERS:
        try:
            read(path)
        except FcnError as error:
            assert "fuzzed.img" in error.problem


def test_folders_list_their_images_by_name(tmp_path: Path) -> None:
    for name in ("b.JPG", "a.png", ".hidden.png", "notes.txt", "c.tiff"):
        (tmp_path / name).touch()
    assert [path.name for path in list_images(tmp_path)] == ["a.png", "b.JPG", "c.tiff"]


def test_a_missing_folder_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(FcnError, match="nowhere"):
        list_images(tmp_path / "nowhere")


def test_thumbnails_never_grow(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded(photo(), "PNG"))
    assert read_thumbnail(tmp_path / "a.png", 500).shape == (24, 36, 3)


def test_the_remedy_for_an_image_that_was_moved_is_to_put_it_back(tmp_path: Path) -> None:
    with pytest.raises(FcnError, match=r"gone\.png cannot be read: No such file.*Put it back"):
        read_image(tmp_path / "gone.png")
