"""What a run is about: the labels that were confirmed, and the net that knows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from fcn_core.data.transforms import Preprocessing
from fcn_core.events import Event, Finished
from fcn_core.finetune import comparison
from fcn_core.finetune import task as module
from fcn_core.finetune.control import Control
from fcn_core.finetune.corrected_images import CorrectedImages
from fcn_core.finetune.fresh import LOOKED_AT
from fcn_core.finetune.given import read_given
from fcn_core.finetune.job import FinetuneJob, JobImage
from fcn_core.finetune.judge import Judgement
from fcn_core.finetune.pieces import GLIMPSE, SIDE
from fcn_core.finetune.run import Finetuner
from fcn_core.finetune.task import Task, find_task, knows_most, matched
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import VOC, Label, LabelSet
from fcn_core.masks import UNTOUCHED, Mask, write_mask
from fcn_core.predict import Predictor
from fcn_core.weights.checkpoint import ModelInfo, load_model, save_model
from fcn_core.zoo import sample_photos
from tests.core.models import CONFIG, picture, tiny_model, tiny_net

PROJECT = VOC.added(Label(name="square", color=(1, 2, 3)))
SQUARE, CAT, DOG = 21, PROJECT.id_of("cat"), PROJECT.id_of("dog")


def certain_model(path: Path, labels: LabelSet, label: int) -> Path:
    """A net that is sure that bright squares are `label`: a threshold on the coarsest tap."""
    info = ModelInfo(config=CONFIG, labels=labels, name=path.stem)
    net = tiny_net(labels)
    with torch.no_grad():
        for score in net.scores.values():
            score.weight.zero_()
            score.bias.zero_()
        net.get_parameter("scores.8.bias")[label] = 20.0
    save_model(path, net, info)
    return path


def job_of(folder: Path, values: Sequence[int], model: Path, **changes: object) -> FinetuneJob:
    """Pictures whose square is confirmed as `values`, one a picture."""
    images = []
    for seed, value in enumerate(values):
        image, mask = picture(seed)
        Image.fromarray(image).save(folder / f"{seed}.png")
        write_mask(folder / f"{seed}_mask.png", np.where(mask == 1, np.uint8(value), mask))
        images.append(
            JobImage(
                image_id=str(seed),
                image=str(folder / f"{seed}.png"),
                corrections=str(folder / f"{seed}_mask.png"),
            )
        )
    job = FinetuneJob(
        images=tuple(images),
        labels=PROJECT,
        model=str(model),
        out=str(folder / "out"),
        device="cpu",
        seconds=0.1,
        recipe={"heads_steps": 2, "whole_steps": 1, "crop": 64, "batch": 2},
    )
    return replace(job, **changes)  # type: ignore[arg-type]


def task_of(job: FinetuneJob, said: list[str] | None = None) -> Task:
    """The task, and in `said` what a person would be told."""
    net, info = load_model(Path(job.model))
    told = [] if said is None else said
    given = read_given(job, Preprocessing(), told.append)
    return find_task(job, net, info, given, torch.device("cpu"), told.append)


@pytest.mark.parametrize(("known", "expected"), [
    ([False], False),
    ([True], True),
    ([True, False], True),
    ([True, False, False], False),
    ([], True),
])  # fmt: skip
def test_most_are_at_least_half(known: list[bool], expected: bool) -> None:
    assert knows_most(known) is expected


def test_a_net_keeps_what_it_knows_where_its_labels_were_confirmed(tmp_path: Path) -> None:
    job = job_of(tmp_path, [CAT, DOG, SQUARE], tiny_model(tmp_path / "voc.safetensors", VOC))
    task = task_of(job)
    assert task.labels == PROJECT
    assert task.kept == tuple((i, i) for i in range(21))
    assert task.note == ""


def test_labels_that_nobody_confirmed_and_the_net_does_not_know_are_left_out(
    tmp_path: Path,
) -> None:
    pets = LabelSet.from_names(["background", "dog", "cat"])
    task = task_of(job_of(tmp_path, [CAT], tiny_model(tmp_path / "pets.safetensors", pets)))
    assert task.labels.names == ("background", "cat", "dog")
    assert task.kept == ((0, 0), (1, 2), (2, 1))


def test_a_task_is_new_if_nothing_that_the_net_knows_is_confirmed_or_shows(tmp_path: Path) -> None:
    """A project lists the shipped net's labels whatever its images are of."""
    task = task_of(job_of(tmp_path, [SQUARE], certain_model(tmp_path / "m.safetensors", VOC, 0)))
    assert task.labels.names == ("background", "square")
    assert task.kept == ()
    assert "aeroplane, bicycle, bird and 17 more" in task.note
    job = job_of(tmp_path, [SQUARE], tmp_path / "m.safetensors", keep_all=True)
    assert len(task_of(job).kept) == 21


