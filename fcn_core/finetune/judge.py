"""Honest judgement: a net before and after, on images that neither has learned from."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fcn_core.events import Say
from fcn_core.finetune.corrected_images import CorrectedImages
from fcn_core.finetune.own_answers import is_own_answer
from fcn_core.masks import VOID, Mask, confirmed, value_counts
from fcn_core.metrics import ConfusionMatrix, ScoresJson, scores_from_counts
from fcn_core.predict import Predictor

Counts = NDArray[np.int64]
CELLS = 4
RESAMPLED_IMAGES = 8
RESAMPLES = 1000
NORMAL = 1.96
STUDENT = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23)
"""97.5 % quantiles of the normal distribution, and of Student's t for 1, 2, ... degrees."""
LEAST_FREEDOM = 0.01
"""Degrees of a single image that is as good as all: with these nothing is decided."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """Confusion counts of a net's finest stride output.

    (images, cells, labels, labels), cells being a 4 x 4 grid.
    """

    counts: Counts
    image_ids: tuple[str, ...]
    sizes: tuple[int, ...]
    """Pixels of each image that could be confirmed: all but void ones."""
    stride: int
    own: frozenset[str] = frozenset()
    """Images whose masks are the net's own answers, accepted as they were."""

    @property
    def mean_iu(self) -> float:
        return mean_iu(self.counts.sum((0, 1)))

    def image_mean_iu(self, index: int) -> float:
        return mean_iu(self.counts[index].sum(0))

    @property
    def share(self) -> float:
        """How much of the images was confirmed, and so judged, 0-1."""
        return float(self.counts.sum()) / max(1, sum(self.sizes))

    @property
    def own_share(self) -> float:
        """How much of what was judged are the net's own answers, 0-1."""
        own = self.on([*self.own])
        return float(own.counts.sum()) / max(1, int(self.counts.sum()))

    @property
    def weights(self) -> NDArray[np.float64]:
        """What share of what was judged each image is (images,)."""
        pixels: Counts = self.counts.sum((1, 2, 3))
        return pixels / max(1, int(pixels.sum()))

    def on(self, image_ids: Sequence[str]) -> Judgement:
        """The same of those of its images that are among `image_ids`."""
        places = [i for i, name in enumerate(self.image_ids) if name in image_ids]
        kept = tuple(self.image_ids[i] for i in places)
        sizes = tuple(self.sizes[i] for i in places)
        own = self.own.intersection(kept)
        return replace(self, counts=self.counts[places], image_ids=kept, sizes=sizes, own=own)

    def joined(self, other: Judgement) -> Judgement:
        """The same and of other images."""
        return replace(
            self,
            counts=np.concatenate([self.counts, other.counts]),
            image_ids=self.image_ids + other.image_ids,
            sizes=self.sizes + other.sizes,
            own=self.own | other.own,
        )

    def to_json(self) -> ScoresJson:
        return scores_from_counts(self.counts.sum((0, 1))).to_json()


def judge(
    predictor: Predictor,
    held_out: CorrectedImages,
    say: Say,
    merged: Mapping[str, str] | None = None,
) -> Judgement:
    """Count the finest stride's hits on every held-out image's confirmed pixels.

    Images that are gone meanwhile are left out, which is said. `merged`: labels that the net may
    know and that are others here.
    """
    finest = predictor.finest_stride
    return judge_outputs(predictor, held_out, say, finest, merged)[finest]


