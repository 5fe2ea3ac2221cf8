from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

from fcn_core.errors import FcnError
from fcn_core.labels import VOC_PALETTE
from fcn_core.masks import Mask, encode_mask, read_mask, write_mask
from tests.core.hostile import png_header

MASKS = hnp.arrays(np.uint8, hnp.array_shapes(min_dims=2, max_dims=2, max_side=40))


@given(mask=MASKS, palette=hnp.arrays(np.uint8, (256, 3), elements=st.integers(0, 255)))
def test_every_mask_survives_its_file(
    tmp_path_factory: pytest.TempPathFactory, mask: Mask, palette: Mask
) -> None:
    path = tmp_path_factory.getbasetemp() / "mask.png"
    write_mask(path, mask, palette)
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
    assert np.array_equal(read_mask(tmp_path / "1.png") > 0, grey > 100)


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
