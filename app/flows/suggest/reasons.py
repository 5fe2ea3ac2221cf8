"""Why an image is suggested, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from app.language import QT_TR_NOOP, tr
from fcn_core.suggest.next_image import Suggestion

# Below this share of an image neither disagreement nor doubt is worth a word.
WORTH_SAYING = 0.02
# From this novelty on (0-1) an image is called unlike the others.
UNLIKE = 0.6

DISAGREE = (
    QT_TR_NOOP("The net's coarse and fine answers differ on {share:.0f} % of it."),
    QT_TR_NOOP(
        "The net's coarse and fine answers differ on {share:.0f} % of it, around “{label}”."
    ),
    QT_TR_NOOP(
        "The net's coarse and fine answers differ on {share:.0f} % of it, around “{label}”; no "
        "{label} is confirmed yet."
    ),
)
UNSURE = (
    QT_TR_NOOP("The net is unsure of {share:.0f} % of it."),
    QT_TR_NOOP("The net is unsure of {share:.0f} % of it, around “{label}”."),
    QT_TR_NOOP(
        "The net is unsure of {share:.0f} % of it, around “{label}”; no {label} is confirmed yet."
    ),
)
"""Around no label, around one, and around one that nobody has confirmed anywhere."""


def reason(found: Suggestion, names: Sequence[str], any_corrected: bool) -> str:
    """One or two sentences; `names` are the labels' names by id."""
    if found.blank:
        return tr("It shows hardly anything, and comes up since no other image is left.")
    dispute = _dispute(found, names)
    if any_corrected and found.novelty >= UNLIKE:
        return f"{dispute} {_unlike(found.alike)}" if dispute else _sure_but_unlike(found.alike)
    return dispute or tr("The net is sure of all that is left; this image is as good as any.")


def basis(looked_at: int, planned: int, uncorrected: int, sampled: int) -> str:
    """What the suggestion was chosen from; empty once everything has been looked at."""
    if looked_at < planned:
        return tr("{done:,} of {all:,} images looked at so far").format(done=looked_at, all=planned)
    if uncorrected > sampled:
        return tr("chosen from {some:,} of {all:,} images, picked at random").format(
            some=sampled, all=uncorrected
        )
    return ""


def _dispute(found: Suggestion, names: Sequence[str]) -> str:
    if found.disagreement >= WORTH_SAYING:
        words, share = DISAGREE, found.disagreement
    elif found.doubt >= WORTH_SAYING:
        words, share = UNSURE, found.doubt
    else:
        return ""
    alone, around, unseen = words
    if found.label is None:
        return tr(alone).format(share=100 * share)
    text = around if found.label_confirmed else unseen
    return tr(text).format(share=100 * share, label=names[found.label])


def _unlike(alike: int) -> str:
    """`alike`: for how many of the images that are left this one would stand."""
    if not alike:
        return tr("It is unlike the images corrected so far.")
    text = tr("It is unlike the images corrected so far, and like {images:,} of those left.")
    return text.format(images=alike)


def _sure_but_unlike(alike: int) -> str:
    if not alike:
        return tr("The net is sure of it, but it is unlike the images corrected so far.")
    text = tr(
        "The net is sure of it, but it is unlike the images corrected so far, and like {images:,} "
        "of those left."
    )
    return text.format(images=alike)
