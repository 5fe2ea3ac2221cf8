"""A new task gets new heads, the size and strides that suit it, and a sentence that says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from fcn_core.data.dataset import Sample
from fcn_core.events import Event, Finished, Message, Progress
from fcn_core.finetune.control import Control
from fcn_core.finetune.corrected_images import CorrectedImages
from fcn_core.finetune.fresh import FreshStart
from fcn_core.finetune.job import FinetuneJob, JobImage
from fcn_core.finetune.run import Finetuner
from fcn_core.labels import LabelSet
from fcn_core.masks import write_mask
from fcn_core.predict import Predictor
from fcn_core.weights.checkpoint import ModelInfo, load_model
from tests.core.models import CONFIG, tiny_model, tiny_net

NEW = LabelSet.from_names(["background", "speck"])


def specks(folder: Path, count: int = 4) -> tuple[JobImage, ...]:
    """Images with bright specks of a few pixels; the last one is held out."""
    images = []
    for seed in range(count):
        rng = np.random.default_rng(seed)
        mask = np.kron(rng.random((16, 16)) < 0.3, np.ones((4, 4))).astype(np.uint8)
        Image.fromarray(np.dstack([mask * 200 + 20] * 3).astype(np.uint8)).save(
            folder / f"{seed}.png"
        )
        write_mask(folder / f"{seed}_mask.png", mask)
        images.append(
            JobImage(
                image_id=str(seed),
                image=str(folder / f"{seed}.png"),
                corrections=str(folder / f"{seed}_mask.png"),
                held_out=seed == count - 1,
            )
        )
    return tuple(images)


def test_a_run_on_a_new_task_ends_with_the_chosen_structure(tmp_path: Path) -> None:
    job = FinetuneJob(
        images=specks(tmp_path),
        labels=NEW,
        model=str(tiny_model(tmp_path / "parent.safetensors")),
        out=str(tmp_path / "out"),
        device="cpu",
        seconds=0.1,
        recipe={"heads_steps": 30, "whole_steps": 2, "crop": 64, "batch": 2, "heads_lr": 0.01},
    )
    events: list[Event] = []
    Finetuner(job, events.append, Control()).run()
    finished = events[-1]
    assert isinstance(finished, Finished) and finished.report is not None
    _, info = load_model(Path(finished.path))
    structure = info.provenance["structure"]
    assert tuple(structure["strides"]) == info.config.strides
    assert info.preprocessing.long_side == structure["long_side"] == 0
    assert info.preprocessing.brightened
    assert set(structure["mean_iu"]) >= {"8s", "4s"}
    said = [event.text for event in events if isinstance(event, Message)]
    assert any(f"FCN-{info.config.strides[-1]}s" in text for text in said)
    assert finished.report["after"]["mean_iu"] > finished.report["before"]["mean_iu"]


def test_new_heads_begin_with_the_seed_alone(tmp_path: Path) -> None:
    job = FinetuneJob(
        images=specks(tmp_path),
        labels=NEW,
        model=str(tiny_model(tmp_path / "parent.safetensors")),
        out=str(tmp_path / "out"),
        device="cpu",
    )

    def first_losses(seed: int) -> list[float]:
        control, losses = Control(), []

        def emit(event: Event) -> None:
            if isinstance(event, Progress):
                losses.append(event.loss)
                if len(losses) == 2:
                    control.obey("stop")

        Finetuner(replace(job, recipe={"seed": seed}), emit, control).run()
        return losses

    torch.manual_seed(7)
    assert first_losses(0) == first_losses(0)
    assert first_losses(0) != first_losses(1)


@pytest.fixture
def start(tmp_path: Path) -> FreshStart:
    images = specks(tmp_path)
    info = ModelInfo(config=CONFIG, labels=NEW)
    learned, held_out = (
        CorrectedImages([i for i in images if i.held_out == held], NEW, info.preprocessing)
        for held in (False, True)
    )
    return FreshStart(tiny_net(), info, learned, held_out)


def one_dot(predictor: Predictor, samples: list[Sample]) -> None:
    """Not a lesson: the net now says what size it works at."""
    zoom = predictor.info.preprocessing.zoom
    bias = predictor.net.get_parameter("scores.8.bias")
    with torch.no_grad():
        bias.copy_(torch.tensor([1.0, 0.0]) if zoom == 1 else torch.tensor([0.0, 1.0]))


def test_the_size_that_scores_better_is_taken(
    start: FreshStart, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fcn_core.finetune import fresh, structure

    both = [
        structure.Structure(strides=(32, 16, 8, 4), long_side=1024, zoom=zoom)
        for zoom in (1.0, 2.0)
    ]
    monkeypatch.setattr(fresh, "candidates", lambda *_: both)
    chosen = start.run(torch.device("cpu"), one_dot)
    # Background is the more common label, so the net that says it scores higher.
    assert chosen.info.preprocessing.zoom == 1.0
    assert [entry["zoom"] for entry in start.note["tried"]] == [1.0, 2.0]

    def out_of_memory(predictor: Predictor, samples: list[Sample]) -> None:
        if predictor.info.preprocessing.zoom == 2.0:
            raise torch.OutOfMemoryError("too large")

    assert start.run(torch.device("cpu"), out_of_memory).info.preprocessing.zoom == 1.0


def test_outputs_are_compared_only_where_something_is_learned(
    start: FreshStart, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fcn_core.finetune import fresh

    predictor = start.run(torch.device("cpu"), one_dot)
    one_dot(predictor, [])  # says background everywhere: a mean IU below a half
    with torch.no_grad():  # and from 4s on the rarer label, which is worse
        predictor.net.get_parameter("scores.4.bias").copy_(torch.tensor([0.0, 3.0]))
    strides = predictor.net.strides
    assert start.ended(predictor)[0].net.strides == strides != (32, 16, 8)
    monkeypatch.setattr(fresh, "LEARNED", 0.1)
    assert start.ended(predictor)[0].net.strides == (32, 16, 8)


def test_a_backbone_without_fine_taps_keeps_its_strides(tmp_path: Path) -> None:
    config = replace(CONFIG, strides=(32, 16))
    info = ModelInfo(config=config, labels=NEW)
    from fcn_core.nets.fcn import FCN

    part = CorrectedImages(specks(tmp_path), NEW, info.preprocessing)
    start = FreshStart(FCN(config, 2), info, part, part.first(0))
    predictor = start.run(torch.device("cpu"), one_dot_none)
    assert predictor.net.strides == (32, 16)
    assert "labels' detail" in start.ended(predictor)[1]


def one_dot_none(predictor: Predictor, samples: list[Sample]) -> None:
    raise AssertionError("with one structure nothing needs to be tried")


def test_images_that_vanish_between_trials_stop_nothing(
    tmp_path: Path, start: FreshStart, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fcn_core.finetune import fresh, structure

    both = [
        structure.Structure(strides=(32, 16, 8, 4), long_side=1024, zoom=zoom)
        for zoom in (1.0, 2.0)
    ]
    monkeypatch.setattr(fresh, "candidates", lambda *_: both)
    learned: list[int] = []

    def teach(predictor: Predictor, samples: list[Sample]) -> None:
        learned.append(len(samples))
        (tmp_path / "0.png").unlink(missing_ok=True)
        (tmp_path / "3.png").unlink(missing_ok=True)  # the held-out one

    predictor = start.run(torch.device("cpu"), teach)
    assert learned == [3, 2]
    assert "labels' detail" in start.ended(predictor)[1]
