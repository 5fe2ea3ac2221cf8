"""All that is done with nets, on a GPU that is played (`tests.core.pretended`)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from fcn_core.bench.models import Example, Lesson
from fcn_core.bench.root_painter import RootPainter
from fcn_core.data.dataset import Sample
from fcn_core.dense import predict_dense
from fcn_core.devices import naming_lost_device
from fcn_core.errors import FcnError
from fcn_core.evaluate import evaluate
from fcn_core.events import Event, Message, Snapshot, Started
from fcn_core.finetune.backoff import failure
from fcn_core.finetune.control import Control
from fcn_core.finetune.learner import FinetuneRecipe, Learner
from fcn_core.finetune.run import Finetuner
from fcn_core.labels import Label
from fcn_core.masks import UNTOUCHED, write_mask
from fcn_core.nets import catalog
from fcn_core.nets.fcn import FCN
from fcn_core.predict import Predictor
from fcn_core.suggest.glance import glance
from fcn_core.train.loop import Trainer
from fcn_core.train.recipe import Recipe
from fcn_core.weights.checkpoint import ModelInfo, load_model
from tests.core.finetune.test_run import make_job, report_of, run
from tests.core.models import LABELS, picture, tiny_model, tiny_net, with_skips
from tests.core.pretended import CUDA, OnCuda, Played, pretended_cuda
from tests.core.test_half_precision import predict_and_take_a_step
from tests.core.train.test_paper_training import Squares

GPU = torch.device("cuda")
PAPER = (
    "fcn32s-vgg16", "fcn8s-vgg16", "fcn8s-atonce-vgg16", "fcn-alexnet", "fcn-googlenet",
    "fcn-googlenet-avgpool", "torchvision-alexnet",
)  # fmt: skip


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Iterator[Played]:
    with pretended_cuda(monkeypatch) as played:
        yield played


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch) -> Iterator[Played]:
    """A GPU that computes in float32, as the CPU that plays it does: quicker than in bfloat16."""
    with pretended_cuda(monkeypatch, major=7) as played:
        yield played


def info_of(net: FCN) -> ModelInfo:
    return ModelInfo(config=net.config, labels=LABELS)


def on_gpu(net: FCN) -> Predictor:
    return Predictor(net, info_of(net), GPU)


def test_it_refuses_what_a_gpu_refuses(played: Played) -> None:
    there, image = torch.rand(3, device="cuda"), torch.rand(1, 1, 3, 3, device="cuda")
    for wrong in (
        lambda: there + torch.rand(3),
        lambda: torch.cat([there, torch.rand(3)]),
        lambda: torch.rand(3)[torch.zeros(3, dtype=torch.long, device="cuda")],
        lambda: F.conv2d(image, torch.rand(1, 1, 3, 3)),
        lambda: F.cross_entropy(image, torch.zeros(1, 3, 3).long()),
    ):
        with pytest.raises(RuntimeError, match="same device"):
            wrong()
    with pytest.raises(RuntimeError, match="numpy"):
        there.numpy()
    assert there.device == CUDA and (there + 1)[torch.tensor([0])].cpu().numpy() >= 1


@pytest.mark.parametrize("views", ["one", "mirror", "turns"])
def test_every_stride_is_predicted(played: Played, views: str) -> None:
    net = with_skips(tiny_net(), (32, 16, 8, 4, 2))
    side = 0 if views == "one" else 150  # smaller than the image: labels are brought to its size
    seen = replace(info_of(net).preprocessing, views=views, long_side=side)
    info = replace(info_of(net), preprocessing=seen)
    image, _ = picture(5, 160, 200)
    on_cpu = list(Predictor(net, info, torch.device("cpu")).predict(image))
    predictor = Predictor(net, info, GPU)
    assert {type(p) for p in predictor.net.parameters()} == {OnCuda}
    found = list(predictor.settled().predict(image))
    assert [output.stride for output in found] == [32, 16, 8, 4, 2]
    for one, other in zip(found, on_cpu, strict=True):
        assert (one.labels == other.labels).mean() > 0.97


def test_a_large_image_is_predicted_in_tiles(
    played: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    predictor = on_gpu(tiny_net())
    predictor.tile = 64
    monkeypatch.setattr(Predictor, "margin", 32)
    wanted = np.zeros((200, 200), np.uint8)
    wanted[:10] = 1
    found = list(predictor.predict(picture(1, 200, 200)[0], wanted_HW=wanted))
    assert [output.labels.shape for output in found] == [(200, 200)] * 3


def test_tiles_know_how_far_to_reach(played: Played) -> None:
    net, info = catalog.build("fcn32s-vgg16", LABELS, width=1 / 32)
    assert Predictor(net, info, GPU).margin == Predictor(net, info, torch.device("cpu")).margin


@pytest.mark.parametrize("name", PAPER)
def test_the_papers_nets_predict_and_learn(played: Played, name: str, tmp_path: Path) -> None:
    predict_and_take_a_step(name, GPU, tmp_path)


@pytest.mark.parametrize(
    "name", ["nyud-fcn16s-rgb-hha", "nyud-fcn32s-rgbd", "nyud-fcn32s-hha", "siftflow-fcn8s"]
)
def test_nets_of_more_channels_streams_and_tasks_predict(played: Played, name: str) -> None:
    net, info = catalog.build(name, width=1 / 32)
    image = np.random.default_rng(0).integers(0, 255, (64, 80, net.config.channels), np.uint8)
    *_, last = Predictor(net, info, GPU).predict(image)
    assert last.labels.shape == (64, 80) and len(last.further) == max(0, len(net.config.tasks) - 1)


@pytest.mark.parametrize("method", ["shift", "rarefy"])
def test_dense_scores(played: Played, method: str) -> None:
    net, info = catalog.build("fcn32s-vgg16", LABELS, width=1 / 32)
    labels = predict_dense(
        net.to(GPU),
        info.preprocessing,
        picture(0)[0],
        method,
        16,  # type: ignore[arg-type]
    )
    assert labels.shape == (64, 80)


def test_a_glance_is_taken(played: Played) -> None:
    assert np.isfinite(glance(on_gpu(tiny_net()), "a", picture(0)[0]).features).all()


def test_data_are_evaluated(played: Played) -> None:
    net = tiny_net(Squares.labels)
    found = evaluate(Predictor(net, replace(info_of(net), labels=Squares.labels), GPU), Squares())
    assert found.images == 4 and set(found.main.scores) == {32, 16, 8}


@pytest.mark.parametrize(
    "changes",
    [
        {"optimizer": "adamw", "ema": 0.9, "balance": "weights", "drop_paths": ((0.0, 0.1),)},
        {"accumulate": 2, "balance": "sampling", "normalize_loss": True, "image_means": True},
        {"keep_cells": 0.5, "frozen_stem": True, "normalize_loss": False, "lr": 1e-9},
        {"frozen_backbone": True, "optimizer": "sgd"},
    ],
)
def test_training_goes_on_where_it_was(
    old: Played, tmp_path: Path, changes: dict[str, object]
) -> None:
    recipe = Recipe(**{"iterations": 2, "batch": 2, "crops": ((0.0, 48),), **changes})  # type: ignore[arg-type]

    def trainer() -> Trainer:
        net = tiny_net(Squares.labels).requires_grad_(True)
        info = replace(info_of(net), labels=Squares.labels)
        return Trainer(net, info, Squares(), recipe, tmp_path, GPU, lambda _: None)

    stop = threading.Event()
    stop.set()
    trainer().run(stop)
    second = trainer()
    second.resume()
    second.run(threading.Event())
    assert second.done == 2
    assert {type(p) for p in second.net.parameters()} == {OnCuda}


def test_a_step_waits_for_the_gpu_once(old: Played, tmp_path: Path) -> None:
    """However many passes it takes; a learner's, too, beside what its masks ask of it."""
    net = tiny_net(Squares.labels).requires_grad_(True)
    info = replace(info_of(net), labels=Squares.labels)
    recipe = Recipe(iterations=2, batch=3, accumulate=3, crops=((0.0, 48),))
    trainer = Trainer(net, info, Squares(), recipe, tmp_path, GPU, lambda _: None)
    batch = trainer._batch(0)
    assert len(batch) == 3
    old.moves.clear()
    trainer._step(batch)
    assert old.moves["values"] == 1 and old.moves["down"] == 0
    image, mask = picture(0)
    sample = Sample(image_id="a", image=image, mask=mask)
    learner = Learner(
        net, tiny_net().to(GPU), [(0, 0), (1, 1)], info.preprocessing, [sample],
        FinetuneRecipe(crop=64, batch=2), GPU,
    )  # fmt: skip
    for steps in (learner.heads(), learner.whole(lambda: 0.5)):
        next(steps)
        old.moves.clear()
        next(steps)
        assert old.moves["values"] == 1 and old.moves["down"] == 0


