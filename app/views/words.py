"""Numbers as people say them: counts, times, scores, and how a training run is doing."""

from __future__ import annotations

from collections.abc import Sequence

from fcn_core.outcome import CLEAR

# So many checks without a better one are called "no gain".
PATIENCE = 3


def count(number: int, one: str, many: str = "") -> str:
    """ "A number of things: "1 image", "3,400 images"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def short_number(number: int) -> str:
    """A pixel count in at most five characters: "940", "12.3k", "4.1M"."""
    for size, letter in ((1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k")):
        if number >= size:
            value = number / size
            return f"{value:.0f}{letter}" if value >= 99.95 else f"{value:.1f}{letter}"
    return str(number)


def some(names: Sequence[str], most: int) -> str:
    """At most so many names, and how many more there are."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


def first_lines(sentences: Sequence[str]) -> str:
    """The first two sentences, and how many more there are."""
    more = [f"And {len(sentences) - 2} more."] if len(sentences) > 2 else []
    return "\n".join([*sentences[:2], *more])


def duration(seconds: float) -> str:
    """A rough time: "about 40 s", "about 3 min", "about 1 h 20 min"."""
    if seconds < 1:
        return "a moment"
    if seconds < 10:
        return f"about {round(seconds)} s"
    if seconds < 90:
        return f"about {round(seconds / 5) * 5} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"about {minutes} min"
    return (
        f"about {minutes // 60} h {minutes % 60} min"
        if minutes % 60
        else f"about {minutes // 60} h"
    )


def memory(megabytes: int) -> str:
    """ "An amount of memory: "640 MB", "2.4 GB"."""
    return f"{megabytes} MB" if megabytes < 1000 else f"{megabytes / 1000:.1f} GB"


def percent(share: float) -> str:
    """A share of 0-1: "43 %", and small ones with a decimal: "2.1 %"."""
    return f"{100 * share:.1f} %" if 0 < share < 0.1 else f"{100 * share:.0f} %"


def score(value: float | None) -> str:
    """A score of 0-1 in per cent, "–" where there is none."""
    return "–" if value is None else f"{100 * value:.1f}"


def change(value: float) -> str:
    """A change of score in points, always with its sign."""
    points = round(100 * value, 1)
    return f"+{points:.1f}" if points > 0 else f"−{abs(points):.1f}" if points < 0 else "0.0"


def trend(scores: Sequence[float], before: float | None) -> str:
    """How a run is doing, from its held-out mean IU so far (0-1, oldest first).

    `before` is that of the net in use, which need not be the one that the run starts from.
    """
    if not scores:
        return "Learning. The first check on the held-out images is yet to come."
    best = max(scores)
    since_best = len(scores) - 1 - scores.index(best)
    start = scores[0] if before is None else before
    if before is not None and scores[-1] < before - CLEAR:
        return f"Below the net in use for now: {score(scores[-1])}, that has {score(before)}."
    if since_best >= PATIENCE:
        return f"No gain for {since_best} checks. The best check so far was {score(best)}."
    if best > start + CLEAR:
        return f"Still improving: {score(best)} at best, up from {score(start)}."
    return f"Learning. Held-out mean IU is {score(scores[-1])}: no clear gain yet."


def interval_sentence(interval: Sequence[float] | None, held_out: int) -> str:
    """What the 95 % interval of the change says, in plain words."""
    if interval is None:
        if held_out:
            return "One held-out image cannot tell how others would change. Correct more."
        return "No image was held out, so nobody knows whether this net is better."
    low, high = interval
    span = f"Mean IU changed by {change(low)} to {change(high)} points"
    basis = f"(95 % interval, {held_out} held-out images)."
    return f"{span} {basis}{' This may be chance.' if low <= 0 <= high else ''}"
