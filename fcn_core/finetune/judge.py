"""Honest judgement: a net before and after, on images that neither has learned from."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fcn_core.events import Say
from fcn_core.finetune.corrected_images import CorrectedImages
from fcn_core.finetune.own_answers import MOSTLY as MOSTLY_OWN
from fcn_core.finetune.own_answers import is_own_answer
from fcn_core.labels import LabelSet
from fcn_core.masks import VOID, Mask, confirmed, value_counts
from fcn_core.metrics import ConfusionMatrix, scores_from_counts
from fcn_core.outcome import Outcome, Verdict, outcome
from fcn_core.predict import Predictor, finest_labels

Counts = NDArray[np.int64]
CELLS = 4
RESAMPLED_IMAGES = 8
RESAMPLES = 1000
NORMAL = 1.96
STUDENT = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23)
"""97.5 % quantiles of the normal distribution, and of Student's t for 1, 2, ... degrees."""

UNKNOWN = "so nothing shows whether the net got better."
NONE_HELD_OUT = (
    f"No image was held out, {UNKNOWN} Correct at least three images to have it checked."
)
NONE_READABLE = (
    f"No held-out image could be read, {UNKNOWN} Put them back where they were, then train again."
)
NONE_UNSEEN = (
    f"The net learned from the very pictures that were held out to check it, {UNKNOWN} "
    "Correct other pictures, too."
)
MOSTLY = 0.75
"""Of images of which less was confirmed, what is left may look different."""
NOTHING_CONFIRMED = (
    f"Nothing is confirmed on the held-out images, {UNKNOWN} Correct them, then train again."
)


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

    def on(self, image_ids: Sequence[str]) -> Judgement:
        """The same of those of its images that are among `image_ids`."""
        places = [i for i, name in enumerate(self.image_ids) if name in image_ids]
        kept = tuple(self.image_ids[i] for i in places)
        sizes = tuple(self.sizes[i] for i in places)
        own = self.own.intersection(kept)
        return replace(self, counts=self.counts[places], image_ids=kept, sizes=sizes, own=own)

    def to_json(self) -> dict[str, Any]:
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
    labels = held_out.labels
    table = predictor.info.labels.translation(labels, missing=0, merged=merged)
    counts, sizes, own = {}, [], set()
    for sample in held_out.full_samples(say):
        said = table[finest_labels(predictor, sample.image, confirmed(sample.mask))]
        counts[sample.image_id] = _cell_counts(sample.mask, said, len(labels))
        sizes.append(int(np.count_nonzero(sample.mask != VOID)))
        if is_own_answer(sample.mask, said):
            own.add(sample.image_id)
    shape = (len(counts), CELLS**2, len(labels), len(labels))
    return Judgement(
        counts=np.array([*counts.values()], np.int64).reshape(shape),
        image_ids=tuple(counts),
        sizes=tuple(sizes),
        stride=predictor.finest_stride,
        own=frozenset(own),
    )


def report(
    before: Judgement | None,
    after: Judgement | None,
    labels: LabelSet,
    unjudged: str = NONE_HELD_OUT,
) -> dict[str, Any]:
    """What the window shows at the end of a run, as plain JSON.

    Only images that both nets were judged on count. `unjudged` says why there is no judgement.
    """
    names = list(labels.names)
    if before is not None and after is not None:
        before, after = before.on(after.image_ids), after.on(before.image_ids)
        unjudged = _undecidable(after, names)
    if before is None or after is None or unjudged:
        return {
            "labels": names,
            "held_out": 0,
            "before": None,
            "after": None,
            "interval": None,
            "images": [],
            "verdict": "unknown",
            "sentence": unjudged,
            "gate": gate("unknown"),
        }
    span = interval(before, after)
    low, high = span or (-1.0, 1.0)
    verdict: Verdict = "better" if low > 0 else "worse" if high < 0 else "same"
    found = outcome(verdict, after.mean_iu - before.mean_iu)
    if found in ("worse", "likely worse") and before.own_share > MOSTLY_OWN:
        found = verdict = "unknown"  # no net could have scored higher than the one that drew them
    return {
        "gate": gate(found),
        "labels": names,
        "held_out": len(after.image_ids),
        "before": before.to_json(),
        "after": after.to_json(),
        "interval": None if span is None else list(span),
        "images": [
            {
                "image_id": image_id,
                "before": before.image_mean_iu(i),
                "after": after.image_mean_iu(i),
            }
            for i, image_id in enumerate(after.image_ids)
        ],
        "verdict": verdict,
        "sentence": sentence(found, before.mean_iu, after.mean_iu, len(after.image_ids)),
    }


