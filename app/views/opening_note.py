"""What is being opened, over the centre of the window, where that takes longer than a moment."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.language import tr
from app.views.look import theme
from app.views.look.kit import GRID

DELAY_MS = 300
"""What takes no longer is not worth a word."""
GROUND, WORDS = QColor(0, 0, 0, 170), QColor(255, 255, 255)


class OpeningNote(QWidget):
    """Lies over `below`. Where nothing is shown there yet, the image's thumbnail fills it.

    The pointer goes through it.
    """

    def __init__(self, below: QWidget) -> None:
        super().__init__(below)
        self._below = below
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._name, self._image_id = "", ""
        self._thumbnail, self._covers = QImage(), False
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._appear)
        below.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return tr("Opening {image} …").format(image=self._name)

    def begin(self, image_id: str, name: str, *, covers: bool) -> None:
        """An image is being read; `covers`: nothing else is shown meanwhile."""
        if image_id != self._image_id:
            self._thumbnail = QImage()
        self._image_id, self._name, self._covers = image_id, name, covers
        self.setAccessibleName(self.text)
        if not self.isVisible():
            self._timer.start()
        self.update()

    def set_thumbnail(self, image_id: str, thumbnail: QImage) -> None:
        """The image at a glance, before it is there."""
        if image_id == self._image_id:
            self._thumbnail = thumbnail
            self.update()

    def end(self) -> None:
        """It is there, or cannot be read."""
        self._timer.stop()
        self._image_id, self._thumbnail = "", QImage()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._below.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
            )
            if self._covers:
                painter.fillRect(self.rect(), QColor(theme.current().canvas))
                if not self._thumbnail.isNull():
                    painter.drawImage(self._room(), self._thumbnail)
            self._say(painter)

    def _appear(self) -> None:
        self.setGeometry(self._below.rect())
        self.raise_()
        self.show()

    def _room(self) -> QRect:
        """Where the thumbnail lies: as the image will, all of it."""
        margin = 4 * GRID
        room = self.rect().adjusted(margin, margin, -margin, -margin)
        size = self._thumbnail.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        found = QRect(room.topLeft(), size)
        found.moveCenter(room.center())
        return found

    def _say(self, painter: QPainter) -> None:
        metrics = self.fontMetrics()
        most = max(0, self.width() - 12 * GRID)
        words = metrics.elidedText(self.text, Qt.TextElideMode.ElideMiddle, most)
        box = QRect(0, 0, metrics.horizontalAdvance(words) + 8 * GRID, metrics.height() + 4 * GRID)
        box.moveCenter(self.rect().center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(GROUND)
        painter.drawRoundedRect(box, 2 * GRID, 2 * GRID)
        painter.setPen(WORDS)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
