"""TIFFs as microscopes, maps and cameras write them: every depth, band, channel and packing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import DTypeLike, NDArray
from tifffile import TiffWriter, imwrite

from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_header, read_image, read_thumbnail
from fcn_core.imaging.listing import count_pages, list_images
from fcn_core.imaging.pages import file_of, name_of, page_of, page_path, stem_of

SIZE = HEIGHT, WIDTH = 24, 36


def ramp(*shape: int, dtype: DTypeLike = np.uint8, top: float = 255) -> NDArray[Any]:
    """Values that rise from the first to the last."""
    return np.linspace(0, top, int(np.prod(shape))).reshape(shape).astype(dtype)


def written(folder: Path, values: NDArray[Any], **options: object) -> Path:
    imwrite(folder / "a.tif", values, **options)
    return folder / "a.tif"


def is_ramp(image: NDArray[np.uint8]) -> bool:
    """Whether grey rises from 0 to 255, but for the ends that stretching cuts."""
    steps = np.diff(image[..., 0].ravel().astype(int))
    ends = image[0, 0, 0] <= 1 and image[-1, -1, 0] >= 254
    return bool(
        ends and (steps >= 0).all() and (steps <= 1).all() and np.ptp(image, axis=2).max() == 0
    )


@pytest.mark.parametrize(
    ("dtype", "top"),
    [
        ("uint8", 255), ("uint16", 4000), ("uint32", 1e6), ("int16", 3000), ("int32", 1e6),
        ("float16", 1), ("float32", 1), ("float64", 1),
    ],
)  # fmt: skip
def test_every_depth_is_stretched_to_what_it_holds(tmp_path: Path, dtype: str, top: float) -> None:
    assert is_ramp(read_image(written(tmp_path, ramp(*SIZE, dtype=dtype, top=top))))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("big", [False, True])
def test_byte_orders_and_big_files(tmp_path: Path, order: str, big: bool) -> None:
    path = written(tmp_path, ramp(*SIZE, dtype=np.uint16, top=4000), byteorder=order, bigtiff=big)
    assert is_ramp(read_image(path)) and count_pages(path) == 1


@pytest.mark.parametrize("packing", ["lzw", "deflate", "zstd", "lzma", "packbits"])
@pytest.mark.parametrize("predictor", [False, True])
def test_packings(tmp_path: Path, packing: str, predictor: bool) -> None:
    deep = ramp(*SIZE, dtype=np.uint16, top=4000)
    predictor &= packing != "packbits"
    assert is_ramp(read_image(written(tmp_path, deep, compression=packing, predictor=predictor)))


@pytest.mark.parametrize("packing", ["jpeg", "webp", "jpeg2000"])
def test_lossy_packings_in_tiles(tmp_path: Path, packing: str) -> None:
    photo = np.repeat(ramp(64, 64)[..., None], 3, axis=2)
    photo[..., 2] //= 2
    path = written(tmp_path, photo, photometric="rgb", compression=packing, tile=(32, 32))
    assert np.abs(read_image(path).astype(int) - photo).mean() < 6


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
@pytest.mark.parametrize("bands", [3, 4, 5, 13])
@pytest.mark.parametrize("planar", [False, True])
def test_the_first_three_bands_are_red_green_and_blue(
    tmp_path: Path, dtype: str, bands: int, planar: bool
) -> None:
    values = np.zeros((*SIZE, bands), dtype)
    values[:8, :, 0] = values[8:16, :, 1] = values[16:, :, 2] = 200
    values[..., 3:] = 255  # near infrared and others, which must not be seen
    stored = np.moveaxis(values, -1, 0) if planar else values
    options = {"photometric": "minisblack", "planarconfig": "separate" if planar else "contig"}
    image = read_image(written(tmp_path, stored, **options))
    brightest = image.argmax(2)[[4, 12, 20]]
    assert [set(row.tolist()) for row in brightest] == [{0}, {1}, {2}]
    assert image.min() == 0 and image.max() == (200 if dtype == "uint8" else 255)


def test_an_alpha_does_not_darken(tmp_path: Path) -> None:
    values = np.dstack([np.full((*SIZE, 3), 100, np.uint8), np.zeros(SIZE, np.uint8)])
    path = written(tmp_path, values, photometric="rgb", extrasamples=["unassalpha"])
    assert np.array_equal(read_image(path), values[..., :3])


def test_white_may_be_zero_and_one_bit_is_black_or_white(tmp_path: Path) -> None:
    path = written(tmp_path, ~ramp(*SIZE), photometric="miniswhite")
    assert is_ramp(read_image(path))
    path = written(tmp_path, ramp(*SIZE) > 128, photometric="minisblack")
    assert np.array_equal(read_image(path)[..., 0], np.where(ramp(*SIZE) > 128, 255, 0))


def test_colours_of_a_palette(tmp_path: Path) -> None:
    palette = np.zeros((3, 256), np.uint16)
    palette[0], palette[2, 7] = 0x1234, 0xFF00
    path = written(tmp_path, np.full(SIZE, 7, np.uint8), photometric="palette", colormap=palette)
    assert (read_image(path) == (0x12, 0, 0xFF)).all()


@pytest.mark.parametrize("kind", ["imagej", "ome"])
def test_channels_of_one_place_are_one_image(tmp_path: Path, kind: str) -> None:
    """Each is stretched by itself: they are exposed differently."""
    values = np.zeros((5, 2, *SIZE), np.uint16)
    for place in range(5):
        values[place, 0, place] = 60_000
        values[place, 1, :, place] = 900
    if kind == "imagej":
        path = written(tmp_path, values, imagej=True, metadata={"axes": "ZCYX"})
    else:
        path = tmp_path / "a.ome.tif"
        imwrite(path, values, photometric="minisblack", metadata={"axes": "ZCYX"})
    assert count_pages(path) == 5
    for place in range(5):
        image = read_image(page_path(path, place + 1))
        assert image[place, 20].tolist() == [255, 0, 0] and image[20, place].tolist() == [0, 255, 0]
        assert not image[10, 10].any()


def test_places_that_a_microscope_went_to_are_pages(tmp_path: Path) -> None:
    """OME calls each an image; a slide's overview, which is of another size, is none."""
    path = tmp_path / "places.ome.tif"
    with TiffWriter(path, ome=True) as file:
        for place in range(3):
            values = np.zeros((2, 2, *SIZE), np.uint8)
            values[:, 0, place] = values[1, 1, :, place] = 200
            file.write(values, photometric="minisblack", metadata={"axes": "ZCYX"})
        file.write(np.zeros((8, 9), np.uint8), photometric="minisblack", metadata={"axes": "YX"})
    assert count_pages(path) == 6
    for place in range(3):
        low, high = (read_image(page_path(path, 2 * place + number)) for number in (1, 2))
        assert low[place, 20].tolist() == [200, 0, 0] and not low[..., 1].any()
        assert high[20, place].tolist() == [0, 200, 0]


