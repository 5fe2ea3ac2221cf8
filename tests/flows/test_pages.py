"""The pages of one file are images like any others: painted, held out, exported, imported."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tifffile import imwrite

from app.state.index import ImageStatus
from app.state.wishes import ExportWish
from fcn_core.split import content_hash
from tests.flows.test_exporting import export, masks
from tests.flows.test_importing import imported
from tests.flows.world import HEIGHT, WIDTH, World, make_photo

PAGES = 4


@pytest.fixture
def stack(tmp_path: Path) -> Path:
    """A folder with a photo, and a stack of 16-bit pages behind it."""
    folder = tmp_path / "stacks"
    folder.mkdir()
    make_photo(folder / "photo.png", 0)
    noise = np.random.default_rng(0).integers(0, 4000, (PAGES, HEIGHT, WIDTH)).astype(np.uint16)
    imwrite(folder / "stack.tif", noise, photometric="minisblack")
    return folder


def page_id(world: World, page: int) -> str:
    assert world.parts.opening.project is not None
    return world.parts.opening.project.entries.ids[page]


def test_each_page_is_listed_behind_the_one_before(world: World, stack: Path) -> None:
    world.open(stack)
    project = world.parts.opening.project
    assert project is not None
    names = [e.path.relative_to(stack).as_posix() for e in project.entries]
    assert names == ["photo.png", "stack.tif", "stack.tif/2", "stack.tif/3", "stack.tif/4"]
    assert len({content_hash(entry.path) for entry in project.entries}) == 1 + PAGES
    assert len({content_hash(entry.path)[-8:] for entry in project.entries}) == 2, "of two files"
    assert set(project.entries.dates()) == set(project.entries.ids)


def test_what_is_painted_on_a_page_is_that_page_s(world: World, stack: Path) -> None:
    world.open(stack)
    world.show(page_id(world, 2))
    world.paint(label=3)
    world.saved()
    world.parts.close_project()
    world.open(stack)
    world.show(page_id(world, 3))
    assert world.document.corrections.touched == 0
    world.show(page_id(world, 2))
    assert world.document.corrections.touched == 12
    assert world.parts.opening.project is not None
    assert world.parts.opening.project.status(page_id(world, 2)) is ImageStatus.CORRECTED


def test_masks_of_pages_leave_and_come_back_by_their_names(
    world: World, stack: Path, tmp_path: Path
) -> None:
    world.open(stack)
    for page in (1, 3):
        world.show(page_id(world, page))
        world.paint(label=page)
    world.saved()
    result = export(world, ExportWish(folder=tmp_path / "out", composite=False))
    assert sorted(masks(result)) == ["stack", "stack_3"]

    world.parts.close_project()
    (stack / "fcn-project").rename(tmp_path / "before")
    world.open(stack)
    world.parts.opening.show(page_id(world, 0))
    assert len(imported(world, result.folder).images) == 2
    for page in (1, 3):
        document = world.show(page_id(world, page))
        assert (document.corrections.values_HW == page).sum() == 12
