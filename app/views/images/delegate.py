"""Paints one row of the image list: thumbnail, name, status and doubt, without any widget."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.language import tr
from app.state.index import ImageStatus
from app.views.images.model import ROW_ROLE, STATUS_TEXT, THUMBNAIL_ROLE
from app.views.look import theme, tokens
from app.views.look.icons import Tone, icon
from app.views.values import ImageRow

GRID = tokens.SPACE
ROW_HEIGHT = 14 * GRID
THUMBNAIL = QSize(16 * GRID, 11 * GRID)
DOUBT_BAR = QSize(9 * GRID, GRID)


class ImageDelegate(QStyledItemDelegate):
    """All rows are equally high, so that a list of any length scrolls without measuring."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._small = QFont()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(40 * GRID, ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        image: ImageRow = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row_ground(painter, option)
        inner = option.rect.adjusted(2 * GRID, 0, -2 * GRID, 0)
        picture = QRect(inner.topLeft(), THUMBNAIL)
        picture.moveCenter(
            QRect(picture.left(), inner.top(), picture.width(), inner.height()).center()
        )
        _paint_thumbnail(painter, picture, index.data(THUMBNAIL_ROLE), image)
        text = inner.adjusted(THUMBNAIL.width() + 3 * GRID, 0, 0, 0)
        self._paint_text(painter, text, option, image)
        painter.restore()

    def _paint_text(
        self, painter: QPainter, box: QRect, option: QStyleOptionViewItem, image: ImageRow
    ) -> None:
        look = theme.current()
        readable = image.is_readable
        status = image.status if readable else ImageStatus.UNREADABLE
        line = option.fontMetrics.height() + 1
        name = QRect(box.left(), box.center().y() - line + 1, box.width(), line)
        painter.setFont(option.font)
        painter.setPen(QColor(look.text if readable else look.text_secondary))
        shown = option.fontMetrics.elidedText(
            image.name, Qt.TextElideMode.ElideMiddle, name.width()
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, shown)
        below = QRect(box.left(), box.center().y() + 2, box.width(), line)
        _paint_status(painter, below, status)
        self._small = QFont(option.font)
        self._small.setPixelSize(tokens.FONT_CAPTION)
        painter.setFont(self._small)
        painter.setPen(QColor(look.text_secondary))
        words = tr("Held out") if image.held_out and readable else tr(STATUS_TEXT[status])
        beside, metrics = below.adjusted(3 * GRID, 0, 0, 0), painter.fontMetrics()
        fitting = metrics.elidedText(words, Qt.TextElideMode.ElideRight, beside.width())
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, fitting)
        # A narrow list has no room for both; the tip tells the doubt, too.
        room = beside.width() - metrics.horizontalAdvance(words) - GRID
        if image.doubt is not None and readable and room >= DOUBT_BAR.width():
            _paint_doubt(painter, below, image.doubt, image.rough)


def paint_row_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """The rounded ground of a selected or hovered row, and its focus ring."""
    look = theme.current()
    state = option.state
    box = QRectF(option.rect).adjusted(GRID, 1, -GRID, -1)
    path = QPainterPath()
    path.addRoundedRect(box, tokens.RADIUS, tokens.RADIUS)
    if state & QStyle.StateFlag.State_Selected:
        active = state & QStyle.StateFlag.State_Active
        painter.fillPath(path, QColor(look.selection if active else look.selection_inactive))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillPath(path, QColor(look.hover))
    keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    if state & keyboard == keyboard:
        painter.setPen(QPen(QColor(look.focus), 1.5))
        painter.drawPath(path)


def status_color(status: ImageStatus) -> QColor:
    """The colour of a status dot."""
    look = theme.current()
    return QColor(
        {
            ImageStatus.NEW: look.border_strong,
            ImageStatus.CORRECTED: look.warning,
            ImageStatus.ACCEPTED: look.success,
            ImageStatus.UNREADABLE: look.danger,
        }[status]
    )


def _paint_status(painter: QPainter, box: QRect, status: ImageStatus) -> None:
    dot = QRectF(box.left(), box.center().y() - 3, 7, 7)
    color = status_color(status)
    if status is ImageStatus.NEW:
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        dot.adjust(0.5, 0.5, -0.5, -0.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
    painter.drawEllipse(dot)


def _paint_doubt(painter: QPainter, box: QRect, doubt: float, rough: bool) -> None:
    look = theme.current()
    bar = QRectF(0, 0, DOUBT_BAR.width(), DOUBT_BAR.height())
    bar.moveRight(box.right())
    bar.moveTop(box.center().y() - 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.border_strong))
    painter.drawRoundedRect(bar, 2, 2)
    bar.setWidth(max(bar.width() * min(doubt, 1.0), bar.height()))
    color = look.warning if doubt > 0.5 else look.accent_text
    painter.setBrush(QColor(look.text_secondary if rough else color))
    painter.drawRoundedRect(bar, 2, 2)


def _paint_thumbnail(
    painter: QPainter, box: QRect, thumbnail: QPixmap | None, image: ImageRow
) -> None:
    path = QPainterPath()
    path.addRoundedRect(QRectF(box), 3, 3)
    look = theme.current()
    if thumbnail is None or thumbnail.isNull():
        painter.fillPath(path, QColor(look.field))
        is_readable = image.is_readable
        picture = icon("image", Tone.DISABLED) if is_readable else icon("warning", Tone.WARNING)
        spot = QRect(0, 0, 18, 18)
        spot.moveCenter(box.center())
        picture.paint(painter, spot)
        return
    size = thumbnail.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    target = QRect(0, 0, size.width(), size.height())
    target.moveCenter(box.center())
    painter.save()
    painter.setClipPath(path)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(target, thumbnail)
    painter.restore()
