"""How readily a net says each label: offsets of its scores, by what people confirmed.

Rare labels count more while a net learns, or it would not learn them in a minute; afterwards it
says them too readily, and after a few strokes how readily is chance. Each label's score is
therefore raised or lowered until the mean IU on the training images' confirmed pixels is best.
The held-out images have no part in it, since they judge the result.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from fcn_core.cancelling import Heed, heedless
from fcn_core.data.dataset import Sample
from fcn_core.devices import is_out_of_memory
from fcn_core.masks import UNTOUCHED
from fcn_core.metrics import scores_from_counts
from fcn_core.nets.fcn import FCN
from fcn_core.predict import Predictor
from fcn_core.split import spread_evenly

STEPS = np.arange(-2.0, 2.01, 0.25)
"""Offsets that are tried, in logits."""
ROUNDS = 2
"""Each label is tried so often: what suits one depends on the others."""
CLOSE = 0.005
"""Offsets whose mean IU is this near to the best are as good; the smallest of them is taken."""
LOOKED_AT = 8
PIXELS = 20_000
"""Of so many images so many confirmed pixels each."""

Floats = NDArray[np.float32]


def set_offsets(
    predictor: Predictor,
    samples: Sequence[Sample],
    known: Collection[int] = (),
    heed: Heed = heedless,
) -> Floats | None:
    """Add the best offsets (see `offsets_for`); None where memory is too short to find them."""
    try:
        offsets = offsets_for(predictor, samples, known, heed)
    except Exception as error:  # torch has several for the same thing
        if not is_out_of_memory(error):
            raise
        return None
    add_offsets(predictor.net, offsets)
    return offsets


def offsets_for(
    predictor: Predictor,
    samples: Sequence[Sample],
    known: Collection[int] = (),
    heed: Heed = heedless,
) -> Floats:
    """What to add to each label's score of the finest output, float32 (labels,).

    `samples` are at working size. Labels of which nothing is confirmed keep their scores, and so do
    those that are `known` from before.
    """
    rng = np.random.default_rng(0)
    looked_at = [samples[place] for place in spread_evenly(len(samples), LOOKED_AT)]
    parts = []
    for sample in looked_at:
        heed()
        parts.append(_confirmed(predictor, sample, rng))
    scores = np.concatenate([scores for scores, _ in parts])
    truth = np.concatenate([truth for _, truth in parts])
    return best_offsets(scores, truth, known)


def best_offsets(
    scores_PC: Floats, truth_P: NDArray[np.uint8], known: Collection[int] = ()
) -> Floats:
    """The offsets for which the labels of pixels (P) by their scores have the best mean IU.

    Those of labels that are `known` are 0.
    """
    labels = scores_PC.shape[1]
    offsets = np.zeros(labels, np.float32)
    shown = np.flatnonzero(np.bincount(truth_P, minlength=labels))
    if len(shown) < 2:
        return offsets
    # Two labels have one threshold between them, and so on.
    free = [int(label) for label in shown if label not in known][0 if known else 1 :]
    for _ in range(ROUNDS):
        for label in free:
            found = _mean_ius(scores_PC, truth_P, offsets, label)
            good = np.flatnonzero(found >= found.max() - CLOSE)
            offsets[label] = STEPS[good[np.abs(STEPS[good]).argmin()]]
    return offsets


@torch.no_grad()
def add_offsets(net: FCN, offsets: Floats) -> None:
    """Raise the scores of the finest output by these."""
    layer = net.scores[str(net.strides[-1])]
    added = torch.from_numpy(offsets)
    # Several streams are averaged: what is added to each is added to their mean.
    for name, parameter in layer.named_parameters():
        if name.endswith("bias"):
            parameter.add_(added.to(parameter))


def _mean_ius(
    scores_PC: Floats, truth_P: NDArray[np.uint8], offsets: Floats, label: int
) -> NDArray[np.float64]:
    """The mean IU with each of `STEPS` for one label, the others' offsets as they are."""
    labels, rivals = len(offsets), scores_PC + offsets
    rivals[:, label] = -np.inf
    rival, best = rivals.argmax(1), rivals.max(1)
    rows = truth_P * np.int64(labels)
    found = []
    for step in STEPS:
        said = np.where(scores_PC[:, label] + step > best, label, rival)
        counts = np.bincount(rows + said, minlength=labels**2).reshape(labels, labels)
        found.append(scores_from_counts(counts).mean_iu)
    return np.array(found)


def _confirmed(
    predictor: Predictor, sample: Sample, rng: np.random.Generator
) -> tuple[Floats, NDArray[np.uint8]]:
    """Scores (P, labels) and labels (P,) of confirmed pixels of a working image."""
    *_, (stride, scores) = predictor.scores(sample.image)
    size = (sample.mask.shape[0], sample.mask.shape[1])
    pixels = predictor.at_pixels(stride, scores, size)[0].cpu().numpy()
    rows, columns = np.nonzero(sample.mask < UNTOUCHED)
    if len(rows) > PIXELS:
        picked = rng.choice(len(rows), PIXELS, replace=False)
        rows, columns = rows[picked], columns[picked]
    return pixels[:, rows, columns].T, sample.mask[rows, columns]