def test_a_net_of_two_tasks_learns(played: Played, tmp_path: Path) -> None:
    class Both(Squares):
        labels = catalog.spec("siftflow-fcn8s").labels

        def mask(self, index: int) -> np.ndarray:  # type: ignore[type-arg]
            return np.dstack([super().mask(index)] * 2)

        def sample(self, index: int) -> Sample:
            plain = Squares().sample(index)
            return replace(plain, mask=self.mask(index))

    config = replace(catalog.spec("siftflow-fcn8s").config, width=1 / 32, upsampling="learned")
    net = FCN(config, len(Both.labels))
    info = ModelInfo(config=config, labels=Both.labels)
    recipe = Recipe(iterations=1, batch=2, crops=((0.0, 48),), lr=1e-9, balance="weights")
    Trainer(net, info, Both(), recipe, tmp_path, GPU, lambda _: None).run(threading.Event())


def with_new_label(folder: Path) -> None:
    for seed in range(4):
        mask = np.where(picture(seed)[1] == 1, 2, 0).astype(np.uint8)
        mask[:, 70:] = UNTOUCHED
        write_mask(folder / f"{seed}_mask.png", mask)


@pytest.mark.parametrize("task", ["known", "grown", "new"])
def test_fine_tuning_goes_all_the_way(old: Played, tmp_path: Path, task: str) -> None:
    """Heads on cached taps, the whole net, what is recalled, the curve, and the judgement."""
    job = make_job(tmp_path, held_out=2)
    recipe = {
        **job.recipe,
        "heads_steps": 2,
        "whole_steps": 2,
        "curve_seconds": 0.0,
        "snapshot_seconds": 0.0,
    }
    job = replace(job, device="cuda", recipe=recipe, replay=(str(tmp_path / "3.png"),))
    if task != "known":
        with_new_label(tmp_path)
        labels = LABELS.added(Label(name="new", color=(1, 2, 3)))
        job = replace(job, labels=labels, keep_all=task == "grown")
    report = report_of(run(job))
    assert report["after"]["mean_iu"] is not None
    assert ("new" in report["labels"]) == (task != "known")


