"""Why an image is suggested, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from fcn_core.suggest.next_image import Suggestion

# Below this share of an image neither disagreement nor doubt is worth a word.
WORTH_SAYING = 0.02
# From this novelty on (0-1) an image is called unlike the others.
UNLIKE = 0.6


def reason(found: Suggestion, names: Sequence[str], any_corrected: bool) -> str:
    """One or two sentences; `names` are the labels' names by id."""
    first = _dispute(found, names)
    is_new = any_corrected and found.novelty >= UNLIKE
    new = f"unlike the images corrected so far{_others(found.alike)}" if is_new else ""
    if first and new:
        return f"{first} It is {new}."
    if first:
        return first
    if new:
        return f"The net is sure of it, but it is {new}."
    return "The net is sure of all that is left; this image is as good as any."


def basis(looked_at: int, planned: int, uncorrected: int, sampled: int) -> str:
    """What the suggestion was chosen from; empty once everything has been looked at."""
    if looked_at < planned:
        return f"{looked_at:,} of {planned:,} images looked at so far"
    if uncorrected > sampled:
        return f"chosen from {sampled:,} of {uncorrected:,} images, picked at random"
    return ""


def _others(alike: int) -> str:
    """For how many of the images that are left this one would stand."""
    return f", and like {alike:,} of those left" if alike else ""


def _dispute(found: Suggestion, names: Sequence[str]) -> str:
    if found.disagreement >= WORTH_SAYING:
        what = f"The strides disagree on {found.disagreement:.0%} of it".replace("%", " %")
    elif found.doubt >= WORTH_SAYING:
        what = f"The net is unsure of {found.doubt:.0%} of it".replace("%", " %")
    else:
        return ""
    if found.label is None:
        return f"{what}."
    name = names[found.label]
    unseen = "" if found.label_confirmed else f"; no {name} is confirmed yet"
    return f"{what}, around “{name}”{unseen}."
