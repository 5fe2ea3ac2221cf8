"""Which images are gone through, and in which order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.state import listing
from app.state.index import ImageStatus
from tests.flows.world import World, make_photo, make_photos


def test_the_first_image_of_a_large_folder_comes_before_the_list(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "FEW", 3)
    folder = make_photos(tmp_path / "many", 7)
    world.parts.opening.open_path(folder)
    project = world.parts.opening.project
    assert not project.is_listed
    assert len(project.entries) == 1
    world.until(lambda: world.parts.opening.document is not None)
    assert world.document.image_id == "photo0.png"
    world.until(lambda: project.is_listed)
    assert world.parts.listing.place("photo0.png") == (1, 7)
    assert world.parts.opening.can_step(1)


def test_an_image_of_a_large_folder_is_shown_before_it_is_listed(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "FEW", 3)
    folder = make_photos(tmp_path / "many", 7)
    assert world.open(folder / "photo5.png").image_id == "photo5.png"
    world.until(lambda: world.parts.opening.project.is_listed)
    assert world.parts.listing.place("photo5.png") == (6, 7)


def test_subfolders_are_offered_included_and_remembered(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "days"
    for day in ("monday", "tuesday"):
        (folder / day).mkdir(parents=True)
        make_photo(folder / day / "photo.png", len(day))
    offers: list[Path] = []
    opening = world.parts.opening
    world.parts.listing.only_below.connect(offers.append)
    opening.open_path(folder)
    assert offers == [folder]
    assert world.problems == []
    opening.include_subfolders(True)
    world.until(lambda: opening.document is not None)
    assert opening.project.entries.names == ["monday/photo.png", "tuesday/photo.png"]
    world.paint()
    painted = world.document.image_id
    world.parts.close_project()
    assert world.open(folder).image_id == painted
    assert len(opening.project.entries) == 2
    assert opening.project.status(painted) is ImageStatus.CORRECTED
    opening.include_subfolders(False)
    world.until(lambda: not opening.project.entries)


def test_dates_are_asked_of_the_disk(world: World, folder: Path) -> None:
    os.utime(folder / "photo1.png", (1, 12))
    world.open(folder)
    told: list[dict[str, float]] = []
    world.parts.listing.dated.connect(told.append)
    world.parts.listing.find_dates()
    world.until(lambda: bool(told))
    assert told[0]["photo1.png"] == 12
    assert len(told[0]) == 3


def test_a_file_that_is_no_image_is_said(world: World, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    world.parts.opening.open_path(tmp_path / "notes.txt")
    assert "notes.txt is no image" in world.problems[0]
    assert world.parts.opening.project is None
