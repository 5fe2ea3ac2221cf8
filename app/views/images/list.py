"""The images of the project: thumbnails, status and doubt; filtered, sorted, chosen by click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QStackedWidget, QWidget

from app.language import tr
from app.views.images.delegate import ImageDelegate
from app.views.images.footer import ListFooter
from app.views.images.menus import FilterMenu, RowMenu, add_unpredicted, sort_menu
from app.views.images.model import ImageFilter, ImageModel, SortBy
from app.views.images.rows_view import RowsView
from app.views.labels.model import living_of
from app.views.look.icons import Tone, icon
from app.views.look.kit import (
    GRID,
    EmptyState,
    column,
    icon_button,
    row,
)
from app.views.look.text_field import TextField
from app.views.values import ImageRow
from fcn_core.labels import LabelSet

THUMBNAIL_DELAY_MS = 60
TYPING_DELAY_MS = 120
ROWS_AHEAD = 4
SELECTING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class ImageList(QWidget):
    """A list of any length. Thumbnails are asked for the rows in sight alone."""

    image_chosen = Signal(str)
    clicked = Signal()  # an image, by the mouse: the keys may be the picture's again
    thumbnails_wanted = Signal(list)
    dates_wanted = Signal()
    """Sorted by date from now on: `set_dates` is waited for."""
    open_requested = Signal()
    menu_opened = Signal(RowMenu)
    """A menu for the selected images is about to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.model = ImageModel(self)
        self._predicted = (0, 0, False)
        self._labels: LabelSet | None = None
        self._living: Sequence[int] = ()
        self.search = TextField(placeholderText=tr("Filter images"), clearButtonEnabled=True)
        self.search.setAccessibleName(tr("Filter images by name"))
        self.search.addAction(
            icon("search", Tone.SECONDARY), QLineEdit.ActionPosition.LeadingPosition
        )
        self.filter_button = icon_button(
            "filter", tr("Filter by status or label"), self._open_filter
        )
        self.sort_button = icon_button("sort", tr("Sort"), self._open_sort)
        self.list = self._list_view()
        self.footer = ListFooter()
        self._pages = QStackedWidget()
        self._none = EmptyState(
            "image", tr("No images yet."), tr("Open…"), self.open_requested.emit
        )
        self._unmatched = EmptyState(
            "filter", tr("No image matches."), tr("Clear filter"), self.clear_filter
        )
        for page in (self._none, self._unmatched, self.list):
            self._pages.addWidget(page)
        self._lay_out()
        self._wanted = QTimer(self, singleShot=True, interval=THUMBNAIL_DELAY_MS)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_DELAY_MS)
        self._connect()
        self._rearranged()

    # --- what others set ------------------------------------------------------------------------

    def set_images(self, images: Sequence[ImageRow]) -> None:
        """Replace all rows; place, current and selected images stay where they are still there."""
        place, chosen = self.list.place(), self.selected()
        self.model.set_images(images)
        self.list.go_back(place)
        if len(chosen) > 1:
            self.list.select_also(map(self.model.index_of, chosen))
        if self.model.sorting is SortBy.DATE:
            self.dates_wanted.emit()

    def update_row(self, image_id: str) -> None:
        """Read one image's row anew. `KeyError` for an unknown id."""
        self.model.update_row(image_id)
        self._show_count()

    def set_labels(self, labels: LabelSet, living: Sequence[int] | None = None) -> None:
        """Labels that the filter offers: those that are `living`, or all."""
        self._labels, self.model.label_names = labels, labels.names
        self._living = living_of(labels, living)

    def set_predicted(self, done: int, images: int, *, running: bool) -> None:
        """The net in use has predicted so many of the images, or is about to predict the rest."""
        self._predicted = (done, images, running)
        self.footer.set_predicted(done, images, running=running)

    def renew(self, at_once: bool = False) -> None:
        """Filter and sort anew where that may bring another result, but not under the cursor or
        a selection, unless `at_once`.
        """
        now, sort, place = self.model.filter, self.model.sorting, self.list.place()
        is_busy = self.list.underMouse() or len(self.selected()) > 1
        if (now.label is None and sort is not SortBy.DOUBT) or (is_busy and not at_once):
            return
        self.model.arrange(now, sort)
        self.list.go_back(place)

    def set_current(self, image_id: str) -> None:
        """Mark an image as the open one without choosing it."""
        self._current = image_id
        self._mark_current()

    # --- questions ------------------------------------------------------------------------------

    def current_id(self) -> str:
        """Id of the image that is marked as open, or an empty string."""
        return self._current

    def order(self) -> Sequence[str]:
        """Ids as listed now, filtered and sorted: the order of next and previous."""
        return self.model.order()

    def selected(self) -> list[str]:
        """Ids of the selected images, in the order of the list."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        return [self.model.image_at(row).image_id for row in rows]

    def clear_filter(self) -> None:
        """Show all images."""
        self.search.clear()
        self._apply(ImageFilter())

    # --- inside ---------------------------------------------------------------------------------

    def _list_view(self) -> RowsView:
        view = RowsView()
        view.setModel(self.model)
        view.setItemDelegate(ImageDelegate(view))
        view.setAccessibleName(tr("Images"))
        view.customContextMenuRequested.connect(self._open_menu)
        view.viewport().installEventFilter(self)
        return view

    def _lay_out(self) -> None:
        top = row(self.search, self.filter_button, self.sort_button, gap=GRID)
        top.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        layout = column(top, self._pages, self.footer, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self._current, self._is_marking = "", False
        self.model.arranged.connect(self._rearranged)
        self.model.modelReset.connect(self._mark_current)
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self.list.setFocus)
        self._typing.timeout.connect(self._apply_text)
        self._wanted.timeout.connect(self._ask_for_thumbnails)
        self.list.verticalScrollBar().valueChanged.connect(self._rows_moved)
        self.list.clicked.connect(self._choose)
        self.list.clicked.connect(self.clicked)
        self.list.activated.connect(self._choose)
        self.list.selectionModel().currentChanged.connect(self._moved_by_keys)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._rows_moved()
        return super().eventFilter(watched, event)

    def _rows_moved(self) -> None:
        # Not restarted while it runs: fast scrolling asks every 60 ms, not only at its end.
        if not self._wanted.isActive():
            self._wanted.start()

    def _ask_for_thumbnails(self) -> None:
        if not self.list.isVisible():
            return
        box = self.list.viewport().rect()
        first = self.list.indexAt(box.topLeft()).row()
        last = self.list.indexAt(box.bottomLeft()).row()
        last = self.model.rowCount() - 1 if last < 0 else last + ROWS_AHEAD
        if first >= 0 and (wanted := self.model.lacking(first - ROWS_AHEAD, last)):
            self.thumbnails_wanted.emit(wanted)

    def _choose(self, index: QModelIndex) -> None:
        # With Ctrl or Shift rows are selected, not opened.
        if QApplication.keyboardModifiers() & SELECTING:
            return
        # Also the open one: another may be on its way, or have failed.
        self.image_chosen.emit(self.model.image_at(index.row()).image_id)

    def _moved_by_keys(self, index: QModelIndex) -> None:
        if index.isValid() and self.list.hasFocus() and not self._is_marking:
            self._choose(index)

    def _open_menu(self, at: QPoint) -> None:
        if rows := [self.model.row_of(image_id) for image_id in self.selected()]:
            menu = RowMenu(rows, self)
            menu.aboutToHide.connect(menu.deleteLater)
            self.menu_opened.emit(menu)
            menu.popup(self.list.viewport().mapToGlobal(at))

    def _mark_current(self) -> None:
        index = self.model.index_of(self._current)
        self._is_marking = True
        # Not the view's own way: with Ctrl held it would select the row beside the others.
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, alone)
        self._is_marking = False
        if index.isValid():
            self.list.scrollTo(index)

    def _rearranged(self) -> None:
        if not self.model.images:
            self._pages.setCurrentWidget(self._none)
        else:
            self._pages.setCurrentWidget(self.list if self.model.rowCount() else self._unmatched)
        self.filter_button.setChecked(False)
        self._show_count()
        self._rows_moved()

    def _show_count(self) -> None:
        self.footer.set_shown(self.model.rowCount(), len(self.model.images))

    # --- filter and sort ------------------------------------------------------------------------

    def _apply(self, only: ImageFilter, sort: SortBy | None = None) -> None:
        self._typing.stop()
        self.model.arrange(only, sort or self.model.sorting)
        special = only.status is not None or only.label is not None
        self.filter_button.setCheckable(special)
        self.filter_button.setChecked(special)

    def sort_by(self, sort: SortBy) -> None:
        """Order the rows otherwise."""
        self._apply(self.model.filter, sort)
        if sort is SortBy.DATE:
            self.dates_wanted.emit()

    def _apply_text(self) -> None:
        now = self.model.filter
        self._apply(ImageFilter(text=self.search.text(), status=now.status, label=now.label))

    def _open_filter(self) -> None:
        now = self.model.filter
        self.filter_button.setChecked(now.status is not None or now.label is not None)
        menu = self.filter_menu()
        menu.exec(self.filter_button.mapToGlobal(self.filter_button.rect().bottomLeft()))
        menu.deleteLater()

    def filter_menu(self) -> QMenu:
        """The menu of statuses and labels, as of now."""
        menu = FilterMenu(self.model.filter, self._apply, self)
        if self._labels is not None:
            below = menu.add_below()
            self._say_unpredicted(below)
            menu.add_labels(below, self._labels, self._living)
        return menu

    def _open_sort(self) -> None:
        menu = sort_menu(self.model.sorting, self.sort_by, self)
        self._say_unpredicted(menu)
        menu.exec(self.sort_button.mapToGlobal(self.sort_button.rect().bottomLeft()))
        menu.deleteLater()

    def _say_unpredicted(self, menu: QMenu) -> None:
        """Labels and doubt are known of what was predicted alone."""
        add_unpredicted(menu, *self._predicted, start=self.footer.predict_requested.emit)
