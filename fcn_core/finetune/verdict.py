"""What a judgement comes to: the report of a run, its sentences, and the promote gate."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from fcn_core.finetune.judge import Judgement, interval
from fcn_core.finetune.own_answers import MOSTLY as MOSTLY_OWN
from fcn_core.labels import LabelSet
from fcn_core.metrics import scores_from_counts
from fcn_core.outcome import Gate, Outcome, Report, Verdict, outcome
from fcn_core.sentences import said

NONE_HELD_OUT = said(
    "No image was held out, so nothing shows whether the net got better. Correct at least three "
    "images to have it checked."
)
NONE_READABLE = said(
    "No held-out image could be read, so nothing shows whether the net got better. Put them back "
    "where they were, then train again."
)
NONE_UNSEEN = said(
    "The net learned from the very pictures that were held out to check it, so nothing shows "
    "whether the net got better. Correct other pictures, too."
)
FOUND = 0.05
"""IU from which on a net can be said to find a label."""
NAMED = 3
"""Labels that a sentence names."""
MOSTLY = 0.75
"""Of images of which less was confirmed, what is left may look different."""
NOTHING_CONFIRMED = said(
    "Nothing is confirmed on the held-out images, so nothing shows whether the net got better. "
    "Correct them, then train again."
)


def report(
    before: Judgement | None,
    after: Judgement | None,
    labels: LabelSet,
    unjudged: str = NONE_HELD_OUT,
    alike: Collection[str] = (),
) -> Report:
    """The report of a run.

    Only images that both nets were judged on count. `unjudged` says why there is no judgement.
    Where most look like images learned from, which are those of `alike`, nothing is decided.
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
    is_alike = mostly_alike(after.image_ids, alike)
    verdict = "same" if is_alike else _verdict(span)
    found = outcome(verdict, after.mean_iu - before.mean_iu)
    if found in ("worse", "lower") and _has_drawn_its_test(before):
        found = verdict = "unknown"
    return {
        "gate": gate_alike() if is_alike and found != "unknown" else gate(found),
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


def mostly_alike(image_ids: Sequence[str], alike: Collection[str]) -> bool:
    """Whether most of these images look like others that the net learns from."""
    return 2 * sum(image_id in alike for image_id in image_ids) > len(image_ids)


def verdict_of(before: Judgement, after: Judgement) -> Verdict:
    """What the images can show beyond chance: on its own answers no net is behind another."""
    verdict = _verdict(interval(before, after))
    return "unknown" if verdict == "worse" and _has_drawn_its_test(before) else verdict


def _has_drawn_its_test(before: Judgement) -> bool:
    """Whether no net could have scored higher: most of what is judged are this one's answers."""
    return before.own_share > MOSTLY_OWN


def _verdict(span: tuple[float, float] | None) -> Verdict:
    low, high = span or (-1.0, 1.0)
    return "better" if low > 0 else "worse" if high < 0 else "same"


def unlearned(judged: Judgement, labels: LabelSet) -> str:
    """Which labels the net hardly finds where people confirmed them; empty if it finds all."""
    counts = judged.counts.sum((0, 1))
    scores, confirmed = scores_from_counts(counts).per_class_iu, counts.sum(1) > 0
    names = [labels.names[i] for i in np.flatnonzero(confirmed) if scores[i] < FOUND]
    if not names:
        return ""
    return said(
        "On the held-out images the new net hardly finds {names} and {number} more. Correct more "
        "of it before you rely on the net."
        if len(names) > NAMED
        else "On the held-out images the new net hardly finds {names}. Correct more of it before "
        "you rely on the net.",
        names=", ".join(names[:NAMED]),
        number=len(names) - NAMED,
    )


def cautions(before: Judgement | None, after: Judgement, labels: LabelSet) -> list[str]:
    """What the scores do not say, or what speaks against them."""
    own = "" if before is None else accepted(before)
    told = (partly(after), one_alone(after), unlearned(after, labels), own)
    return [caution for caution in told if caution]


def accepted(before: Judgement) -> str:
    """How much of the test are answers of the net in use; empty if none is."""
    if not before.own:
        return ""
    return said(
        "{share:.0f} % of what is checked on the held-out images are answers of the net in "
        "use that were accepted as they were: it cannot but score well there. Correct their "
        "outlines by hand where they are wrong, to compare fairly.",
        share=100 * before.own_share,
    )


def partly(judged: Judgement) -> str:
    """What the scores do not say, where strokes alone are judged; empty where most is."""
    if not judged.image_ids or judged.share >= MOSTLY:
        return ""
    return said(
        "Checked on the {share:.0f} % of the held-out images that are confirmed. Strokes are "
        "mostly drawn where it is easy, so whole images may score lower: finish one of them "
        "to know.",
        share=100 * judged.share,
    )


def one_alone(judged: Judgement) -> str:
    """That one image is nearly all that is judged; empty if none is, or there is no other."""
    images = len(judged.image_ids)
    largest = max(judged.weights, default=0.0)
    if images < 2 or largest < MOSTLY:
        return ""
    return said(
        "{share:.0f} % of what is checked lie in one of the {images} held-out images, so the "
        "scores are nearly those of this image alone. Confirm more on the others, or correct other "
        "images as large.",
        share=100 * largest,
        images=images,
    )


def gate(found: Outcome) -> Gate:
    """Whether to promote the new net, and why: unless it is worse beyond the interval.

    Only what is shown beyond chance is recommended.
    """
    reasons: dict[Outcome, str] = {
        "better": said("Recommended: keep it. It is better than the net in use beyond chance."),
        "higher": said("Not decided: keep it if its masks look right to you."),
        "same": said(
            "Not decided: it is about as good on these images. Keep it if its masks look right "
            "to you."
        ),
        "lower": said("Not decided: look at these images before you keep it."),
        "worse": said("Recommended: discard it. It is worse than the net in use beyond chance."),
        "unknown": said("Not checked: look at a few images before you decide."),
    }
    return {"keep": found != "worse", "why": reasons[found]}


def gate_alike() -> Gate:
    """The gate's word on images that look like those learned from: others may differ either way."""
    return {
        "keep": True,
        "why": said(
            "Not decided: most of these images look like those that it learned from. Look at "
            "others before you keep it, and correct images of other scenes."
        ),
    }


def gate_behind(net: str) -> Gate:
    """The gate's word where an earlier net is better beyond chance."""
    return {
        "keep": False,
        "why": said(
            "Recommended: discard it. {net}, used before, is better beyond chance.", net=net
        ),
    }


def _undecidable(judged: Judgement, names: Sequence[str]) -> str:
    """Why these images can decide nothing, and what helps; empty if they can."""
    if not judged.image_ids:
        return NONE_READABLE
    confirmed = np.flatnonzero(judged.counts.sum((0, 1, 3)))
    if len(confirmed) == 0:
        return NOTHING_CONFIRMED
    if len(confirmed) == 1:
        return said(
            "Only {label} is confirmed on the held-out images, and a net that says nothing else "
            "would score best, so nothing shows whether the net got better. Confirm other labels "
            "there, too.",
            label=names[confirmed[0]],
        )
    return ""


def sentence(found: Outcome, before: float, after: float, images: int) -> str:
    """The outcome in plain words."""
    words: dict[Outcome, str] = {
        "better": said("The net got better"),
        "higher": said("Higher on these images, not surely on others"),
        "lower": said("Lower on these images, not surely on others"),
        "worse": said("The net got worse"),
        "same": said("No clear difference"),
        "unknown": said("Nothing is known"),
    }
    return said(
        "{outcome}: mean IU {before:.1f} % before, {after:.1f} % after, on 1 held-out image."
        if images == 1
        else "{outcome}: mean IU {before:.1f} % before, {after:.1f} % after, on {images} held-out "
        "images.",
        outcome=words[found],
        before=100 * before,
        after=100 * after,
        images=images,
    )
