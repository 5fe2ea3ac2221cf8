"""It is said once, and in time, when another net knows what images show, or the shipped one does
not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.flows.suggest import scanning
from fcn_core.suggest import kinds
from fcn_core.suggest.candidates import unit
from fcn_core.zoo import NUCLEI, SHIPPED
from tests.flows.world import World


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "START_MS", 0)


def folder_of(root: Path, *values: int) -> Path:
    """Plain images; the fake net sees a cat where they are bright."""
    root.mkdir()
    for number, value in enumerate(values):
        Image.fromarray(np.full((24, 32, 3), value, np.uint8)).save(root / f"{number}.png")
    return root


def said_of(world: World, folder: Path) -> int:
    """How often it is said by the time all images were seen."""
    said: list[None] = []
    world.parts.noticing.unknown.connect(lambda: said.append(None))
    world.open(folder)
    world.predicted()
    world.until(lambda: world.parts.scanning.is_done)
    return len(said)


def test_it_is_said_once_where_nothing_is_known(world: World, tmp_path: Path) -> None:
    assert said_of(world, folder_of(tmp_path / "photos", *[10] * 10)) == 1


@pytest.mark.parametrize("values", [[200] * 10, [10, 10, 200, 200, 10], [10, 10]])
def test_not_where_things_are_known_or_there_is_too_little_to_tell(
    world: World, tmp_path: Path, values: list[int]
) -> None:
    assert said_of(world, folder_of(tmp_path / "photos", *values)) == 0


def test_not_of_another_net_nor_to_who_has_corrected_images(world: World, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "photos", *[10] * 4)
    world.open(folder)
    world.predicted()
    world.parts.models.use(NUCLEI)
    assert world.parts.close_project()
    assert said_of(world, folder) == 0
    world.parts.models.use(SHIPPED)
    world.show("1.png")
    world.paint(label=0, x=1)
    world.saved()
    assert world.parts.close_project()
    assert said_of(world, folder) == 0


@pytest.mark.parametrize("values", [[10] * 4, [200] * 4])
def test_a_net_that_was_made_for_them_is_named_instead(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, values: list[int]
) -> None:
    """Whether or not the shipped net takes them for something."""
    # The fake net's features are the mean colours.
    monkeypatch.setattr(kinds, "means", lambda: {NUCLEI: unit(np.ones(3))})
    named: list[str] = []
    world.parts.noticing.fits.connect(named.append)
    assert said_of(world, folder_of(tmp_path / "photos", *values)) == 0
    assert named == [NUCLEI]