def test_another_start_is_found(old: Played, tmp_path: Path) -> None:
    job = make_job(tmp_path, held_out=2)
    with_new_label(tmp_path)
    other = tiny_model(tmp_path / "other.safetensors")
    labels = LABELS.added(Label(name="new", color=(1, 2, 3)))
    recipe = {**job.recipe, "heads_steps": 2, "whole_steps": 2}
    job = replace(
        job, device="cuda", labels=labels, others=(str(other),), compare=str(other), recipe=recipe
    )
    assert report_of(run(job))["after"]["mean_iu"] is not None


def test_a_learner_of_the_papers_nets(played: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fcn_core.finetune.learner.WINDOW", 32)
    for kept in ([(0, 0), (1, 1)], []):
        net, info = catalog.build("fcn8s-vgg16", LABELS, width=1 / 32)
        parent, _ = catalog.build("fcn8s-vgg16", LABELS, width=1 / 32)
        image, mask = picture(0)
        mask[:, 60:] = UNTOUCHED
        sample = Sample(image_id="a", image=image, mask=mask)
        learner = Learner(
            net.to(GPU), parent.to(GPU).requires_grad_(False), kept, info.preprocessing, [sample],
            FinetuneRecipe(crop=64, batch=2, rate_factor=1e-6), GPU, [sample],
        )  # fmt: skip
        next(learner.heads())
        next(learner.whole(lambda: 0.5))


def test_the_u_net_of_the_benchmark_learns(played: Played) -> None:
    painter = RootPainter(LABELS, 0, "cuda", patch=92)
    image, mask = picture(0)
    example = Example(image_id="a", image=image, corrections=mask, held_out=False)
    painter.learn(Lesson(examples=[example], seconds=0.0))
    assert painter.look(image).labels.shape == mask.shape


def test_too_little_memory_for_the_smallest_pieces_offers_the_cpu(
    old: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(self: Learner, progress: object) -> Iterator[float]:
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(Learner, "whole", none)
    job = make_job(tmp_path)
    job = replace(job, device="auto", recipe={**job.recipe, "heads_steps": 1})
    with pytest.raises(FcnError, match="even with single pieces") as ended:
        run(job)
    failed = failure(ended.value)
    assert failed is not None and failed.device == "cpu"


@pytest.mark.parametrize("when", ["at first", "while it learns", "at the end"])
def test_a_gpu_that_vanishes_ends_a_run_and_no_more(
    old: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """What it had learned until then lies on the disk, whole."""
    taps = FCN.taps
    events: list[Event] = []

    def gone(*_: object) -> None:
        raise torch.AcceleratorError("CUDA error: unspecified launch failure")

    def emit(event: Event) -> None:
        events.append(event)
        ending = isinstance(event, Message) and event.text.startswith("Comparing")
        learning = isinstance(event, Snapshot)
        if (when == "while it learns" and learning) or (when == "at the end" and ending):
            monkeypatch.setattr(FCN, "taps", gone)

    if when == "at first":
        monkeypatch.setattr(FCN, "taps", gone)
    job = make_job(tmp_path)
    recipe = {**job.recipe, "heads_steps": 2, "whole_steps": 2, "snapshot_seconds": 0.0}
    with pytest.raises(Exception) as ended:
        Finetuner(replace(job, device="cuda", recipe=recipe), emit, Control()).run()
    failed = failure(ended.value)
    assert failed is not None and "unspecified launch failure" in failed.problem
    assert failed.device == "cpu" and failed.remedy.startswith("Choose the CPU")
    monkeypatch.setattr(FCN, "taps", taps)
    left = tmp_path / "out" / "model.safetensors"
    assert left.is_file() == (when != "at first")
    if when != "at first":
        assert load_model(left)[1].provenance["device"] == "NVIDIA Pretended, fp32"


def test_a_gpu_of_no_use_is_noted_and_the_run_goes_on_the_cpu(
    old: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise torch.AcceleratorError("CUDA error: no kernel image is available")

    job = make_job(tmp_path)
    job = replace(job, device="auto", recipe={**job.recipe, "heads_steps": 2})
    monkeypatch.setattr("fcn_core.devices._try", naming_lost_device()(refused))
    events = run(job)
    started = next(event for event in events if isinstance(event, Started))
    assert started.device.startswith("CPU")
    [note] = [note for note in report_of(events)["notes"] if "GPU" in note]
    assert note.endswith("does not know this kind of GPU. The CPU takes over.")
