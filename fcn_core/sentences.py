"""What the core says to people, word for word, with places for what it fills in.

The core speaks English alone; the window knows its sentences again and says them in its own
language. So they stand as literals in the code, in `said` or an `FcnError`, from which
`scripts/translations.py` collects them.
"""

from __future__ import annotations

from collections.abc import Mapping


def said(sentence: str, /, **values: object) -> str:
    """The sentence with its places filled; without values as it is."""
    return filled(sentence, values)


def filled(sentence: str, values: Mapping[str, object]) -> str:
    """The same of a sentence that was written elsewhere."""
    return sentence.format(**values) if values else sentence
