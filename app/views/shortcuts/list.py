"""The commands and their keys, by group: keys are painted as caps, what was changed is marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from app.actions.keys import named
from app.language import tr
from app.views.look import theme, tokens
from app.views.look.kit import GRID
from app.views.values import ShortcutRow

TITLE, KEYS, MARK = range(3)
ROW_ROLE = Qt.ItemDataRole.UserRole
MIDDLE = Qt.AlignmentFlag.AlignVCenter
ROW_HEIGHT = 7 * GRID
KEYS_WIDTH, MARK_WIDTH = 62 * GRID, 17 * GRID
CAP_HEIGHT, CAP_PADDING = 5 * GRID, 6
Index = QModelIndex | QPersistentModelIndex


class ShortcutList(QTreeView):
    """One line a command. Return or a double click asks for new keys."""

    row_chosen = Signal()
    record_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_filling = False
        self._model = QStandardItemModel(0, 3, self)
        self.setModel(self._model)
        self.setItemDelegate(ShortcutDelegate(self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Commands and their keys"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for at, width in ((KEYS, KEYS_WIDTH), (MARK, MARK_WIDTH)):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(at, width)
        self.selectionModel().currentChanged.connect(lambda *_: self._choose())
        self.doubleClicked.connect(lambda _: self.record_asked.emit())

    def set_rows(self, rows: Sequence[ShortcutRow]) -> None:
        """Show these; the current one stays, by its title, or is the first."""
        before = self.current_row()
        self._is_filling = True
        groups: dict[str, list[ShortcutRow]] = {}
        for row in rows:
            groups.setdefault(row.group, []).append(row)
        self._model.removeRows(0, self._model.rowCount())
        chosen = QModelIndex()
        for title, members in groups.items():
            self._model.appendRow([_heading(title), QStandardItem(), QStandardItem()])
            for row in members:
                items = _items(row)
                self._model.appendRow(items)
                is_same = before is not None and (row.id, row.title) == (before.id, before.title)
                if is_same or not chosen.isValid():
                    chosen = items[TITLE].index()
        self.setCurrentIndex(chosen)
        self.scrollTo(chosen)
        self._is_filling = False

    def current_row(self) -> ShortcutRow | None:
        """The line that is selected."""
        row: ShortcutRow | None = self.currentIndex().siblingAtColumn(TITLE).data(ROW_ROLE)
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.record_asked.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        if not self._is_filling:
            self.row_chosen.emit()


def _heading(title: str) -> QStandardItem:
    item = QStandardItem(title)
    item.setFlags(Qt.ItemFlag.NoItemFlags)  # arrows pass it by
    return item


def mark(row: ShortcutRow) -> str:
    """What is to be known of a row's keys besides."""
    if not row.id:
        return tr("fixed")
    return tr("changed") if row.is_changed else ""


def _items(row: ShortcutRow) -> list[QStandardItem]:
    keys, besides = [named(key) for key in row.keys], mark(row)
    items = [QStandardItem(text) for text in (row.title, " ".join(keys), besides)]
    for item in items:
        item.setData(row, ROW_ROLE)
    said = (row.title, ", ".join(keys) or tr("no keys"), besides)
    items[TITLE].setData(", ".join(filter(None, said)), Qt.ItemDataRole.AccessibleTextRole)
    return items


class ShortcutDelegate(QStyledItemDelegate):
    """Paints headings, caps and marks; a title is Qt's own."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW_HEIGHT)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(ROW_ROLE) is None or index.column() != TITLE:
            option.text = ""  # it is painted on the ground, by `paint`

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        row: ShortcutRow | None = index.data(ROW_ROLE)
        look, box = theme.current(), option.rect.adjusted(GRID, 0, -GRID, 0)
        painter.save()
        if row is None:
            font = QFont(option.font)
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(look.text_secondary))
            painter.drawText(box.adjusted(0, GRID, 0, 0), MIDDLE, str(index.data() or ""))
        elif index.column() == KEYS:
            paint_caps(painter, box, [named(key) for key in row.keys], option.font)
        elif index.column() == MARK:
            painter.setFont(small(option.font))
            painter.setPen(QColor(look.accent_text if row.is_changed else look.text_secondary))
            painter.drawText(box, MIDDLE, str(index.data()))
        painter.restore()


def small(font: QFont) -> QFont:
    """The font of caps and marks."""
    smaller = QFont(font)
    smaller.setPixelSize(tokens.FONT_CAPTION)
    return smaller


def cap_width(key: str, font: QFont) -> int:
    """How wide a key's cap is, in pixels."""
    text = QFontMetrics(small(font)).horizontalAdvance(key)
    return max(text + 2 * CAP_PADDING, CAP_HEIGHT)


def paint_caps(painter: QPainter, box: QRect, keys: Sequence[str], font: QFont) -> None:
    """Paint keys beside each other, from the left, as far as they fit."""
    look, left = theme.current(), box.left()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(small(font))
    painter.setPen(QColor(look.text))
    for key in keys:
        width = cap_width(key, font)
        if left + width > box.right():
            painter.drawText(box.adjusted(left - box.left(), 0, 0, 0), MIDDLE, "…")
            return
        cap = QRectF(left, 0, width, CAP_HEIGHT)
        cap.moveTop(QRectF(box).center().y() - CAP_HEIGHT / 2)
        painter.setPen(QPen(QColor(look.border_strong), 1))
        painter.setBrush(QColor(look.raised))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(look.text))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
        left += width + GRID
