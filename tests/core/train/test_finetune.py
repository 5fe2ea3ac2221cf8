"""Fine-tuning end to end on tiny pictures: it learns, judges, stops, and names problems."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fcn_core.errors import FcnError
from fcn_core.events import Event, Finished, Progress, Snapshot
from fcn_core.labels import Label
from fcn_core.masks import UNTOUCHED, write_mask
from fcn_core.predict import Predictor
from fcn_core.train.control import Control
from fcn_core.train.finetune import Finetuner
from fcn_core.train.job import FinetuneJob, JobImage, read_job, write_job
from fcn_core.weights.checkpoint import load_model
from tests.core.models import LABELS, picture, tiny_model

QUICK = {"heads_steps": 40, "whole_steps": 2, "crop": 64, "heads_lr": 0.01, "batch": 2}


def make_job(folder: Path, count: int = 4, held_out: int = 1) -> FinetuneJob:
    """Pictures with half their pixels confirmed; the last `held_out` of them wholly."""
    images = []
    for seed in range(count):
        kept = seed >= count - held_out
        image, mask = picture(seed)
        if not kept:
            mask[:, 60:] = UNTOUCHED
        Image.fromarray(image).save(folder / f"{seed}.png")
        write_mask(folder / f"{seed}_mask.png", mask)
        images.append(
            JobImage(
                image_id=str(seed),
                image=str(folder / f"{seed}.png"),
                corrections=str(folder / f"{seed}_mask.png"),
                held_out=kept,
            )
        )
    model = tiny_model(folder / "parent.safetensors")
    return FinetuneJob(
        images=tuple(images),
        labels=LABELS,
        model=str(model),
        out=str(folder / "out"),
        device="cpu",
        seconds=0.1,
        recipe=QUICK,
    )


def run(job: FinetuneJob, control: Control | None = None) -> list[Event]:
    events: list[Event] = []
    Finetuner(job, events.append, control or Control()).run()
    return events


def test_it_learns_and_reports(tmp_path: Path) -> None:
    events = run(make_job(tmp_path))
    finished = events[-1]
    assert isinstance(finished, Finished) and finished.report is not None
    assert finished.report["held_out"] == 1
    assert finished.report["after"]["mean_iu"] > finished.report["before"]["mean_iu"] + 0.1
    assert finished.report["verdict"] == "better"
    assert any(isinstance(e, Snapshot) for e in events)
    losses = [e.loss for e in events if isinstance(e, Progress)]
    assert losses[-1] < losses[0]
    _, info = load_model(Path(finished.path))
    assert info.provenance["images"] == ["0", "1", "2"]
    assert info.provenance["held_out"] == ["3"]


def test_a_new_label_is_learned_beside_the_old_ones(tmp_path: Path) -> None:
    job = make_job(tmp_path)
    labels = LABELS.added(Label(name="new", color=(1, 2, 3)))
    for seed in range(4):
        _, mask = picture(seed)
        write_mask(tmp_path / f"{seed}_mask.png", np.where(mask == 1, np.uint8(2), mask))
    finished = run(replace(job, labels=labels))[-1]
    assert isinstance(finished, Finished) and finished.report is not None
    assert finished.report["labels"] == ["background", "thing", "new"]
    predictor = Predictor.load(Path(finished.path), "cpu")
    assert predictor.info.labels.names[-1] == "new"
    # The backbone is random, so the new label need not win yet; it must rise where it is.
    image, mask = picture(3)
    scores = dict(predictor.scores(image))[8]
    new = predictor.net.upsample(scores, 8, mask.shape).softmax(1)[0, 2].numpy()
    assert new[mask == 1].mean() > new[mask == 0].mean() + 0.05


def test_without_held_out_images_nothing_is_claimed(tmp_path: Path) -> None:
    finished = run(make_job(tmp_path, count=2, held_out=0))[-1]
    assert isinstance(finished, Finished) and finished.report is not None
    assert finished.report["verdict"] == "unknown"
    assert finished.report["before"] is finished.report["after"] is None
    assert "three" in finished.report["sentence"]


def test_stopping_keeps_what_there_is(tmp_path: Path) -> None:
    control = Control()
    control.obey("stop")
    finished = run(replace(make_job(tmp_path), seconds=60.0), control)[-1]
    assert isinstance(finished, Finished) and finished.stopped
    assert Path(finished.path).is_file()


def test_nothing_confirmed_is_said(tmp_path: Path) -> None:
    job = make_job(tmp_path, count=2, held_out=0)
    for seed in range(2):
        write_mask(tmp_path / f"{seed}_mask.png", np.full((64, 80), UNTOUCHED, np.uint8))
    with pytest.raises(FcnError, match="nothing to learn from"):
        run(job)


def test_an_image_that_was_changed_is_named(tmp_path: Path) -> None:
    job = make_job(tmp_path)
    Image.new("RGB", (10, 10)).save(tmp_path / "0.png")
    with pytest.raises(FcnError, match=r"0\.png is 10 x 10"):
        run(job)


def test_labels_deleted_since_count_as_untouched(tmp_path: Path) -> None:
    job = make_job(tmp_path)
    mask = np.full((64, 80), 9, np.uint8)
    mask[:5] = 0
    write_mask(tmp_path / "0_mask.png", mask)
    assert isinstance(run(job)[-1], Finished)


def test_an_unknown_recipe_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(FcnError, match="learning"):
        Finetuner(replace(make_job(tmp_path), recipe={"learning": 1}), lambda _: None, Control())


def test_jobs_round_trip_through_their_file(tmp_path: Path) -> None:
    job = make_job(tmp_path)
    write_job(tmp_path / "job.json", job)
    assert read_job(tmp_path / "job.json") == job
    (tmp_path / "job.json").write_text('{"images": []}')
    with pytest.raises(FcnError, match="not a fine-tuning job"):
        read_job(tmp_path / "job.json")


def test_pausing_takes_time_out_of_the_budget() -> None:
    control = Control()
    assert control.wait_while_paused() < 0.05
    control.obey("pause")
    control.obey("some word of a newer window")
    control.obey("stop")
    assert control.wait_while_paused() < 0.05
    assert control.stop.is_set()
