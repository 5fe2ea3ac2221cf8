"""How large a pixel is: the file's word first, then a person's, kept with the project."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tifffile

from app.flows.measuring import SETTING
from fcn_core.imaging.pixel_size import PixelSize
from tests.flows.world import World, make_photo, refuse_project_writes

HALF = PixelSize(width=0.5, height=0.5, unit="µm")


@pytest.fixture
def opened(world: World, tmp_path: Path) -> World:
    folder = tmp_path / "cells"
    folder.mkdir()
    make_photo(folder / "a.png", 1)
    tifffile.imwrite(
        folder / "b.tif", np.zeros((24, 32), np.uint8), imagej=True, resolution=(4, 4),
        metadata={"unit": "um"},
    )  # fmt: skip
    world.open(folder)
    return world


def heard(world: World) -> list[PixelSize | None]:
    told: list[PixelSize | None] = []
    world.parts.measuring.changed.connect(told.append)
    return told


def test_the_files_word_comes_first(opened: World) -> None:
    measuring, told = opened.parts.measuring, heard(opened)
    assert measuring.pixel is None
    measuring.choose(HALF)
    assert told == [HALF] and measuring.pixel == HALF
    opened.show("b.tif")
    quarter = PixelSize(width=0.25, height=0.25, unit="µm")
    assert told[-1] == measuring.own == measuring.pixel == quarter
    assert measuring.usual == HALF
    opened.show("a.png")
    assert told[-1] == HALF


def test_it_is_kept_with_the_project_until_nobody_knows_it_any_more(opened: World) -> None:
    measuring, folder = opened.parts.measuring, opened.document.path.parent
    measuring.choose(HALF)
    opened.parts.close_project()
    assert measuring.pixel is None
    opened.open(folder)
    assert measuring.pixel == HALF
    measuring.choose(None)
    assert measuring.pixel is None


@pytest.mark.parametrize("kept", ["half a micron", 3, {"width": 1}])
def test_what_no_version_has_written_is_nothing(opened: World, kept: object) -> None:
    project = opened.parts.opening.project
    assert project is not None
    project.set_setting(SETTING, kept)  # type: ignore[arg-type]
    assert opened.parts.measuring.pixel is None


def test_a_full_disk_is_said(opened: World, monkeypatch: pytest.MonkeyPatch) -> None:
    problems: list[str] = []
    opened.parts.measuring.problem.connect(lambda error: problems.append(str(error)))
    refuse_project_writes(monkeypatch)
    told = heard(opened)
    opened.parts.measuring.choose(HALF)
    assert len(problems) == 1 and told == []
    assert opened.parts.measuring.pixel is None
