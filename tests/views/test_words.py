"""Numbers as people say them."""

from __future__ import annotations

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


def test_interval_sentences() -> None:
    open_end = words.interval_sentence((-0.01, 0.02), 4)
    assert "-1.0 to +2.0".replace("-", "\N{MINUS SIGN}") in open_end
    assert "chance" not in open_end, "the recommendation beside it says so"
    bad = words.interval_sentence((-0.03, -0.01), 4)
    assert bad == "Mean IU changed by −3.0 to −1.0 points (95 % interval, 4 held-out images)."
    good = words.interval_sentence((0.01, 0.03), 2)
    assert good == "Mean IU changed by +1.0 to +3.0 points (95 % interval, 2 held-out images)."
    assert "One held-out image" in words.interval_sentence(None, 1)
    assert "nobody knows" in words.interval_sentence(None, 0)
