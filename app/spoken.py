"""What was said in English, in the window's language: sentences of the core, and what files keep.

The core knows no language: it is a command line and a library as well, and its training process
speaks English through a pipe. So its sentences, collected from the code, are known again when they
are shown. What is none of them is shown as it came.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from app import resources
from app.language import tr, with_separators
from app.system_sentences import ERRORS, LIBRARIES, SYSTEM
from fcn_core.events import Event, Message, Started
from fcn_core.outcome import Report

SAID = frozenset({"device", "net", "outcome", "problem", "reason", "seen", "what", "when"})
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


@cache
def sentences() -> tuple[str, ...]:
    """All that are known, a name in braces standing for what is filled in."""
    file = resources.path("translations", "sentences.json")
    collected = json.loads(file.read_text(encoding="utf-8"))
    return (*collected, *SYSTEM, *ERRORS, *LIBRARIES)


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
        for sentence, words in _ordered():
            # One without a word of its own, as "{path}: {reason}.", would cut others in two.
            is_vague = not any(map(str.isalpha, "".join(words)))
            if (is_vague and end < len(text)) or not all(word in text for word in words):
                continue
            if found := _pattern(sentence).fullmatch(text, endpos=end):
                return sentence, found.groupdict(), text[end + 1 :]
    return None


def _ends(text: str) -> Iterator[int]:
    """Where a sentence may end: the first first, as places would swallow all that follows."""
    yield from (space.start() for space in END.finditer(text))
    yield len(text)


@cache
def _ordered() -> list[tuple[str, list[str]]]:
    """Each sentence and what stands between its places, those with the most of it first."""
    split = [(sentence, PLACE.split(sentence)[::2]) for sentence in sentences()]
    return sorted(split, key=lambda each: -len("".join(each[1])))


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    words_and_places = enumerate(PLACE.split(sentence))
    return re.compile(
        "".join(f"(?P<{s}>.+?)" if i % 2 else re.escape(s) for i, s in words_and_places), re.DOTALL
    )
