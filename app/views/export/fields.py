"""What a person chooses of an export: format, masks, images, and the folder they go into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from app.language import QT_TR_NOOP, tr
from app.state.wishes import MAX_LEAST, ExportWish, Scope
from app.views.look.kit import GRID, column, push_button, row, text_label
from app.views.values import ExportFormat
from app.views.words import breakable

SOURCES = (QT_TR_NOOP("Corrections over prediction"), QT_TR_NOOP("Corrections alone"))
"""With the net's word where nobody spoke, and without."""
SCOPES = {
    Scope.ALL: QT_TR_NOOP("All images"),
    Scope.CORRECTED: QT_TR_NOOP("Corrected images"),
    Scope.ACCEPTED: QT_TR_NOOP("Accepted images only"),
}
NAMED = {
    Scope.LISTED: QT_TR_NOOP("Those that the list shows ({images:,})"),
    Scope.SELECTED: QT_TR_NOOP("Those selected in the list ({images:,})"),
}


class ExportFields(QWidget):
    """The fields of the dialog; `choice` is what they say together."""

    changed = Signal()
    """Another export would be written."""
    moved = Signal()
    """The same would be written elsewhere."""

    def __init__(
        self,
        formats: Sequence[ExportFormat],
        wish: ExportWish,
        named: Mapping[Scope, frozenset[str]],
        parent: QWidget | None = None,
    ) -> None:
        """A `wish` is what was chosen last, as far as it is offered."""
        super().__init__(parent)
        self._formats, self._named = {each.id: each for each in formats}, named
        self._make_boxes()
        self._make_switches(wish)
        self._make_least(wish)
        self._choose_again(wish)
        self.folder = QLineEdit(str(wish.folder))
        self.folder.setAccessibleName(tr("Folder to write into"))
        self.note = text_label("", "caption", wrap=True)
        self.place = text_label("", "caption", wrap=True)
        self._lay_out()
        self.changed.connect(self._show_note)
        self.moved.connect(self._show_note)
        self.folder.textChanged.connect(self.moved)
        self._show_note()

    def choose(self, scope: Scope) -> None:
        """Choose which images leave, as a person would, if that is offered."""
        if (found := self.scope.findData(scope.value)) >= 0:
            self.scope.setCurrentIndex(found)

    def choice(self) -> ExportWish:
        """What is chosen now."""
        scope = Scope(self.scope.currentData())
        return ExportWish(
            format=str(self.format.currentData()),
            folder=Path(self.folder.text().strip()),
            composite=bool(self.source.currentData()),
            scope=scope,
            split=self.split.isChecked(),
            masks_alone=self._is_on(self.masks_alone),
            separated=self._is_on(self.separated),
            least=self.least.value() if self.least.isEnabledTo(self) else 0,
            named=self._named.get(scope, frozenset()),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_room()

    # --- inside ---------------------------------------------------------------------------------

    def _make_boxes(self) -> None:
        self.format, self.source, self.scope = QComboBox(), QComboBox(), QComboBox()
        for each in self._formats.values():
            self.format.addItem(each.title, each.id)
        for title, is_composite in zip(SOURCES, (True, False), strict=True):
            self.source.addItem(tr(title), is_composite)
        for scope, title in SCOPES.items():
            self.scope.addItem(tr(title), scope.value)
        for scope, images in self._named.items():
            self.scope.addItem(tr(NAMED[scope]).format(images=len(images)), scope.value)
        for box in (self.format, self.source, self.scope):
            box.currentIndexChanged.connect(self.changed)

    def _choose_again(self, wish: ExportWish) -> None:
        self.choose(wish.scope)
        self.source.setCurrentIndex(self.source.findData(wish.composite))
        if (found := self.format.findData(wish.format)) >= 0:
            self.format.setCurrentIndex(found)

    def _make_switches(self, wish: ExportWish) -> None:
        self.split = QCheckBox(tr("Write the held-out images as the val split"))
        self.split.setChecked(wish.split)
        self.masks_alone = QCheckBox(tr("Masks alone, without the images"))
        self.masks_alone.setChecked(wish.masks_alone)
        self.separated = QCheckBox(tr("Separate what touches"))
        self.separated.setChecked(wish.separated)
        self.separated.setToolTip(
            tr("Gaps of one pixel at necks, in what is written; the project stays as it is")
        )
        for switch in (self.split, self.masks_alone, self.separated):
            switch.toggled.connect(self.changed)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(4 * GRID)
        form.setVerticalSpacing(2 * GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(text_label(tr("Format"), "muted"), column(self.format, self.note, gap=GRID))
        form.addRow(text_label(tr("Masks"), "muted"), self.source)
        form.addRow("", row(self.masks_alone, self.separated, None, gap=6 * GRID))
        form.addRow("", row(self.least_title, self.least, None))
        form.addRow(text_label(tr("Images"), "muted"), self.scope)
        form.addRow("", self.split)
        browse = push_button(tr("Choose…"), self._browse, "folder", tip=tr("Choose a folder"))
        into = column(row(self.folder, browse), self.place, gap=GRID)
        form.addRow(text_label(tr("Into"), "muted"), into)
        form.setContentsMargins(0, 0, 0, 0)
        self.setLayout(form)

    def _show_note(self) -> None:
        chosen = self._formats.get(str(self.format.currentData()))
        self.note.setText(chosen.note if chosen else "")
        self.place.setText(self._place_of(chosen) if chosen else "")
        self.masks_alone.setEnabled(chosen is not None and chosen.masks_alone)
        self.separated.setEnabled(chosen is not None and chosen.numbered)
        self.split.setEnabled(chosen is not None and chosen.is_read)
        for part in (self.least_title, self.least):
            part.setEnabled(chosen is not None and chosen.of_objects)
        self._keep_room()

    def _make_least(self, wish: ExportWish) -> None:
        self.least = QSpinBox(minimum=0, maximum=MAX_LEAST, value=wish.least, suffix=" px")
        self.least_title = text_label(tr("Leave out objects under"))
        self.least.setSpecialValueText(tr("none"))
        self.least.setAccessibleName(self.least_title.text())
        self.least.setToolTip(
            tr("Smaller ones become what surrounds them, in what is written; the project stays")
        )
        self.least.valueChanged.connect(self.changed)

    def _is_on(self, switch: QCheckBox) -> bool:
        """Whether it is offered for the format, and chosen; also while all fields wait."""
        return switch.isChecked() and switch.isEnabledTo(self)

    def _place_of(self, chosen: ExportFormat) -> str:
        place = tr("The files go into {folder}, a folder of their own.")
        full = Path(self.folder.text().strip()) / chosen.folder
        return place.format(folder=breakable(str(full)))

    def _keep_room(self) -> None:
        """For the longest of what is said of any format: no row moves when another is chosen."""
        formats = self._formats.values()
        _keep_room(self.note, [each.note for each in formats], self.format.width())
        _keep_room(self.place, [self._place_of(each) for each in formats], self.format.width())

    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Export into"), self.folder.text())
        if folder:
            self.folder.setText(folder)


def _keep_room(label: QLabel, texts: Sequence[str], width: int) -> None:
    """Make a label as high as the longest of these texts needs."""
    label.ensurePolished()
    metrics, box, wrapped = label.fontMetrics(), QRect(0, 0, width, 0), Qt.TextFlag.TextWordWrap
    heights = [metrics.boundingRect(box, wrapped, text).height() for text in texts]
    label.setFixedHeight(max(heights, default=0))
