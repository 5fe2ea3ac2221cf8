"""A table of labels and what the corrections hold of each, with the share of pixels as a bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.language import figure, tr
from app.views.look import theme
from app.views.look.kit import GRID, SWATCH, swatch_icon
from app.views.values import LabelExamples
from app.views.words import short_number

NAME, IMAGES, PIXELS, SHARE = range(4)
BAR_ROLE = Qt.ItemDataRole.UserRole
LEAST_NAME, LEAST_BAR, WIDEST_NAME = 18 * GRID, 14 * GRID, 50 * GRID
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ShareBar(QStyledItemDelegate):
    """Paints a number of 0-1 as a bar."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        share = index.data(BAR_ROLE)
        box = QRectF(option.rect).adjusted(2 * GRID, 0, -2 * GRID, 0)
        bar = QRectF(box.left(), box.center().y() - 2, max(box.width() * share, 3.0), 4)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().accent))
        painter.drawRoundedRect(bar, 2, 2)
        painter.restore()


class ExamplesTable(QTableWidget):
    """Labels, the images that hold them, their pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        prepare_table(self)
        set_headers(self, [tr("Label")], [tr("Images"), tr("Pixels"), ""])
        self.setItemDelegateForColumn(SHARE, ShareBar(self))
        header = self.horizontalHeader()
        for at in (IMAGES, PIXELS):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(SHARE, QHeaderView.ResizeMode.Stretch)
        self.setAccessibleName(tr("Examples of each label"))

    def set_examples(self, labels: Sequence[LabelExamples]) -> None:
        """Show these labels; bars compare their pixels with the commonest one's."""
        most = max((label.pixels for label in labels), default=0) or 1
        self.setRowCount(len(labels))
        for at, label in enumerate(labels):
            name = QTableWidgetItem(swatch_icon(label.color), label.name)
            name.setToolTip(label.name)
            if not label.known:
                name.setText(tr("{label}  (new)").format(label=label.name))
                unseen = tr("The net has never seen this label: its score layers will grow")
                name.setToolTip(f"{label.name}\n{unseen}")
            share = QTableWidgetItem()
            share.setData(BAR_ROLE, label.pixels / most)
            for column, item in (
                (NAME, name),
                (IMAGES, number_item(figure(label.images))),
                (PIXELS, number_item(short_number(label.pixels))),
                (SHARE, share),
            ):
                self.setItem(at, column, item)
        fit_names(self, LEAST_BAR)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_names(self, LEAST_BAR)


def fit_names(table: QTableWidget, least: int) -> None:
    """Give the first column the width that its names need, as far as the last one keeps `least`."""
    header, last = table.horizontalHeader(), table.columnCount() - 1
    numbers = (
        max(table.sizeHintForColumn(at), header.sectionSizeHint(at)) for at in range(1, last)
    )
    room = table.viewport().width() - sum(numbers) - least
    wanted = min(table.sizeHintForColumn(NAME) + 2 * GRID, WIDEST_NAME)
    table.setColumnWidth(NAME, max(min(wanted, room), LEAST_NAME))


def number_item(text: str) -> QTableWidgetItem:
    """A right-aligned cell."""
    item = QTableWidgetItem(text)
    item.setTextAlignment(RIGHT)
    return item


def prepare_table(table: QTableWidget) -> None:
    """The calm look that all our tables share: no grid, no row numbers, 28 px rows."""
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(7 * GRID)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.setIconSize(QSize(SWATCH, SWATCH))
    table.setShowGrid(False)
    table.setFrameShape(QTableWidget.Shape.NoFrame)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.horizontalHeader().setHighlightSections(False)
    table.setTabKeyNavigation(False)


def show_all_rows(table: QTableWidget) -> None:
    """As high as its rows, for a page that scrolls itself: a part that scrolls in another that
    does leaves slices of both.
    """
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = table.horizontalHeader().sizeHint().height()
    table.setFixedHeight(header + table.verticalHeader().length() + 2 * table.frameWidth())


def set_headers(table: QTableWidget, words: Sequence[str], numbers: Sequence[str]) -> None:
    """Titles of the columns: words stand left, numbers right."""
    for at, title in enumerate([*words, *numbers]):
        item = number_item(title)
        if at < len(words):
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setHorizontalHeaderItem(at, item)
