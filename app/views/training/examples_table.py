"""A table of labels and what the corrections hold of each, with the share of pixels as a bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableWidgetItem

from app.language import figure, tr
from app.views.look import theme
from app.views.look.kit import GRID, swatch_icon
from app.views.training.bar_table import NAME, BarTable, number_item
from app.views.values import LabelExamples
from app.views.words import short_number

IMAGES, PIXELS, SHARE = 1, 2, 3
BAR_ROLE = Qt.ItemDataRole.UserRole
LEAST_BAR = 14 * GRID


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


class ExamplesTable(BarTable):
    """Labels, the images that hold them, their pixels."""

    def __init__(self) -> None:
        super().__init__([tr("Label"), tr("Images"), tr("Pixels"), ""], ShareBar(), LEAST_BAR)
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
        self.fit_names()
