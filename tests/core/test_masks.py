from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from PIL import Image
from tifffile import imwrite

from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_header, read_image, read_thumbnail
from fcn_core.labels import VOC_PALETTE
from fcn_core.masks import EXACTLY_COUNTED, Mask, encode_mask, read_mask, value_counts, write_mask
from tests.core.hostile import SIGNATURE, chunk, png_header, tiff_header

MASKS = hnp.arrays(np.uint8, hnp.array_shapes(min_dims=2, max_dims=2, max_side=40))


@given(mask=MASKS, palette=hnp.arrays(np.uint8, (256, 3), elements=st.integers(0, 255)))
def test_every_mask_survives_its_file(
    tmp_path_factory: pytest.TempPathFactory, mask: Mask, palette: Mask
) -> None:
    path = tmp_path_factory.getbasetemp() / "mask.png"
    path.write_bytes(encode_mask(mask, palette))
    assert np.array_equal(read_mask(path), mask)


def test_the_file_is_an_8_bit_palette_png(tmp_path: Path) -> None:
    path = tmp_path / "m.png"
    write_mask(path, np.array([[0, 15], [254, 255]], np.uint8))
    with Image.open(path) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "P", (2, 2))
        colors = image.getpalette()
        assert colors is not None
        assert colors == VOC_PALETTE.ravel().tolist()


@pytest.mark.parametrize(
    "wrong", [np.zeros((2, 2), np.int64), np.zeros((2, 2, 3), np.uint8), np.zeros(4, np.uint8)]
)
def test_only_uint8_rasters_are_written(wrong: Mask) -> None:
    with pytest.raises(ValueError, match="a mask is"):
        encode_mask(wrong)


def test_transposed_views_are_written_as_they_look(tmp_path: Path) -> None:
    mask = np.arange(12, dtype=np.uint8).reshape(3, 4)
    write_mask(tmp_path / "m.png", mask.T)
    assert np.array_equal(read_mask(tmp_path / "m.png"), mask.T)


def test_greyscale_and_one_bit_masks_are_read(tmp_path: Path) -> None:
    grey = np.array([[0, 7], [200, 255]], np.uint8)
    Image.fromarray(grey).save(tmp_path / "l.png")
    assert np.array_equal(read_mask(tmp_path / "l.png"), grey)
    Image.fromarray(grey > 100).save(tmp_path / "1.png")
    assert read_mask(tmp_path / "1.png").tolist() == [[0, 0], [1, 1]]


def grey_png(path: Path, values: NDArray[np.uint8], depth: int) -> None:
    """A greyscale PNG of less than eight bits, which Pillow does not write."""
    rows = [np.unpackbits(row[:, None], axis=1)[:, 8 - depth :].ravel() for row in values]
    data = zlib.compress(b"".join(b"\0" + np.packbits(row).tobytes() for row in rows))
    header = struct.pack(">IIBBBBB", *values.shape[::-1], depth, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header), chunk(b"IDAT", data), chunk(b"IEND", b"")
    path.write_bytes(b"".join((SIGNATURE, *parts)))


@pytest.mark.parametrize("depth", [1, 2, 4, 8])
def test_ids_of_few_bits_are_no_greys(tmp_path: Path, depth: int) -> None:
    ids = (np.arange(35) % 2**depth).astype(np.uint8).reshape(5, 7)
    grey_png(tmp_path / "a.png", ids, depth)
    assert np.array_equal(read_mask(tmp_path / "a.png"), ids)
    assert np.array_equal(read_mask(tmp_path / "b.png", (tmp_path / "a.png").read_bytes()), ids)


IDS = np.resize(np.array([0, 1, 2, 253, 254, 255]), (5, 7))


def test_deep_masks_are_read_if_their_ids_are_small(tmp_path: Path) -> None:
    Image.fromarray(IDS.astype(np.uint16)).save(tmp_path / "a.png")
    assert np.array_equal(read_mask(tmp_path / "a.png"), IDS)
    Image.fromarray(np.full((5, 7), 256, np.uint16)).save(tmp_path / "b.png")
    with pytest.raises(FcnError, match=r"b\.png holds the value 256, which no label has"):
        read_mask(tmp_path / "b.png")


@pytest.mark.parametrize("dtype", ["bool", "uint8", "uint16", "int16", "int32", "float32"])
@pytest.mark.parametrize("packing", [None, "lzw", "deflate", "zstd"])
def test_masks_may_be_tiffs_of_any_depth(tmp_path: Path, dtype: str, packing: str | None) -> None:
    ids = np.minimum(IDS, 1) if dtype == "bool" else IDS
    imwrite(tmp_path / "a.tif", ids.astype(dtype), photometric="minisblack", compression=packing)
    assert np.array_equal(read_mask(tmp_path / "a.tif"), ids)


