"""Places where the net disagrees with a person, one by one: each is kept or given to the net."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from app.language import count, tr
from app.views.look.kit import GRID, EmptyState, column, push_button, row, text_label
from app.views.values import PlaceRow
from app.views.words import percent, short_number

PICTURE = QSize(24 * GRID, 18 * GRID)
ID_ROLE = Qt.ItemDataRole.UserRole
ASIDE, NARROW = 76 * GRID, 48 * GRID
"""Width of what stands beside the list; without places there is little to say."""
NAMED = 3
"""Labels that a sentence names."""


class CheckPanel(QWidget):
    """Choosing a row asks for its place to be opened; the two answers take it from the list."""

    check_requested = Signal()
    stop_requested = Signal()
    place_chosen = Signal(str)
    mine_is_right = Signal(str)
    net_is_right = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[str, PlaceRow] = {}
        self._opened = self._answered = ""
        """The places that were asked to be opened last, and answered last."""
        self.list = self._make_list()
        self._empty = EmptyState("check-labels", "", tr("Check labels"), self.check_requested.emit)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.list)
        self._title = text_label("", "strong", wrap=True)
        self._facts = text_label("", "muted", wrap=True)
        self._progress = text_label("", "caption", wrap=True)
        self.mine = push_button(
            tr("&Mine is right"), self._keep, "check", tip=tr("Never ask again")
        )
        self.net = push_button(tr("&Take the net's"), self._take, "take-net", "primary",
                               tip=tr("An edit that can be undone"))  # fmt: skip
        self.again = push_button(tr("Check again"), self.check_requested.emit, "check-labels")
        self.stop = push_button(tr("Stop"), self.stop_requested.emit, "stop")
        self._lay_out()
        self.list.currentItemChanged.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self.show_places((), has_run=False)

    def show_places(
        self,
        places: Sequence[PlaceRow],
        *,
        left: int | None = None,
        done: int = 0,
        total: int = 0,
        has_run: bool = True,
        ended_early: bool = False,
        unknown: Sequence[str] = (),
    ) -> None:
        """Show what is to be answered next, `done` of `total` images compared.

        `left`: how many are left in all, if these are not all.
        `ended_early`: there were more than `total`, but the check was stopped.
        `unknown`: labels that the net does not know, so that nothing is compared of them.
        The current place stays current while it is there. Once it is answered, the one that
        follows it is opened. If it went without an answer (it was mended by hand, say), its image
        stays: the row that follows is merely marked, and is answered after it has been opened.
        """
        keep, at = self.current_id(), self.list.currentRow()
        self._places = {place.place_id: place for place in places}
        follows = places[min(max(at, 0), len(places) - 1)].place_id if places else ""
        is_gone = bool(keep) and keep not in self._places
        with QSignalBlocker(self.list):
            self._fill(places, follows if is_gone else keep)
        self._pages.setCurrentWidget(self.list if places else self._empty)
        self._side.setFixedWidth(ASIDE if places else NARROW)
        running = done < total
        counted = _progress(len(places) if left is None else left, done, total)
        self._progress.setText("\n".join(filter(None, (counted, _lacks(unknown)))))
        self._say(done, total, has_run=has_run, ended_early=ended_early)
        self.again.setVisible(has_run and not running)
        self.stop.setVisible(running)
        if is_gone and keep == self._answered:
            self._choose()
        else:
            self._show_current()

    def current_id(self) -> str:
        """Id of the chosen place, or an empty string."""
        item = self.list.currentItem()
        return str(item.data(ID_ROLE)) if item else ""

    # --- inside ---------------------------------------------------------------------------------

    def _make_list(self) -> QListWidget:
        view = QListWidget()
        view.setIconSize(PICTURE)
        view.setUniformItemSizes(True)
        # Both labels' names count.
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setFrameShape(QListWidget.Shape.NoFrame)
        view.setAccessibleName(tr("Places where the net disagrees"))
        return view

    def _lay_out(self) -> None:
        self._side = side = QWidget()
        answers = row(self.mine, self.net, None)
        again = row(self.again, self.stop, None)
        side.setLayout(column(self._title, self._facts, answers, None, self._progress, again))
        layout = row(self._pages, side, gap=4 * GRID)
        layout.setStretch(0, 1)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 4 * GRID, 3 * GRID)
        self.setLayout(layout)

    def _fill(self, shown: Sequence[PlaceRow], keep: str) -> None:
        bar = self.list.verticalScrollBar()
        scrolled = bar.value()
        old = {item.data(ID_ROLE): item.icon() for item in self._items()}
        self.list.clear()
        for place in shown:
            item = QListWidgetItem(old.get(place.place_id) or _icon(place.picture), _words(place))
            item.setData(ID_ROLE, place.place_id)
            item.setToolTip(f"{sentence(place)}\n{place.image_id}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{sentence(place)}, {place.name}")
            self.list.addItem(item)
            if place.place_id == keep:
                self.list.setCurrentItem(item)
        self.list.doItemsLayout()
        bar.setValue(scrolled)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    def _say(self, done: int, total: int, *, has_run: bool, ended_early: bool) -> None:
        images = _corrected(total)
        if not has_run:
            words = tr(
                "The net looks for slips: places that you confirmed as one label and that it "
                "surely calls another."
            )
        elif done < total:
            words = tr("Comparing: {done:,} of {images}").format(done=done, images=images)
        elif total == 0 and ended_early:
            words = tr("The check ended before the first image was compared: check again.")
        elif total == 0:
            words = tr("There is nothing to check yet: correct or accept an image first.")
        else:
            words = tr(
                "Nothing is left: on {images} you and the net, where it is sure, agree."
            ).format(images=images)
        self._empty.sentence.setText(words)
        if self._empty.button is not None:
            self._empty.button.setVisible(not has_run)

    def _show_current(self) -> None:
        place = self._places.get(self._opened) if self._opened == self.current_id() else None
        for button in (self.mine, self.net):
            button.setVisible(bool(self._places))
            button.setEnabled(place is not None)
        if place is None:
            ask = tr("Choose a place to see it in its image.")
            self._title.setText(ask if self._places else "")
            self._facts.setText("")
            return
        self._title.setText(sentence(place))
        facts = tr("{share} sure, {pixels} in {image}").format(
            share=percent(place.confidence),
            pixels=count(place.pixels, tr("pixel"), tr("pixels")),
            image=place.name,
        )
        self._facts.setText(facts)

    def _choose(self) -> None:
        self._opened, self._answered = self.current_id(), ""
        self._show_current()
        if self._opened:
            self.place_chosen.emit(self._opened)

    def _keep(self) -> None:
        self._answered = self.current_id()
        self.mine_is_right.emit(self._answered)

    def _take(self) -> None:
        self._answered = self.current_id()
        self.net_is_right.emit(self._answered)


def sentence(place: PlaceRow) -> str:
    """ "You said cow, the net says horse"."""
    return tr("You said {said}, the net says {net}").format(said=place.said, net=place.net)


def _progress(left: int, done: int, total: int) -> str:
    if not left:
        return ""
    running = tr("{places} left, {done:,} of {images} compared.")
    said = running if done < total else tr("{places} left, {images} compared.")
    places = count(left, tr("place"), tr("places"))
    return said.format(places=places, done=done, images=_corrected(total))


def _lacks(unknown: Sequence[str]) -> str:
    """What was not compared, and why."""
    if not unknown:
        return ""
    named = ", ".join(unknown[:NAMED]) + (" …" if len(unknown) > NAMED else "")
    return tr("This net does not know {labels} yet: fine-tune first.").format(labels=named)


def _corrected(images: int) -> str:
    return count(images, tr("corrected image"), tr("corrected images"))


def _words(place: PlaceRow) -> str:
    """Three short lines: the list is narrow, and the sentence stands beside it."""
    facts = tr("{share} sure · {pixels} px").format(
        share=percent(place.confidence), pixels=short_number(place.pixels)
    )
    return f"{place.said} → {place.net}\n{facts}\n{place.name}"


def _icon(picture: bytes) -> QIcon:
    pixmap = QPixmap()
    pixmap.loadFromData(picture)
    return QIcon(pixmap)
