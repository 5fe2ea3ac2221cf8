"""Per-label IU before and after fine-tuning, the change as a bar around zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableWidgetItem

from app.language import count, some, tr
from app.views.look import theme
from app.views.look.kit import GRID, swatch_icon
from app.views.training.bar_table import NAME, RIGHT, BarTable, number_item
from app.views.words import change, score
from fcn_core.colors import Color
from fcn_core.outcome import CLEAR

BEFORE, AFTER, CHANGE = 1, 2, 3
CHANGE_ROLE = Qt.ItemDataRole.UserRole
LARGEST_ROLE = Qt.ItemDataRole.UserRole + 1
NAMED = 30
"""Labels that the last line names, when the mouse rests on it."""
NUMBER_WIDTH = 12 * GRID
LEAST_BAR = NUMBER_WIDTH + 12 * GRID
# Half the column stands for 5 points at least (tiny changes stay tiny) and for 20 at most (one
# new label does not flatten all the others).
LEAST_RANGE, MOST_RANGE = 0.05, 0.2


@dataclass(frozen=True, kw_only=True)
class ScoreRow:
    """One line: IU 0-1 before and after; None where the label is in no held-out image."""

    name: str
    color: Color | None
    before: float | None
    after: float | None

    @property
    def change(self) -> float | None:
        """After minus before, where both are known."""
        return None if self.before is None or self.after is None else self.after - self.before


class ChangeBar(QStyledItemDelegate):
    """Paints a change: a bar to the right of the middle for better, to the left for worse."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        value, largest = index.data(CHANGE_ROLE), index.data(LARGEST_ROLE)
        if value is None:
            return
        look = theme.current()
        box = QRectF(option.rect).adjusted(2 * GRID, 0, -NUMBER_WIDTH - GRID, 0)
        middle = box.center().x()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.border_strong), 1))
        painter.drawLine(
            round(middle), option.rect.top() + 4, round(middle), option.rect.bottom() - 4
        )
        length = box.width() / 2 * min(abs(value) / largest, 1.0)
        bar = QRectF(middle if value > 0 else middle - length, box.center().y() - 4, length, 8)
        color = QColor(change_color(value))
        painter.fillRect(bar, color)
        painter.setPen(color)
        number = QRectF(option.rect).adjusted(0, 0, -2 * GRID, 0)
        painter.drawText(number, RIGHT, change(value))
        painter.restore()


class ReportTable(BarTable):
    """Labels in the order given; the mean comes first, in bold."""

    def __init__(self) -> None:
        titles = [tr("IU per label"), tr("Before"), tr("After"), tr("Change")]
        super().__init__(titles, ChangeBar(), LEAST_BAR)
        self.setAccessibleName(tr("IU of each label before and after"))

    def set_scores(self, mean: ScoreRow, rows: Sequence[ScoreRow]) -> None:
        """Show the mean and the labels under it."""
        changes = [abs(row.change) for row in (mean, *rows) if row.change is not None]
        self.clearSpans()
        largest = min(max([*changes, LEAST_RANGE]), MOST_RANGE)
        self.setRowCount(1 + len(rows))
        for at, row in enumerate((mean, *rows)):
            self._set_row(at, row, largest)
        self.fit_names()

    def set_unchecked(self, names: Sequence[str]) -> None:
        """One line at the end for labels of which nothing can be said."""
        if not names:
            return
        at = self.rowCount()
        self.setRowCount(at + 1)
        labels = count(len(names), tr("label"), tr("labels"))
        item = QTableWidgetItem(tr("{labels} in no held-out image").format(labels=labels))
        item.setForeground(QColor(theme.current().text_secondary))
        item.setToolTip(some(names, NAMED))
        self.setItem(at, NAME, item)
        self.setSpan(at, NAME, 1, self.columnCount())

    def _set_row(self, at: int, row: ScoreRow, largest: float) -> None:
        name = QTableWidgetItem(row.name)
        name.setToolTip(row.name)
        if row.color is not None:
            name.setIcon(swatch_icon(row.color))
        bar = QTableWidgetItem()
        bar.setData(CHANGE_ROLE, row.change)
        bar.setData(LARGEST_ROLE, largest)
        if row.change is None:
            words = tr("unknown")
            unknown = tr("In no held-out image, so nothing can be said about it")
            name.setToolTip(f"{row.name}\n{unknown}")
        else:
            words = tr("{change} points").format(change=change(row.change))
        bar.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        for column, item in (
            (NAME, name),
            (BEFORE, number_item(score(row.before))),
            (AFTER, number_item(score(row.after))),
            (CHANGE, bar),
        ):
            font = self.font()
            font.setBold(at == 0)
            item.setFont(font)
            self.setItem(at, column, item)


def change_color(value: float) -> str:
    """Green for better, red for worse, grey for what nobody can see."""
    look = theme.current()
    if abs(value) < CLEAR:
        return look.text_secondary
    return look.success if value > 0 else look.danger
