from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.workers.orders import LoadOrder
from fcn_core.errors import FcnError
from fcn_core.labels import LabelSet
from fcn_core.registry import ModelRecord, ModelState, Registry
from fcn_core.zoo import NUCLEI, SHIPPED
from tests.flows.world import World, refuse_writing
from tests.workers.fakes import FakeInfo, FakeNet, FakeZoo


def add(world: World, parent: str = SHIPPED, state: ModelState = ModelState.KEPT) -> str:
    registry = world.parts.models.registry
    assert registry is not None
    model_id = registry.begin(parent).model_id
    registry.path(model_id).write_bytes(b"weights")
    if state is not ModelState.TRAINING:
        registry.finish(model_id, None)
    if state is ModelState.KEPT:
        registry.keep(model_id)
    return model_id


def reopen(world: World, folder: Path) -> None:
    assert world.parts.close_project()
    world.open(folder)


def test_a_project_begins_with_the_shipped_net(world: World, folder: Path) -> None:
    world.open(folder)
    models = world.parts.models
    assert (models.in_use, models.records(), models.parent_of_current()) == (SHIPPED, (), None)


def test_a_net_that_was_chosen_is_used_the_next_time_too(world: World, folder: Path) -> None:
    world.open(folder)
    world.predicted()
    model_id = add(world)
    world.parts.models.use(model_id)
    world.until(lambda: world.document.prediction_model == model_id)
    reopen(world, folder)
    assert world.parts.models.in_use == model_id
    world.until(lambda: world.document.prediction_model == model_id)


