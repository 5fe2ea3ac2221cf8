"""Keys as text: how they are written, and which of them a command cannot have, and why."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from app.actions.table import Where

# What fields, lists and the step from one to the next live by, alone or with Shift. Qt lets a
# field keep the keys that type, so letters need no such care.
OF_FIELDS = frozenset(
    {"Tab", "Return", "Enter", "Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown",
     "Del", "F2"}
)  # fmt: skip
OF_DESKTOP = {"Alt+F4": "closes the window"}


@dataclass(frozen=True, kw_only=True)
class Gesture:
    """What the canvas does by hand, whatever the table says; `reserved` is no command's key."""

    group: str
    title: str
    keys: tuple[str, ...]
    reserved: str = ""


GESTURES = (
    Gesture(group="Tools", title="Brush size", keys=("Alt+drag",)),
    Gesture(group="Tools", title="Straight line from the last point", keys=("Shift+click",)),
    Gesture(group="Tools", title="Close an outline", keys=("Return", "double click")),
    Gesture(group="Tools", title="Draw a part of an outline freely", keys=("drag",)),
    Gesture(group="Tools", title="Take back the last corner of an outline", keys=("Backspace",),
            reserved="Backspace"),
    Gesture(group="Tools", title="Give up a stroke or an outline", keys=("Esc",), reserved="Esc"),
    Gesture(group="Region", title="The same by the mouse", keys=("right click",)),
    Gesture(group="View", title="Hide the overlay while held", keys=("H",), reserved="H"),
    Gesture(group="View", title="Pan", keys=("Space+drag", "middle drag"), reserved="Space"),
    Gesture(group="View", title="Zoom at the cursor", keys=("wheel",)),
)  # fmt: skip
RESERVED = {gesture.reserved: gesture.title for gesture in GESTURES if gesture.reserved}


def normal(text: str) -> str:
    """A key with its modifiers as Qt writes them ("Ctrl+Shift+Z"); empty if it is not one."""
    keys = QKeySequence(text, QKeySequence.SequenceFormat.PortableText)
    return keys.toString(QKeySequence.SequenceFormat.PortableText) if keys.count() == 1 else ""


def refusal(key: str, where: Where) -> str:
    """Why a command that works there cannot have this key, as a sentence; empty if it can."""
    if key in RESERVED:
        return f"{key} is kept for the canvas: {RESERVED[key].lower()}."
    if key in OF_DESKTOP:
        return f"{key} {OF_DESKTOP[key]}."
    modifiers, _, letter = key.rpartition("+")
    if modifiers == "Alt" and letter.isalpha() and len(letter) == 1:
        return "Alt with a letter opens menus and presses buttons. Add Ctrl or Shift."
    if where == Where.WINDOW and key.removeprefix("Shift+") in OF_FIELDS:
        return f"{key} is needed in fields and lists: only commands of the picture can have it."
    return ""
