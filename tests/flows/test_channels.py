"""Which channels are seen belongs to the project, and changes nothing but what is seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tifffile import imwrite

from app.flows.export.preview import ExportWish
from app.state.index import ImageStatus
from app.state.net_cache import seen_key
from fcn_core.errors import FcnError
from fcn_core.imaging.channels import Channels, ImageChannels
from fcn_core.imaging.images import read_image
from fcn_core.imaging.pages import with_channels
from tests.flows.test_exporting import export
from tests.flows.world import HEIGHT, WIDTH, World, make_photo

FOURTH = Channels((4,))


@pytest.fixture
def cells(tmp_path: Path) -> Path:
    """Six channels of which each has a grey of its own, two pages of them, and a photo."""
    folder = tmp_path / "cells"
    folder.mkdir()
    greys = np.arange(10, 70, 10, dtype=np.uint8)[None, :, None, None]
    stack = np.broadcast_to(greys, (2, 6, HEIGHT, WIDTH)).copy()
    stack[1] += 100
    imwrite(folder / "cells.tif", stack, imagej=True, metadata={"axes": "TCYX"})
    make_photo(folder / "photo.png", 0)
    return folder


def color(world: World) -> list[int]:
    return [int(value) for value in world.document.image_HWC[0, 0]]


def choose(world: World, channels: Channels | None) -> None:
    before = world.document
    world.parts.channels.choose(channels)
    world.until(lambda: world.parts.opening.document not in (None, before))


def test_a_choice_is_seen_in_all_images_and_kept(world: World, cells: Path) -> None:
    world.open(cells)
    assert color(world) == [10, 20, 30]
    choose(world, Channels((4, 3, 2)))
    assert color(world) == [40, 30, 20]
    project = world.parts.opening.project
    assert project is not None and project.entries.ids[0] == "cells.tif"
    world.show(project.entries.ids[1])
    assert color(world) == [140, 130, 120], "its other page, too"
    photo = world.show("photo.png")
    assert np.array_equal(photo.image_HWC, read_image(cells / "photo.png"))

    world.parts.close_project()
    world.open(cells)
    assert color(world) == [40, 30, 20]
    choose(world, None)
    assert color(world) == [10, 20, 30]
    assert world.problems == []


def test_corrections_stay_and_predictions_go(world: World, cells: Path) -> None:
    world.open(cells)
    project = world.parts.opening.project
    assert project is not None
    second = project.entries.ids[1]
    world.show(second)
    before = world.predicted().prediction
    assert before is not None and project.facts(second).doubt is not None
    world.paint(label=3)
    world.paint(label=4, x=12)
    world.document.undo()
    painted = world.document.corrections.values_HW.copy()
    world.parts.channels.choose(FOURTH)
    assert project.facts(second).doubt is None
    world.until(lambda: world.parts.opening.document is not None)
    assert np.array_equal(world.document.corrections.values_HW, painted)
    assert world.document.history.undone, "what was taken back can be made again"
    assert project.status(second) is ImageStatus.CORRECTED
    after = world.predicted().prediction
    assert after is not None and (after != before).all(), "the net sees the bright channel"
    assert world.document.notes == (), "it is the same picture"


def test_what_a_net_found_is_kept_for_these_channels_alone() -> None:
    path = Path("cells.tif")
    assert seen_key("ab", path) == "ab"
    assert seen_key("ab", with_channels(path, FOURTH)) == "ab-4"


def test_what_a_net_found_in_images_that_lack_the_channels_stays_known(
    world: World, cells: Path
) -> None:
    grey = cells / "grey.tif"
    imwrite(grey, np.full((HEIGHT, WIDTH), 200, np.uint8))
    world.open(cells)
    known = world.parts.known
    world.show("grey.tif")
    world.predicted()
    world.until(lambda: known.find("grey.tif") is not None)
    assert world.parts.opening.project is not None
    second = world.parts.opening.project.entries.ids[1]
    world.show(second)
    world.predicted()
    world.until(lambda: known.find(second) is not None)
    world.show("cells.tif")
    choose(world, FOURTH)
    world.until(lambda: known.find("grey.tif") is not None)
    assert known.find(second) is None
    assert seen_key("ab", with_channels(cells / "cells.tif", FOURTH)) == "ab-4"
    assert seen_key("ab", with_channels(cells / "cells.tif", Channels((1, 2, 3)))) == "ab"


def test_what_is_not_seen_is_said_once(world: World, cells: Path) -> None:
    said: list[ImageChannels] = []
    world.parts.channels.hidden.connect(said.append)
    world.open(cells)
    assert [found.hidden for found in said] == [(4, 5, 6)]
    world.show("photo.png")
    world.show("cells.tif")
    assert len(said) == 1
    choose(world, FOURTH)
    world.parts.close_project()
    world.open(cells)
    assert len(said) == 1, "somebody has chosen"


def test_an_image_leaves_as_it_is_shown(world: World, cells: Path, tmp_path: Path) -> None:
    world.open(cells)
    choose(world, FOURTH)
    world.paint(label=1)
    world.saved()
    wish = ExportWish(folder=tmp_path / "out", format="cvat", composite=False)
    result = export(world, wish)
    (written,) = result.folder.rglob("cells*.png")
    assert np.unique(np.array(Image.open(written))).tolist() == [40]


def test_a_choice_that_cannot_be_saved_changes_nothing(
    world: World, cells: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.open(cells)
    said: list[str] = []
    world.parts.channels.problem.connect(lambda error: said.append(error.problem))

    def full(*_: object) -> None:
        raise FcnError("The disk is full.", "Free some space.")

    monkeypatch.setattr("app.state.project.save_project", full)
    choose(world, FOURTH)
    assert color(world) == [10, 20, 30] and said == ["The disk is full."]


def test_pages_are_neighbours_whatever_the_list_shows(world: World, cells: Path) -> None:
    world.open(cells)
    paging = world.parts.paging
    assert paging.place == (1, 2) and paging.can_step(1) and not paging.can_step(-1)
    world.parts.listing.set_order(["photo.png"])
    paging.step(1)
    world.until(lambda: paging.place == (2, 2))
    assert color(world) == [110, 120, 130]
    paging.step(1)
    paging.show(1)
    world.until(lambda: paging.place == (1, 2))
    world.show("photo.png")
    assert paging.place == (1, 1)
