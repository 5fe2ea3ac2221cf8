"""Numbers as people say them."""

from __future__ import annotations

from typing import Any

import pytest

from app.views import words


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.4, "a moment"),
        (7, "about 7 s"),
        (38, "about 40 s"),
        (89, "about 90 s"),
        (130, "about 2 min"),
        (3600, "about 1 h"),
        (4800, "about 1 h 20 min"),
    ],
)
def test_durations(seconds: float, said: str) -> None:
    assert words.duration(seconds) == said


@pytest.mark.parametrize(
    ("number", "short"),
    [(0, "0"), (940, "940"), (12_345, "12.3k"), (999_999, "1000k"), (4_100_000, "4.1M")],
)
def test_short_numbers(number: int, short: str) -> None:
    assert words.short_number(number) == short


def test_memory() -> None:
    assert words.memory(640) == "640 MB"
    assert words.memory(2400) == "2.4 GB"


def test_changes_carry_their_sign() -> None:
    assert [words.change(v) for v in (0.0123, -0.004, 0.0, -0.0001)] == [
        "+1.2",
        "−0.4",
        "0.0",
        "0.0",
    ]


def test_trend_in_plain_words() -> None:
    assert "first check" in words.trend([], 0.6)
    assert words.trend([0.62, 0.65], 0.6) == "Still improving: 65.0 at best, up from 60.0."
    level = words.trend([0.65, 0.64, 0.64, 0.64], 0.6)
    assert level == "No gain for 3 checks. The best check so far was 65.0."
    below = words.trend([0.6, 0.55], 0.6)
    assert below == "Below the net in use for now: 55.0, that has 60.0."
    assert "no clear gain yet" in words.trend([0.6], 0.6)


def test_of_many_sentences_two_are_shown() -> None:
    assert words.first_lines(()) == ""
    assert words.first_lines(("a", "b")) == "a\nb"
    assert words.first_lines(("a", "b", "c", "d")) == "a\nb\nAnd 2 more."


def judged(interval: list[float] | None, images: int) -> dict[str, Any]:
    """What a run's report says of so many images."""
    scores = {"before": {"mean_iu": 0.5}, "after": {"mean_iu": 0.52}}
    return {"interval": interval, "held_out": images, **scores}


def test_the_change_and_what_it_tells_of_other_images() -> None:
    assert words.changed_sentence(judged([-0.253, 0.413], 4)) == (
        "Mean IU changed by +2.0 points on the 4 held-out images. On others like them it may "
        "change by −25.3 to +41.3 (95 % interval)."
    )
    assert "One held-out image" in words.changed_sentence(judged(None, 1))
    assert "nobody knows" in words.changed_sentence(judged(None, 0))
