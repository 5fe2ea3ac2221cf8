"""Names of images: which count, in which order, and quickly."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.flows.opening_words import no_image
from app.state import listing
from app.state.listing import (
    Entries,
    first_look,
    has_images,
    list_names,
    natural_key,
    no_images,
)
from fcn_core.errors import FcnError
from fcn_core.imaging.listing import list_images


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_images_are_listed_as_people_count(tmp_path: Path) -> None:
    make(tmp_path, "img10.png", "img2.PNG", "Cat.jpg", "notes.txt", ".hidden.jpg", "a.tiff")
    assert list_names(tmp_path, below=False) == ["a.tiff", "Cat.jpg", "img2.PNG", "img10.png"]


def test_masks_that_cellpose_saved_are_no_images(tmp_path: Path) -> None:
    make(tmp_path, "a.png", "a_cp_masks.png", "a_outlines_cp_masks.png", "b_masks.png", "b.tif")
    assert list_names(tmp_path, below=False) == ["a.png", "b.tif", "b_masks.png"]
    assert [path.name for path in list_images(tmp_path)] == ["a.png", "b.tif", "b_masks.png"]


@pytest.mark.parametrize(
    ("other", "way"),
    [
        ("drive.MP4", "File > Open video"),
        ("cells.czi", "Save it as TIFF first, in Fiji"),
        ("leaf.NEF", "Develop it as JPEG or TIFF first"),
        ("notes.txt", "Choose a folder with JPEG"),
    ],
)
def test_of_a_folder_without_images_it_is_said_how_to_come_by_some(
    tmp_path: Path, other: str, way: str
) -> None:
    make(tmp_path, "a.txt", other, "z.txt")
    told = no_images(tmp_path)
    also = "" if other == "notes.txt" else f", but {other}"
    assert way in told.remedy and told.problem == f"There are no images in {tmp_path}{also}."
    dropped = no_image(tmp_path / other)
    assert "is no image of a kind" in dropped.problem
    assert dropped.remedy == told.remedy or not also


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_numbers_in_names_are_compared_as_numbers(one: int, other: int) -> None:
    keys = natural_key(f"img{one}.png"), natural_key(f"img{other}.png")
    assert (keys[0] < keys[1]) == (one < other)


def test_subfolders_count_where_asked_for(tmp_path: Path) -> None:
    make(tmp_path, "b.jpg", "day2/a.jpg", "day10/x/c.jpg", ".cache/d.jpg", "fcn-project/m/e.png")
    assert list_names(tmp_path, below=False) == ["b.jpg"]
    assert list_names(tmp_path, below=True) == ["b.jpg", "day2/a.jpg", "day10/x/c.jpg"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "in/a.jpg")
    (tmp_path / "in" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert list_names(tmp_path, below=True) == ["in/a.jpg"]


def test_a_subfolder_that_may_not_be_opened_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a.jpg", "closed/b.jpg")
    real = os.scandir

    def scandir(folder: Path) -> object:
        if Path(folder).name == "closed":
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(listing.os, "scandir", scandir)
    assert list_names(tmp_path, below=True) == ["a.jpg"]
    with pytest.raises(FcnError, match="cannot be opened"):
        list_names(tmp_path / "closed", below=True)


def test_of_a_large_folder_the_first_image_is_known_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, *(f"{number:04}.jpg" for number in range(30)))
    assert first_look(tmp_path, below=False).is_complete
    monkeypatch.setattr(listing, "FEW", 20)
    seen = first_look(tmp_path, below=False)
    assert (seen.names, seen.is_complete) == (("0000.jpg",), False)
    monkeypatch.setattr(listing, "PATIENCE", -1.0)
    monkeypatch.setattr(listing, "BATCH", 5)
    seen = first_look(tmp_path, below=False)
    assert len(seen.names) == 1
    assert not seen.is_complete


def test_whether_there_are_images(tmp_path: Path) -> None:
    make(tmp_path, "notes.txt", "deep/er/a.jpg")
    assert not has_images(tmp_path)
    assert has_images(tmp_path, below=True)


def test_entries_are_found_by_id_and_by_place(tmp_path: Path) -> None:
    make(tmp_path, "a.jpg", "b c.jpg", "sub/a.jpg")
    entries = Entries(tmp_path, ["a.jpg", "b c.jpg", "sub/a.jpg"])
    assert len(set(entries.ids)) == len(entries) == 3
    assert [entry.path for entry in entries[1:]] == [tmp_path / "b c.jpg", tmp_path / "sub/a.jpg"]
    assert entries.find(entries.ids[2]) == entries[2]
    assert entries.find("nobody") is None
    os.utime(tmp_path / "a.jpg", (5, 7))
    (tmp_path / "b c.jpg").unlink()
    dates = entries.dates()
    assert dates["a.jpg"] == 7
    assert len(dates) == 2


def test_pages_follow_their_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a2.tif", "a10.TIFF", "b.png", "below/a.tif")
    monkeypatch.setattr(listing, "count_pages", lambda file: 11 if file.name == "a2.tif" else 1)
    pages = ["a2.tif", *(f"a2.tif/{page}" for page in range(2, 12))]
    assert list_names(tmp_path, below=True) == [*pages, "a10.TIFF", "b.png", "below/a.tif"]
    assert first_look(tmp_path, below=False).names == (*pages, "a10.TIFF", "b.png")


def test_nobody_waits_for_pages_to_be_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, *(f"{number:02}.tif" for number in range(30)))

    counted: list[str] = []

    def slowly(file: Path) -> int:
        counted.append(file.name)
        time.sleep(listing.PATIENCE / 10)
        return 2

    monkeypatch.setattr(listing, "count_pages", slowly)
    seen = first_look(tmp_path, below=False)
    assert (seen.names, seen.is_complete) == (("00.tif",), False)
    assert len(counted) <= 11
    assert len(list_names(tmp_path, below=False)) == 60
