"""One output in the stride view: a picture under a header that names and judges it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWhatsThis, QWidget

from app.language import QT_TR_NOOP, tr
from app.views.canvas.cursor import Tag
from app.views.canvas.linked import LinkedPane
from app.views.look.kit import GRID, ElidedLabel, icon_button

# The `stride` of the pane that shows the mask.
MASK = 0
HELP = QT_TR_NOOP(
    "32s, 16s and 8s are the net's three answers, one score every 32, 16 and 8 pixels: the coarse "
    "one knows best what is there, the fine one where it ends. “Differs” is the share of pixels "
    "where an answer is not what the mask says, dashed in the picture."
)
LINE = 5 * GRID
NO_COLOR = (128, 128, 128)


class FittingLabel(QLabel):
    """Says the first of several texts that fits; the tip has the longest whole."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "muted")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._texts: tuple[str, ...] = ("",)

    @property
    def full_text(self) -> str:
        return self._texts[0]

    def set_texts(self, *texts: str) -> None:
        """From the longest to the shortest; where none fits nothing is said but in the tip."""
        self._texts = texts
        self.setAccessibleName(texts[0])
        self.setToolTip(texts[0])
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.fontMetrics().horizontalAdvance
        self.setText(next((text for text in self._texts if width(text) <= self.width()), ""))


class StridePane(QWidget):
    """One output under its header: name, label under the cursor, scores."""

    def __init__(self, stride: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stride = stride
        self.view = LinkedPane(self)
        self.title = QLabel(tr("Mask") if stride == MASK else f"{stride}s")
        self.swatch, self.under = QLabel(), ElidedLabel()
        self.scores = FittingLabel()
        self.help = icon_button("help", tr(HELP), self._explain)
        self.help.setFixedSize(LINE, LINE)
        self.help.setVisible(stride == MASK)
        self.title.setProperty("role", "strong")
        self.title.setMinimumHeight(LINE)  # with the button or without: pictures begin in one line
        self.swatch.setTextFormat(Qt.TextFormat.RichText)
        header = QHBoxLayout()
        header.setContentsMargins(8, 4, 8, 4)
        header.setSpacing(8)
        header.addWidget(self.title)
        header.addWidget(self.swatch)
        header.addWidget(self.under, 1)
        header.addWidget(self.scores, 1)
        header.addWidget(self.help)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(header)
        column.addWidget(self.view, 1)
        self.view.setToolTip(
            tr("Click: confirm this region") if stride == MASK else tr("Click: take this region")
        )

    def _explain(self) -> None:
        """The tip again for those who click."""
        at = self.help.mapToGlobal(self.help.rect().bottomLeft())
        QWhatsThis.showText(at, tr(HELP), self.help)

    def name_label(self, tag: Tag | None) -> None:
        """Show what lies under the cursor; None: nothing does."""
        if tag is None:
            self.swatch.clear()
        else:
            red, green, blue = tag.color or NO_COLOR
            self.swatch.setText(f'<span style="color:rgb({red},{green},{blue})">&#9632;</span>')
        self.under.set_full_text("" if tag is None else tag.text)
        # A narrow header has room for one of them.
        self.under.setVisible(tag is not None)
