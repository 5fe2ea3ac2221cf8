"""Files of several masks belong to images of as many pages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tifffile

from fcn_core.cli.main import main
from fcn_core.data.page_counts import misfits
from fcn_core.data.specs import open_dataset
from fcn_core.errors import FcnError
from fcn_core.imaging.pages import page_path, stem_of


def pages(file: str, number: int) -> list[tuple[str, Path]]:
    paths = [page_path(Path(file), page) for page in range(1, number + 1)]
    return [(stem_of(path), path) for path in paths]


@pytest.mark.parametrize(
    ("images", "masks", "fits"),
    [
        (pages("i/s.tif", 3), pages("m/s.tif", 3), True),
        (pages("i/s.tif", 4), pages("m/s.tif", 3), False),
        (pages("i/s.tif", 3), pages("m/s.tif", 4), False),
        (pages("i/s.tif", 4), [*pages("m/s.tif", 3), ("s_4", Path("m/s_4.png"))], True),
        (pages("i/s.png", 1), pages("m/s.tif", 2), False),
        (pages("i/s.tif", 4), pages("m/s.tif", 1), True),
        (pages("i/s.tif", 4), [("s_2", Path("m/s_2.tif"))], True),
        ([("s", Path("i/s.png")), ("s_2", Path("i/s_2.png"))], pages("m/s.tif", 2), True),
        ([("s", Path("i/s.png")), ("s_2", Path("i/s_2.png"))], pages("m/s.tif", 3), False),
        (pages("i/other.tif", 4), pages("m/s.tif", 3), True),
        ([*pages("i/s.tif", 3), *pages("i/s.tiff", 3)], pages("m/s.tif", 3), True),
        ([*pages("i/s.tif", 2), *pages("i/s.tiff", 2)], pages("m/s.tif", 3), False),
        ([*pages("i/s.tif", 3), *pages("i/s.tiff", 4)], pages("m/s.tif", 3), False),
    ],
)
def test_which_fit(
    images: list[tuple[str, Path]], masks: list[tuple[str, Path]], fits: bool
) -> None:
    """A mask alone says by its name which page it is of; separate images may have one file."""
    assert list(misfits(images, dict(masks))) == ([] if fits else [Path("m/s.tif")])


def test_data_sets_and_exports_refuse_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place, number in (("images", 4), ("masks", 3)):
        (tmp_path / place).mkdir()
        values = np.zeros((number, 8, 8), np.uint8)
        tifffile.imwrite(tmp_path / place / "s.tif", values, photometric="minisblack")
    with pytest.raises(FcnError, match=r"s.tif holds 3 masks, but the image s.tif has 4 pages"):
        open_dataset(f"folder:{tmp_path}")
    images, masks, out = (str(tmp_path / name) for name in ("images", "masks", "out"))
    assert main(["export", images, masks, "--format", "plain", "--out", out]) != 0
    assert "s.tif holds 3 masks" in capsys.readouterr().err
