from __future__ import annotations

import errno
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.flows.learning.learning_set import CorrectedSet, corrected_set
from app.flows.learning.preparing import prepare
from app.flows.learning.training import Phase
from app.jobs.corrected import Counted, count_corrected
from app.state.index import CORRECTED
from app.state.wishes import TrainingWish
from fcn_core.cancelling import StoppedError
from fcn_core.errors import FcnError
from fcn_core.finetune.job import read_job
from fcn_core.masks import UNTOUCHED, read_mask
from fcn_core.registry import ModelRecord, ModelState, Registry
from fcn_core.zoo import SHIPPED, built_in_models, sample_photos
from tests.conftest import ChildScript
from tests.flows.world import World, make_photos, refuse_writing
from tests.patience import HANG_MS

CHILD = """
import json, sys, time
from pathlib import Path
from fcn_core.events import *
from fcn_core.finetune.job import read_job
from fcn_core.zoo import sample_photos
def say(event): print(to_line(event), flush=True)
job = read_job(Path(json.loads(sys.stdin.readline())))
out = Path(job.out) / "model.safetensors"
say(Started(title="t", steps=2, device="CPU"))
"""
WHOLE = """
out.write_bytes(b"early")
say(Snapshot(step=1, path=str(out)))
for line in sys.stdin:
    if line.strip() == "stop": break
out.write_bytes(b"late")
say(Finished(path=str(out), stopped=True, report={"verdict": "better", "sentence": "Better."}))
"""
AT_ONCE = WHOLE.replace('for line in sys.stdin:\n    if line.strip() == "stop": break\n', "")
Make = Callable[[str], World]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path, child_script: ChildScript) -> Iterator[Make]:
    worlds: list[World] = []

    def begin(body: str) -> World:
        world = World(qtbot, tmp_path, child_script(CHILD + body))
        worlds.append(world)
        world.open(make_photos(tmp_path / "photos", 5))
        world.predicted()
        return world

    yield begin
    for world in worlds:
        world.close()


def correct(world: World, count: int) -> None:
    """Two labels on each image."""
    for number in range(count):
        world.show(f"photo{number}.png")
        world.paint(label=0, x=1)
        world.paint(label=8, x=20)
        world.saved()


def finish(world: World, **wish: Any) -> ModelRecord:
    done: list[ModelRecord] = []
    world.parts.training.finished.connect(done.append)
    world.parts.training.start(TrainingWish(**wish))
    world.until(lambda: bool(done))
    return done[0]


def test_a_label_that_only_held_out_images_show_is_named_before_the_run(make: Make) -> None:
    """No run learns it, and the list of examples says nothing of it."""
    world = make(WHOLE)
    project = world.parts.opening.project
    correct(world, 4)
    counted = count_corrected(
        world.parts.opening.corrections_source(project),
        [(e, project.facts(e.image_id)) for e in project.with_status(CORRECTED)],
    )
    usual = corrected_set(project, counted)
    assert usual.held_out and usual.training and usual.warnings == ()
    alone = [
        replace(c, pixels={**c.pixels, 12: 5}) if c in usual.held_out else c for c in counted.images
    ]
    (said,) = corrected_set(project, replace(counted, images=tuple(alone))).warnings
    assert said.startswith(f"Nothing is learnt of {project.labels.names[12]}: confirmed only on")


def nets(world: World) -> list[str]:
    """The folders of the project's nets."""
    assert world.parts.opening.project is not None
    found = world.parts.opening.project.paths.models_folder.iterdir()
    return [p.name for p in found if p.is_dir()]


def preview(world: World) -> CorrectedSet:
    found: list[CorrectedSet] = []
    world.parts.training.preview_ready.connect(found.append)
    world.parts.training.preview()
    world.until(lambda: bool(found))
    return found[0]


def test_the_preview_counts_what_was_confirmed(make: Make) -> None:
    world = make(AT_ONCE)
    correct(world, 4)
    found = preview(world)
    assert (len(found.training), len(found.held_out), found.problem) == (3, 1, "")
    assert found.training[0].pixels == {0: 12, 8: 12}
    # Corrections that are not on disk yet count as well.
    world.paint(label=3, x=26, y=10)
    found = preview(world)
    assert any(3 in image.pixels for image in (*found.training, *found.held_out))


