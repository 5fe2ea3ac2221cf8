"""What was said in English, in the window's language: sentences of the core, and what files keep.

The core knows no language: it is a command line and a library as well, and its training process
speaks English through a pipe. So its texts are known again by `app/sentences.py` when they are
shown. What is not found there is shown as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from app.language import tr, with_separators
from app.sentences import SENTENCES
from fcn_core.events import Event, Message, Started
from fcn_core.outcome import Report

SAID = frozenset({"device", "net", "outcome", "problem", "reason", "seen", "when"})
"""Places that hold words of the core; others hold names and numbers, which are nobody's to tell."""
PLACE = re.compile(r"\{(\w+)\}")
THING = re.compile(r"(?<=\d )[^,]+")
"""What is counted in a list ("3 boxes, 1 tag"), which fills the place "shapes"."""
FIGURE = re.compile(r"\d[\d,]*(\.\d+)?")
END = re.compile(r"(?<=[.!?]) ")


def spoken(text: str) -> str:
    """A text in the window's language: one that is marked, or sentences of the core."""
    found = tr(text)
    return _told(text) if found == text else found


def spoken_error(error: Exception) -> str:
    """What an error says; its kind, where it says nothing."""
    return spoken(str(error)) or type(error).__name__


def spoken_event(event: Event) -> Event:
    """An event of a training run with its words in the window's language."""
    match event:
        case Message():
            return replace(event, text=spoken(event.text))
        case Started():
            return replace(event, device=spoken(event.device))
    return event


def spoken_report(report: Report) -> Report:
    """The report of a run (`Finished.report`) with its words in the window's language."""
    gate = report["gate"]
    return {
        **report,
        "sentence": spoken(report.get("sentence", "")),
        "gate": {**gate, "why": spoken(gate["why"])},
        # Reports of older runs have neither.
        "notes": [spoken(note) for note in report.get("notes", ())],
        "facts": [spoken(fact) for fact in report.get("facts", ())],
    }


def _told(text: str) -> str:
    known = _known(text)
    if known is None:
        return text
    sentence, values, rest = known
    told = tr(sentence).format(**{place: _filled(place, values[place]) for place in values})
    return f"{told} {_told(rest)}" if rest else told


def _filled(place: str, value: str) -> str:
    if place == "shapes":
        return THING.sub(lambda thing: _told(thing[0]), value)
    if FIGURE.fullmatch(value):
        return with_separators(value)
    return _told(value) if place in SAID else value


@lru_cache(maxsize=1024)
def _known(text: str) -> tuple[str, dict[str, str], str] | None:
    """The sentence that a text begins with, what fills its places, and what follows."""
    for end in _ends(text):
        for sentence, pattern in _patterns():
            if found := pattern.fullmatch(text, endpos=end):
                return sentence, found.groupdict(), text[end + 1 :]
    return None


def _ends(text: str) -> Iterator[int]:
    """Where a sentence may end: the first first, as places would swallow all that follows."""
    yield from (space.start() for space in END.finditer(text))
    yield len(text)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """What each sentence looks like, those with the most words of their own first."""
    ordered = sorted(SENTENCES, key=lambda sentence: -len(PLACE.sub("", sentence)))
    return [(sentence, _pattern(sentence)) for sentence in ordered]


def _pattern(sentence: str) -> re.Pattern[str]:
    words_and_places = enumerate(PLACE.split(sentence))
    return re.compile(
        "".join(f"(?P<{s}>.+?)" if i % 2 else re.escape(s) for i, s in words_and_places), re.DOTALL
    )
