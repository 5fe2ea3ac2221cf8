"""Changing a whole image step by step while the window lives."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.state.whole_image import WholeImage


def go_on(change: WholeImage, owner: QObject, then: Callable[[], None]) -> None:
    """Take one step after the other, as long as `owner` is there; `then` go on."""
    if change.step():
        QTimer.singleShot(0, owner, lambda: go_on(change, owner, then))
        return
    change.finish()
    then()
