"""Wires tidying up: the menu under the cursor, the label panel's, the status bar, the sizes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtWidgets import QMenu

from app.bootstrap.loose_ends import LooseEnds
from app.bootstrap.parts import Parts
from app.language import tr
from app.state.label_words import color_of
from app.state.tidy.order import Operation
from app.views.banner import BannerKind
from app.views.canvas import Canvas
from app.views.main_window import MainWindow
from app.views.tidy_menu import RegionChoices, TidyMenu, compared_menu
from fcn_core.masks import VOID


class TidyWiring(QObject):
    """A right click on the canvas asks what to do with the region there."""

    def __init__(self, parts: Parts, window: MainWindow, canvas: Canvas, begun: LooseEnds) -> None:
        super().__init__(window)
        self._parts, self._window, self._canvas = parts, window, canvas
        self._begun = begun
        self.menu: QMenu | None = None
        """The menu that was shown last."""
        session, tidying = parts.session, parts.tidying
        session.set_tidying(*parts.settings.tidying)
        session.tidying_changed.connect(self._remember)
        canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        canvas.customContextMenuRequested.connect(self._open_at)
        window.label_panel.tidy_asked.connect(self._tidy_label)
        tidying.said.connect(self._show_message)
        window.escaped.connect(tidying.stop)
        # Queued: it is said while a project closes, which clears the messages.
        tidying.left_undone.connect(
            lambda text: window.show_notice(text, BannerKind.WARNING),
            Qt.ConnectionType.QueuedConnection,
        )

    def _open_at(self, at: QPoint) -> None:
        x, y = self._canvas.image_point(QPointF(at))
        self.ask(int(x // 1), int(y // 1), self._canvas.mapToGlobal(at))

    def ask(self, x: int, y: int, at: QPoint) -> None:
        """Open a menu of what to do with the region at a pixel; `at` is a point of the screen.

        What was begun is finished first: the region may be the one that an outline surrounds. A
        stroke under way goes on, and nothing is asked. Where two nets are compared there is no
        region of one of them alone: the menu leads back.
        """
        if self._canvas.is_stroking:
            return
        if self._canvas.is_comparing:
            self._show(compared_menu(self._window.bars.actions["swipe"], self._canvas), at)
            return
        self._begun.finish()
        label = self._parts.tidying.label_at(x, y)
        if label is None:
            self._window.status.show_message(tr("Point at a region that has a label"))
            return
        tidying, session = self._parts.tidying, self._parts.session
        menu = TidyMenu(tidying.name(label), self._color(label), session, self._canvas)
        menu.region_asked.connect(lambda operation: self._tidy_region(operation, x, y))
        menu.label_asked.connect(partial(self._tidy_label, label=label))
        self._offer(menu, x, y, label)
        self._show(menu, at)

    def _show(self, menu: QMenu, at: QPoint) -> None:
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = menu
        menu.popup(at)

    def _offer(self, menu: TidyMenu, x: int, y: int, label: int) -> None:
        """The region is taken as it is when an entry is chosen."""
        correcting, project = self._parts.correcting, self._parts.opening.project
        living = () if project is None else project.living
        some, every = correcting.is_corrected_at(x, y)
        others = [other for other in (*living, VOID) if other != label]
        name = self._parts.tidying.name
        menu.offer(
            RegionChoices(
                labels=tuple((each, name(each), self._color(each)) for each in others),
                can_accept=not every,
                can_restore=some,
            )
        )
        menu.accept_asked.connect(lambda: correcting.accept_region(x, y))
        menu.change_asked.connect(lambda chosen: correcting.change_region(x, y, chosen))
        menu.restore_asked.connect(lambda: correcting.restore_region(x, y))
        menu.copy_asked.connect(lambda: self._parts.pasting.copy_region(x, y))

    def _tidy_region(self, operation: Operation, x: int, y: int) -> None:
        self._begun.finish()
        self._parts.tidying.tidy_region(operation, x, y)

    def _tidy_label(self, operation: Operation, label: int) -> None:
        self._begun.finish()
        self._parts.tidying.tidy(operation, label)

    def _show_message(self, text: str) -> None:
        """What is under way is said until it is done."""
        if self._parts.tidying.undone:
            self._window.status.show_message(text, seconds=0)
        else:
            self._window.status.show_message(text)

    def _color(self, label: int) -> tuple[int, int, int]:
        return color_of(self._canvas.labels, label)

    def _remember(self) -> None:
        session = self._parts.session
        self._parts.settings.set_tidying(session.tidy_radius, session.speck_size)