def test_nothing_is_decided_before_all_images_are_listed(make: Make) -> None:
    world = make(AT_ONCE)
    correct(world, 4)
    assert world.parts.opening.project is not None
    world.parts.opening.project.is_listed = False
    found = preview(world)
    assert "still being listed" in found.problem and not found.can_force
    world.parts.opening.project.is_listed = True
    assert preview(world).problem == ""


@pytest.mark.parametrize(("count", "words"), [(0, "No image"), (1, "Only one image")])
def test_too_little_is_said_and_can_be_forced_where_there_is_anything(
    make: Make, count: int, words: str
) -> None:
    world = make(AT_ONCE)
    correct(world, count)
    found = preview(world)
    assert found.problem.startswith(words)
    assert found.can_force == bool(count)
    world.parts.training.start(TrainingWish())
    world.until(lambda: world.parts.training.phase is Phase.IDLE)
    assert world.parts.models.records() == ()
    if count:
        assert finish(world, forced=True).images == ("photo0.png",)


def test_one_label_alone_is_warned_of(make: Make) -> None:
    world = make(AT_ONCE)
    for number in range(2):
        world.show(f"photo{number}.png")
        world.paint(label=8)
    assert "one label" in preview(world).problem


def test_background_alone_asks_for_something_else(make: Make) -> None:
    world = make(AT_ONCE)
    for number in range(2):
        world.show(f"photo{number}.png")
        world.paint(label=0)
    problem = preview(world).problem
    assert problem.startswith("Only background is corrected.") and "background too" not in problem


def test_a_run_learns_from_frozen_corrections(make: Make) -> None:
    world = make(AT_ONCE)
    correct(world, 4)
    record = finish(world, seconds=12.5, recipe={"seed": 4}, device="cpu")
    folder = world.parts.models.path(record.model_id).parent
    job = read_job(folder / "job.json")
    assert (job.seconds, job.device, job.recipe) == (12.5, "cpu", {"seed": 4})
    assert job.in_all
    assert sum(image.held_out for image in job.images) == 1
    frozen = read_mask(Path(job.images[0].corrections))
    assert sorted(np.unique(frozen)) == [0, 8, UNTOUCHED]
    assert Path(job.images[0].corrections).parent == folder / "corrections"
    assert (record.parent, record.seed, len(record.data_hash)) == (SHIPPED, 4, 64)
    assert record.held_out == tuple(i.image_id for i in job.images if i.held_out)


def test_the_open_image_improves_while_it_runs_and_painting_goes_on(make: Make) -> None:
    world = make(WHOLE)
    correct(world, 2)
    training = world.parts.training
    events: list[object] = []
    training.happened.connect(events.append)
    training.start(TrainingWish())
    world.until(lambda: "@1" in world.document.prediction_model)
    world.paint(label=5, x=10, y=12)
    world.saved()
    assert training.phase is Phase.RUNNING
    assert world.parts.models.in_use == SHIPPED
    assert [type(e).__name__ for e in events] == ["Started"]
    training.stop_and_keep()
    world.until(lambda: training.phase is Phase.DECIDING)


def test_keep_uses_the_net_and_roll_back_returns(make: Make) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    record = finish(world)
    world.until(lambda: world.document.prediction_model == record.model_id)
    world.parts.training.keep()
    models = world.parts.models
    assert models.in_use == record.model_id
    assert models.registry is not None
    kept = models.registry.get(record.model_id)
    assert (kept.state, kept.report) == (
        ModelState.KEPT,
        {"verdict": "better", "sentence": "Better."},
    )
    models.roll_back()
    world.until(lambda: world.document.prediction_model == SHIPPED)


def test_discard_returns_to_the_net_before_and_the_weights_go_with_the_project(
    make: Make,
) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    record = finish(world)
    world.parts.training.discard()
    world.until(lambda: world.document.prediction_model == SHIPPED)
    weights = world.parts.models.path(record.model_id)
    assert world.parts.models.records() == ()
    assert weights.exists()
    world.parts.close_project()
    assert not weights.exists()


def test_what_was_discarded_by_a_slip_is_asked_about_again(make: Make) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    record = finish(world)
    training, models = world.parts.training, world.parts.models
    training.discard()
    world.until(lambda: world.document.prediction_model == SHIPPED)
    again: list[ModelRecord] = []
    training.finished.connect(again.append)
    training.bring_back()
    assert again == [record] and training.phase is Phase.DECIDING
    world.until(lambda: world.document.prediction_model == record.model_id)
    training.bring_back()  # not while somebody has to decide
    assert len(again) == 1
    assert training.keep() and models.in_use == record.model_id
    training.bring_back()  # there is nothing left to bring back
    assert len(again) == 1 and training.phase is Phase.IDLE


