"""Masks of a stack leave as one TIFF, too, in the axes of the stack."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import tifffile

from fcn_core.errors import FcnError
from fcn_core.imaging.channels import Channels
from fcn_core.imaging.images import read_image
from fcn_core.imaging.listing import pages_of
from fcn_core.imaging.pages import page_path, with_channels
from fcn_core.interchange import stacks
from fcn_core.interchange.exporting import ExportItem
from fcn_core.interchange.formats import FORMATS
from fcn_core.masks import UNTOUCHED, VOID, Mask
from fcn_core.names import export_names
from tests.core.interchange.given import mask_of
from tests.core.models import LABELS

HEIGHT, WIDTH = 20, 30


def masks(count: int) -> list[Mask]:
    rng = np.random.default_rng(count)
    return [rng.integers(0, len(LABELS), (HEIGHT, WIDTH)).astype(np.uint8) for _ in range(count)]


def exported(folder: Path, made: Sequence[tuple[Path, Mask]]) -> Path:
    """The folder of stacks of an export of pages with their masks."""
    names = export_names([(page, f"{page.parent.name}~{page.name}") for page, _ in made])
    items = [
        ExportItem(image_id=name, image=page, mask=partial(mask_of, mask))
        for name, (page, mask) in zip(names, made, strict=True)
    ]
    result = FORMATS["plain"].write(folder / "out", items, LABELS)
    assert result.same == result.pixels
    return result.folder / "stacks"


@pytest.mark.parametrize(
    ("shape", "axes", "left"),
    [((2, 3), "TZYX", "TZYX"), ((2, 3, 2), "TZCYX", "TZYX"), ((4,), "ZYX", "ZYX")],
)
def test_a_stack_keeps_its_axes(
    tmp_path: Path, shape: tuple[int, ...], axes: str, left: str
) -> None:
    file = tmp_path / "cells.tif"
    values = np.zeros((*shape, HEIGHT, WIDTH), np.uint8)
    tifffile.imwrite(file, values, imagej=True, metadata={"axes": axes})
    pages = pages_of(file)
    made = masks(len(pages))
    made[0][:3] = UNTOUCHED
    folder = exported(tmp_path, list(zip(pages, made, strict=True)))
    with tifffile.TiffFile(folder / "cells.tif") as found:
        assert found.series[0].axes == left
        values = found.asarray()
    made[0][:3] = VOID
    assert values.dtype == np.uint8
    assert np.array_equal(values.reshape(-1, HEIGHT, WIDTH), made)


def test_a_stack_that_is_seen_through_other_channels_leaves_all_the_same(tmp_path: Path) -> None:
    file, rng = tmp_path / "cells.tif", np.random.default_rng(0)
    values = rng.integers(0, 999, (2, 4, HEIGHT, WIDTH)).astype(np.uint16)
    tifffile.imwrite(file, values, imagej=True, metadata={"axes": "ZCYX"})
    pages = [with_channels(page, Channels((4,))) for page in pages_of(file)]
    made = masks(2)
    folder = exported(tmp_path, list(zip(pages, made, strict=True)))
    assert np.array_equal(tifffile.imread(folder / "cells.tif"), made)
    for page, name in zip(pages, ("cells", "cells_2"), strict=True):
        (image,) = (folder.parent / "images").glob(f"{name}.*")
        assert np.array_equal(read_image(image), read_image(page)), "as it was seen"


def test_an_image_that_is_seen_through_other_channels_leaves_as_it_was_seen(
    tmp_path: Path,
) -> None:
    file, rng = tmp_path / "cells.tif", np.random.default_rng(0)
    values = rng.integers(0, 999, (4, HEIGHT, WIDTH)).astype(np.uint16)
    tifffile.imwrite(file, values, imagej=True, metadata={"axes": "CYX"})
    seen = with_channels(file, Channels((4, 2, 1)))
    folder = exported(tmp_path, [(seen, masks(1)[0])]).parent
    (image,) = (folder / "images").iterdir()
    assert np.array_equal(read_image(image), read_image(seen))
    folder = exported(tmp_path, [(file, masks(1)[0])]).parent
    (image,) = (folder / "images").iterdir()
    assert image.read_bytes() == file.read_bytes()


def test_pages_that_do_not_leave_are_void(tmp_path: Path) -> None:
    file = tmp_path / "scan_1.tif"
    tifffile.imwrite(file, np.zeros((5, HEIGHT, WIDTH), np.uint8), photometric="minisblack")
    made = masks(2)
    pages = [page_path(file, 2), page_path(file, 4)]
    folder = exported(tmp_path, list(zip(pages, made, strict=True)))
    found = tifffile.imread(folder / "scan_1.tif")
    assert np.array_equal(found[[1, 3]], made)
    assert (found[[0, 2, 4]] == VOID).all()


def test_pages_of_several_sizes_stay_so(tmp_path: Path) -> None:
    file, shapes = tmp_path / "mixed.tif", [(8, 9), (10, 11), (6, 5)]
    with tifffile.TiffWriter(file) as writer:
        for shape in shapes:
            writer.write(np.zeros(shape, np.uint8), metadata=None)
    made = [np.full(shape, number % 2, np.uint8) for number, shape in enumerate(shapes)]
    folder = exported(tmp_path, list(zip(pages_of(file), made, strict=True)))
    with tifffile.TiffFile(folder / "mixed.tif") as found:
        for page, mask in zip(found.pages, made, strict=True):
            assert np.array_equal(page.asarray(), mask)


def test_files_of_one_page_make_none_and_names_stay_apart(tmp_path: Path) -> None:
    single, first, other = (tmp_path / name for name in ("one.tif", "a.tif", "a.tiff"))
    tifffile.imwrite(single, np.zeros((HEIGHT, WIDTH), np.uint8))
    for file in (first, other):
        tifffile.imwrite(file, np.zeros((2, HEIGHT, WIDTH), np.uint8), photometric="minisblack")
    made = masks(3)
    pages = [single, page_path(first, 2), other]
    folder = exported(tmp_path, list(zip(pages, made, strict=True)))
    found = {path.name: tifffile.imread(path) for path in folder.iterdir()}
    assert len(found) == 2
    for mask in made[1:]:
        assert sum((values == mask).all(axis=(1, 2)).any() for values in found.values()) == 1


def test_a_stack_is_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "cells.tif"
    tifffile.imwrite(file, np.zeros((2, HEIGHT, WIDTH), np.uint8), photometric="minisblack")
    write = stacks._add
    monkeypatch.setattr(
        stacks, "_add", lambda w, m, **rest: write(w, (~each for each in m), **rest)
    )
    with pytest.raises(FcnError, match=r"The stack cells does not hold what was written\."):
        exported(tmp_path, list(zip(pages_of(file), masks(2), strict=True)))
    assert not (tmp_path / "out/plain/stacks/cells.tif").exists()
