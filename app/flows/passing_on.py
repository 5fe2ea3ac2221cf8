"""What the open project and the open document say is said again, whichever they are just now.

So whoever follows them connects once, and hears nothing of a project that is closed.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.flows.flow import Flow
from app.state.rect import Rect

OF_PROJECT = ("images_changed", "labels_changed", "gone_changed", "status_changed")
OF_DOCUMENT = ("corrections_changed", "prediction_changed", "history_changed")


class PassingOn(Flow):
    """Its signals are called as those of `Project` and `Document` are, and mean the same."""

    images_changed = Signal()
    labels_changed = Signal()
    gone_changed = Signal()
    status_changed = Signal(str)
    corrections_changed = Signal(Rect)
    prediction_changed = Signal()
    history_changed = Signal()

    def _pass_on(
        self, signals: tuple[str, ...], before: QObject | None, now: QObject | None
    ) -> None:
        for name in signals:
            if before is not None:
                getattr(before, name).disconnect(getattr(self, name))
            if now is not None:
                getattr(now, name).connect(getattr(self, name))
