"""How large a pixel is, as microscopes and maps write it into their files."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image

from fcn_core.errors import FcnError
from fcn_core.imaging.geotiff import KEYS, SCALE, TRANSFORMATION
from fcn_core.imaging.image_pixel_size import read_pixel_size
from fcn_core.imaging.pixel_size import PixelSize, unit_called

PLANE_IN_METRES = (1, 1, 0, 3, 1024, 0, 1, 1, 3072, 0, 1, 32632, 3076, 0, 1, 9001)
MERCATOR_IN_METRES = (1, 1, 0, 3, 1024, 0, 1, 1, 3072, 0, 1, 3857, 3076, 0, 1, 9001)
IN_DEGREES = (1, 1, 0, 2, 1024, 0, 1, 2, 2048, 0, 1, 4326)
SIDES = {"PhysicalSizeX": 0.325, "PhysicalSizeY": 0.65}
GREY = np.zeros((6, 8), np.uint8)


def size(width: float, height: float | None = None, unit: str = "µm") -> PixelSize:
    return PixelSize(width=width, height=height or width, unit=unit)


def tiff(path: Path, **how: Any) -> Path:
    tifffile.imwrite(path, GREY, **how)
    return path


def imagej(resolution: tuple[int, int], unit: str) -> dict[str, Any]:
    return {"imagej": True, "resolution": resolution, "metadata": {"unit": unit}}


def on_a_map(keys: tuple[int, ...], *more: Any) -> dict[str, Any]:
    tags = [(KEYS, "H", len(keys), keys), *more]
    return {"extratags": [(*tag, True) for tag in tags], "metadata": None}


def scaled(*sides: float) -> tuple[int, str, int, tuple[float, ...]]:
    return (SCALE, "d", 3, (*sides, 0.0))


@pytest.mark.parametrize(
    ("name", "how", "expected"),
    [
        ("a.ome.tif", {"metadata": SIDES}, size(0.325, 0.65)),
        (
            "b.ome.tif",
            {"metadata": {"PhysicalSizeX": 8, "PhysicalSizeXUnit": "nm", "PhysicalSizeY": 8,
                          "PhysicalSizeYUnit": "nm"}},
            size(8, unit="nm"),
        ),
        ("none.ome.tif", {"metadata": {"axes": "YX"}}, None),
        ("c.tif", imagej((4, 2), "micron"), size(0.25, 0.5)),
        ("d.tif", imagej((10, 10), "cm"), size(0.1, unit="cm")),
        ("e.tif", imagej((1, 1), "pixel"), None),
        ("f.tif", {"imagej": True}, None),
        ("g.tif", on_a_map(PLANE_IN_METRES, scaled(0.2, 0.2)), size(0.2, unit="m")),
        ("h.tif", on_a_map(PLANE_IN_METRES), None),
        ("i.tif", on_a_map(IN_DEGREES, scaled(1e-5, 1e-5)), None),
        ("j.tif", on_a_map(MERCATOR_IN_METRES, scaled(0.6, 0.6)), None),
        ("k.tif", on_a_map((1, 1, 0, 1, 1024, 0, 1, 1), scaled(0.6, 0.6)), None),
        (
            "l.tif",
            on_a_map(
                PLANE_IN_METRES,
                (TRANSFORMATION, "d", 16, (0.3, 0.4, 0, 9, 0.4, -0.3, 0, 9, *[0.0] * 7, 1.0)),
            ),
            size(0.5, unit="m"),
        ),
        ("m.tif", {"resolution": (300, 300), "resolutionunit": "INCH"}, None),
        ("n.tif", on_a_map(PLANE_IN_METRES, (SCALE, "d", 1, 0.2)), None),
        ("o.tif", on_a_map(PLANE_IN_METRES, (TRANSFORMATION, "s", 0, "x" * 16)), None),
        ("p.tif", {"extratags": [(KEYS, "H", 1, 5, True)], "metadata": None}, None),
        ("q.ome.tif", {"metadata": {"PhysicalSizeX": 1e200, "PhysicalSizeY": 1e200}}, None),
    ],
)  # fmt: skip
def test_what_a_file_says(
    name: str, how: dict[str, Any], expected: PixelSize | None, tmp_path: Path
) -> None:
    found = read_pixel_size(tiff(tmp_path / name, **how))
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert found.unit == expected.unit
        assert (found.width, found.height) == pytest.approx((expected.width, expected.height))


def test_of_an_image_that_lies_on_its_side_the_sides_are_those_of_the_upright_one(
    tmp_path: Path,
) -> None:
    turned = {"extratags": [(274, "H", 1, 6, True)]}
    path = tiff(tmp_path / "turned.tif", **turned, **imagej((4, 2), "um"))
    assert read_pixel_size(path) == size(0.5, 0.25)


@pytest.mark.parametrize(("kind", "code"), [("f", 11), ("I", 4)])
def test_a_resolution_that_is_a_plain_number_is_one(kind: str, code: int, tmp_path: Path) -> None:
    path = tiff(tmp_path / "plain.tif", **imagej((4, 4), "um"))
    with tifffile.TiffFile(path) as file:
        order, tags = file.byteorder, [file.pages[0].tags[each] for each in (282, 283)]
    with path.open("r+b") as written:
        for tag in tags:
            written.seek(tag.offset + 2)
            written.write(struct.pack(f"{order}HI{kind}", code, 1, 2))
    assert read_pixel_size(path) == size(0.5)


def test_photos_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    Image.fromarray(GREY).save(path, dpi=(300, 300))
    assert read_pixel_size(path) is None


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cut.tif"
    path.write_bytes(b"II*\0\x08\0\0\0\xff\xff")
    with pytest.raises(FcnError, match=r"cut\.tif"):
        read_pixel_size(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.5 µm", size(0.5)),
        ("0.5um", size(0.5)),
        ("1e-1 x 2 Microns", size(0.1, 2)),
        (" 0.25 x 0.5 mm ", size(0.25, 0.5, "mm")),
        ("20 cm", size(20, unit="cm")),
    ],
)
def test_a_size_is_read_as_people_write_it(text: str, expected: PixelSize) -> None:
    assert PixelSize.parse(text) == expected
    assert PixelSize.parse(str(expected)) == expected


@pytest.mark.parametrize(
    "text",
    ["", "0.5", "µm", "0 µm", "-1 µm", "1.2.3 m", "5 px", "2 x mm", "1e200 µm",
     "1e-200 µm", "1e400 µm"],
)  # fmt: skip
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(FcnError, match="is no size of a pixel") as raised:
        PixelSize.parse(text)
    assert "0.5 um" in raised.value.remedy


def test_programs_call_micrometres_by_many_names() -> None:
    for name in ("um", "µm", "\u03bcm", "\\u00B5m", "micron", "Micrometer"):
        assert unit_called(name) == "µm"
    assert unit_called("pixel") is None
