"""One output in the stride view: a picture under a header that names and judges it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.language import tr
from app.views.canvas.cursor import Tag
from app.views.canvas.linked import LinkedPane
from app.views.look.kit import ElidedLabel

# The `stride` of the pane that shows the mask.
MASK = 0
NO_COLOR = (128, 128, 128)


class StridePane(QWidget):
    """One output under its header: name, label under the cursor, scores."""

    def __init__(self, stride: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stride = stride
        self.view = LinkedPane(self)
        self.title = QLabel(tr("Mask") if stride == MASK else f"{stride}s")
        self.swatch, self.under = QLabel(), ElidedLabel()
        self.scores = ElidedLabel("", "muted")
        self.scores.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.title.setProperty("role", "strong")
        self.swatch.setTextFormat(Qt.TextFormat.RichText)
        header = QHBoxLayout()
        header.setContentsMargins(8, 4, 8, 4)
        header.setSpacing(8)
        header.addWidget(self.title)
        header.addWidget(self.swatch)
        header.addWidget(self.under, 1)
        header.addWidget(self.scores, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(header)
        column.addWidget(self.view, 1)
        self.view.setToolTip(
            tr("Click: confirm this region") if stride == MASK else tr("Click: take this region")
        )

    def name_label(self, tag: Tag | None) -> None:
        """Show what lies under the cursor; None: nothing does."""
        if tag is None:
            self.swatch.clear()
        else:
            red, green, blue = tag.color or NO_COLOR
            self.swatch.setText(f'<span style="color:rgb({red},{green},{blue})">&#9632;</span>')
        self.under.set_full_text("" if tag is None else tag.text)
