"""What the program remembers between runs, whatever the project: a typed view of QSettings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

ORGANIZATION, APPLICATION = "fcn-gui", "fcn-gui"
MAX_RECENT = 10
THEMES = ("system", "light", "dark")


class Settings:
    """Recent projects, theme, device, window geometry, and numbers of tools."""

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
    def device(self) -> str:
        """`auto`, or a device as torch names it (`cpu`, `cuda:0`)."""
        return str(self._settings.value("device", "auto"))

    def set_device(self, device: str) -> None:
        self._set("device", device)

    def number(self, name: str, default: int) -> int:
        """A whole number that was set under its name; `default` if none was."""
        found = str(self._settings.value(name, default))
        return int(found) if found.isdecimal() else default

    def set_number(self, name: str, number: int) -> None:
        self._set(name, number)

    def geometry(self, window: str) -> bytes:
        """Bytes that a window saved under its name; empty if it never did."""
        return _bytes(self._settings.value(f"geometry/{window}"))

    def set_geometry(self, window: str, data: bytes) -> None:
        self._set(f"geometry/{window}", QByteArray(data))

    def _set(self, key: str, value: object) -> None:
        self._settings.setValue(key, value)


def _bytes(value: object) -> bytes:
    if isinstance(value, QByteArray):
        return bytes(value.data())
    return value if isinstance(value, bytes) else b""