def test_a_net_that_is_sure_of_things_in_the_images_should_not_forget_them(tmp_path: Path) -> None:
    model = certain_model(tmp_path / "m.safetensors", VOC, DOG)
    job = job_of(tmp_path, [SQUARE], model)
    assert task_of(job).kept == (), "a person said otherwise of all that there is"
    photos = replace(job, replay=tuple(map(str, sample_photos())))
    assert task_of(photos).kept == (), "photos of the program's own are no images of the project"
    elsewhere = replace(job, replay=(job.images[0].image,))
    assert len(task_of(elsewhere).kept) == 21
    mask = np.where(picture(0)[1] == 1, SQUARE, UNTOUCHED).astype(np.uint8)
    write_mask(Path(job.images[0].corrections), mask)
    assert len(task_of(job).kept) == 21
    write_mask(Path(job.images[0].corrections), np.where(mask == SQUARE, SQUARE - 1, mask))
    without = LabelSet(tuple(label for label in PROJECT.labels if label.name != "dog"))
    gone = task_of(replace(job, labels=without))
    assert gone.kept == (), "a thing that the project has no label for does not count"


def test_another_net_that_finds_what_was_painted_is_the_start(tmp_path: Path) -> None:
    blind = certain_model(tmp_path / "m.safetensors", VOC, 0)
    cells = LabelSet.from_names(["background", "thing", "nucleus"])
    knowing = certain_model(tmp_path / "cells.safetensors", cells, 2)
    job = job_of(tmp_path, [SQUARE], blind, others=(str(blind), str(knowing)))
    for image in job.images:  # squares alone are confirmed: the net that says them is right
        image_id = int(image.image_id)
        mask = picture(image_id)[1]
        write_mask(Path(image.corrections), np.where(mask == 1, SQUARE, UNTOUCHED).astype(np.uint8))
    task = task_of(job)
    assert task.model == str(knowing)
    assert task.kept == ((0, 0), (1, 2))
    assert task.labels.names == ("background", "square")
    assert task.note == "Started from the net 'cells', which knows square, as nucleus."


