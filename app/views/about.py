"""About: what this is, which version, and the facts that a report of a fault needs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFormLayout, QWidget

from app.language import QT_TR_NOOP, tr
from app.views.look.icons import IconLabel, Tone
from app.views.look.kit import GRID, column, push_button, row, rule, text_label

PURPOSE = QT_TR_NOOP(
    "Pixel masks for photos with fully convolutional networks: the net draws live, a brush "
    "corrects, and it learns from the corrections."
)
PAPER = "Long, Shelhamer, Darrell: Fully Convolutional Networks for Semantic Segmentation (2015)"


class AboutDialog(QDialog):
    """`facts` are (name, value) pairs: net, device, versions."""

    def __init__(
        self, version: str, facts: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About FCN GUI"))
        self._text = "\n".join(f"{name}: {value}" for name, value in [("FCN GUI", version), *facts])
        numbered = tr("Version {version}").format(version=version)
        title = column(text_label("FCN GUI", "title"), text_label(numbered, "muted"), gap=0)
        form = QFormLayout()
        form.setHorizontalSpacing(4 * GRID)
        form.setVerticalSpacing(GRID)
        for name, value in facts:
            shown = text_label(value, wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(text_label(name, "muted"), shown)
        close = push_button(tr("Close"), self.accept, role="primary")
        copy = push_button(tr("Copy facts"), self.copy_facts, tip=tr("For a report of a fault"))
        layout = column(
            row(IconLabel("app", Tone.CHECKED, 12 * GRID), title, None, gap=4 * GRID),
            text_label(tr(PURPOSE), wrap=True),
            text_label(PAPER, "caption", wrap=True),
            rule(),
            form,
            row(copy, None, close),
            gap=3 * GRID,
        )
        layout.setContentsMargins(6 * GRID, 6 * GRID, 6 * GRID, 4 * GRID)
        self.setLayout(layout)
        self.setFixedWidth(120 * GRID)
        close.setFocus()

    def copy_facts(self) -> None:
        """Put version and facts on the clipboard."""
        QGuiApplication.clipboard().setText(self._text)