def test_another_project_has_its_own_net(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    world.predicted()
    world.parts.models.use(add(world))
    assert world.parts.close_project()
    assert world.parts.models.in_use == SHIPPED
    world.until(lambda: world.zoo.loaded[-1] == SHIPPED)


def test_roll_back_goes_to_the_parent(world: World, folder: Path) -> None:
    world.open(folder)
    models = world.parts.models
    first = add(world)
    second = add(world, first)
    models.use(second)
    models.roll_back()
    assert models.in_use == first
    models.roll_back()
    assert models.in_use == SHIPPED
    models.roll_back()
    assert models.in_use == SHIPPED


def test_a_deleted_parent_is_passed_over(world: World, folder: Path) -> None:
    world.open(folder)
    models = world.parts.models
    first = add(world)
    second = add(world, first)
    models.use(second)
    assert (models.parent_of(second), models.parent_of(first)) == (first, SHIPPED)
    assert models.base() == SHIPPED
    models.delete(first)
    assert models.parent_of_current() == models.base() == SHIPPED


def test_a_net_that_comes_with_the_program_brings_its_labels(world: World, folder: Path) -> None:
    world.zoo.nets[NUCLEI] = FakeNet(
        info=FakeInfo(labels=LabelSet.from_names(("background", "nucleus")))
    )
    world.open(folder)
    project = world.parts.opening.project
    assert project is not None
    before = project.labels.names
    models = world.parts.models
    assert models.use(NUCLEI)
    world.until(lambda: world.document.prediction_model == NUCLEI)
    assert project.labels.names == (*before, "nucleus")
    assert (models.base(), models.parent_of_current()) == (NUCLEI, None)
    assert not models.delete(NUCLEI)
    models.use(SHIPPED)
    models.use(NUCLEI)
    world.until(lambda: world.zoo.loaded[-1] == NUCLEI)
    assert project.labels.names == (*before, "nucleus"), "once is enough"


def test_what_was_fine_tuned_from_a_built_in_net_goes_back_to_it(
    world: World, folder: Path
) -> None:
    world.open(folder)
    models = world.parts.models
    models.use(add(world, NUCLEI))
    assert models.base() == NUCLEI
    models.roll_back()
    assert models.in_use == NUCLEI


def test_the_net_in_use_cannot_be_deleted(world: World, folder: Path) -> None:
    world.open(folder)
    models = world.parts.models
    model_id = add(world)
    models.use(model_id)
    models.delete(model_id)
    assert models.is_usable(model_id)


def test_using_an_undecided_net_keeps_it(world: World, folder: Path) -> None:
    world.open(folder)
    models = world.parts.models
    model_id = add(world, state=ModelState.FINISHED)
    models.use(model_id)
    assert models.registry is not None
    assert models.registry.get(model_id).state is ModelState.KEPT


def test_a_missing_net_is_said_and_the_shipped_one_used(world: World, folder: Path) -> None:
    world.open(folder)
    model_id = add(world)
    world.parts.models.use(model_id)
    registry = world.parts.models.registry
    assert registry is not None
    registry.path(model_id).unlink()
    reopen(world, folder)
    assert world.parts.models.in_use == SHIPPED
    assert model_id in world.problems[0]


def test_runs_that_a_crash_cut_short_are_tidied(world: World, folder: Path) -> None:
    world.open(folder)
    usable = add(world, state=ModelState.TRAINING)
    empty = add(world, state=ModelState.TRAINING)
    registry = Registry(world.parts.opening.project.paths.models_folder)
    registry.path(empty).unlink()
    reopen(world, folder)
    records = {r.model_id: r for r in registry.records()}
    assert set(records) == {usable}
    assert records[usable].state is ModelState.FINISHED
    assert records[usable].interrupted


def test_a_damaged_entry_is_said_and_hides_no_other(world: World, folder: Path) -> None:
    world.open(folder)
    good, bad = add(world), add(world)
    registry = Registry(world.parts.opening.project.paths.models_folder)
    (registry.folder / bad / "about.json").write_text("{")
    reopen(world, folder)
    assert [r.model_id for r in world.parts.models.records()] == [good]
    assert bad in world.problems[0]


def test_a_deleted_net_cannot_be_used_and_the_list_is_renewed(world: World, folder: Path) -> None:
    world.open(folder)
    models = world.parts.models
    model_id = add(world)
    models.delete(model_id)
    renewed: list[int] = []
    models.changed.connect(lambda: renewed.append(len(models.records())))
    assert not models.use(model_id)
    assert models.in_use == SHIPPED
    assert renewed == [0]
    assert model_id in world.problems[0] and "Choose another" in world.problems[0]
    assert models.registry is not None
    assert models.registry.get(model_id).state is ModelState.DISCARDED


def test_a_disk_that_refuses_leaves_the_net_in_use(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.open(folder)
    models = world.parts.models
    model_id = add(world)
    with monkeypatch.context() as patch:
        refuse_writing(patch)
        assert not models.use(model_id)
        assert not models.delete(model_id)
    assert models.in_use == SHIPPED
    assert all("No space left" in problem for problem in world.problems)
    assert models.use(model_id)


def damage(model_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its record says, it cannot be loaded from now on."""
    load = FakeZoo.__call__

    def refuse(zoo: FakeZoo, order: LoadOrder, threads: int, notify: Callable[[str], None]) -> Any:
        if order.model_id == model_id:
            raise FcnError("It is damaged.", "Choose another.")
        return load(zoo, order, threads, notify)

    monkeypatch.setattr(FakeZoo, "__call__", refuse)


def test_a_net_that_cannot_be_loaded_is_not_in_use(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.open(folder)
    world.predicted()
    models, good = world.parts.models, add(world)
    models.use(good)
    world.until(lambda: world.parts.predicting.has_loaded(good))
    bad = add(world)
    damage(bad, monkeypatch)
    listed: list[str] = []
    models.changed.connect(lambda: listed.append(models.in_use))
    assert models.use(bad)
    world.until(lambda: models.in_use == good)
    world.until(lambda: world.parts.comparing.is_possible)
    assert listed == [bad, good]
    assert world.problems == ["It is damaged. Choose another."]
    assert world.parts.opening.project.setting("model") == good
    assert models.use(SHIPPED)
    world.until(lambda: world.parts.predicting.has_loaded(SHIPPED))


def test_a_project_whose_net_cannot_be_loaded_uses_the_shipped_one_and_remembers(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.open(folder)
    world.predicted()
    bad = add(world)
    world.parts.models.use(bad)
    world.until(lambda: world.parts.predicting.has_loaded(bad))
    assert world.parts.close_project()
    damage(bad, monkeypatch)
    world.open(folder)
    world.until(lambda: world.parts.models.in_use == SHIPPED)
    world.until(lambda: world.parts.comparing.is_possible)
    assert world.parts.opening.project.setting("model") == bad, "its file may be put back"


def test_a_device_that_refuses_the_net_in_use_changes_no_net(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.open(folder)
    world.predicted()
    model_id = add(world)
    world.parts.models.use(model_id)
    world.until(lambda: world.parts.predicting.has_loaded(model_id))

    def refuse(*_: object) -> None:
        raise FcnError("There is no such device.", "Choose another.")

    monkeypatch.setattr(FakeZoo, "__call__", refuse)
    world.parts.predicting.set_device("cuda")
    world.until(lambda: bool(world.problems))
    assert world.parts.models.in_use == model_id


def test_a_note_is_there_when_one_comes_back_to_the_net(world: World, folder: Path) -> None:
    world.open(folder)
    models, model_id = world.parts.models, add(world)
    notes: list[list[str]] = []
    models.changed.connect(lambda: notes.append([r.note for r in models.records()]))
    models.annotate(model_id, "the good one")
    assert notes == [["the good one"]]


def test_records_are_read_once_until_they_change(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.open(folder)
    models, parent = world.parts.models, SHIPPED
    line = [parent := add(world, parent) for _ in range(5)]
    models.use(line[-1])
    read, get = list[str](), Registry.get

    def count(registry: Registry, model_id: str) -> ModelRecord:
        read.append(model_id)
        return get(registry, model_id)

    monkeypatch.setattr(Registry, "get", count)
    models.refresh()
    for _ in range(3):
        assert models.parent_of_current() == line[-2]
        assert [r.model_id for r in models.records()] == line
    assert sorted(read) == line
    line.append(add(world, line[-1]))
    models.refresh()
    assert models.records()[-1].model_id == line[-1]
