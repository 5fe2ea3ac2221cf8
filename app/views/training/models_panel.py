"""The nets of the project and where each comes from: use one, go back, export, note, delete."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QHeaderView,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.language import count, figure, tr
from app.views.look import theme
from app.views.look.icons import Tone, icon
from app.views.look.kit import GRID, EmptyState, column, push_button, row, text_label
from app.views.look.text_field import TextField
from app.views.training.bar_table import RIGHT
from app.views.values import ModelRow
from app.views.words import change, score

NET, LEARNT, SCORE, MADE = range(4)
ID_ROLE = Qt.ItemDataRole.UserRole


class ModelsPanel(QWidget):
    """Nets as a tree: under each net those that were made to replace it."""

    use_requested = Signal(str)
    roll_back_requested = Signal()
    delete_requested = Signal(str)
    export_requested = Signal(str)
    add_requested = Signal()
    note_changed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._models: dict[str, ModelRow] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self._exports: dict[str, str] = {}
        self._exporting = self._is_loading = False
        self.tree = QTreeWidget(columnCount=4)
        self._make_tree()
        self._none = EmptyState("models", tr("Nets appear here once one is loaded or fine-tuned."))
        self._pages = QStackedWidget()
        self._pages.addWidget(self._none)
        self._pages.addWidget(self.tree)
        self._title = text_label("", "strong", wrap=True)
        self._facts = text_label("", "muted", wrap=True)
        self.note = TextField(placeholderText=tr("Note"), maxLength=500)
        self.note.setAccessibleName(tr("Note about this net"))
        self.use = push_button(tr("Use this net"), self._use, "check", "primary")
        self.roll_back = push_button(
            tr("Roll back"),
            self.roll_back_requested.emit,
            "roll-back",
            tip=tr("Go back to the net that the one in use replaced"),
        )
        self.export = push_button(
            tr("Export net…"),
            lambda: self.export_requested.emit(self.current_id()),
            "export",
            tip=tr("Write this net as an ONNX file, for other programs"),
        )
        self.add = push_button(
            tr("Add a net…"),
            self.add_requested.emit,
            "add",
            tip=tr("One that was made in another project, or a file"),
        )
        self.delete = push_button(
            tr("Delete"),
            lambda: self.delete_requested.emit(self.current_id()),
            "delete",
            "danger",
            tr("Delete this net"),
        )
        self._lay_out()
        self.tree.currentItemChanged.connect(self._show_current)
        self.tree.itemActivated.connect(lambda *_: self._use())
        self.note.editingFinished.connect(self._take_note)
        self.set_models(())

    def set_models(self, models: Sequence[ModelRow]) -> None:
        """Show these nets; parents may come in any order."""
        chosen = self.current_id()
        self._models = {model.model_id: model for model in models}
        with QSignalBlocker(self.tree):
            self.tree.clear()
            self._items = items = {model.model_id: _item(model) for model in models}
            for model in models:
                parent = items.get(model.parent_id)
                if parent is None:
                    self.tree.addTopLevelItem(items[model.model_id])
                else:
                    parent.addChild(items[model.model_id])
            self.tree.expandAll()
            in_use = next((m.model_id for m in models if m.in_use), "")
            current = items.get(chosen) or items.get(in_use)
            if current is not None:
                self.tree.setCurrentItem(current)
        self._pages.setCurrentWidget(self.tree if models else self._none)
        self._fit_columns()
        self._show_current()

    def set_loading(self, loading: bool) -> None:
        """Whether the net in use is not there yet: what one sees is the one before it."""
        if loading != self._is_loading:
            self._is_loading = loading
            self._show_current()

    def show_export(self, model_id: str, text: str, *, running: bool = False) -> None:
        """What became of writing a net as ONNX; one is written at a time."""
        self._exports[model_id], self._exporting = text, running
        self._show_current()

    def current_id(self) -> str:
        """Id of the net that is selected (not: in use), or an empty string."""
        item = self.tree.currentItem()
        return str(item.data(NET, ID_ROLE)) if item else ""

    def select(self, model_id: str) -> None:
        """Select a net of the list, which shows what is known of it."""
        self.tree.setCurrentItem(self._items[model_id])

    # --- inside ---------------------------------------------------------------------------------

    def _make_tree(self) -> None:
        self.tree.setUniformRowHeights(True)
        self.tree.setHeaderLabels([tr("Net"), tr("Images"), tr("Mean IU"), tr("Made")])
        for at in (LEARNT, SCORE):
            self.tree.headerItem().setTextAlignment(at, RIGHT)
        self.tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.tree.setIndentation(4 * GRID)
        self.tree.setAccessibleName(tr("Nets of this project"))
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NET, QHeaderView.ResizeMode.Stretch)
        self.tree.viewport().installEventFilter(self)
        for at in (LEARNT, SCORE, MADE):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.ResizeToContents)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit_columns()
        return super().eventFilter(watched, event)

    def _fit_columns(self) -> None:
        """Names first: columns without a value go, and then those that have no room beside."""
        models = self._models.values()
        valued = {
            LEARNT: any(model.images for model in models),
            SCORE: any(model.after is not None for model in models),
            MADE: any(model.created for model in models),
        }
        header = self.tree.header()
        room = self.tree.viewport().width() - self.tree.sizeHintForColumn(NET)
        for at in (SCORE, LEARNT, MADE):
            # A column that is hidden has no width.
            self.tree.setColumnHidden(at, not valued[at])
            wide = max(self.tree.sizeHintForColumn(at), header.sectionSizeHint(at))
            if wide > room:
                self.tree.setColumnHidden(at, True)
            elif valued[at]:
                room -= wide

    def _lay_out(self) -> None:
        side = QWidget()
        side.setFixedWidth(76 * GRID)
        side.setLayout(
            column(
                self._title,
                self._facts,
                self.note,
                None,
                row(self.use, self.export),
                row(self.roll_back, self.delete),
            )
        )
        nets = column(self._pages, row(self.add, None))
        layout = row(nets, side, gap=4 * GRID)
        layout.setStretch(0, 1)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 4 * GRID, 3 * GRID)
        self.setLayout(layout)

    def _show_current(self) -> None:
        model = self._models.get(self.current_id())
        in_use = next((m for m in self._models.values() if m.in_use), None)
        self.roll_back.setEnabled(bool(in_use and in_use.parent_id in self._models))
        self.use.setEnabled(bool(model and not model.in_use))
        in_use_now = tr("Loading …") if self._is_loading else tr("In use")
        self.use.setText(in_use_now if model and model.in_use else tr("Use this net"))
        self.delete.setEnabled(bool(model and not model.in_use and not model.built_in))
        self.note.setEnabled(bool(model and not model.built_in))
        self.note.setText(model.note if model else "")
        self._title.setText(model.title if model else "")
        self.export.setEnabled(bool(model) and not self._exporting)
        said = (describe(model), self._exports.get(model.model_id, "")) if model else ()
        self._facts.setText("\n".join(filter(None, said)))

    def _use(self) -> None:
        model = self._models.get(self.current_id())
        if model and not model.in_use:
            self.use_requested.emit(model.model_id)

    def _take_note(self) -> None:
        model = self._models.get(self.current_id())
        if model and self.note.text() != model.note:
            self.note_changed.emit(model.model_id, self.note.text())


def describe(model: ModelRow) -> str:
    """What is known of a net, as a sentence or two."""
    if model.built_in:
        return tr("{about} Every fine-tuned net goes back to one like it.").format(
            about=model.about
        )
    if model.origin:
        return tr("Made elsewhere ({origin}), and added here.").format(origin=model.origin)
    images = count(model.images, tr("corrected image"), tr("corrected images"))
    said = [tr("Learnt from {images}.").format(images=images)]
    if model.before is not None and model.after is not None:
        gain = tr("Mean IU {before} before, {after} after ({change} points).")
        before, after = model.before, model.after
        said.append(
            gain.format(before=score(before), after=score(after), change=change(after - before))
        )
        said += _checked(model)
    elif model.interrupted:
        said.append(tr("Its run was interrupted before it could be checked."))
    else:
        said.append(tr("It was not checked on held-out images."))
    if model.undecided:
        said.append(tr("It is neither kept nor discarded yet."))
    return " ".join(said)


def _checked(model: ModelRow) -> list[str]:
    """On what its score was found, and whether that of the net in use was found there, too."""
    if not model.checked_on:
        return []
    images = count(model.checked_on, tr("held-out image"), tr("held-out images"))
    said = [tr("Checked on {images}.").format(images=images)]
    if model.others:
        said.append(tr("The net in use was checked on others, so their scores do not compare."))
    return said


def _item(model: ModelRow) -> QTreeWidgetItem:
    learnt = "–" if model.built_in or model.origin else figure(model.images)
    gain = ""
    if model.before is not None and model.after is not None:
        gain = f"  ({change(model.after - model.before)})"
    shown = f"{score(model.after)}{gain}"
    if model.checked_on:
        shown = tr("{score} on {images}").format(score=shown, images=figure(model.checked_on))
    item = QTreeWidgetItem([model.title, learnt, shown, model.created])
    item.setData(NET, ID_ROLE, model.model_id)
    for at in (LEARNT, SCORE):
        item.setTextAlignment(at, RIGHT)
    if model.others:
        item.setForeground(SCORE, QColor(theme.current().text_secondary))
    item.setToolTip(SCORE, "\n".join(_checked(model)))
    name, tone = ("check", Tone.SUCCESS) if model.in_use else ("models", Tone.SECONDARY)
    item.setIcon(NET, icon(name, tone))
    made = tr("Made {time}").format(time=model.created) if model.created else ""
    title = tr("{net} (in use)").format(net=model.title) if model.in_use else model.title
    item.setToolTip(NET, "\n".join(filter(None, (title, made, model.note))))
    return item
