"""What an image is known by: the picture, not its file's name, place or notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from app.state import picture as module
from app.state.picture import (
    KnownPictures,
    Picture,
    hash_of_pixels,
    picture_of,
    read_pictured,
    refuse_another,
)
from app.state.snapshot import Stamp
from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_image
from fcn_core.imaging.listing import pages_of
from fcn_core.imaging.pixels import RGB
from fcn_core.split import content_hash

RATING, ORIENTATION = 0x4746, 0x0112


def photo(seed: int = 0, side: int = 24) -> Image.Image:
    pixels = np.random.default_rng(seed).integers(0, 255, (side, side, 3), dtype=np.uint8)
    return Image.fromarray(pixels)


def known(path: Path) -> Picture:
    return picture_of(path, read_image(path))


def save(path: Path, image: Image.Image, **tags: int) -> Path:
    exif = Image.Exif()
    for name, value in tags.items():
        exif[{"rating": RATING, "orientation": ORIENTATION}[name]] = value
    image.save(path, exif=exif)
    return path


def test_a_rating_makes_no_other_picture(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", photo())
    before = known(path)
    save(path, photo(), rating=5)
    after = known(path)
    assert after.file != before.file
    assert after.is_same(before)
    refuse_another(path, before)


@pytest.mark.parametrize(
    "change",
    [
        lambda path: save(path, photo(1)),
        lambda path: save(path, photo(), orientation=6),
        lambda path: save(path, photo().transpose(Image.Transpose.ROTATE_180)),
    ],
    ids=["another", "a turn in its header", "a turn of its pixels"],
)
def test_another_picture_is_refused(tmp_path: Path, change: Callable[[Path], Path]) -> None:
    path = save(tmp_path / "a.png", photo())
    before = known(path)
    change(path)
    assert not known(path).is_same(before)
    with pytest.raises(FcnError, match=r"a\.png is another picture than the one"):
        refuse_another(path, before)


def test_a_later_version_may_show_the_same_file_otherwise(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", photo())
    found = known(path)
    older = Picture(pixels="0" * 16, file=found.file)
    assert found.is_same(older)
    refuse_another(path, older)
    assert not found.is_same(Picture(pixels="0" * 16))


def test_pages_are_told_apart(tmp_path: Path) -> None:
    pages = [photo(seed) for seed in range(3)]
    file = tmp_path / "s.tif"
    pages[0].save(file, save_all=True, append_images=pages[1:])
    second = known(pages_of(file)[1])
    refuse_another(pages_of(file)[1], second)
    pages[1].save(file, save_all=True, append_images=pages[2:])
    with pytest.raises(FcnError, match=r"s\.tif/2 is another picture"):
        refuse_another(pages_of(file)[1], second)


def test_of_large_images_some_rows_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HASHED_PIXELS", 24 * 24 // 2)
    image = np.array(photo())
    before = hash_of_pixels(image)
    image[1] = 0
    assert hash_of_pixels(image) == before
    image[2] = 0
    assert hash_of_pixels(image) != before
    assert hash_of_pixels(image.reshape(12, 48, 3)) != hash_of_pixels(image)


def test_one_that_is_replaced_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, new = save(tmp_path / "a.png", photo()), save(tmp_path / "new.png", photo(1))

    def slow(of: Path) -> RGB:
        image = read_image(of)
        if new.exists():
            new.replace(path)
        return image

    monkeypatch.setattr(module, "read_image", slow)
    image, picture = read_pictured(path)
    assert np.array_equal(image, np.array(photo(1)))
    assert picture == known(path)


def test_one_that_is_being_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, seeds = tmp_path / "a.png", iter(range(99))

    def slow(of: Path) -> RGB:
        save(path, photo(next(seeds)))
        return read_image(of)

    save(path, photo())
    monkeypatch.setattr(module, "read_image", slow)
    with pytest.raises(FcnError, match=r"a\.png is being written just now"):
        read_pictured(path)


def test_one_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(FcnError, match=r"a\.png cannot be read: No such file"):
        read_pictured(tmp_path / "a.png")


def save_channels(path: Path, *seeds: int) -> Path:
    """A stack of pages that differ in their fourth channel alone, which nobody sees."""
    values = np.zeros((len(seeds), 4, 24, 24), np.uint16)
    for page, seed in zip(values, seeds, strict=True):
        page[3] = np.random.default_rng(seed).integers(0, 4000, (24, 24))
    tifffile.imwrite(path, values, imagej=True, metadata={"axes": "TCYX"})
    return path


def test_channels_that_are_not_seen_tell_pictures_apart(tmp_path: Path) -> None:
    path = save_channels(tmp_path / "a.tif", 0)
    before = known(path)
    assert known(path / "c4") == before  # however it is seen
    refuse_another(path, before)
    tifffile.imwrite(path, tifffile.imread(path), imagej=True, metadata={"axes": "CYX", "a": 1})
    assert known(path).file != before.file and known(path).is_same(before)
    refuse_another(path, before)
    save_channels(path, 1)
    assert known(path).pixels == before.pixels and not known(path).is_same(before)
    with pytest.raises(FcnError, match=r"a\.tif is another picture"):
        refuse_another(path, before)
    earlier = replace(before, stored="", file="")
    assert known(path).is_same(earlier)  # of a version that looked at what is seen alone
    refuse_another(path, earlier)


def test_so_do_those_of_pages(tmp_path: Path) -> None:
    path = save_channels(tmp_path / "a.tif", 0, 1, 2)
    second = known(path / "2")
    assert not known(path / "3").is_same(second)
    assert content_hash(path / "2") != content_hash(path / "3")
    save_channels(path, 0, 9, 2)
    with pytest.raises(FcnError, match=r"a\.tif/2 is another picture"):
        refuse_another(path / "2", second)


def test_among_many_the_right_ones_are_found(tmp_path: Path) -> None:
    paths = [save(tmp_path / f"{seed}.jpg", photo(seed)) for seed in range(3)]
    many = KnownPictures({path.name: known(path) for path in paths})
    rated = save(tmp_path / "rated.jpg", photo(1), rating=5)
    twin = save(tmp_path / "twin.jpg", photo(2))
    other = save(tmp_path / "other.jpg", photo(3))
    found = [many.in_file(path) for path in (*paths, rated, twin, other)]
    assert found == [["0.jpg"], ["1.jpg"], ["2.jpg"], ["1.jpg"], ["2.jpg"], []]
    assert [many.same_as(known(path)) for path in (rated, other)] == [["1.jpg"], []]


def test_among_many_those_of_the_same_unseen_channels_are_found(tmp_path: Path) -> None:
    values = np.random.default_rng(0).integers(0, 4000, (24, 24, 5), dtype=np.uint16)
    paths = []
    for number in range(3):
        values[:, :, 4] = number  # is not seen
        paths.append(tmp_path / f"{number}.tif")
        tifffile.imwrite(paths[-1], values, photometric="minisblack", planarconfig="contig")
    pictures = {path.name: known(path) for path in paths}
    pictures["earlier"] = replace(pictures["1.tif"], file="", stored="")
    many = KnownPictures({name: replace(each, file="") for name, each in pictures.items()})
    assert sorted(many.in_file(paths[0])) == ["0.tif", "earlier"]


def test_what_a_file_says_of_it_is_read_back() -> None:
    for stored in ("", "c" * 16):
        picture = Picture(pixels="a" * 16, file="b" * 64, size=7, stored=stored)
        stamp = Stamp(revision=1, crc32=2, touched=3, picture=picture)
        assert Stamp.parse(stamp.text()) == stamp
