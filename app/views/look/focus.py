"""Which part of the window has the keyboard, and which one gets it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractSlider, QApplication, QWidget


def has_keys(part: QWidget) -> bool:
    """Whether a part, or something in it, has the keyboard."""
    focus = QApplication.focusWidget()
    return focus is not None and (focus is part or part.isAncestorOf(focus))


def main_part(panel: QWidget) -> QWidget:
    """What of a panel has the keys when they come to it: its first list or slider in sight, else
    the panel as such, but no button, which a press that was meant for elsewhere would run.
    """
    parts = panel.findChildren(QWidget)
    return next((part for part in parts if _is_list(part) and part.isVisible()), panel)


def _is_list(part: QWidget) -> bool:
    takes_keys = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and part.isEnabled()
    return isinstance(part, QAbstractItemView | QAbstractSlider) and takes_keys
