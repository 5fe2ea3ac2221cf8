"""What the program remembers between runs, whatever the project: a typed view of QSettings."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from app.language import LANGUAGES, SYSTEM
from app.state.session import MAX_RADIUS, MAX_SPECK, USUAL_RADIUS, USUAL_SPECK
from fcn_core.masks import VOID

ORGANIZATION, APPLICATION = "fcn-gui", "fcn-gui"
MAX_RECENT = 15
THEMES = ("system", "light", "dark")
SHORTCUTS = "shortcuts"
FOLDED = "labels/folded"
RADIUS, SPECK = "tidy/radius", "tidy/speck"

log = logging.getLogger(__name__)


class Settings:
    """Recent projects, their labels and images, theme, language, device, keys, tools, geometry."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings(ORGANIZATION, APPLICATION)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Folders opened last, the latest first. Some may be gone by now."""
        found = self._settings.value("recent", [])
        # QSettings gives a list of one back as a plain string.
        names = [found] if isinstance(found, str) else found
        return tuple(Path(str(name)) for name in names) if isinstance(names, list) else ()

    def add_recent(self, folder: Path) -> None:
        """Put a folder first, once."""
        folder = folder.absolute()
        others = [path for path in self.recent if path != folder]
        self._set("recent", [str(path) for path in [folder, *others][:MAX_RECENT]])

    def clear_recent(self) -> None:
        self._set("recent", [])

    def remove_recent(self, folder: Path) -> None:
        self._set("recent", [str(path) for path in self.recent if path != folder.absolute()])

    @property
    def theme(self) -> str:
        """`system`, `light` or `dark`."""
        found = str(self._settings.value("theme", THEMES[0]))
        return found if found in THEMES else THEMES[0]

    def set_theme(self, theme: str) -> None:
        if theme not in THEMES:
            raise ValueError(f"theme {theme!r} is none of {THEMES}")
        self._set("theme", theme)

    @property
    def language(self) -> str:
        """A key of `LANGUAGES`, or `SYSTEM`."""
        found = str(self._settings.value("language", SYSTEM))
        return found if found in LANGUAGES else SYSTEM

    def set_language(self, language: str) -> None:
        if language not in (SYSTEM, *LANGUAGES):
            raise ValueError(f"language {language!r} is none of {(SYSTEM, *LANGUAGES)}")
        self._set("language", language)

    @property
    def device(self) -> str:
        """`auto`, or a device as torch names it (`cpu`, `cuda:0`)."""
        return str(self._settings.value("device", "auto"))

    def set_device(self, device: str) -> None:
        self._set("device", device)

    @property
    def tidying(self) -> tuple[int, int]:
        """Radius, and size of specks (`Session.set_tidying`)."""
        return (
            self._number(RADIUS, USUAL_RADIUS, range(1, MAX_RADIUS + 1)),
            self._number(SPECK, USUAL_SPECK, range(1, MAX_SPECK + 1)),
        )

    def set_tidying(self, radius: int, speck: int) -> None:
        self._set(RADIUS, radius)
        self._set(SPECK, speck)

    @property
    def labels_folded(self) -> bool:
        """Whether labels that are not in use are folded away."""
        return self._number(FOLDED, 0, range(2)) == 1

    def set_labels_folded(self, folded: bool) -> None:
        self._set(FOLDED, int(folded))

    def label(self, folder: Path) -> int | None:
        """The label that was the current one of a folder's project; None if that is not known."""
        found = self._number(_label_key(folder), -1, range(-1, VOID + 1))
        return None if found < 0 else found

    def set_label(self, folder: Path, label: int) -> None:
        self._set(_label_key(folder), label)

    def image(self, folder: Path) -> str:
        """The id of the image that was shown last of a folder's project; empty if not known."""
        return str(self._settings.value(_image_key(folder), ""))

    def set_image(self, folder: Path, image_id: str) -> None:
        self._set(_image_key(folder), image_id)

    def geometry(self, window: str) -> bytes:
        """Bytes that a window saved under its name; empty if it never did."""
        return _bytes(self._settings.value(f"geometry/{window}"))

    def set_geometry(self, window: str, data: bytes) -> None:
        self._set(f"geometry/{window}", QByteArray(data))

    @property
    def shortcuts(self) -> dict[str, tuple[str, ...]]:
        """Keys that the user gave to actions, by their ids. A value that is no list of texts is
        left out with a line in the log.
        """
        self._settings.beginGroup(SHORTCUTS)
        stored = {id: self._settings.value(id) for id in self._settings.childKeys()}
        self._settings.endGroup()
        read = {id: _texts(value) for id, value in stored.items()}
        for id in sorted(id for id, keys in read.items() if keys is None):
            log.warning("the shortcuts stored for %s cannot be read: %r", id, stored[id])
        return {id: keys for id, keys in read.items() if keys is not None}

    def set_shortcuts(self, keys: Mapping[str, tuple[str, ...] | None]) -> None:
        """Remember keys of these actions, or (None) forget them: the default ones are back.
        What is stored of other actions, perhaps by another version, stays.
        """
        for id, chosen in keys.items():
            if chosen is None:
                self._settings.remove(f"{SHORTCUTS}/{id}")
            else:
                # As one text: QSettings makes a plain value of a list of one, and none of none.
                self._set(f"{SHORTCUTS}/{id}", json.dumps(chosen))

    def _number(self, key: str, default: int, within: range) -> int:
        """The whole number of a range that is nearest to what was set; `default` if none was."""
        found = str(self._settings.value(key, default))
        number = int(found) if found.removeprefix("-").isdecimal() else default
        return max(within[0], min(within[-1], number))

    def _set(self, key: str, value: object) -> None:
        self._settings.setValue(key, value)


def _label_key(folder: Path) -> str:
    return f"labels/{_key(folder)}"


def _image_key(folder: Path) -> str:
    return f"images/{_key(folder)}"


def _key(folder: Path) -> str:
    """QSettings takes "/" for a group, and some systems fold letters of keys."""
    return hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:16]


def _bytes(value: object) -> bytes:
    if isinstance(value, QByteArray):
        return bytes(value.data())
    return value if isinstance(value, bytes) else b""


def _texts(value: object) -> tuple[str, ...] | None:
    """The texts of a JSON list; None if it is none."""
    try:
        found = json.loads(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        return None
    return tuple(found)