def test_what_was_discarded_goes_when_its_project_opens_after_a_crash(make: Make) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    record = finish(world)
    models = world.parts.models
    world.parts.training.discard()
    weights, project = models.path(record.model_id), world.parts.opening.project
    models.aside = models._project = models.registry = models._records = None
    assert weights.exists()
    models.set_project(project)
    assert not weights.exists() and models.aside is None


def test_cancel_leaves_everything_as_it_was(make: Make) -> None:
    world = make(WHOLE)
    correct(world, 2)
    before = world.document.corrections.values_HW.copy()
    training = world.parts.training
    training.start(TrainingWish())
    world.until(lambda: training.phase is Phase.RUNNING)
    world.until(lambda: "@1" in world.document.prediction_model)
    training.cancel()
    assert training.phase is Phase.IDLE
    world.until(lambda: world.document.prediction_model == SHIPPED)
    world.until(lambda: nets(world) == [])
    assert np.array_equal(world.document.corrections.values_HW, before)
    assert world.problems == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('say(Failed(problem="Too hot.", remedy="Cool it."))', "Too hot. Cool it."),
        ('sys.exit("torn")', "torn"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "memory ran out"),
    ],
)
def test_a_dead_child_costs_nothing_but_itself(make: Make, body: str, words: str) -> None:
    world = make(body)
    correct(world, 2)
    world.parts.training.start(TrainingWish())
    world.until(lambda: bool(world.problems))
    assert words in world.problems[0]
    assert world.parts.training.phase is Phase.IDLE
    world.until(lambda: nets(world) == [])
    # The next run starts as if nothing had been.
    world.parts.training.start(TrainingWish())
    world.until(lambda: len(world.problems) == 2)


def test_what_a_dead_child_had_learned_can_be_used_or_deleted(make: Make) -> None:
    world = make(
        'out.write_bytes(b"early")\nsay(Snapshot(step=1, path=str(out)))\n'
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    )
    correct(world, 2)
    world.parts.training.start(TrainingWish())
    world.until(lambda: bool(world.problems))
    models = world.parts.models
    (left,) = models.records()
    assert f"net {left.model_id} in the list of nets" in world.problems[0]
    assert (left.state, left.interrupted) == (ModelState.FINISHED, True)
    assert models.in_use == SHIPPED
    models.use(left.model_id)
    assert models.in_use == left.model_id
    models.roll_back()
    models.delete(left.model_id)
    assert models.records() == ()


def test_a_device_that_vanished_is_named_and_another_offered(make: Make) -> None:
    world = make('say(Failed(problem="The GPU stopped.", remedy="Use the CPU.", device="cpu"))')
    correct(world, 2)
    training = world.parts.training
    training.start(TrainingWish(device="cuda", seconds=7.0))
    world.until(lambda: bool(world.problems))
    assert training.fallback == "cpu"
    training.start_on("cpu")
    world.until(lambda: len(world.problems) == 2)
    assert (training._wish.device, training._wish.seconds) == ("cpu", 7.0)


def test_cancelling_while_the_run_is_prepared_leaves_nothing(make: Make) -> None:
    world = make(WHOLE)
    correct(world, 2)
    training = world.parts.training
    training.start(TrainingWish())
    assert training.phase is Phase.PREPARING
    training.cancel()
    training.start(TrainingWish())
    world.until(lambda: training.phase is Phase.RUNNING)
    world.until(lambda: training.record is not None and nets(world) == [training.record.model_id])
    training.cancel()
    world.until(lambda: nets(world) == [])


