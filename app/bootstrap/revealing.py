"""Shows where something lies, in the system's own program for files."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def reveal(folder: str) -> None:
    """Open a folder."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
