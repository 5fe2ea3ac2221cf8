"""The labels of the project: choose, rename, recolour, hide, lock, add, merge, delete.

The panel asks and the owner of the labels decides: it shows what `set_labels` says.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QColorDialog,
    QListView,
    QStackedWidget,
    QWidget,
)

from app.language import tr
from app.state.session import Session
from app.views.labels.delegate import LabelDelegate, Part, part_at
from app.views.labels.menu import DELETING, KEPT, LabelMenu
from app.views.labels.model import LabelModel, living_of
from app.views.labels.name_field import NameField
from app.views.look.icons import icon
from app.views.look.kit import GRID, EmptyState, column, icon_button
from fcn_core.labels import LabelSet
from fcn_core.masks import VOID

FOLDING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LabelPanel(QWidget):
    """Signals carry label ids; void is 255."""

    label_chosen = Signal(int)
    label_added = Signal(str)
    label_renamed = Signal(int, str)
    label_recolored = Signal(int, tuple)
    visibility_changed = Signal(int, bool)
    lock_changed = Signal(int, bool)
    merge_asked = Signal(int, int)
    """A label, and what it shall become."""
    delete_asked = Signal(int)
    tidy_asked = Signal(object, int)
    """Operation, and the label that it is for."""
    unused_asked = Signal()
    """All labels that nothing was corrected with shall go."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model = LabelModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(LabelDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setAccessibleName(tr("Labels"))
        self._eyes = icon_button("visible", tr("Show all labels, or hide all but the current one"))
        self._adding = NameField(self._eyes, self._is_taken)
        self._name, self._refusal = self._adding.edit, self._adding.refusal
        self._pages = QStackedWidget()
        self._none = EmptyState("labels", tr("No labels yet. Name the first one below."))
        self._pages.addWidget(self._none)
        self._pages.addWidget(self.list)
        self._lay_out()
        self._connect()

    # --- what others set ------------------------------------------------------------------------

    def set_labels(
        self, labels: LabelSet, living: Sequence[int] | None = None, first: int | None = None
    ) -> None:
        """Show the project's labels: those that are `living`, or all; what comes after the `first`
        of them under a heading.
        """
        self.model.set_labels(labels, living_of(labels, living), first)
        self._pages.setCurrentWidget(self.list if self.model.living else self._none)
        self._mark_current()

    def set_current(self, label: int) -> None:
        """Mark the label that tools draw with."""
        self.model.refresh(current=label)
        self._mark_current()

    def set_hidden(self, hidden: frozenset[int]) -> None:
        """Labels that the overlay leaves out."""
        self.model.refresh(hidden=hidden)
        self._eyes.setIcon(icon("hidden" if hidden else "visible"))

    def show_top(self) -> None:
        """Show the list from its beginning, now and once it has its size."""
        self.list.scrollToTop()
        QTimer.singleShot(0, self.list, self.list.scrollToTop)

    def begin_rename(self, label: int) -> None:
        """Edit a label's name in place."""
        if label != VOID:
            self.list.edit(self.model.index_of(label))

    # --- inside ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        layout = column(self._pages, self._adding, gap=0)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.model.rename_asked.connect(self._rename)
        self._adding.named.connect(self.label_added)
        self._eyes.clicked.connect(self._toggle_all)
        self.list.activated.connect(self._choose)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.list.viewport().installEventFilter(self)
        self.list.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list.viewport() and isinstance(event, QMouseEvent):
            return self._mouse(event) or super().eventFilter(watched, event)
        if watched is self.list and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._key(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _mouse(self, event: QMouseEvent) -> bool:
        index = self.list.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return False
        part = part_at(self.list.visualRect(index), event.position().toPoint())
        if self.model.is_heading(index.row()):
            if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
                self._fold()
            return True
        if event.type() == QEvent.Type.MouseButtonDblClick:
            return self._double_click(index, part)
        if event.type() != QEvent.Type.MouseButtonPress:
            return False
        if part is Part.EYE:
            self._toggle_eye(self._label(index))
        elif part is Part.LOCK:
            self._toggle_lock(self._label(index))
        else:
            self._choose(index)
            return False
        return True

    def _double_click(self, index: QModelIndex, part: Part) -> bool:
        if part is Part.SWATCH:
            self._recolor(self._label(index))
        elif part is Part.NAME:
            self.begin_rename(self._label(index))
        return True

    def _key(self, event: QKeyEvent) -> bool:
        index = self.list.currentIndex()
        if not index.isValid():
            return False
        if self.model.is_heading(index.row()):
            if event.key() in FOLDING:
                self._fold()
            return event.key() in FOLDING
        actions = {
            Qt.Key.Key_F2: lambda: self.begin_rename(self._label(index)),
            Qt.Key.Key_Space: lambda: self._toggle_eye(self._label(index)),
            Qt.Key.Key_L: lambda: self._toggle_lock(self._label(index)),
            Qt.Key.Key_C: lambda: self._recolor(self._label(index)),
            **dict.fromkeys(DELETING, lambda: self._ask_to_delete(self._label(index))),
        }
        run = actions.get(Qt.Key(event.key()))
        if run is None or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        run()
        return True

    def _label(self, index: QModelIndex) -> int:
        return self.model.label_at(index.row())

    def _choose(self, index: QModelIndex) -> None:
        if not self.model.is_heading(index.row()):
            self.label_chosen.emit(self._label(index))

    def _fold(self) -> None:
        self.model.set_folded(not self.model.is_folded)
        self.list.setCurrentIndex(self.model.heading)

    def _toggle_eye(self, label: int) -> None:
        self.visibility_changed.emit(label, label in self.model.hidden)

    def _toggle_lock(self, label: int) -> None:
        if label != VOID:
            self.lock_changed.emit(label, label not in self.model.locked)

    def _toggle_all(self) -> None:
        everything = [*self.model.living, VOID]
        if self.model.hidden:
            for label in sorted(self.model.hidden):
                self.visibility_changed.emit(label, True)
        else:
            for label in everything:
                if label != self.model.current:
                    self.visibility_changed.emit(label, False)

    def _recolor(self, label: int) -> None:
        if label == VOID:
            return
        each = self.model.labels.labels[label]
        title = tr("Colour of {label}").format(label=each.name)
        chosen = QColorDialog.getColor(QColor(*each.color), self, title)
        if chosen.isValid():
            self.label_recolored.emit(label, (chosen.red(), chosen.green(), chosen.blue()))

    def _rename(self, label: int, name: str) -> None:
        if self._adding.is_free(name, self._is_taken(name, besides=label)):
            self.label_renamed.emit(label, name)

    def _is_taken(self, name: str, besides: int | None = None) -> bool:
        return name in [self.model.labels.names[i] for i in self.model.living if i != besides]

    def _mark_current(self) -> None:
        # What one paints with has to be in sight.
        if self.model.is_folded_away(self.model.current):
            self.model.set_folded(False)
        index = self.model.index_of(self.model.current)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def _open_menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if index.isValid() and not self.model.is_heading(index.row()):
            menu = self.label_menu(self._label(index))
            menu.exec(self.list.viewport().mapToGlobal(at))
            menu.deleteLater()

    def label_menu(self, label: int) -> LabelMenu:
        """What can be done with a label."""
        model = self.model
        others = [model.row_of(other) for other in model.living if other != label]
        menu = LabelMenu(model.row_of(label), others, self._session, self)
        menu.rename_asked.connect(lambda: self.begin_rename(label))
        menu.recolor_asked.connect(lambda: self._recolor(label))
        menu.eye_asked.connect(lambda: self._toggle_eye(label))
        menu.lock_asked.connect(lambda: self._toggle_lock(label))
        menu.merge_asked.connect(lambda into: self.merge_asked.emit(label, into))
        menu.delete_asked.connect(lambda: self.delete_asked.emit(label))
        menu.tidy_asked.connect(lambda operation: self.tidy_asked.emit(operation, label))
        menu.unused_asked.connect(self.unused_asked)
        return menu

    def _ask_to_delete(self, label: int) -> None:
        if label not in KEPT:
            self.delete_asked.emit(label)
