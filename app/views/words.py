"""Numbers as people say them: times, scores, and how a training run is doing."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.language import figure, tr, with_separators
from fcn_core.imaging.channels import NOTHING, ImageChannels
from fcn_core.imaging.pixel_size import PixelSize
from fcn_core.outcome import CLEAR, Report, gain

# So many checks without a better one are called "no gain".
PATIENCE = 3
MOST_DIGITS, MOST_WRITTEN = 8, 1e12
"""What has more digits behind the point, or is larger, is written as 1.23e-09."""


def short_number(number: int) -> str:
    """A pixel count in at most five characters: "940", "12.3k", "4.1M"."""
    for size, letter in ((1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k")):
        if number >= size:
            value = number / size
            return f"{figure(value, '.0f' if value >= 99.95 else '.1f')}{letter}"
    return str(number)


def measured(size: PixelSize) -> str:
    """How large a pixel is: "0.325 µm", "0.5 x 0.25 m"."""
    return with_separators(str(size))


def area(pixels: float, pixel: PixelSize | None) -> str:
    """So many pixels in the square of their unit: "12.3 µm²", "1,280 m²"; empty where nobody knows
    how large one is.
    """
    if pixel is None:
        return ""
    return f"{_three_figures(pixels * pixel.area)} {pixel.unit}²"


def length(right: float, down: float, pixel: PixelSize | None) -> str:
    """Of a line so many pixels to the right and down: "76.8 µm · 236.4 px"."""
    words = tr("{pixels:,.1f} px").format(pixels=math.hypot(right, down))
    if pixel is None:
        return words
    value = math.hypot(right * pixel.width, down * pixel.height)
    return f"{_three_figures(value)} {pixel.unit} · {words}"


def _three_figures(value: float) -> str:
    """With as many decimals as three figures need: "0.250", "12.5", "1,142", "1.2e-09"."""
    power = int(f"{value:.2e}".partition("e")[2])
    digits = max(0, 2 - power) if value else 0
    is_plain = digits <= MOST_DIGITS and value < MOST_WRITTEN
    return figure(value, f",.{digits}f" if is_plain else ".3g")


def channels_shown(there: ImageChannels) -> str:
    """Which of an image's channels are seen: "Channel 4 of 6", "Channels 4, 3, 2 of 6"."""
    shown = [str(number) if number != NOTHING else "–" for number in there.shown.shown]
    words = (
        tr("Channel {shown} of {count}") if len(shown) == 1 else tr("Channels {shown} of {count}")
    )
    return words.format(shown=", ".join(shown), count=there.count)


def breakable(path: str) -> str:
    """A path that a label may wrap behind each of its folders."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")


def first_lines(sentences: Sequence[str]) -> str:
    """The first two sentences, and how many more there are."""
    left = len(sentences) - 2
    more = [tr("And {left} more.").format(left=left)] if left > 0 else []
    return "\n".join([*sentences[:2], *more])


def duration(seconds: float) -> str:
    """A rough time: "about 40 s", "about 3 min", "about 1 h 20 min"."""
    if seconds < 1:
        return tr("a moment")
    if seconds < 90:
        rounded = round(seconds) if seconds < 10 else round(seconds / 5) * 5
        return tr("about {seconds} s").format(seconds=rounded)
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return tr("about {minutes} min").format(minutes=minutes)
    if not minutes:
        return tr("about {hours} h").format(hours=hours)
    return tr("about {hours} h {minutes} min").format(hours=hours, minutes=minutes)


def clock(seconds: float) -> str:
    """A time as players show it: "3:20", "1:02:03"."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def memory(megabytes: int) -> str:
    """An amount of memory: "640 MB", "2.4 GB"."""
    return f"{megabytes} MB" if megabytes < 1000 else f"{figure(megabytes / 1000, '.1f')} GB"


def percent(share: float) -> str:
    """A share of 0-1: "43 %", and small ones with a decimal: "2.1 %"."""
    return f"{figure(100 * share, '.1f' if 0 < share < 0.1 else '.0f')} %"


def score(value: float | None) -> str:
    """A score of 0-1 in per cent, "–" where there is none."""
    return "–" if value is None else figure(100 * value, ".1f")


def change(value: float) -> str:
    """A change of score in points, always with its sign."""
    points = round(100 * value, 1)
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"{sign}{figure(abs(points), '.1f')}"


def trend(scores: Sequence[float], before: float | None) -> str:
    """How a run is doing, from its held-out mean IU so far (0-1, oldest first).

    `before` is that of the net in use, which need not be the one that the run starts from.
    """
    if not scores:
        return tr("Learning. The first check on the held-out images is yet to come.")
    best = max(scores)
    since_best = len(scores) - 1 - scores.index(best)
    start = scores[0] if before is None else before
    if before is not None and scores[-1] < before - CLEAR:
        below = tr("Below the net in use for now: {now}, that has {before}.")
        return below.format(now=score(scores[-1]), before=score(before))
    if since_best >= PATIENCE:
        level = tr("No gain for {checks} checks. The best check so far was {best}.")
        return level.format(checks=since_best, best=score(best))
    if best > start + CLEAR:
        better = tr("Still improving: {best} at best, up from {start}.")
        return better.format(best=score(best), start=score(start))
    same = tr("Learning. Held-out mean IU is {now}: no clear gain yet.")
    return same.format(now=score(scores[-1]))


def changed_sentence(report: Report) -> str:
    """What the held-out images of a run's report show, and what that tells of others."""
    interval, images = report["interval"], report["held_out"]
    if not images:
        return tr("No image was held out, so nobody knows whether this net is better.")
    if interval is None:
        return tr("One held-out image cannot tell how others would change. Correct more.")
    return tr(
        "Mean IU changed by {gain} points on the {images} held-out images. On others like them it "
        "may change by {low} to {high} (95 % interval)."
    ).format(
        gain=change(gain(report)),
        images=images,
        low=change(interval[0]),
        high=change(interval[1]),
    )