def test_palettes_and_white_zeros_do_not_change_a_tiffs_ids(tmp_path: Path) -> None:
    ids, palette = IDS.astype(np.uint8), np.full((3, 256), 0x1234, np.uint16)
    imwrite(tmp_path / "a.tif", ids, photometric="palette", colormap=palette)
    imwrite(tmp_path / "b.tif", ids, photometric="miniswhite")
    for name in ("a.tif", "b.tif"):
        assert np.array_equal(read_mask(tmp_path / name), ids)


def test_each_page_of_a_tiff_is_a_mask(tmp_path: Path) -> None:
    path = tmp_path / "stack.tif"
    imwrite(path, np.stack([IDS, 255 - IDS]).astype(np.uint8), photometric="minisblack")
    assert np.array_equal(read_mask(path), IDS)
    assert np.array_equal(read_mask(path / "2"), 255 - IDS)
    with pytest.raises(FcnError, match=r"stack\.tif/3 cannot be read \(it has no page 3\)"):
        read_mask(path / "3")


@pytest.mark.parametrize("value", [-1, 256, 65_535, 0.5, np.nan])
def test_what_is_no_id_in_a_tiff_is_refused_by_name(tmp_path: Path, value: float) -> None:
    imwrite(tmp_path / "a.tif", np.full((5, 7), value, np.float32))
    with pytest.raises(FcnError, match=rf"a\.tif holds the value {value:g}"):
        read_mask(tmp_path / "a.tif")


def test_tiffs_that_are_no_masks_are_refused(tmp_path: Path) -> None:
    imwrite(tmp_path / "rgb.tif", np.zeros((5, 7, 3), np.uint8), photometric="rgb")
    with pytest.raises(FcnError, match=r"rgb\.tif is a colour picture"):
        read_mask(tmp_path / "rgb.tif")
    (tmp_path / "bomb.tif").write_bytes(tiff_header(40_000, 40_000))
    with pytest.raises(FcnError, match=r"bomb\.tif"):
        read_mask(tmp_path / "bomb.tif")
    (tmp_path / "cut.tif").write_bytes((tmp_path / "rgb.tif").read_bytes()[:-20])
    with pytest.raises(FcnError, match=r"cut\.tif"):
        read_mask(tmp_path / "cut.tif")


WHOLE = encode_mask(np.ones((64, 64), np.uint8))


@pytest.mark.parametrize("content", [b"", b"not a picture", WHOLE[:90], WHOLE[:-20]])
def test_damaged_masks_are_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(content)
    with pytest.raises(FcnError, match=r"broken\.png") as caught:
        read_mask(path)
    assert caught.value.remedy


def test_missing_masks_and_colour_pictures_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FcnError, match=r"none\.png"):
        read_mask(tmp_path / "none.png")
    Image.new("RGB", (4, 4)).save(tmp_path / "rgb.png")
    with pytest.raises(FcnError, match="colour picture"):
        read_mask(tmp_path / "rgb.png")


def test_a_mask_that_claims_gigapixels_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_header(40_000, 40_000, depth=8, color=3))
    with pytest.raises(FcnError, match=r"bomb\.png claims 40000 x 40000"):
        read_mask(path)


@given(mask=MASKS, step=st.sampled_from([1, 2, -1]))
def test_values_are_counted_in_any_part_of_a_mask(mask: Mask, step: int) -> None:
    for part in (
        mask,
        mask[:0],
        mask[::step, ::step],
        mask[:, 0],
        np.stack([mask] * 2, -1)[..., 1],
    ):
        assert np.array_equal(value_counts(part), np.bincount(part.ravel(), minlength=256))


def test_counts_are_exact_beyond_what_a_float_counts() -> None:
    mask = np.zeros((2, EXACTLY_COUNTED // 2 + 1), np.uint8)
    mask[-1, -1] = 7
    counts = value_counts(mask)
    assert counts.dtype == np.int64 and counts[[0, 7]].tolist() == [EXACTLY_COUNTED + 1, 1]


def test_paths_may_be_given_as_strings(tmp_path: Path) -> None:
    mask = np.eye(5, dtype=np.uint8)
    write_mask(tmp_path / "m.png", mask)
    assert np.array_equal(read_mask(str(tmp_path / "m.png")), mask)
    assert read_image(str(tmp_path / "m.png")).shape == (5, 5, 3)
    assert read_header(str(tmp_path / "m.png")).width == 5
    assert read_thumbnail(str(tmp_path / "m.png"), 3).shape == (3, 3, 3)