def test_a_disk_that_is_full_from_the_start_is_named_and_nothing_is_left(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    world = make(AT_ONCE)
    correct(world, 2)
    monkeypatch.setattr("app.jobs.corrected.write_mask", full)
    world.parts.training.start(TrainingWish())
    world.until(lambda: bool(world.problems))
    assert "photo0.png.png: No space left on device. Free some space" in world.problems[0]
    assert (world.parts.training.phase, nets(world)) == (Phase.IDLE, [])


def test_a_result_whose_record_cannot_be_written_is_not_thrown_away(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise FcnError("about.json cannot be written (No space left on device).")

    world = make(AT_ONCE)
    correct(world, 2)
    with monkeypatch.context() as patch:
        patch.setattr(Registry, "finish", full)
        world.parts.training.start(TrainingWish())
        world.until(lambda: bool(world.problems))
    assert "the new net is there" in world.problems[0]
    assert world.parts.training.phase is Phase.IDLE
    assert world.parts.opening.project is not None
    folder = world.parts.opening.project.images
    assert world.parts.close_project()
    world.open(folder)
    (found,) = world.parts.models.records()
    assert (found.state, found.interrupted) == (ModelState.FINISHED, True)


def test_every_run_starts_from_the_base_and_is_judged_against_the_net_in_use(make: Make) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    models = world.parts.models
    first = finish(world)
    assert (first.parent, first.base) == (SHIPPED, SHIPPED)
    world.parts.training.keep()
    second = finish(world)
    job = read_job(models.path(second.model_id).parent / "job.json")
    assert (second.parent, second.base) == (first.model_id, SHIPPED)
    assert job.model == str(models.path(SHIPPED))
    assert job.compare == str(models.path(first.model_id))
    assert job.others == tuple(map(str, built_in_models())) and not job.keep_all
    world.parts.training.keep()
    third = finish(world, go_on=True, keep_all=True)
    job = read_job(models.path(third.model_id).parent / "job.json")
    assert job.keep_all
    assert (third.parent, third.base) == (second.model_id, second.model_id)
    assert job.model == job.compare == str(models.path(second.model_id))
    world.parts.training.keep()
    models.roll_back()
    assert models.in_use == second.model_id


def test_images_without_corrections_remind_the_net(make: Make, tmp_path: Path) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    # The same picture under another name is one that a person has spoken of.
    copy = tmp_path / "photos" / "photo3.png"
    copy.write_bytes((tmp_path / "photos" / "photo1.png").read_bytes())
    job = read_job(world.parts.models.path(finish(world).model_id).parent / "job.json")
    names = [Path(path).name for path in job.replay]
    assert names[:2] == ["photo2.png", "photo4.png"]
    assert names[2:] == [path.name for path in sample_photos()]


def test_images_that_are_gone_are_named_and_the_others_learned_from(make: Make) -> None:
    world = make(AT_ONCE)
    correct(world, 4)
    world.show("photo4.png")
    assert world.parts.opening.project is not None
    gone = preview(world).training[0].entry
    gone.path.unlink()
    found = preview(world)
    assert gone.path.name in found.warnings[0] and "Left out" in found.warnings[0]
    assert gone not in [c.entry for c in (*found.training, *found.held_out)]
    assert gone.image_id not in finish(world).images


def test_what_cannot_be_read_is_said_although_it_is_known_to_be_corrected(make: Make) -> None:
    world = make(AT_ONCE)
    correct(world, 3)
    project = world.parts.opening.project
    world.parts.close_project()
    (project.images / "photo1.png").write_bytes(b"")
    world.open(project.images)
    world.parts.opening.show("photo1.png")
    world.until(lambda: bool(world.problems))
    (warning,) = preview(world).warnings
    assert warning.startswith("Left out: ") and "photo1.png" in warning


def test_a_project_that_is_left_has_no_preview(make: Make) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    with world.qtbot.assertNotEmitted(world.parts.training.preview_ready):
        world.parts.training.preview()
        world.parts.close_project()
        world.parts.tasks.flush()


def test_closing_the_project_ends_the_run(make: Make) -> None:
    world = make(WHOLE)
    correct(world, 2)
    world.parts.training.start(TrainingWish())
    world.until(lambda: world.parts.training.phase is Phase.RUNNING)
    world.parts.close_project()
    assert world.parts.training.phase is Phase.IDLE
    world.until(lambda: not world.parts.process.is_running)


@pytest.mark.parametrize("learned", [True, False])
def test_another_folder_ends_the_run_and_loses_nothing_of_it(
    make: Make, tmp_path: Path, learned: bool
) -> None:
    world = make(WHOLE if learned else "time.sleep(60)")
    correct(world, 2)
    training, said = world.parts.training, list[str]()
    training.said.connect(said.append)
    training.start(TrainingWish())
    world.until(lambda: training.phase is Phase.RUNNING)
    if learned:
        world.until(lambda: "@1" in world.document.prediction_model)
    assert training.record is not None
    model_id = training.record.model_id
    world.open(make_photos(tmp_path / "others", 1))
    assert training.phase is Phase.IDLE and not world.parts.process.is_running
    assert len(said) == 1 and "list of nets" in said[0]
    world.until(lambda: world.document.prediction_model == SHIPPED)
    world.open(tmp_path / "photos")
    left = [(r.model_id, r.interrupted) for r in world.parts.models.records()]
    assert left == ([(model_id, True)] if learned else [])
    assert world.problems == []


def test_an_undecided_result_stays_in_its_project(make: Make, tmp_path: Path) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    record = finish(world)
    world.until(lambda: world.document.prediction_model == record.model_id)
    world.open(make_photos(tmp_path / "others", 1))
    world.until(lambda: world.document.prediction_model == SHIPPED)
    assert world.parts.predicting.has_loaded(SHIPPED)
    world.open(tmp_path / "photos")
    (left,) = world.parts.models.records()
    assert (left.state, left.report) == (ModelState.FINISHED, record.report)


def test_the_list_of_nets_follows_the_run(make: Make) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    models, listed = world.parts.models, list[int]()
    models.changed.connect(lambda: listed.append(len(models.records())))
    finish(world)
    assert listed[-1:] == [1]
    assert world.parts.training.discard()
    assert listed[-1:] == [0]


def test_the_list_of_nets_decides_as_well(make: Make) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    training, models = world.parts.training, world.parts.models
    first = finish(world)
    models.use(first.model_id)
    assert training.phase is Phase.IDLE
    assert not training.discard() and models.is_usable(first.model_id)
    second = finish(world)
    world.until(lambda: world.document.prediction_model == second.model_id)
    models.delete(second.model_id)
    assert training.phase is Phase.IDLE
    assert not training.keep()
    world.until(lambda: world.document.prediction_model == first.model_id)
    assert models.in_use == first.model_id


def test_a_result_whose_weights_are_gone_cannot_be_kept(make: Make) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    record = finish(world)
    world.parts.models.path(record.model_id).unlink()
    assert not world.parts.training.keep()
    assert world.parts.models.in_use == SHIPPED
    assert record.model_id in world.problems[0]
    world.until(lambda: world.document.prediction_model == SHIPPED)


def test_a_decision_that_the_disk_refuses_is_none(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    record = finish(world)
    training = world.parts.training
    world.until(lambda: world.document.prediction_model == record.model_id)
    with monkeypatch.context() as patch:
        refuse_writing(patch)
        assert not training.keep()
        assert training.phase is Phase.DECIDING
        assert world.parts.models.in_use == SHIPPED
        assert not training.discard()
    assert len(world.problems) == 2 and "No space left" in world.problems[1]
    # The net before is shown all the same; the other one waits in the list.
    assert training.phase is Phase.IDLE
    world.until(lambda: world.document.prediction_model == SHIPPED)
    (left,) = world.parts.models.records()
    assert left.state is ModelState.FINISHED


def test_cancelling_the_next_run_at_once_spares_the_net_that_was_kept(make: Make) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    record = finish(world)
    world.parts.training.keep()
    world.parts.training.start(TrainingWish())
    world.parts.training.cancel()
    world.parts.tasks.flush()
    assert world.parts.models.is_usable(record.model_id)


def test_a_process_that_dies_while_it_is_started_is_said(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    process = world.parts.process
    monkeypatch.setattr(process, "start", lambda _: process.died.emit("No fork.", "Restart."))
    world.parts.training.start(TrainingWish())
    world.until(lambda: bool(world.problems))
    assert world.problems == ["No fork. Restart."]
    assert world.parts.training.phase is Phase.IDLE
    world.until(lambda: nets(world) == [])


def test_a_disk_that_refuses_the_first_record_of_a_run_is_named_and_nothing_is_left(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    with monkeypatch.context() as patch:
        refuse_writing(patch)
        world.parts.training.start(TrainingWish())
        world.until(lambda: bool(world.problems))
    assert "about.json" in world.problems[0] and "Free some space" in world.problems[0]
    assert (world.parts.training.phase, nets(world)) == (Phase.IDLE, [])


def test_the_split_of_the_images_stays(make: Make) -> None:
    world = make(AT_ONCE)
    correct(world, 3)
    first = preview(world)
    correct(world, 5)
    second = preview(world)
    held = {image.entry for image in first.held_out}
    assert len(held) == 1
    assert held <= {image.entry for image in second.held_out}


def test_an_attempt_that_was_cancelled_takes_no_other_along(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    training = world.parts.training
    began, cancelled, calls = threading.Event(), threading.Event(), []

    def fails_first(*args: Any) -> Any:
        calls.append(args)
        if len(calls) == 1:
            began.set()
            assert cancelled.wait(HANG_MS / 1000)
            raise OSError(errno.EIO, "Input/output error")
        return prepare(*args)

    monkeypatch.setattr("app.flows.learning.training.prepare", fails_first)
    training.start(TrainingWish())
    world.until(began.is_set)
    training.cancel()
    training.start(TrainingWish())
    cancelled.set()
    world.until(lambda: training.phase is Phase.DECIDING)
    assert len(calls) == 2 and len(world.problems) == 1


def test_nor_a_net_that_was_brought_back_meanwhile(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    record, training = finish(world), world.parts.training
    training.discard()
    began, over = threading.Event(), threading.Event()

    def fails(*_: Any) -> Any:
        began.set()
        assert over.wait(HANG_MS / 1000)
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("app.flows.learning.training.prepare", fails)
    training.start(TrainingWish())
    world.until(began.is_set)
    training.cancel()
    training.bring_back()
    assert training.phase is Phase.DECIDING
    over.set()
    world.until(lambda: bool(world.problems))
    assert training.phase is Phase.DECIDING and nets(world) == [record.model_id]


class SlowCount:
    """Counts that go on until they are told to stop, or let through."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.began, self.stopped = 0, 0
        self.through = threading.Event()
        patch.setattr("app.flows.learning.learning_set.count_corrected", self)

    def __call__(
        self, source: Any, entries: Any, stopped: Callable[[], bool], *, to_learn: bool
    ) -> Counted:
        self.began += 1
        while not self.through.wait(0.001):
            if stopped():
                self.stopped += 1
                raise StoppedError
        return count_corrected(source, entries, to_learn=to_learn)


def test_previews_do_not_pile_up(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    slow, shown = SlowCount(monkeypatch), []
    world.parts.training.preview_ready.connect(shown.append)
    for _ in range(6):
        world.parts.training.preview()
        world.until(lambda: slow.began > 0)
    slow.through.set()
    world.parts.tasks.flush()
    assert slow.began == len(shown) == 2


def test_a_run_waits_for_no_preview(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    slow, training = SlowCount(monkeypatch), world.parts.training
    training.preview()
    training.preview()
    world.until(lambda: slow.began == 1)
    training.start(TrainingWish())
    world.until(lambda: slow.stopped == 1 and slow.began == 2)
    slow.through.set()
    world.until(lambda: training.phase is Phase.DECIDING)
    assert slow.began == 2 and not world.problems


def test_cancelling_stops_the_count(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    slow, training = SlowCount(monkeypatch), world.parts.training
    training.start(TrainingWish())
    world.until(lambda: slow.began == 1)
    training.cancel()
    world.parts.tasks.flush()
    assert slow.stopped == 1 and training.phase is Phase.IDLE and not world.problems


def test_who_closes_the_program_waits_for_no_count(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make(AT_ONCE)
    correct(world, 2)
    slow = SlowCount(monkeypatch)
    world.parts.training.preview()
    world.parts.merging.look_for_unused()
    world.until(lambda: slow.began == 1)
    world.parts.tasks.shutdown()
    assert (slow.began, slow.stopped) == (1, 1)


def test_a_run_learns_from_labels_as_they_were_merged(make: Make) -> None:
    world = make(AT_ONCE)
    correct(world, 3)
    project, merging = world.parts.opening.project, world.parts.merging
    assert project is not None
    done: list[object] = []
    merging.counted.connect(merging.start)
    merging.finished.connect(done.append)
    merging.look(8, 12)  # cat into dog
    world.until(lambda: bool(done))
    project.remove_labels((1, 2, 3))
    job = read_job(world.parts.models.path(finish(world).model_id).parent / "job.json")
    assert job.labels.names[:3] == ("background", "boat", "bottle")
    assert job.merged == {"cat": "dog"} and "cat" not in job.labels.names
    frozen = read_mask(Path(job.images[0].corrections))
    assert set(np.unique(frozen)) == {0, job.labels.id_of("dog"), UNTOUCHED}