def partly(judged: Judgement) -> str:
    """What the scores do not say, where strokes alone are judged; empty where most is."""
    if not judged.image_ids or judged.share >= MOSTLY:
        return ""
    return (
        f"Checked on the {100 * judged.share:.0f} % of the held-out images that are confirmed. "
        "Strokes are mostly drawn where it is easy, so whole images may score lower: finish one "
        "of them to know."
    )


def accepted(before: Judgement) -> str:
    """How much of the test are answers of the net in use; empty if none is."""
    if not before.own:
        return ""
    return (
        f"{100 * before.own_share:.0f} % of what is checked on the held-out images are answers of "
        "the net in use that were accepted as they were: it cannot but score well there. Correct "
        "their outlines by hand where they are wrong, to compare fairly."
    )


def gate(found: Outcome) -> dict[str, Any]:
    """Whether to promote the new net, and why: unless it is worse beyond the interval."""
    reasons: dict[Outcome, str] = {
        "better": "Recommended: keep it. It is better than the net in use beyond chance.",
        "likely better": "Recommended: keep it. It scores higher than the net in use, though that "
        "may be chance.",
        "same": "Recommended: keep it. Nothing shows that it is worse than the net in use.",
        "likely worse": "Not decided: it scores lower than the net in use, but that may be chance. "
        "Look at the images before you keep it.",
        "worse": "Recommended: discard it. It is worse than the net in use beyond chance.",
        "unknown": "Not checked: look at a few images before you decide.",
    }
    return {"keep": found != "worse", "why": reasons[found]}


def _undecidable(judged: Judgement, names: Sequence[str]) -> str:
    """Why these images can decide nothing, and what helps; empty if they can."""
    if not judged.image_ids:
        return NONE_READABLE
    confirmed = np.flatnonzero(judged.counts.sum((0, 1, 3)))
    if len(confirmed) == 0:
        return NOTHING_CONFIRMED
    if len(confirmed) == 1:
        return (
            f"Only {names[confirmed[0]]} is confirmed on the held-out images, and a net that says "
            f"nothing else would score best, {UNKNOWN} Confirm other labels there, too."
        )
    return ""


def interval(before: Judgement, after: Judgement) -> tuple[float, float] | None:
    """A 95 % interval of the change in mean IU; None for a single image, which has no spread.

    A bootstrap of the images (where there are fewer than eight, of the cells of a 4 x 4 grid on
    each as well), widened as Student's t is wider than the normal distribution: few images alone
    would make it too narrow. It ends where scores do, at 0 and 1.
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
    low, high = change + away * wider(images)
    worst, best = -before.mean_iu, 1 - before.mean_iu
    return max(float(low), worst), min(float(high), best)


def wider(images: int) -> float:
    """How much wider a 95 % interval of so many images is than their bootstrap's."""
    freedom = images - 1
    t = STUDENT[freedom - 1] if freedom <= len(STUDENT) else NORMAL + 2.4 / freedom
    return t / NORMAL * math.sqrt(images / freedom)


def sentence(found: Outcome, before: float, after: float, images: int) -> str:
    """The outcome in plain words."""
    photos = "1 held-out image" if images == 1 else f"{images} held-out images"
    change = f"mean IU {100 * before:.1f} % before, {100 * after:.1f} % after, on {photos}"
    words: dict[Outcome, str] = {
        "better": "The net got better",
        "likely better": "Probably better, but this may be chance",
        "likely worse": "Probably worse, but this may be chance",
        "worse": "The net got worse",
        "same": "No clear difference",
        "unknown": "Nothing is known",
    }
    return f"{words[found]}: {change}."


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
