"""Keys as text: how they are written, and which of them a command cannot have, and why."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from app.actions.table import Where
from app.language import QT_TR_NOOP, tr

# What fields, lists and the step from one to the next live by, alone or with Shift. Qt lets a
# field keep the keys that type, so letters need no such care.
OF_FIELDS = frozenset(
    {"Tab", "Return", "Enter", "Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown",
     "Del", "F2"}
)  # fmt: skip
# No field or list has a use for these, and the window leaves them to fields all the same.
OF_NOBODY = frozenset({"Shift+Return", "Shift+Enter"})
OF_DESKTOP = {"Alt+F4": QT_TR_NOOP("{key} closes the window.")}
KEYED_LABELS = 10
"""So many labels are chosen by a digit."""


@dataclass(frozen=True, kw_only=True)
class Gesture:
    """What the canvas does by hand, whatever the table says; `reserved` is no command's key. Its
    words are marked, not translated; `group` is a menu's name.
    """

    group: str
    title: str
    keys: tuple[str, ...]
    reserved: str = ""


GESTURES = (
    Gesture(group="Tools", title=QT_TR_NOOP("Brush size"), keys=("Alt+" + QT_TR_NOOP("drag"),)),
    Gesture(group="Tools", title=QT_TR_NOOP("Straight line from the last point"),
            keys=("Shift+" + QT_TR_NOOP("click"),)),
    Gesture(group="Tools", title=QT_TR_NOOP("Close an outline"),
            keys=("Return", QT_TR_NOOP("double click"))),
    Gesture(group="Tools", title=QT_TR_NOOP("Draw a part of an outline freely"),
            keys=(QT_TR_NOOP("drag"),)),
    Gesture(group="Tools", title=QT_TR_NOOP("Take back the last corner of an outline"),
            keys=("Backspace",), reserved="Backspace"),
    Gesture(group="Tools", title=QT_TR_NOOP("Give up a stroke or an outline"), keys=("Esc",),
            reserved="Esc"),
    Gesture(group="Tools", title=QT_TR_NOOP("Ruler in steps of 45°"),
            keys=("Shift+" + QT_TR_NOOP("drag"),)),
    Gesture(group="Region", title=QT_TR_NOOP("The same by the mouse"),
            keys=(QT_TR_NOOP("right click"),)),
    Gesture(group="Region", title=QT_TR_NOOP("Stop tidying up"), keys=("Esc",)),
    Gesture(group="View", title=QT_TR_NOOP("Hide the overlay while held"), keys=("H",),
            reserved="H"),
    Gesture(group="View", title=QT_TR_NOOP("Pan"),
            keys=(QT_TR_NOOP("Space+drag"), QT_TR_NOOP("middle drag")), reserved="Space"),
    Gesture(group="View", title=QT_TR_NOOP("Zoom at the cursor"), keys=(QT_TR_NOOP("wheel"),)),
)  # fmt: skip
RESERVED = {gesture.reserved: gesture.title for gesture in GESTURES if gesture.reserved}


def normal(text: str) -> str:
    """A key with its modifiers as Qt writes them ("Ctrl+Shift+Z"); empty if it is not one."""
    keys = QKeySequence(text, QKeySequence.SequenceFormat.PortableText)
    return keys.toString(QKeySequence.SequenceFormat.PortableText) if keys.count() == 1 else ""


def named(text: str) -> str:
    """A key as the system and the window's language name it, as menus do ("Strg+Umschalt+Z"), or
    words of a gesture, with what is held meanwhile.
    """
    if normal(text):
        keys = QKeySequence(text, QKeySequence.SequenceFormat.PortableText)
        return keys.toString(QKeySequence.SequenceFormat.NativeText)
    held, plus, gesture = text.rpartition("+")
    like = f"{held}{plus}A"
    return named(like)[:-1] + tr(gesture) if normal(like) else tr(text)


def refusal(key: str, where: Where) -> str:
    """Why a command that works there cannot have this key, as a sentence; empty if it can."""
    if key in RESERVED:
        kept = tr("{key} is kept for the canvas: “{gesture}”.")
        return kept.format(key=named(key), gesture=tr(RESERVED[key]))
    if key in OF_DESKTOP:
        return tr(OF_DESKTOP[key]).format(key=named(key))
    modifiers, _, letter = key.rpartition("+")
    if modifiers == "Alt" and letter.isalpha() and len(letter) == 1:
        return tr("Alt with a letter opens menus and presses buttons. Add Ctrl or Shift.")
    is_needed = key.removeprefix("Shift+") in OF_FIELDS and key not in OF_NOBODY
    if where == Where.WINDOW and is_needed:
        needed = tr(
            "{key} is needed in fields and lists: only commands of the picture can have it."
        )
        return needed.format(key=named(key))
    return ""
