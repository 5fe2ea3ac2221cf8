"""The letters that choose entries of an open menu.

They are found as a menu opens, not written into titles: so none stands twice in a menu, whatever
the language and whatever an entry is called at the moment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QMenu

from app.views.look.kit import verbatim

MARK, WORD = re.compile(r"&(.)"), re.compile(r"\w+")


def plain(text: str) -> str:
    """The text of a menu's entry as it is read."""
    return MARK.sub(r"\1", text)


def mark(menu: QMenu) -> None:
    """Give every entry a letter."""
    entries = [action for action in menu.actions() if not action.isSeparator()]
    texts = marked([plain(action.text()) for action in entries])
    for action, text in zip(entries, texts, strict=True):
        if action.text() != text:
            action.setText(text)


def marked(titles: Sequence[str]) -> list[str]:
    """The titles, each with a letter behind "&" that no other has: one that begins a word if it
    can be. A title all of whose letters are taken has none.
    """
    taken: set[str] = set()
    return [_marked(title, taken) for title in titles]


def _marked(title: str, taken: set[str]) -> str:
    beginnings = [word.start() for word in WORD.finditer(title)]
    for at in (*beginnings, *range(len(title))):
        letter = title[at].casefold()
        if letter.isalpha() and letter not in taken:
            taken.add(letter)
            return f"{verbatim(title[:at])}&{title[at : at + 1]}{verbatim(title[at + 1 :])}"
    return verbatim(title)