def test_colour_images_are_no_channels(tmp_path: Path) -> None:
    values = np.zeros((4, *SIZE, 3), np.uint8)
    values[..., 1] = np.arange(4)[:, None, None]
    path = written(tmp_path, values, imagej=True, metadata={"axes": "CYXS"})
    assert count_pages(path) == 4
    assert [int(read_image(page_path(path, n + 1))[0, 0, 1]) for n in range(4)] == [0, 1, 2, 3]


def test_a_stack_without_directories_of_its_pages(tmp_path: Path) -> None:
    """As ImageJ writes those of more than four gigabytes."""
    stack = ramp(7, *SIZE, dtype=np.uint16, top=65_000)
    path = written(tmp_path, stack, imagej=True, metadata={"axes": "ZYX"}, contiguous=True)
    data = bytearray(path.read_bytes())
    first = int.from_bytes(data[4:8], "big")
    behind = first + 2 + 12 * int.from_bytes(data[first : first + 2], "big")
    data[behind : behind + 4] = bytes(4)  # no directory follows
    path.write_bytes(bytes(data))
    assert count_pages(path) == 7
    assert np.ptp(read_image(page_path(path, 7))[..., 0]) == 255


def test_pages_are_images(tmp_path: Path) -> None:
    path = tmp_path / "stack.tif"
    shapes = (24, 36), (24, 36), (10, 12)
    with TiffWriter(path) as file:
        for number, shape in enumerate(shapes):
            file.write(np.full(shape, 10 * number, np.uint8), contiguous=False, metadata=None)
    (tmp_path / "another.png").write_bytes(b"")
    pages = list_images(tmp_path)
    assert [name_of(page) for page in pages] == [
        "another.png", "stack.tif", "stack.tif/2", "stack.tif/3",
    ]  # fmt: skip
    for number, page in enumerate(pages[1:]):
        assert (read_image(page) == 10 * number).all()
        header = read_header(page)
        assert (header.height, header.width) == shapes[number] == read_image(page).shape[:2]
        assert max(read_thumbnail(page, 8).shape) == 8
    with pytest.raises(FcnError, match=r"stack\.tif/4 cannot be read: it has no page 4"):
        read_image(path / "4")


def test_smaller_copies_are_no_pages(tmp_path: Path) -> None:
    path, photo = tmp_path / "a.tif", np.repeat(ramp(256, 256)[..., None], 3, axis=2)
    with TiffWriter(path) as file:
        file.write(photo, photometric="rgb", tile=(64, 64), subifds=1)
        file.write(~photo[::4, ::4], photometric="rgb", tile=(64, 64), subfiletype=1)
    assert count_pages(path) == 1
    assert np.array_equal(read_image(path), photo)
    assert (read_thumbnail(path, 64) == ~photo[::4, ::4]).all(), "the copy is long enough"
    assert read_thumbnail(path, 65)[0, 0, 0] < 10, "it is not"


def test_paths_of_pages() -> None:
    file = Path("/data/Stack.TIFF")
    page = page_path(file, 12)
    assert (file_of(page), page_of(page)) == (file, 12)
    assert (file_of(file), page_of(file)) == (page_path(file, 1), 1) == (file, 1)
    assert (name_of(page), stem_of(page)) == ("Stack.TIFF/12", "Stack_12")
    for other in (Path("/data/7"), Path("/data/a.png/7"), Path("/data/a.tif/7.png")):
        assert (file_of(other), page_of(other), stem_of(other)) == (other, 1, other.stem)


@pytest.mark.parametrize("content", [b"", b"II*\0", b"II*\0\xff\xff\xff\xff", b"no picture"])
def test_a_damaged_file_is_one_page(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(content)
    assert count_pages(path) == 1
    assert count_pages(tmp_path / "none.tif") == 1


def test_a_file_that_is_cut_off_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, ramp(*SIZE, 3), photometric="rgb")
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(FcnError, match="it is cut off"):
        read_image(path)
