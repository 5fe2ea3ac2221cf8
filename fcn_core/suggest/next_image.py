"""Which image to correct next: one that stands for many others, about which the net is torn.

Coverage is what an image would add to how well those seen so far stand for all (the greedy rule
for facility location, Nemhauser, Wolsey and Fisher 1978; of use to learning from few images as
Hacohen, Dekel and Weinshall found in 2022): images unlike the seen ones count, those like nothing
else do not. Usefulness is the share of an image that is in dispute, each label's part weighted by
how rarely it has been confirmed. The best has most of both; where the net is no judge yet,
coverage carries on alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from fcn_core.suggest.candidates import Candidate, Vector

LabelCounts: TypeAlias = NDArray[np.int64]
"""Confirmed pixels of each label, position = id; void and untouched ones left out."""

# What an image keeps of its score when the net is sure of all of it, ...
BASE_USE = 0.3
# ... and when those that were seen stand for all that it could.
BASE_COVERAGE = 0.1
FARTHEST = 2.0
# Raw features closer than this are of the same picture, nearly: of CamVid's neighbouring frames
# 0.02 to 0.04, of different roads from above and nuclei 0.1 and more.
SAME = 0.05
# Mean distances closer than this are the same.
ROUNDING = 1e-5
# What a dispute about label 0 counts beside one about another label, when a reason is named.
BACKGROUND_WEIGHT = 0.3


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """An image worth correcting, and why. `score` compares within one ranking only.

    `label` is the id around which most is disputed, weighted by rarity (None: nothing is);
    `label_confirmed`: somebody has confirmed pixels of it. `novelty`: 0 (like what was seen) to 1
    (the most unlike it); a neighbour of what was seen has 0. `alike`: so many others are more like
    it than like what was seen. `blank`: it shows hardly anything, and comes after all that do.
    """

    image_id: str
    score: float
    disagreement: float
    doubt: float
    label: int | None
    label_confirmed: bool
    novelty: float
    alike: int
    blank: bool = False


def rank(
    candidates: Sequence[Candidate],
    seen: Sequence[Candidate],
    confirmed: LabelCounts,
    limit: int | None = None,
) -> list[Suggestion]:
    """The candidates, most useful first, at most `limit`.

    `seen` are the images that were corrected (or skipped) already; `confirmed` has one entry for
    each label. Each suggestion counts as seen for those after it. The order of equals is that
    of their ids, so the same values give the same ranking.
    """
    clear = [c for c in candidates if not c.blank]
    found = _ranked(clear, seen, confirmed, limit)
    left = None if limit is None else limit - len(found)
    blank = _ranked([c for c in candidates if c.blank], [*clear, *seen], confirmed, left)
    return [*found, *(replace(each, blank=True) for each in blank)]


def _ranked(
    candidates: Sequence[Candidate],
    seen: Sequence[Candidate],
    confirmed: LabelCounts,
    limit: int | None,
) -> list[Suggestion]:
    left = sorted(candidates, key=lambda c: c.image_id)
    if not left:
        return []
    rarity = rarities(confirmed)
    useful = _scaled(np.array([float((c.disputed * rarity).sum()) for c in left], np.float32))
    is_new = _are_new(left, seen)
    features, of_seen = _centred(left, seen)
    apart = _distances(features, features.T)
    nearest = _distance_to_nearest(features, of_seen)
    waiting = np.ones(len(left), np.bool_)
    chosen: list[Suggestion] = []
    while len(chosen) < min(len(left), len(left) if limit is None else limit):
        coverage = _spread(np.maximum(0, nearest[:, None] - apart).mean(0))
        score = np.where(waiting, (BASE_USE + useful) * (BASE_COVERAGE + coverage), -1)
        best = int(score.argmax())
        label = _label_of(left[best], rarity)
        novelty = _scaled(np.where(waiting, nearest, 0))[best] if is_new[best] else 0
        waiting[best] = False
        chosen.append(
            Suggestion(
                image_id=left[best].image_id,
                score=float(score[best]),
                disagreement=left[best].disagreement,
                doubt=left[best].doubt,
                label=label,
                label_confirmed=label is not None and bool(confirmed[label]),
                novelty=float(novelty),
                alike=int(np.count_nonzero(waiting & (apart[best] < nearest))),
            )
        )
        nearest = np.minimum(nearest, apart[best])
    return chosen


def rarities(confirmed: LabelCounts) -> Vector:
    """How rare each label is among the confirmed pixels: 1 for none, 0 if there is no other."""
    total = int(confirmed.sum())
    if total == 0:
        return np.ones(len(confirmed), np.float32)
    return (1 - np.sqrt(confirmed / total)).astype(np.float32)


def _label_of(image: Candidate, rarity: Vector) -> int | None:
    """The label around which most is disputed, weighted by rarity.

    Label 0, as a rule the background, has a part in most disputes and explains none: it is named
    only if it has most of them.
    """
    weighted = image.disputed * rarity
    weighted[:1] *= BACKGROUND_WEIGHT
    return int(weighted.argmax()) if weighted.size and weighted.max() > 0 else None


def _scaled(values: Vector) -> Vector:
    """Values of 0 and more, the largest at 1; all 1 if all are equal."""
    low, high = float(values.min()), float(values.max())
    return np.ones_like(values) if low == high else values / high


def _spread(values: Vector) -> Vector:
    """Values from 0, the least, to 1, the largest; all 1 if they differ by rounding alone."""
    above = values - values.min()
    return _scaled(np.where(above < ROUNDING, np.float32(0), above))


def _centred(left: Sequence[Candidate], seen: Sequence[Candidate]) -> tuple[Vector, Vector]:
    """Features (images, F) of both, about the mean of all: what tells these images apart.

    Photos of one kind have nearly the same raw features; their differences say more.
    """
    everything = np.stack([c.features for c in (*left, *seen)])
    about = everything - everything.mean(0)
    length = np.linalg.norm(about, axis=1, keepdims=True)
    centred: Vector = np.divide(about, length, out=np.zeros_like(about), where=length > 1e-6)
    return centred[: len(left)], centred[len(left) :]


def _are_new(left: Sequence[Candidate], seen: Sequence[Candidate]) -> NDArray[np.bool_]:
    """Whether each is another picture than those seen, whatever the others of `left` are."""
    ours, theirs = (np.array([c.features for c in part], np.float32) for part in (left, seen))
    return _distance_to_nearest(ours, theirs) >= SAME


def _distance_to_nearest(features_NF: Vector, seen_SF: Vector) -> Vector:
    """Each image's distance to the most similar one that was seen; the most there is if none."""
    if not len(seen_SF):
        return np.full(len(features_NF), FARTHEST, np.float32)
    nearest: Vector = _distances(features_NF, seen_SF.T).min(1)
    return nearest


def _distances(features_NF: Vector, to_F: Vector) -> Vector:
    """1 - cosine: 0 (same direction) to 2. `to_F` may have several columns."""
    distances: Vector = np.maximum(np.float32(0), 1 - features_NF @ to_F)
    return distances
