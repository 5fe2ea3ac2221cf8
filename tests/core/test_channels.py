"""Which channels of a TIFF are seen: by its path, whatever asks for the image."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tifffile import imwrite

from fcn_core.cli.main import main
from fcn_core.errors import FcnError
from fcn_core.imaging.channels import Channels, ImageChannels
from fcn_core.imaging.image_channels import check_channels, read_channels
from fcn_core.imaging.images import (
    read_header,
    read_image,
    read_thumbnail,
)
from fcn_core.imaging.pages import (
    channels_of,
    file_of,
    name_of,
    page_of,
    page_path,
    stem_of,
    with_channels,
    without_channels,
)
from fcn_core.names import export_names
from fcn_core.split import content_hash
from tests.core.models import tiny_model

SIZE = 8, 12
FOURTH, FALSE_COLORS = Channels((4,)), Channels((4, 3, 2))


def steps(count: int) -> NDArray[np.uint8]:
    """Channel n (from 1) is everywhere 10 n: (count, H, W)."""
    return np.stack([np.full(SIZE, 10 * n, np.uint8) for n in range(1, count + 1)])


def seen(path: Path, channels: Channels | None = None) -> list[int]:
    """What all pixels are, as red, green and blue."""
    image = read_image(with_channels(path, channels))
    assert len(np.unique(image.reshape(-1, 3), axis=0)) == 1
    return [int(value) for value in image[0, 0]]


def microscope(folder: Path, count: int = 6, **metadata: Any) -> Path:
    """Each channel is a page of its own."""
    path = folder / "cells.tif"
    imwrite(path, steps(count), imagej=True, metadata={"axes": "CYX", **metadata})
    return path


def map_tile(folder: Path, count: int = 4, **options: Any) -> Path:
    """All bands of a pixel lie together."""
    path = folder / "tile.tif"
    bands = np.moveaxis(steps(count), 0, -1)
    imwrite(path, bands, planarconfig="contig", photometric="rgb", **options)
    return path


@pytest.mark.parametrize("make", [microscope, map_tile])
def test_any_channels_can_be_seen(tmp_path: Path, make: Any) -> None:
    path = make(tmp_path)
    assert seen(path) == [10, 20, 30]
    assert seen(path, FOURTH) == [40, 40, 40]
    assert seen(path, FALSE_COLORS) == [40, 30, 20]
    assert seen(path, Channels((0, 2, 4))) == [0, 20, 40], "0 is dark"
    assert seen(path, Channels((2, 2, 1))) == [20, 20, 10]
    assert seen(path, Channels((7,))) == [10, 20, 30], "it has none: as it is usual"
    small = read_thumbnail(with_channels(path, FOURTH), 4)
    assert small.shape == (3, 4, 3) and (small == 40).all()


def test_deep_channels_are_stretched_each_by_itself(tmp_path: Path) -> None:
    deep = np.arange(6 * 8 * 12, dtype=np.uint16).reshape(6, 8, 12) * 40
    imwrite(tmp_path / "a.tif", deep, imagej=True, metadata={"axes": "CYX"})
    dark = read_image(with_channels(tmp_path / "a.tif", Channels((1,))))
    light = read_image(with_channels(tmp_path / "a.tif", Channels((6,))))
    assert np.array_equal(dark, light) and int(np.ptp(dark)) > 250


def test_a_photo_is_seen_as_it_is(tmp_path: Path) -> None:
    photo = np.random.default_rng(0).integers(0, 255, (*SIZE, 3)).astype(np.uint8)
    imwrite(tmp_path / "photo.tif", photo, photometric="rgb")
    asked = with_channels(tmp_path / "photo.tif", Channels((1,)))
    assert np.array_equal(read_image(asked), photo)
    assert read_channels(asked) is None
    assert with_channels(tmp_path / "photo.jpg", FOURTH) == tmp_path / "photo.jpg"


def test_a_path_with_channels_is_the_same_image(tmp_path: Path) -> None:
    stack = np.stack([steps(6), steps(6)[::-1]])
    imwrite(tmp_path / "a.tif", stack, imagej=True, metadata={"axes": "TCYX"})
    for page in (1, 2):
        path = page_path(tmp_path / "a.tif", page)
        asked = with_channels(path, FALSE_COLORS)
        assert asked != path and without_channels(asked) == path
        assert channels_of(asked) == FALSE_COLORS and channels_of(path) is None
        assert with_channels(asked, FOURTH) == with_channels(path, FOURTH)
        assert with_channels(asked, None) == path
        assert (file_of(asked), page_of(asked)) == (tmp_path / "a.tif", page)
        assert name_of(asked) == name_of(path) and stem_of(asked) == stem_of(path)
        assert content_hash(asked) == content_hash(path)
        assert read_header(asked) == read_header(path)
        assert export_names([(asked, "id")]) == export_names([(path, "id")])
    assert seen(page_path(tmp_path / "a.tif", 2), Channels((1,))) == [60, 60, 60]


def test_what_there_is_to_choose(tmp_path: Path) -> None:
    found = read_channels(with_channels(microscope(tmp_path), FOURTH))
    assert found == ImageChannels(names=("",) * 6, shown=FOURTH, usual=Channels((1, 2, 3)))
    assert found.hidden == (1, 2, 3, 5, 6)
    assert read_channels(microscope(tmp_path, 2)).shown == Channels((1, 2, 0))  # type: ignore[union-attr]
    tile = read_channels(map_tile(tmp_path, extrasamples=["unassalpha"]))
    assert tile is not None and tile.alpha == {4} and tile.hidden == ()
    assert seen(tmp_path / "tile.tif", FOURTH) == [40, 40, 40], "near infrared, called so by many"


def test_names_come_from_imagej_ome_and_maps(tmp_path: Path) -> None:
    names = ["DAPI", "GFP", "", "Cy5"]
    labels = ["c:1/4 - DAPI", "c:2/4 - GFP", "c:3/4", "c:4/4 - Cy5"]
    path = microscope(tmp_path, 4, Labels=labels)
    assert read_channels(path).names == tuple(names)  # type: ignore[union-attr]
    imwrite(
        tmp_path / "a.ome.tif", steps(4), metadata={"axes": "CYX", "Channel": {"Name": names}},
        photometric="minisblack",
    )  # fmt: skip
    assert read_channels(tmp_path / "a.ome.tif").names == tuple(names)  # type: ignore[union-attr]
    said = '<GDALMetadata><Item name="DESCRIPTION" sample="3" role="description">NIR</Item>'
    tile = map_tile(tmp_path, extratags=[(42112, "s", 0, f"{said}</GDALMetadata>", True)])
    assert read_channels(tile).names == ("", "", "", "NIR")  # type: ignore[union-attr]
    broken = map_tile(tmp_path, extratags=[(42112, "s", 0, said, True)])
    assert read_channels(broken).names == ("",) * 4, "cut off"  # type: ignore[union-attr]


def test_a_file_is_whole_where_its_channels_are(tmp_path: Path) -> None:
    path = microscope(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) - SIZE[0] * SIZE[1]])
    assert seen(path, FOURTH) == [40, 40, 40]
    with pytest.raises(FcnError, match="damaged"):
        read_image(with_channels(path, Channels((6,))))


@pytest.mark.parametrize("text", ["", "x", "0", "0,0,0", "1,2", "1,2,3,4", "-1", "4,,2", "10000"])
def test_what_names_no_channels_is_refused(text: str) -> None:
    with pytest.raises(FcnError, match="names no channels"):
        Channels.parse(text)


def test_texts_and_back() -> None:
    for text in ("4", "4,3,2", "0,2,4"):
        assert str(Channels.parse(text)) == text


def test_masks_for_channels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = microscope(tmp_path), tmp_path / "masks"
    model = tiny_model(tmp_path / "m.safetensors")
    common = ["--out", str(out), "--model", str(model), "--device", "cpu", "--overlay"]
    assert main(["predict", str(path), *common, "--channels", "4,3,2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["predicted"][0]["image"] == str(path)
    assert sorted(file.name for file in out.iterdir()) == ["cells.png", "cells_overlay.jpg"]
    assert main(["predict", str(path), *common, "--channels", "7"]) == 1
    assert "6 channels, so not channels 7" in capsys.readouterr().err
    assert main(["predict", str(path), *common, "--channels", "a"]) == 1
    assert "names no channels" in capsys.readouterr().err


def test_who_asks_for_what_is_not_there_is_told(tmp_path: Path) -> None:
    path = microscope(tmp_path)
    check_channels(with_channels(path, FOURTH))
    with pytest.raises(FcnError, match="has 6 channels, so not channels 7"):
        check_channels(with_channels(path, Channels((7,))))
