"""How keys are written, and what no command can have."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from app.actions.keys import GESTURES, named, normal, refusal
from app.actions.table import Where
from app.language import ENGLISH, speak

PORTABLE = QKeySequence.toString


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ctrl+shift+z", "Ctrl+Shift+Z"),
        ("Escape", "Esc"),
        ("Ctrl++", "Ctrl++"),
        (",", ","),
        ("", ""),
        ("Ctrl+", ""),
        ("Nonsense+Q", ""),
        ("Ctrl+K, Ctrl+S", ""),
    ],
)
def test_one_key_with_its_modifiers_is_a_key(text: str, key: str) -> None:
    assert normal(text) == key


def test_what_the_keyboard_has_is_read_back() -> None:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for number in [*range(0x20, 0x7F), *range(0x01000000, 0x01000060)]:
        if number not in {key.value for key in Qt.Key}:
            continue
        key = QKeySequence(QKeyCombination(held, Qt.Key(number))).toString()
        assert normal(key) == key


@pytest.mark.parametrize("key", ["H", "Space", "Esc", "Backspace", "Alt+F", "Alt+F4"])
@pytest.mark.parametrize("where", list(Where))
def test_some_keys_are_no_commands(key: str, where: Where) -> None:
    assert key.split("+", maxsplit=1)[0] in refusal(key, where)


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab", "Return", "Down", "Del"])
def test_what_fields_and_lists_need_is_left_to_them(key: str) -> None:
    assert "fields" in refusal(key, Where.WINDOW)
    assert refusal(key, Where.PICTURE) == ""


@pytest.mark.parametrize("key", ["K", "Shift+H", "Ctrl+Space", "Alt+1", "Ctrl+Tab", "F5", "+"])
def test_the_others_can_be_had(key: str) -> None:
    assert refusal(key, Where.WINDOW) == ""


def test_what_is_reserved_is_written_as_it_is_pressed() -> None:
    reserved = [gesture.reserved for gesture in GESTURES if gesture.reserved]
    assert [normal(key) for key in reserved] == reserved


def test_keys_are_named_as_menus_name_them(qapp: QApplication) -> None:
    keys = ("Ctrl+Shift+Z", "Space", "H", "Ctrl++")
    try:
        speak(qapp, "de")
        assert [named(key) for key in keys] == ["Strg+Umschalt+Z", "Leertaste", "H", "Strg++"]
        assert refusal("Shift+Left", Where.WINDOW).startswith("Umschalt+Links ")
    finally:
        speak(qapp, ENGLISH)


def test_words_of_a_gesture_are_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.actions.keys.tr", str.upper)
    assert [named(key) for key in ("Space+drag", "wheel", "Esc")] == ["SPACE+DRAG", "WHEEL", "Esc"]


def as_on_a_mac(keys: QKeySequence, form: QKeySequence.SequenceFormat) -> str:
    text = PORTABLE(keys)
    native = form == QKeySequence.SequenceFormat.NativeText
    return text.replace("Alt+", "⌥") if native else text


def test_what_is_held_in_a_gesture_is_named_as_in_keys(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        speak(qapp, "de")
        assert named("Alt+drag") == "Alt+Ziehen"
        assert named("Shift+click") == "Umschalt+Klick"
    finally:
        speak(qapp, ENGLISH)
    monkeypatch.setattr(QKeySequence, "toString", as_on_a_mac)
    assert [named(key) for key in ("Alt+drag", "Space+drag")] == ["⌥drag", "Space+drag"]


def test_no_field_has_a_use_for_return_with_shift() -> None:
    assert refusal("Shift+Return", Where.WINDOW) == ""