def judge_outputs(
    predictor: Predictor,
    held_out: CorrectedImages,
    say: Say,
    coarsest: int,
    merged: Mapping[str, str] | None = None,
) -> dict[int, Judgement]:
    """The same of each output from stride `coarsest` on, by stride; `own` is the finest's."""
    labels, finest = held_out.labels, predictor.finest_stride
    table = predictor.info.labels.translation(labels, missing=0, merged=merged)
    counts: dict[int, list[Counts]] = {s: [] for s in predictor.net.strides if s <= coarsest}
    sizes: dict[str, int] = {}
    own = set[str]()
    for sample in held_out.full_samples(say):
        sizes[sample.image_id] = int(np.count_nonzero(sample.mask != VOID))
        for output in predictor.predict(
            sample.image, wanted_HW=confirmed(sample.mask), only_finest=coarsest == finest
        ):
            if output.stride not in counts:
                continue
            answer = table[output.labels]
            counts[output.stride].append(_cell_counts(sample.mask, answer, len(labels)))
            if output.stride == finest and is_own_answer(sample.mask, answer):
                own.add(sample.image_id)
    shape = (len(sizes), CELLS**2, len(labels), len(labels))
    return {
        stride: Judgement(
            counts=np.array(found, np.int64).reshape(shape),
            image_ids=tuple(sizes),
            sizes=tuple(sizes.values()),
            stride=stride,
            own=frozenset(own),
        )
        for stride, found in counts.items()
    }


def interval(before: Judgement, after: Judgement) -> tuple[float, float] | None:
    """A 95 % interval of the change in mean IU; None for a single image, which has no spread.

    A bootstrap of the images (where there are fewer than eight, of the cells of a 4 x 4 grid on
    each as well), widened as Student's t is wider than the normal distribution: few images alone
    would make it too narrow, and so do a few large ones, beside which the others weigh nothing. It
    ends where scores do, at 0 and 1.
    """
    images, cells = before.counts.shape[:2]
    if images < 2:
        return None
    rng, whole = np.random.default_rng(0), np.arange(cells)[None]
    changes = []
    for _ in range(RESAMPLES):
        picked: Counts = rng.integers(0, images, (images, 1))
        parts = rng.integers(0, cells, (images, cells)) if images < RESAMPLED_IMAGES else whole
        old, new = (net.counts[picked, parts].sum((0, 1)) for net in (before, after))
        changes.append(mean_iu(new) - mean_iu(old))
    usable = [c for c in changes if np.isfinite(c)] or [0.0]
    change = after.mean_iu - before.mean_iu
    away = np.percentile(usable, (2.5, 97.5)) - change
    low, high = change + away * wider(1 / max((before.weights**2).sum(), 1 / images))
    worst, best = -before.mean_iu, 1 - before.mean_iu
    return max(float(low), worst), min(float(high), best)


def wider(images: float) -> float:
    """How much wider a 95 % interval of so many images of one size is than their bootstrap's."""
    freedom = max(images - 1, LEAST_FREEDOM)
    t = NORMAL + 2.4 / freedom
    known = len(STUDENT) + 1
    if freedom < known:  # between whole numbers by 1 / freedom, as with many degrees
        quantiles = (NORMAL + 2.4 / known, *STUDENT[::-1])
        t = float(np.interp(1 / freedom, 1 / np.arange(known, 0, -1), quantiles))
    return t / NORMAL * math.sqrt((freedom + 1) / freedom)


def mean_iu(counts: Counts) -> float:
    """Mean IU over the labels that occur in the truth; NaN if none does."""
    return scores_from_counts(counts).mean_iu


def _cell_counts(truth: Mask, predicted: Mask, labels: int) -> Counts:
    cells = []
    for rows in np.array_split(np.arange(truth.shape[0]), CELLS):
        for cols in np.array_split(np.arange(truth.shape[1]), CELLS):
            matrix = ConfusionMatrix(labels)
            if len(rows) and len(cols):
                window = (slice(rows[0], rows[-1] + 1), slice(cols[0], cols[-1] + 1))
                matrix.add(truth[window], predicted[window])
            cells.append(matrix.counts)
    return np.array(cells)


def confirmed_labels(masks: Sequence[Mask], labels: int) -> Counts:
    """Confirmed pixels of each label over several masks (labels,)."""
    total = np.zeros(256, np.int64)
    for mask in masks:
        total += value_counts(mask)
    return total[:labels]
