"""The window's language: English, as the code has it, or a translation that comes along.

A text is written in English where it is used and looked up when it is shown: `tr("Open image…")`,
`tr("{done} of {all} images").format(done=3, all=7)`. Constants are marked with `QT_TR_NOOP` and
looked up later, since a module is read before the language is known; what is kept in files or
compared stays English. `scripts/translations.py` finds both by reading the code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from string import Formatter
from typing import cast

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app import resources
from fcn_core.errors import FcnError

SYSTEM, ENGLISH = "system", "en"
LANGUAGES = {ENGLISH: "English", "de": "Deutsch"}
"""By their codes (ISO 639-1), each by its own name."""

QT_TR_NOOP = cast(Callable[[str], str], QtCore.QT_TR_NOOP)
"""Marks a text and gives it back; Qt's own declaration forgets that it is one."""


KEYS = (QtCore.QT_TRANSLATE_NOOP("QShortcut", "Return"),)
"""Keys that Qt leaves in English."""


class Text(str):
    """A text to be shown: numbers that are filled in have the separators of its language."""

    def format(self, *values: object, **named: object) -> str:
        return NUMBERS.vformat(self, values, named)


class _Numbers(Formatter):
    def format_field(self, value: object, spec: str) -> str:
        return figure(value, spec) if isinstance(value, int | float) else format(value, spec)


NUMBERS = _Numbers()


def tr(text: str) -> str:
    """A text in the window's language; English where it has no translation."""
    return Text(QCoreApplication.translate("", text))


def figure(value: float, spec: str = ",") -> str:
    """A number as Python formats it, with the language's separators: 1,234.5 or 1.234,5."""
    return with_separators(format(value, spec))


def count(number: int, one: str, many: str) -> str:
    """A number of things: "1 image", "3,400 images"."""
    return f"{figure(number)} {one if number == 1 else many}"


def some(names: Sequence[str], most: int) -> str:
    """At most so many names, and how many more there are."""
    shown = ", ".join(names[:most])
    if len(names) <= most:
        return shown
    return tr("{names} and {more:,} more").format(names=shown, more=len(names) - most)


def with_separators(digits: str) -> str:
    """A number that was written in English."""
    spoken = QLocale()
    return digits.translate({ord(","): spoken.groupSeparator(), ord("."): spoken.decimalPoint()})


def speak(app: QCoreApplication, language: str) -> None:
    """What is shown from now on is in that language (a key of `LANGUAGES`, or `SYSTEM`).

    Raises `FcnError` where the installation lacks it.
    """
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    code = of_system(QLocale.system().uiLanguages()) if language == SYSTEM else language
    QLocale.setDefault(QLocale(code))
    if code == ENGLISH:
        return
    # The buttons of Qt's own dialogs. What we say ourselves is looked up first.
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    _install(app, folder / f"qtbase_{code}.qm")
    _install(app, resources.path("translations", f"{code}.qm"))


def of_system(wanted: Sequence[str]) -> str:
    """The first language that there is of those that a system's user prefers ("de-AT")."""
    codes = [name.replace("_", "-").partition("-")[0].lower() for name in wanted]
    return next((code for code in codes if code in LANGUAGES), ENGLISH)


def _install(app: QCoreApplication, path: Path) -> None:
    translator = QTranslator(app)
    if not translator.load(str(path)):
        raise FcnError(
            "The translation {path} cannot be read.", "Install FCN GUI again.", path=path
        )
    app.installTranslator(translator)
