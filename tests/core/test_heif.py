"""HEIF, as phones store photos: seen upright, whatever else is in the file, and told if damaged."""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from fcn_core.errors import FcnError
from fcn_core.imaging.image_pixel_size import read_pixel_size
from fcn_core.imaging.images import read_header, read_image, read_stored, read_thumbnail
from fcn_core.imaging.listing import list_images
from fcn_core.interchange.target import exporting_into, is_plain
from tests.core.test_images import READERS, encoded, photo

FILES = Path(__file__).parent / "heif"
"""Made by `make.py` beside them."""
COLORS = sorted(file.name for file in FILES.glob("*.heic"))
EXIF_TYPE = b"\0\0Exif\0"
"""What kind of item EXIF is, in a table of the file."""
NO_TEXT = b"\0\0\xff\xfe\xff\xfe\0"


@pytest.mark.parametrize("name", COLORS)
def test_photos_are_seen_as_they_were_taken(name: str) -> None:
    """Turned once, though EXIF says it besides; the primary one of several; whole of tiles."""
    header, image = read_header(FILES / name), read_image(FILES / name)
    assert (header.format, header.upright, header.deep) == ("HEIF", True, False)
    assert image.shape == (header.height, header.width, 3)
    scale = header.width // 36
    upright = np.kron(photo(), np.ones((scale, scale, 1), np.uint8))
    assert image.shape == upright.shape
    assert np.abs(image.astype(int) - upright).mean() < 4
    assert np.array_equal(read_stored(FILES / name), image)
    assert read_pixel_size(FILES / name) is None
    small = read_thumbnail(FILES / name, 12)
    assert small.shape == (8, 12, 3)
    assert small[0, 0].argmax() == 0 and small[0, 0, 0] > 200


def test_a_camera_s_ten_bits_are_seen_as_eight() -> None:
    """Nothing is stretched: it is a photo, which has its own light and dark."""
    image, header = read_image(FILES / "deep.hif"), read_header(FILES / "deep.hif")
    assert not header.deep
    wanted = np.linspace(0, 255, 64 * 48).reshape(64, 48, 1)
    assert np.abs(image - wanted).max() < 6


def test_ten_bits_of_grey_are_measured() -> None:
    header, image = read_header(FILES / "deep_grey.hif"), read_image(FILES / "deep_grey.hif")
    assert header.deep and (image.min(), image.max()) == (0, 255)
    stored = read_stored(FILES / "deep_grey.hif")
    assert (stored.shape, stored.max()) == ((64, 48, 1), 1023)
    assert read_thumbnail(FILES / "deep_grey.hif", 16).shape == (16, 12, 3)


def test_folders_list_them_under_every_ending(tmp_path: Path) -> None:
    for name in ("IMG_1.HEIC", "b.heif", "c.HIF"):
        (tmp_path / name).touch()
    assert [path.name for path in list_images(tmp_path)] == ["IMG_1.HEIC", "b.heif", "c.HIF"]


def test_what_a_file_holds_counts_and_not_its_name(tmp_path: Path) -> None:
    """Phones and messengers convert photos and leave the name, or the other way round."""
    (tmp_path / "a.heic").write_bytes(encoded(photo(), "JPEG", quality=100))
    (tmp_path / "b.jpg").write_bytes((FILES / "turned_6.heic").read_bytes())
    assert [read_header(tmp_path / name).format for name in ("a.heic", "b.jpg")] == ["JPEG", "HEIF"]
    for name in ("a.heic", "b.jpg"):
        assert np.abs(read_image(tmp_path / name).astype(int) - photo()).mean() < 4


def test_an_avif_that_names_no_more_than_its_container_is_still_read(tmp_path: Path) -> None:
    data = encoded(photo(), "AVIF", quality=100, subsampling="4:4:4")
    assert data[8:12] == b"avif"
    (tmp_path / "a.avif").write_bytes(data[:8] + b"mif1" + data[12:])
    assert read_header(tmp_path / "a.avif").format == "AVIF"
    assert np.abs(read_image(tmp_path / "a.avif").astype(int) - photo()).mean() < 2


def test_they_leave_as_what_others_read(tmp_path: Path) -> None:
    assert not is_plain(read_header(FILES / "transparent.heic"))
    with exporting_into(tmp_path) as target:
        for name in ("plain", "turned_6"):
            assert target.add_image(FILES / f"{name}.heic", "", name) == f"{name}.png"
    for name in ("plain", "turned_6"):
        with Image.open(tmp_path / f"{name}.png") as image:
            assert np.array_equal(np.array(image), read_image(FILES / f"{name}.heic"))


def test_metadata_of_a_kind_that_is_no_text_does_not_matter(tmp_path: Path) -> None:
    """It ends the process in pi-heif's own reader."""
    data = (FILES / "turned_6.heic").read_bytes()
    assert data.count(EXIF_TYPE) == 1
    (tmp_path / "a.heic").write_bytes(data.replace(EXIF_TYPE, NO_TEXT))
    assert np.array_equal(read_image(tmp_path / "a.heic"), read_image(FILES / "turned_6.heic"))


PLAIN = (FILES / "plain.heic").read_bytes()
TILES = (FILES / "tiles.heic").read_bytes()


def claiming(width: int, height: int) -> bytes:
    """The image of tiles, of that size by its own word: 96 x 144 before it is turned."""
    data = TILES
    for fields in (">II", ">HH"):
        true = struct.pack(fields, 96, 144)
        assert data.count(true) == 1
        data = data.replace(true, struct.pack(fields, width, height))
    return data


BROKEN = {
    "nothing": b"",
    "its kind alone": PLAIN[:40],
    "cut off in the table": PLAIN[:300],
    "cut off in the pixels": PLAIN[:-100],
    "of no size": claiming(0, 0),
    "a bomb": claiming(30_000, 30_000),
    "larger than its pixels": claiming(20_000, 20_000),
    "without a picture": PLAIN.replace(b"hvc1", b"none"),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_broken_files_are_refused_by_name(
    tmp_path: Path, content: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.heic"
    path.write_bytes(content)
    with pytest.raises(FcnError, match=r"broken\.heic") as caught:
        read_image(path)
    assert caught.value.remedy
    assert capfd.readouterr() == ("", "")


@given(
    name=st.sampled_from(COLORS),
    places=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8),
    keep=st.floats(0.05, 1.0),
)
def test_a_damaged_photo_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    places: list[tuple[float, int]],
    keep: float,
) -> None:
    data = bytearray((FILES / name).read_bytes())
    for place, value in places:
        data[int(place**2 * len(data))] = value
    path = tmp_path_factory.getbasetemp() / "fuzzed.heic"
    path.write_bytes(bytes(data[: int(len(data) * keep)]))
    for read in READERS:
        try:
            read(path)
        except FcnError as error:
            assert "fuzzed.heic" in error.problem


def test_the_decoder_is_loaded_for_them_alone(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded(photo(), "PNG"))
    code = (
        "import sys; from fcn_core.imaging.images import read_image; read_image(sys.argv[1]); "
        "print('_pi_heif' in sys.modules)"
    )
    for path, loaded in ((tmp_path / "a.png", "False"), (FILES / "plain.heic", "True")):
        said = subprocess.run(
            [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
        )
        assert (said.stdout.strip(), said.stderr) == (loaded, "")
