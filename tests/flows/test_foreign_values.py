"""Values that nobody has named, and what they may mean."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.flows.import_labels import foreign_values
from app.flows.importing import ImportPreview
from app.flows.work.many_edits import ManyResult
from app.state.foreign import Meanings
from fcn_core.labels import VOC, LabelSet
from fcn_core.masks import UNTOUCHED, VOID
from tests.flows.test_importing import index_mask, preview_of
from tests.flows.world import HEIGHT, WIDTH, World


def guesses(world: World, names: list[str], values: list[int], **more) -> list[str | int]:
    project = world.parts.opening.project
    assert project is not None
    project.set_labels(LabelSet.from_names(names))
    shares = dict.fromkeys(values, 1 / len(values))
    return [v.guess for v in foreign_values(project, shares, more.get("colors", {}))]


def test_what_values_may_mean(world: World, folder: Path) -> None:
    world.open(folder)
    few = ["background", "nucleus"]
    many = ["background", *(f"thing {n}" for n in range(20))]
    assert guesses(world, few, [0, 1, VOID]) == ["background", "nucleus", VOID]
    assert guesses(world, few, [0, VOID]) == ["background", "nucleus"]
    assert guesses(world, many, [0, VOID]) == ["background", "object"]
    assert guesses(world, many, [0, 2, 4]) == ["background", "label 2", "label 4"]
    palette = dict(enumerate(LabelSet.from_names(many).palette().tolist()))
    colors = {value: tuple(color) for value, color in palette.items()}
    assert guesses(world, many, [0, 2], colors=colors) == ["background", "thing 1"]
    assert guesses(world, many, [0, 2], colors={2: (1, 2, 3)}) == ["background", "label 2"]
    own = [*VOC.names, "road"]
    assert guesses(world, own, [0, 1]) == ["background", "road"]
    assert guesses(world, own, [0, VOID]) == ["background", "road"]
    assert guesses(world, own, [0, 1, 2]) == ["background", "label 1", "label 2"]
    assert guesses(world, [*own, "lake"], [0, 1]) == ["background", "label 1"]
    assert guesses(world, ["sky", "road"], [0, 5, UNTOUCHED]) == ["label 0", "label 5", UNTOUCHED]


def start(world: World, preview: ImportPreview, meanings: Meanings) -> ManyResult:
    done: list[ManyResult] = []
    world.parts.importing.finished.connect(done.append)
    world.parts.importing.start(preview, True, meanings)
    world.until(lambda: bool(done))
    return done[0]


def test_values_become_what_was_said(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    index_mask(tmp_path / "masks", "photo0", 200)
    index_mask(tmp_path / "masks", "photo1", 3)
    preview = preview_of(world, tmp_path / "masks")
    assert [value.value for value in preview.values] == [0, 3, 200]
    assert sum(value.share for value in preview.values) == pytest.approx(1)
    result = start(world, preview, {0: "sky", 3: "dog", 200: UNTOUCHED})
    assert (len(result.images), result.problems) == (2, [])
    project = world.parts.opening.project
    assert project is not None
    sky, dog = project.labels.id_of("sky"), project.labels.id_of("dog")
    assert sky == 21
    values = world.show("photo1.png").corrections.values_HW
    assert (values[:4] == dog).all() and (values[4:] == sky).all()
    values = world.show("photo0.png").corrections.values_HW
    assert (values[:4] == UNTOUCHED).all() and (values[4:] == sky).all()


def colored(folder: Path, name: str, color: tuple[int, int, int]) -> None:
    folder.mkdir(exist_ok=True)
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    pixels[:4] = color
    Image.fromarray(pixels).save(folder / f"{name}.png")


def test_colours_that_nothing_lists_are_values_as_well(
    world: World, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    colored(tmp_path / "masks", "photo1", (200, 10, 10))
    colored(tmp_path / "masks", "photo2", (10, 200, 10))
    preview = preview_of(world, tmp_path / "masks")
    assert {v.color for v in preview.values} == {(0, 0, 0), (200, 10, 10), (10, 200, 10)}
    assert [v.guess for v in preview.values] == ["background", "label 1", "label 2"]
    result = start(world, preview, {0: "background", 1: "grass", 2: "roof"})
    assert (len(result.images), result.problems) == (2, [])
    project = world.parts.opening.project
    assert project is not None
    grass, roof = (project.labels.labels[project.labels.id_of(n)] for n in ("grass", "roof"))
    assert (grass.color, roof.color) == ((10, 200, 10), (200, 10, 10))
    values = world.show("photo1.png").corrections.values_HW
    assert (values[:4] == project.labels.id_of("roof")).all() and (values[4:] == 0).all()


def test_photos_are_no_masks(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    masks = tmp_path / "masks"
    masks.mkdir()
    noise = np.random.default_rng(1).integers(0, 255, (HEIGHT, WIDTH, 3)).astype(np.uint8)
    Image.fromarray(noise).save(masks / "photo1.png")
    importing = world.parts.importing
    importing.problem.connect(lambda error: world.problems.append(str(error)))
    importing.look(masks)
    world.until(lambda: bool(world.problems))
    assert "more than 254 colours" in world.problems[0]
