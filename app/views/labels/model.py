"""The rows behind the label panel: the project's labels, and "void" at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.language import count, figure, tr
from app.state.label_words import color_of, label_name
from app.views.words import area, score
from fcn_core.colors import Color
from fcn_core.imaging.pixel_size import PixelSize
from fcn_core.labels import LabelSet
from fcn_core.masks import VOID

HEADING = -1
"""Stands in the place of a label where the others' heading is."""
LABEL_ROLE, FOLDED_ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


def living_of(labels: LabelSet, living: Sequence[int] | None) -> Sequence[int]:
    """The labels that panels offer: those that are `living`, or all."""
    return range(len(labels)) if living is None else living


@dataclass(frozen=True, kw_only=True)
class LabelRow:
    """One line of the panel. `pixels` is what the open image's mask holds of it, and `objects` how
    many connected regions these are; 0 where nobody counts them. `stale`: another net's mask is
    on its way.
    """

    label: int
    name: str
    color: Color
    key: str
    pixels: int
    objects: int
    score: float | None
    hidden: bool
    locked: bool
    current: bool
    stale: bool = False
    pixel: PixelSize | None = None
    """How large one is, if anybody knows."""

    @property
    def is_void(self) -> bool:
        return self.label == VOID


class LabelModel(QAbstractListModel):
    """Renaming goes through `setData` and is only asked for: the owner of the labels decides."""

    rename_asked = Signal(int, str)
    folded = Signal(bool)
    """What stands under the heading was folded away, or is there again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.labels = LabelSet(())
        self.living: tuple[int, ...] = ()
        self.is_folded = False
        self._first = 0
        self._rows: tuple[int, ...] = ()
        self.current = 0
        self.hidden: frozenset[int] = frozenset()
        self.locked: frozenset[int] = frozenset()
        self.pixels: Mapping[int, int] = {}
        self.objects: Mapping[int, int] = {}
        self.scores: Mapping[int, float | None] = {}
        """IU (0-1) of each label: the net's word with what is confirmed in the open image."""
        self.stale = False
        self.pixel: PixelSize | None = None
        self.keys: Mapping[int, str] = {}
        """The key that chooses a label, by its place among the `living`, and void's by its id."""

    def set_labels(self, labels: LabelSet, living: Sequence[int], first: int | None = None) -> None:
        """Show these of a set, in this order; all after the `first` of them under a heading."""
        self.beginResetModel()
        self.labels, self.living = labels, tuple(living)
        self._first = len(self.living) if first is None else first
        self._arrange()
        self.endResetModel()

    def set_folded(self, folded: bool) -> None:
        """Hide what stands under the heading, or show it."""
        if folded != self.is_folded:
            self.beginResetModel()
            self.is_folded = folded
            self._arrange()
            self.endResetModel()
            self.folded.emit(folded)

    def is_folded_away(self, label: int) -> bool:
        """Whether a label would be seen if the others were."""
        return self.is_folded and label in self.living[self._first :]

    def is_heading(self, row: int) -> bool:
        return self.label_at(row) == HEADING

    @property
    def heading(self) -> QModelIndex:
        """Where the heading is; not valid without one."""
        return self.index(self._rows.index(HEADING) if HEADING in self._rows else -1)

    def _arrange(self) -> None:
        others = self.living[self._first :]
        shown = () if self.is_folded else others
        heading = (HEADING,) if others else ()
        void = (VOID,) if self.living else ()
        self._rows = (*self.living[: self._first], *heading, *shown, *void)

    def refresh(self, **fields: Any) -> None:
        """Set any of `current`, `hidden`, `locked`, `pixels`, ..., `keys`, and show it."""
        changed = False
        for name, value in fields.items():
            changed |= getattr(self, name) != value
            setattr(self, name, value)
        if changed and self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def label_at(self, row: int) -> int:
        """The label id in a row."""
        return self._rows[row]

    def index_of(self, label: int) -> QModelIndex:
        """Where a label is shown; not valid for one that is not."""
        return self.index(self._rows.index(label) if label in self._rows else -1)

    def row_at(self, row: int) -> LabelRow:
        """All that is shown in a row that is no heading."""
        return self.row_of(self.label_at(row))

    def row_of(self, label: int) -> LabelRow:
        """All that is known of a label, seen or folded away."""
        return LabelRow(
            label=label,
            name=label_name(self.labels, label),
            color=color_of(self.labels, label),
            key=self.keys.get(VOID if label == VOID else self.living.index(label), ""),
            pixels=self.pixels.get(label, 0),
            objects=self.objects.get(label, 0),
            score=self.scores.get(label),
            hidden=label in self.hidden,
            locked=label in self.locked,
            current=label == self.current,
            stale=self.stale,
            pixel=self.pixel,
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.is_heading(index.row()):
            return Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and self.label_at(index.row()) != VOID:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if self.is_heading(index.row()):
            return self._heading_data(role)
        return self._label_data(self.row_at(index.row()), role)

    def _label_data(self, row: LabelRow, role: int) -> str | LabelRow | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.name
        if role == LABEL_ROLE:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return describe(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return describe(row).replace("\n", ", ")
        return None

    def _heading_data(self, role: int) -> str | bool | None:
        """The heading has no row of a label, by which it is known."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return tr("Others that the shipped net knows")
        if role == FOLDED_ROLE:
            return self.is_folded
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr("A click shows them") if self.is_folded else tr("A click folds them away")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not name or name == self.data(index):
            return False
        self.rename_asked.emit(self.label_at(index.row()), name)
        return True


def objects_words(number: int) -> str:
    """So many objects."""
    return count(number, tr("object"), tr("objects"))


def describe(row: LabelRow) -> str:
    """All about a label in a few short lines."""
    lines = [f"{row.name} ({row.key})" if row.key else row.name]
    if row.is_void:
        lines.append(tr("Marks pixels that do not count, in training and in scores"))
    lines.append(tr("{pixels:,} pixels in this image").format(pixels=row.pixels))
    if all_of_it := area(row.pixels, row.pixel):
        lines[-1] += f", {all_of_it}"
    if row.objects:
        mean = row.pixels / row.objects
        words = tr("{objects}, mean area {area}")
        each = area(mean, row.pixel) or f"{figure(mean, ',.0f')} px"
        lines.append(words.format(objects=objects_words(row.objects), area=each))
    if row.score is not None:
        compared = tr("IU {score} with what is confirmed in this image")
        lines.append(compared.format(score=score(row.score)))
    lines += [tr("Hidden")] * row.hidden + [tr("Locked")] * row.locked
    return "\n".join(lines)
