"""Paints one label: swatch, name, numbers, key, lock and eye; and says which of them was hit."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.language import tr
from app.views.images.delegate import paint_row_ground
from app.views.labels.model import FOLDED_ROLE, LABEL_ROLE, LabelRow, objects_words
from app.views.look import theme, tokens
from app.views.look.icons import Tone, icon
from app.views.look.kit import SWATCH, paint_swatch
from app.views.look.text_field import TextField
from app.views.words import area, short_number

GRID = tokens.SPACE
ROW_HEIGHT = 7 * GRID
ICON = 14
CHEVRON_DOWN = (QPointF(-3.5, -1.5), QPointF(0, 2), QPointF(3.5, -1.5))
CHEVRON_RIGHT = (QPointF(-1.5, -3.5), QPointF(2, 0), QPointF(-1.5, 3.5))


class Part(StrEnum):
    """What a label's row is made of, as far as clicks go."""

    SWATCH = "swatch"
    NAME = "name"
    LOCK = "lock"
    EYE = "eye"


def part_boxes(row: QRect) -> dict[Part, QRect]:
    """Where the parts of a row are; the boxes for clicking, a little larger than the icons."""
    side = 6 * GRID
    eye = QRect(row.right() - 2 * GRID - side, row.top(), side, row.height())
    lock = eye.translated(-side, 0)
    swatch = QRect(row.left() + GRID, row.top(), 7 * GRID, row.height())
    name = QRect(swatch.right() + 1, row.top(), lock.left() - swatch.right() - 1, row.height())
    return {Part.EYE: eye, Part.LOCK: lock, Part.SWATCH: swatch, Part.NAME: name}


def part_at(row: QRect, at: QPoint) -> Part:
    """The part of a row under a point; the name takes the rest."""
    return next((part for part, box in part_boxes(row).items() if box.contains(at)), Part.NAME)


class LabelDelegate(QStyledItemDelegate):
    """Lock and eye show only where they are set or hovered: the rest stays quiet."""

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
        label: LabelRow | None = index.data(LABEL_ROLE)
        if label is None:
            _paint_heading(painter, option, index)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QStyleOptionViewItem(option)
        if label.current:
            ground.state |= QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_Active
        else:
            ground.state &= ~QStyle.StateFlag.State_Selected
        paint_row_ground(painter, ground)
        boxes = part_boxes(option.rect)
        _paint_swatch(painter, boxes[Part.SWATCH], label)
        _paint_words(painter, boxes[Part.NAME], option.font, label)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if label.locked or (hovered and not label.is_void):
            _paint_icon(
                painter, boxes[Part.LOCK], "locked" if label.locked else "unlocked", label.locked
            )
        if label.hidden or hovered:
            _paint_icon(
                painter, boxes[Part.EYE], "hidden" if label.hidden else "visible", label.hidden
            )
        painter.restore()

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        editor = TextField(parent)
        editor.setMaxLength(80)
        editor.setAccessibleName(tr("Label name"))
        return editor

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        editor.setGeometry(part_boxes(option.rect)[Part.NAME].adjusted(0, 2, -GRID, -2))


def _paint_heading(
    painter: QPainter,
    option: QStyleOptionViewItem,
    index: QModelIndex | QPersistentModelIndex,
) -> None:
    look = theme.current()
    box = option.rect.adjusted(2 * GRID, 0, -2 * GRID, 0)
    painter.save()
    ground = QStyleOptionViewItem(option)
    ground.state &= ~QStyle.StateFlag.State_Selected
    paint_row_ground(painter, ground)
    painter.fillRect(QRect(box.left(), box.top(), box.width(), 1), QColor(look.border))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(look.text_secondary), 1.5))
    spot = QPointF(part_boxes(option.rect)[Part.SWATCH].center())
    points = CHEVRON_RIGHT if index.data(FOLDED_ROLE) else CHEVRON_DOWN
    painter.drawPolyline([spot + point for point in points])
    small = QFont(option.font)
    small.setPixelSize(tokens.FONT_CAPTION)
    painter.setFont(small)
    painter.setPen(QColor(look.text_secondary))
    words = box.adjusted(part_boxes(option.rect)[Part.NAME].left() - box.left(), 0, 0, 0)
    text = painter.fontMetrics().elidedText(
        index.data(Qt.ItemDataRole.DisplayRole), Qt.TextElideMode.ElideRight, words.width()
    )
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()


def _paint_swatch(painter: QPainter, box: QRect, label: LabelRow) -> None:
    square = QRectF(0, 0, SWATCH, SWATCH)
    square.moveCenter(QRectF(box).center())
    if not label.is_void:
        paint_swatch(painter, square, label.color)
        return
    inner = square.adjusted(1, 1, -1, -1)
    painter.setPen(QPen(QColor(theme.current().text_secondary), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, 3, 3)
    painter.drawLine(inner.bottomLeft() + QPointF(3, -3), inner.topRight() + QPointF(-3, 3))


def _paint_words(painter: QPainter, box: QRect, font: QFont, label: LabelRow) -> None:
    look = theme.current()
    small = QFont(font)
    small.setPixelSize(tokens.FONT_CAPTION)
    painter.setFont(small)
    painter.setPen(QColor(look.text_secondary))
    right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(box.adjusted(0, 0, -GRID, 0), right, label.key)
    key = max(4 * GRID, painter.fontMetrics().horizontalAdvance(label.key) + GRID)
    number = box.adjusted(0, 0, -key - 2 * GRID, 0)
    # A long name is cut off for them, down to half of the room.
    named = min(QFontMetrics(font).horizontalAdvance(label.name), number.width() // 2)
    told = numbers(label, painter.fontMetrics(), number.width() - named - 2 * GRID)
    if label.stale:
        painter.setPen(QColor(look.text_disabled))
    painter.drawText(number, right, told)
    width = number.width() - painter.fontMetrics().horizontalAdvance(told) - 2 * GRID
    painter.setFont(font)
    painter.setPen(QColor(look.text_disabled if label.hidden else look.text))
    name = painter.fontMetrics().elidedText(label.name, Qt.TextElideMode.ElideRight, width)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)


def numbers(label: LabelRow, small: QFontMetrics, space: int) -> str:
    """What there is `space` for beside the name, of objects and their area; the tip has all."""
    pixels = short_number(label.pixels) if label.pixels else ""
    if not (label.objects and pixels):  # they are counted one after the other
        return pixels
    objects, amount = objects_words(label.objects), area(label.pixels, label.pixel)
    said = (f"{objects} · {amount or f'{pixels} px'}", objects, pixels)
    return next((each for each in said if small.horizontalAdvance(each) <= space), pixels)


def _paint_icon(painter: QPainter, box: QRect, name: str, strong: bool) -> None:
    spot = QRect(0, 0, ICON, ICON)
    spot.moveCenter(box.center())
    icon(name, Tone.TEXT if strong else Tone.SECONDARY).paint(painter, spot)
