"""That an image is too dark is said once, and not to who has lit it already."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.state.lighting import Lighting
from tests.flows.world import World


@pytest.fixture
def said(world: World) -> list[None]:
    said: list[None] = []
    world.parts.dark_images.found.connect(lambda: said.append(None))
    return said


def images(folder: Path, *levels: int) -> Path:
    folder.mkdir()
    for number, level in enumerate(levels):
        Image.fromarray(np.full((24, 32, 3), level, np.uint8)).save(folder / f"{number}.png")
    return folder


def test_it_is_said_once_for_each_project(world: World, said: list[None], tmp_path: Path) -> None:
    world.open(images(tmp_path / "some", 200, 9, 9))
    assert not said
    world.show("1.png")
    world.show("2.png")
    assert len(said) == 1
    world.open(images(tmp_path / "others", 9))
    assert len(said) == 2


def test_it_is_not_said_where_images_are_lit(
    world: World, said: list[None], tmp_path: Path
) -> None:
    world.parts.session.set_lighting(Lighting(stretched=True))
    world.open(images(tmp_path / "dark", 9))
    assert not said