@pytest.mark.parametrize("side", [SIDE, SIDE + 1])
def test_large_images_are_glimpsed_at_by_nets_that_see_them_at_their_own_size(
    tmp_path: Path, side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowing = certain_model(tmp_path / "cells.safetensors", LabelSet.from_names(("a", "b")), 1)
    job = job_of(
        tmp_path,
        [SQUARE],
        certain_model(tmp_path / "m.safetensors", VOC, 0),
        others=(str(knowing),),
    )
    Image.new("RGB", (side, 700)).save(tmp_path / "0.png")
    write_mask(tmp_path / "0_mask.png", np.full((700, side), SQUARE, np.uint8))
    looks: list[tuple[int, str]] = []
    honest = module.finest_labels

    def seen(predictor: Predictor, image: RGB) -> Mask:
        looks.append((max(image.shape), predictor.info.preprocessing.views))
        return honest(predictor, image)

    net, info = load_model(knowing)
    seen_well = replace(info.preprocessing, views="mirror")
    save_model(knowing, net, replace(info, preprocessing=seen_well))
    monkeypatch.setattr(module, "finest_labels", seen)
    assert task_of(job).model == str(knowing)
    assert looks == [(side, "mirror") if side == SIDE else (GLIMPSE, "one")]


def test_another_net_that_cannot_be_read_is_named_and_passed_over(tmp_path: Path) -> None:
    blind = certain_model(tmp_path / "m.safetensors", VOC, 0)
    said: list[str] = []
    task = task_of(job_of(tmp_path, [SQUARE], blind, others=(str(tmp_path / "gone"),)), said)
    assert (task.model, task.kept) == (str(blind), ())
    assert len(said) == 1 and "cannot be used" in said[0] and "gone" in said[0]


def test_labels_are_the_same_if_most_of_their_pixels_are() -> None:
    confirmed: Mask = np.array([[0, 1, 1, 1, 2, 2, UNTOUCHED]], np.uint8)
    said: Mask = np.array([[0, 3, 0, 0, 3, 0, 3]], np.uint8)
    # Label 1 and the net's 3 share 1 of 4 pixels, label 2 and 3 share 1 of 3.
    assert matched([(confirmed, said)], 3, 4) == ()
    said[0, 2] = 3
    assert matched([(confirmed, said)], 3, 4) == ((1, 3),)
    # One image of three that was confirmed wrongly decides nothing, however large it is.
    wrong = (np.ones((90, 90), np.uint8), np.zeros((90, 90), np.uint8))
    elsewhere = (np.zeros((9, 9), np.uint8), np.zeros((9, 9), np.uint8))
    assert matched([(confirmed, said), (confirmed, said), wrong, elsewhere], 3, 4) == ((1, 3),)
    assert matched([(confirmed, said), wrong], 3, 4) == ()
    # Each of the net's 2 and 3 has half of label 1: it is only one of them, that of more pixels.
    halves = np.array([[1, 1, 1, 1]], np.uint8), np.array([[2, 2, 3, 3]], np.uint8)
    mostly = np.array([[1, 1, 1, 1]], np.uint8), np.array([[3, 3, 3, 0]], np.uint8)
    assert matched([halves, halves, mostly], 2, 4) == ((1, 3),)
    # Two images on which the net does badly, and one on which it does well: it knows the label.
    poor = np.ones((1, 10), np.uint8), np.array([[3] * 3 + [0] * 7], np.uint8)
    good = np.ones((1, 10), np.uint8), np.full((1, 10), 3, np.uint8)
    assert matched([poor, good, poor], 2, 4) == ((1, 3),)
    assert matched([poor, poor], 2, 4) == ()
    fifths = np.full((1, 12), 1, np.uint8), np.array([[2] * 5 + [3] * 7], np.uint8)
    assert matched([fifths], 2, 4) == ((1, 3),)


def test_a_new_task_is_learned_in_a_project_of_many_labels(tmp_path: Path) -> None:
    """As in the window: the project has the shipped net's labels and one of a person's own."""
    job = job_of(tmp_path, [SQUARE] * 4, certain_model(tmp_path / "m.safetensors", VOC, 0))
    held = replace(job.images[3], held_out=True)
    events: list[Event] = []
    Finetuner(replace(job, images=(*job.images[:3], held)), events.append, Control()).run()
    finished = events[-1]
    assert isinstance(finished, Finished) and finished.report is not None
    _, info = load_model(Path(finished.path))
    assert info.labels.names == ("background", "square")
    assert info.config.strides[-1] < 8, "the structure is chosen as for any new task"
    assert len(info.provenance["offsets"]) == 2
    assert finished.report["labels"] == list(PROJECT.names)
    assert finished.report["after"]["per_class_iu"][SQUARE] is not None
    assert any("left out" in note for note in finished.report["notes"])
    assert "start" not in finished.report


def test_a_run_says_which_other_net_it_started_from(tmp_path: Path) -> None:
    blind = certain_model(tmp_path / "m.safetensors", VOC, 0)
    knowing = certain_model(tmp_path / "cells.safetensors", LabelSet.from_names(("a", "b")), 1)
    job = job_of(tmp_path, [SQUARE] * 3, blind, others=(str(knowing),))
    for image in job.images:
        mask = np.where(picture(int(image.image_id))[1] == 1, SQUARE, UNTOUCHED)
        write_mask(Path(image.corrections), mask.astype(np.uint8))
    events: list[Event] = []
    Finetuner(job, events.append, Control()).run()
    finished = events[-1]
    assert isinstance(finished, Finished) and finished.report is not None
    assert finished.report["start"] == "cells"
    assert finished.report["facts"] == ["Started from the net 'cells', which knows square, as b."]
    assert not any("Started" in note for note in finished.report["notes"])
    provenance = load_model(Path(finished.path))[1].provenance
    assert provenance["parent"] == str(knowing)
    assert provenance["offsets"] == [], "how readily it says its labels, it knows"


def test_a_start_is_judged_by_what_it_calls_the_things(tmp_path: Path) -> None:
    blind = certain_model(tmp_path / "m.safetensors", VOC, 0)
    knowing = certain_model(tmp_path / "cells.safetensors", LabelSet.from_names(("a", "b")), 1)
    job = job_of(tmp_path, [SQUARE] * 3, blind, others=(str(knowing),))
    for image in job.images:
        mask = np.where(picture(int(image.image_id))[1] == 1, SQUARE, UNTOUCHED)
        mask[0, :9] = 0  # where nothing but squares is confirmed, nothing can be judged
        write_mask(Path(image.corrections), mask.astype(np.uint8))
    images = (*job.images[:2], replace(job.images[2], held_out=True))
    events: list[Event] = []
    Finetuner(replace(job, images=images), events.append, Control()).run()
    finished = events[-1]
    assert isinstance(finished, Finished) and finished.report is not None
    square = int(np.count_nonzero(picture(2)[1]))
    right = square / (square + 9)  # it says so everywhere, and of background nothing
    assert finished.report["others"] == {"cells": pytest.approx(right / 2)}


def test_what_chose_the_output_judges_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blind = certain_model(tmp_path / "m.safetensors", VOC, 0)
    knowing = certain_model(tmp_path / "cells.safetensors", LabelSet.from_names(("a", "b")), 1)
    job = job_of(tmp_path, [SQUARE] * (LOOKED_AT + 3), blind, others=(str(knowing),))
    for image in job.images[:2]:
        mask = np.where(picture(int(image.image_id))[1] == 1, SQUARE, UNTOUCHED)
        write_mask(Path(image.corrections), mask.astype(np.uint8))
    images = (*job.images[:2], *(replace(image, held_out=True) for image in job.images[2:]))
    events, looked = list[Event](), list[int]()
    honest = comparison.judge

    def noted(net: Predictor, held_out: CorrectedImages, *rest: Any) -> Judgement:
        looked.append(len(held_out))
        return honest(net, held_out, *rest)

    monkeypatch.setattr(comparison, "judge", noted)
    Finetuner(replace(job, images=images), events.append, Control()).run()
    finished = events[-1]
    assert isinstance(finished, Finished) and finished.report is not None
    held_out = CorrectedImages(images[2:], PROJECT, Preprocessing())
    after = honest(Predictor.load(Path(finished.path), "cpu"), held_out, print)
    assert looked == [LOOKED_AT + 1, 1], "the net in use on all, the new one on what is left"
    assert finished.report["after"] == after.to_json()
    assert [image["image_id"] for image in finished.report["images"]] == [*after.image_ids]


def test_what_was_confirmed_cannot_be_forgotten(tmp_path: Path) -> None:
    """Streets show cars, which the net knows; where they are labelled, they are learned again."""
    model = certain_model(tmp_path / "m.safetensors", VOC, DOG)
    job = job_of(tmp_path, [SQUARE, SQUARE + 1, DOG], model)
    job = replace(job, replay=(job.images[0].image,))
    labels = PROJECT.added(Label(name="another", color=(3, 2, 1)))
    assert task_of(replace(job, labels=labels)).labels.names == (
        "background", "dog", "square", "another",
    )  # fmt: skip
