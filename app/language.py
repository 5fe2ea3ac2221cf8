"""The window's language: English, as the code has it, or a translation that comes along.

A text is written in English where it is used and looked up when it is shown: `tr("Open image…")`,
`tr("{done} of {all} images").format(done=3, all=7)`. Constants are marked with `QT_TR_NOOP` and
looked up later, since a module is read before the language is known; what is kept in files or
compared stays English. `scripts/translations.py` finds both by reading the code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
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


def tr(text: str) -> str:
    """A text in the window's language; English where it has no translation."""
    return QCoreApplication.translate("", text)


def speak(app: QCoreApplication, language: str) -> None:
    """What is shown from now on is in that language (a key of `LANGUAGES`, or `SYSTEM`).

    Raises `FcnError` where the installation lacks it.
    """
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    code = of_system(QLocale.system().uiLanguages()) if language == SYSTEM else language
    if code == ENGLISH:
        return
    _install(app, resources.path("translations", f"{code}.qm"))
    # The buttons of Qt's own dialogs.
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    _install(app, folder / f"qtbase_{code}.qm")


def of_system(wanted: Sequence[str]) -> str:
    """The first language that there is of those that a system's user prefers ("de-AT")."""
    codes = [name.replace("_", "-").partition("-")[0].lower() for name in wanted]
    return next((code for code in codes if code in LANGUAGES), ENGLISH)


def _install(app: QCoreApplication, path: Path) -> None:
    translator = QTranslator(app)
    if not translator.load(str(path)):
        raise FcnError(f"The translation {path} cannot be read.", "Install FCN GUI again.")
    app.installTranslator(translator)
