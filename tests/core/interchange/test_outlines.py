"""YOLO's outlines: what is written is read again, but for holes; lines that are none are named."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image
from scipy import ndimage

from fcn_core.errors import FcnError
from fcn_core.interchange.exporting import ExportItem
from fcn_core.interchange.formats import FORMATS
from fcn_core.interchange.outlines import mask_of, read_outlines
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask
from tests.core.interchange import given as examples

SIZE = (40, 60)
SQUARE = "0.1 0.1 0.5 0.1 0.5 0.5 0.1 0.5"
LABELS = LabelSet.from_names(["background", "ring", "blob"])


def file(folder: Path, text: str) -> Path:
    path = folder / "a.txt"
    path.write_bytes(text.encode())
    return path


def written(folder: Path, mask: Mask) -> Mask:
    """A mask as YOLO's reader gets it."""
    Image.fromarray(np.zeros((*mask.shape, 3), np.uint8)).save(folder / "a.png")
    item = ExportItem(image_id="a", image=folder / "a.png", mask=partial(examples.mask_of, mask))
    path = FORMATS["yolo"].write(folder, [item], LABELS).folder / "labels/a.txt"
    return mask_of(read_outlines(path), {0: 1, 1: 2}, path, (mask.shape[0], mask.shape[1]))


@given(
    inside=hnp.arrays(np.bool_, st.tuples(st.integers(1, 14), st.integers(1, 14))),
    scale=st.integers(1, 3),
)
def test_all_but_holes_comes_back(
    inside: np.ndarray[tuple[int, int], np.dtype[np.bool_]],
    scale: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    mask = np.kron(inside, np.ones((scale, scale))).astype(np.uint8)
    read = written(tmp_path_factory.mktemp("yolo"), mask)
    assert np.array_equal(read, ndimage.binary_fill_holes(mask))


def test_what_lies_in_a_thin_ring_is_not_covered(tmp_path: Path) -> None:
    mask = np.zeros(SIZE, np.uint8)
    mask[2:38, 2:38] = 1
    mask[3:37, 3:37] = 2  # more pixels than its ring has
    assert np.array_equal(written(tmp_path, mask), mask)


def test_a_file_may_come_from_windows(tmp_path: Path) -> None:
    text = f"\ufeff0 {SQUARE}\r\n\r\n1.0\t0.2 0.2 0.3 0.2 1.004 -0.003\r\n2 .5 .5 .1 .1\r\n"
    first, second, box = read_outlines(file(tmp_path, text))
    assert (first.number, second.number, len(second.shares), second.line) == (0, 1, 3, 3)
    assert (box.number, len(box.shares)) == (2, 0)
    mask = mask_of((first, second, box), {0: 1, 1: 2}, tmp_path, SIZE)
    assert mask[10, 10] == 1 and (mask == 2).any()


def test_the_smaller_is_on_top_in_any_order(tmp_path: Path) -> None:
    small, large = "1 0.2 0.2 0.3 0.2 0.3 0.3 0.2 0.3", f"0 {SQUARE}"
    for lines in (f"{small}\n{large}", f"{large}\n{small}"):
        mask = mask_of(read_outlines(file(tmp_path, lines)), {0: 1, 1: 2}, tmp_path, SIZE)
        assert mask[10, 15] == 2 and mask[18, 25] == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("dog 0.1 0.1 0.2 0.1 0.2 0.2", "could not convert"),
        ("0.5 0.1 0.1 0.2 0.1 0.2 0.2", "'0.5' is no class"),
        ("-1 0.1 0.1 0.2 0.1 0.2 0.2", "'-1' is no class"),
        ("inf 0.1 0.1 0.2 0.1 0.2 0.2", "'inf' is no class"),
        ("0 0.1 0.1 0.2", "3 numbers are no outline"),
        ("0 0.1 0.1 0.2 0.1 0.2 0.2 0.3", "7 numbers are no outline"),
        ("0 10 10 200 10 200 120", "10 is no share of the image"),
        ("0 0.1 0.1 0.2 0.1 0.2 nan", "nan is no share of the image"),
        ("0 0.1 0.1 0.2 0.1 0.2 -0.2", "-0.2 is no share of the image"),
    ],
)
def test_lines_that_are_no_outlines_are_named(line: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(FcnError, match=r"Line 2 of .*a\.txt") as caught:
        read_outlines(file(tmp_path, f"0 {SQUARE}\n{line}\n"))
    assert said in caught.value.problem and "from 0 to 1" in caught.value.remedy


def test_classes_without_a_name_are_named(tmp_path: Path) -> None:
    path = file(tmp_path, f"0 {SQUARE}\n7 {SQUARE}\n")
    with pytest.raises(FcnError, match=r"Line 2 of .* is of the class 7, which has no name"):
        mask_of(read_outlines(path), {0: 1}, path, SIZE)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FcnError, match="cannot be read"):
        read_outlines(path)
