"""A question before something is done: what, what that means, and a button that names it."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget


def question_box(title: str, text: str, more: str, verb: str, parent: QWidget) -> QMessageBox:
    """Connect its `accepted`, then `open` it; it deletes itself when it is answered."""
    buttons = QMessageBox.StandardButton
    box = QMessageBox(QMessageBox.Icon.Question, title, text, buttons.Ok | buttons.Cancel, parent)
    box.setInformativeText(more)
    box.button(buttons.Ok).setText(verb)
    box.finished.connect(box.deleteLater)
    return box
