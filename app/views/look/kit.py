"""Small parts that all panels share: buttons, text in its three weights, empty states, spacing.

One grid of 4 px. Looks come from the theme's style sheet through the `role` property.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QIcon,
    QKeySequence,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.views.look.icons import IconLabel, Tone, icon
from app.views.look.tokens import SPACE

GRID = SPACE
ICON = QSize(16, 16)
# Icons beside text are drawn in the middle of a wider box: that keeps them off the text.
ICON_BESIDE = QSize(22, 16)
SWATCH = 14
MENU_WIDTH = 90 * GRID
LONG_WORD, BREAK = re.compile(r"(\S{12})(?=\S{12})"), "\N{ZERO WIDTH SPACE}"
SHARPEST = 3.0
# Half-transparent grey shows on any ground and any colour.
EDGE = QColor(128, 128, 128, 140)
BUTTON_TONES = {"primary": Tone.ON_ACCENT, "danger": Tone.DANGER}


def text_label(text: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """A label. Roles: title, heading, strong, caption, muted, warning, bad, key."""
    label = WrappedLabel(text) if wrap else QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    if wrap:
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
    return label


def verbatim(text: str) -> str:
    """A text for menus, where a single "&" would mark a key."""
    return text.replace("&", "&&")


def short(text: str) -> str:
    """A text for menus and the like, where its end counts, too: its middle goes if it is long."""
    metrics = QFontMetrics(QApplication.font())
    return metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, MENU_WIDTH)


def set_role(widget: QWidget, role: str) -> None:
    """Change a widget's role and let the style sheet look at it again."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def push_button(
    text: str, run: Callable[[], object], icon_name: str = "", role: str = "", tip: str = ""
) -> QPushButton:
    """A button. Role "primary" is for the one thing most people want next, "danger" for loss.

    The tip ends with the key that presses the button, where the system has such keys.
    """
    button = QPushButton(text)
    # A click leaves the keys with the canvas; a button that goes would hand them to its neighbour.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if icon_name:
        button.setIcon(icon(icon_name, BUTTON_TONES.get(role, Tone.TEXT)))
        button.setIconSize(ICON_BESIDE)
    if role:
        button.setProperty("role", role)
    key = button.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    button.setToolTip(f"{tip}  ({key})" if tip and key else tip)
    button.clicked.connect(run)
    return button


def set_button_role(button: QPushButton, role: str, icon_name: str) -> None:
    """Change a button's role, and its icon's colour with it."""
    button.setIcon(icon(icon_name, BUTTON_TONES.get(role, Tone.TEXT)))
    set_role(button, role)


def icon_button(
    icon_name: str, tip: str, run: Callable[[], object] | None = None, checkable: bool = False
) -> QToolButton:
    """A flat 24 px button that shows an icon alone; its tip is its accessible name too."""
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setIconSize(ICON)
    button.setAutoRaise(True)
    button.setCheckable(checkable)
    button.setFixedSize(6 * GRID, 6 * GRID)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if run is not None:
        button.clicked.connect(run)
    return button


def toggle_button(icon_name: str, text: str, tip: str) -> QToolButton:
    """A flat checkable button with icon and text."""
    button = icon_button(icon_name, tip, checkable=True)
    button.setText(text)
    button.setAccessibleName(text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setIconSize(ICON_BESIDE)
    button.setMinimumSize(0, 0)
    button.setMaximumSize(16777215, 16777215)
    button.setFixedHeight(7 * GRID)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button


def row(*parts: QWidget | QLayout | int | None, gap: int = 2 * GRID) -> QHBoxLayout:
    """Parts beside each other. None stretches; a number is so many pixels of space."""
    layout = QHBoxLayout()
    _fill(layout, parts, gap)
    return layout


def column(*parts: QWidget | QLayout | int | None, gap: int = 2 * GRID) -> QVBoxLayout:
    """Parts under each other. None stretches; a number is so many pixels of space."""
    layout = QVBoxLayout()
    _fill(layout, parts, gap)
    return layout


def _fill(
    layout: QHBoxLayout | QVBoxLayout, parts: tuple[QWidget | QLayout | int | None, ...], gap: int
) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def rule(vertical: bool = False) -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setProperty("role", "rule")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def scrolled(part: QWidget) -> QScrollArea:
    """A part that scrolls where it has no room: no text makes the window grow."""
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumHeight(10 * GRID)
    area.setWidget(part)
    return area


def swatch_icon(color: tuple[int, int, int]) -> QIcon:
    """A rounded square of colour with a thin edge, so that black shows on dark."""
    pixmap = QPixmap(round(SWATCH * SHARPEST), round(SWATCH * SHARPEST))
    pixmap.setDevicePixelRatio(SHARPEST)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_swatch(painter, QRectF(0, 0, SWATCH, SWATCH), color)
    painter.end()
    return QIcon(pixmap)


def paint_swatch(painter: QPainter, box: QRectF, color: tuple[int, int, int]) -> None:
    """Paint a label's colour into a box, for lists and icons alike."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(EDGE, 1))
    painter.setBrush(QColor(*color))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.restore()


class WrappedLabel(QLabel):
    """Lines of text. Words may end anywhere if they are long, so that no name widens a panel.

    A text that can be copied stays as it is.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setText(text)

    def setText(self, text: str) -> None:
        copied = self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        super().setText(text if copied else LONG_WORD.sub(rf"\1{BREAK}", text))

    def text(self) -> str:
        return super().text().replace(BREAK, "")


class ElidedLabel(QLabel):
    """One line of text that ends in an ellipsis where it does not fit, whole in the tip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self._full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)
        self.set_full_text(text)

    @property
    def full_text(self) -> str:
        return self._full

    def set_full_text(self, text: str) -> None:
        """Show `text`, shortened if it must be."""
        self._full = text
        self.setAccessibleName(text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(
            self._full, Qt.TextElideMode.ElideRight, max(self.width(), 0)
        )
        self.setText(shown)
        self.setToolTip(self._full if shown != self._full else "")


class EmptyState(QWidget):
    """What a panel says while it has nothing to show: a sentence and the next action."""

    def __init__(
        self,
        icon_name: str,
        sentence: str,
        action: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        picture = row(None, IconLabel(icon_name, Tone.SECONDARY, 6 * GRID), None)
        self.sentence = text_label(sentence, "muted", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = push_button(action, run) if run else None
        layout = column(None, picture, self.sentence, row(None, self.button, None), None)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        self.setLayout(layout)


def question_box(title: str, text: str, more: str, verb: str, parent: QWidget) -> QMessageBox:
    """A question before something is done: what, what that means, and a button that names it.

    Connect its `accepted`, then `open` it; it deletes itself when it is answered.
    """
    buttons = QMessageBox.StandardButton
    box = QMessageBox(QMessageBox.Icon.Question, title, text, buttons.Ok | buttons.Cancel, parent)
    box.setInformativeText(more)
    box.button(buttons.Ok).setText(verb)
    box.finished.connect(box.deleteLater)
    return box
