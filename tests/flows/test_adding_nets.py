"""A net of another project, or of a file, is in use after it was added, and stays in the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.jobs.other_nets import OtherProject, other_projects
from app.state.wishes import NetWish
from fcn_core.errors import FcnError
from fcn_core.labels import LabelSet
from fcn_core.registry import ModelRecord, ModelState
from fcn_core.weights.checkpoint import load_info
from fcn_core.zoo import SHIPPED
from tests.core.models import tiny_model
from tests.flows.test_models import add
from tests.flows.world import World, make_photos
from tests.workers.fakes import FakeInfo, FakeNet


@pytest.fixture
def cells(world: World, tmp_path: Path) -> Path:
    """A folder whose project has two nets of its own, the older one in use, and is closed."""
    folder = make_photos(tmp_path / "cells", 1)
    world.open(folder)
    older, _ = add(world), add(world)
    add(world, state=ModelState.DISCARDED)
    assert world.parts.models.use(older)
    tiny_model(world.parts.models.path(older), LabelSet.from_names(["background", "cat"]))
    world.parts.models.annotate(older, "the good one")
    assert world.parts.close_project()
    return folder


def wish(project: OtherProject, note: str = "") -> NetWish:
    net = project.nets[0]
    return NetWish(file=net.file, origin="cells, Net 1", note=note, names=net.names)


def test_nets_of_other_projects_are_offered_the_one_in_use_first(
    world: World, cells: Path, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    offered: list[tuple[OtherProject, ...]] = []
    world.parts.adding_nets.offered.connect(offered.append)
    world.parts.adding_nets.look([folder, cells, tmp_path / "gone", tmp_path])
    world.until(lambda: bool(offered))
    ((project,),) = offered
    assert project.images == cells
    assert [(net.record.note, net.in_use) for net in project.nets] == [
        ("the good one", True), ("", False),
    ]  # fmt: skip


def test_a_damaged_project_offers_nothing(cells: Path) -> None:
    assert len(other_projects([cells])) == 1
    (cells / "fcn-project" / "project.json").write_text("damaged")
    assert other_projects([cells]) == ()


def test_what_was_added_is_in_use_and_stays(world: World, cells: Path, folder: Path) -> None:
    ((project,), added) = other_projects([cells]), list[tuple[ModelRecord, str]]()
    world.open(folder)
    world.predicted()
    models = world.parts.models
    world.parts.adding_nets.added.connect(lambda record, before: added.append((record, before)))
    world.parts.adding_nets.add(wish(project, note="the good one"))
    world.until(lambda: bool(added))
    ((record, before),) = added
    assert models.in_use == record.model_id and before == SHIPPED
    assert (record.origin, record.note) == ("cells, Net 1", "the good one")
    assert models.base() == record.model_id, "runs start from it"
    assert models.parent_of_current() is None
    world.until(lambda: world.document.prediction_model == record.model_id)
    child = add(world, parent=record.model_id)
    models.refresh()
    assert models.parent_of(child) == record.model_id
    assert world.parts.close_project()
    world.open(folder)
    assert models.in_use == record.model_id


def test_it_brings_its_labels_but_no_net_of_the_project_does(
    world: World, cells: Path, folder: Path
) -> None:
    (project,) = other_projects([cells])
    world.open(folder)
    world.predicted()
    world.zoo.default = FakeNet(info=FakeInfo(LabelSet.from_names(["background", "spore"])))
    world.parts.adding_nets.add(wish(project))
    opened = world.parts.opening.project
    assert opened is not None
    world.until(lambda: "spore" in opened.labels.names)
    opened.remove_labels([opened.labels.id_of("spore")])
    own = add(world)
    assert world.parts.models.use(own)
    world.until(lambda: world.document.prediction_model == own)
    assert len(opened.gone) == 1


def test_labels_that_were_renamed_come_by_their_new_names(
    world: World, cells: Path, folder: Path
) -> None:
    world.open(cells)
    opened = world.parts.opening.project
    assert opened is not None
    world.parts.naming.rename(opened.labels.id_of("cat"), "spore")
    assert world.parts.close_project()
    (project,) = other_projects([cells])
    assert project.nets[0].names == {"cat": "spore"}
    world.open(folder)
    world.parts.adding_nets.add(wish(project))
    world.until(lambda: bool(world.parts.models.records()))
    (record,) = world.parts.models.records()
    before = load_info(project.nets[0].file).labels.names
    after = load_info(world.parts.models.path(record.model_id)).labels.names
    assert "cat" in before and after == tuple("spore" if n == "cat" else n for n in before)


def test_a_file_that_is_no_net_changes_nothing(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    said: list[FcnError] = []
    world.parts.adding_nets.problem.connect(said.append)
    file = tmp_path / "notes.safetensors"
    file.write_text("no net")
    world.parts.adding_nets.add(NetWish(file=file, origin=file.name))
    world.until(lambda: bool(said))
    assert "not a model" in str(said[0]) and said[0].remedy
    assert world.parts.models.in_use == SHIPPED and world.parts.models.records() == ()


def test_what_ends_after_its_project_was_closed_waits_there(
    world: World, cells: Path, folder: Path, tmp_path: Path
) -> None:
    (project,) = other_projects([cells])
    world.open(folder)
    world.parts.adding_nets.add(wish(project))
    assert world.parts.close_project()
    world.open(make_photos(tmp_path / "third", 1))
    done: list[None] = []
    world.parts.tasks.submit(lambda: None, done.append, lambda _: None)
    world.until(lambda: bool(done))
    assert world.parts.models.in_use == SHIPPED and world.parts.models.records() == ()
    assert world.parts.close_project()
    world.open(folder)
    assert [record.origin for record in world.parts.models.records()] == ["cells, Net 1"]
