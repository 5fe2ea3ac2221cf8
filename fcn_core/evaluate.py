"""Scores of a model on a data set, image by image; memory does not grow with their number.

A net with several tasks (SIFT Flow: semantic and geometric) is scored in each of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fcn_core.data.dataset import Dataset
from fcn_core.errors import FcnError
from fcn_core.labels import BACKGROUND, BACKGROUND_NAMES, LabelSet
from fcn_core.masks import UNTOUCHED, Mask, value_counts
from fcn_core.metrics import OpenConfusionMatrix, Scores
from fcn_core.outputs import StridePrediction
from fcn_core.predict import Predictor

Counts = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class TaskEvaluation:
    """One task's scores by stride, and in how many images each of its labels occurs."""

    name: str
    """'' for a net's only task, or its main one."""
    labels: tuple[str, ...]
    photos: tuple[int, ...]
    scores: dict[int, Scores]

    def to_json(self) -> dict[str, Any]:
        """`labels`, `photos` and one object of metrics per stride (`stride8`, ...)."""
        strides = {f"stride{stride}": scores.to_json() for stride, scores in self.scores.items()}
        return {"labels": list(self.labels), "photos": list(self.photos), **strides}


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What a model scored in each task of a data set; `main` is the first."""

    images: int
    tasks: tuple[TaskEvaluation, ...]

    @property
    def main(self) -> TaskEvaluation:
        return self.tasks[0]

    def values(self, stride: int) -> dict[str, float]:
        """The four metrics, and `NAME_accuracy` of each further task (`geometric_accuracy`)."""
        scores = self.main.scores[stride]
        names = ("pixel_accuracy", "mean_accuracy", "mean_iu", "fw_iu")
        further = {
            f"{task.name}_accuracy": task.scores[stride].pixel_accuracy for task in self.tasks[1:]
        }
        return {**{name: getattr(scores, name) for name in names}, **further}

    def to_json(self) -> dict[str, Any]:
        """The main task's values with `images`; further tasks by name under `tasks`."""
        result = {"images": self.images, **self.main.to_json()}
        if len(self.tasks) > 1:
            result["tasks"] = {task.name: task.to_json() for task in self.tasks[1:]}
            for stride in self.main.scores:
                for task in self.tasks[1:]:
                    accuracy = task.scores[stride].to_json()["pixel_accuracy"]
                    result[f"stride{stride}"][f"{task.name}_accuracy"] = accuracy
        return result


def _common(ours: LabelSet, theirs: LabelSet) -> set[str]:
    """The labels that both have; beside others the background alone is nothing in common."""
    ground = BACKGROUND_NAMES if len(theirs) > 1 else ()
    return set(ours.names).intersection(theirs.names).difference(ground)


class _Counting:
    """One task: which of the net's labels are which of the data's, and what was counted."""

    def __init__(self, name: str, ours: LabelSet, theirs: LabelSet, strides: tuple[int, ...]):
        if not _common(ours, theirs):
            raise FcnError(
                f"The model knows {', '.join(ours.names[:5])}..., "
                f"the data set {', '.join(theirs.names[:5])}...: no label in common.",
                "Choose data with the model's labels, name them alike in a labels.txt, or train a "
                "model for these.",
            )
        self.name, self.labels = name, theirs
        # A thing that the data do not label is their background, where they have one.
        missing = BACKGROUND if theirs.has_background else UNTOUCHED
        self.table = ours.translation(theirs, missing=missing)
        self.matrices = {stride: OpenConfusionMatrix(len(theirs)) for stride in strides}
        self.photos: Counts = np.zeros(len(theirs), np.int64)

    def result(self, at_least: int) -> TaskEvaluation:
        over = self.photos >= at_least
        return TaskEvaluation(
            name=self.name,
            labels=self.labels.names,
            photos=tuple(self.photos.tolist()),
            scores={stride: matrix.scores(over) for stride, matrix in self.matrices.items()},
        )


def evaluate(
    predictor: Predictor,
    source: Dataset,
    on_image: Callable[[int], object] = lambda _: None,
    at_least: int = 0,
) -> Evaluation:
    """Predict every image and compare at its own size. `on_image(n)` is told of each one done.

    The two means leave out labels that occur in fewer than `at_least` images: their scores are
    chance. Of labels that are left out, the pixels count.

    The model's labels are matched to the data set's by name; raises `FcnError` if none match.
    Labels that the data lack are their background; where they have none, such pixels are wrong.
    Data with one labeling score the task of the net that knows most of its labels; data with
    several need a net with the same tasks.
    """
    sizes = predictor.info.config.tasks
    ours = [labels for _, labels in split_tasks(predictor.info.labels, sizes)]
    together = len(sizes) > 1 and len(source.labels) == sum(sizes)
    theirs = split_tasks(source.labels, sizes) if together else [("", source.labels)]
    chosen = range(len(ours)) if together else [_nearest(ours, source.labels)]
    tasks = {
        place: _Counting(name, ours[place], labels, predictor.net.strides)
        for place, (name, labels) in zip(chosen, theirs, strict=True)
    }
    for index in range(len(source)):
        sample = source.sample(index)
        truths = planes(sample.mask, len(tasks))
        for task, truth in zip(tasks.values(), truths, strict=True):
            task.photos += present(truth, len(task.labels))
        for prediction in predictor.predict(sample.image):
            for (place, task), truth in zip(tasks.items(), truths, strict=True):
                found = task.table[_labels(prediction, place)]
                task.matrices[prediction.stride].add(truth, found)
        on_image(index + 1)
    results = tuple(task.result(at_least) for task in tasks.values())
    return Evaluation(images=len(source), tasks=results)


def split_tasks(labels: LabelSet, sizes: tuple[int, ...]) -> list[tuple[str, LabelSet]]:
    """(name, labels) of each task, of labels that lie one task after the other.

    A first word that all of a later task's labels share ("geometric sky", ...) is its name.
    """
    tasks: list[tuple[str, LabelSet]] = []
    start = 0
    for size in sizes or (len(labels),):
        part = labels.labels[start : start + size]
        first = {label.name.partition(" ")[0] for label in part}
        name = first.pop() if start and len(first) == 1 else ""
        names = [label.name.removeprefix(name).strip() for label in part]
        if not name or not all(names):
            name, names = (f"task {len(tasks) + 1}" if start else ""), [la.name for la in part]
        tasks.append((name, LabelSet.from_names(names)))
        start += size
    return tasks


def present(mask: Mask, classes: int) -> Counts:
    """1 for every label that occurs in the mask (classes,), int64."""
    return (value_counts(mask)[:classes] > 0).astype(np.int64)


def _nearest(ours: list[LabelSet], theirs: LabelSet) -> int:
    """Which of a net's tasks has most of these labels."""
    shared = [len(set(labels.names) & set(theirs.names)) for labels in ours]
    return shared.index(max(shared))


def planes(mask: Mask, tasks: int = 1) -> list[Mask]:
    """The mask of each task. Raises `FcnError` if the data have another number of them."""
    found = [mask] if mask.ndim == 2 else [mask[..., i] for i in range(mask.shape[2])]
    if len(found) != tasks:
        raise FcnError(
            f"The data have {len(found)} labelings, and {tasks} is wanted.",
            "Open one labeling (siftflow, siftflow-geometric), or choose a net with both tasks.",
        )
    return found


def _labels(prediction: StridePrediction, task: int) -> Mask:
    return prediction.further[task - 1] if task else prediction.labels
