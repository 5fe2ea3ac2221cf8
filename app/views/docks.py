"""The panels around the centre: which there are, where they start, and how they are remembered."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from app.language import QT_TR_NOOP, tr
from app.state.settings import Settings
from app.views.dock_widths import Widths
from app.views.look.kit import GRID

LEFT_WIDTH, RIGHT_WIDTH, DRAWER_HEIGHT = 65 * GRID, 75 * GRID, 66 * GRID
WINDOW, DOCKS, WIDTHS = "main", "main-docks", "main-widths"
NARROW = 290 * GRID
"""Below this width of the window drawers reach under the images: between the panels alone their
tables have no room, and a list of images is as good when it is short."""
# Raised whenever docks are added, renamed or stand elsewhere: an older layout is not restored.
LAYOUT_VERSION = 3


@dataclass(frozen=True, kw_only=True)
class Panels:
    """The widgets that stand in docks."""

    images: QWidget
    labels: QWidget
    options: QWidget
    history: QWidget
    training: QWidget
    models: QWidget
    check: QWidget


class Docks(QObject):
    """Images on the left; on the right labels, with the history behind them, over options; drawers
    below.
    """

    def __init__(self, window: QMainWindow, panels: Panels) -> None:
        super().__init__(window)
        self._window = window
        self._arranged: QByteArray | None = None
        self.images = self._dock(QT_TR_NOOP("Images"), panels.images)
        self.labels = self._dock(QT_TR_NOOP("Labels"), panels.labels)
        self.options = self._dock(QT_TR_NOOP("Brush and overlay"), panels.options)
        self.history = self._dock(QT_TR_NOOP("History"), panels.history)
        self.training = self._dock(QT_TR_NOOP("Fine-tuning"), panels.training)
        self.models = self._dock(QT_TR_NOOP("Nets"), panels.models)
        self.check = self._dock(QT_TR_NOOP("Check labels"), panels.check)
        window.setDockOptions(
            QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AllowNestedDocks
        )
        window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self._give_corner()
        window.installEventFilter(self)
        self._widths = Widths(window, (self.images, self.labels))
        self.reset()

    @property
    def all(self) -> tuple[QDockWidget, ...]:
        """Every dock, in the order of the View menu."""
        return (*self.lasting, *self._drawers)

    @property
    def lasting(self) -> tuple[QDockWidget, ...]:
        """Docks that are there whenever an image is open; drawers come and go."""
        return self.images, self.labels, self.options, self.history

    @property
    def _drawers(self) -> tuple[QDockWidget, ...]:
        return self.training, self.models, self.check

    def reset(self) -> None:
        """Put every dock where it belongs."""
        window, area = self._window, Qt.DockWidgetArea
        for dock in self.all:
            dock.setFloating(False)
            window.removeDockWidget(dock)
        window.addDockWidget(area.LeftDockWidgetArea, self.images)
        window.addDockWidget(area.RightDockWidgetArea, self.labels)
        window.splitDockWidget(self.labels, self.options, Qt.Orientation.Vertical)
        window.tabifyDockWidget(self.labels, self.history)
        for drawer in self._drawers:
            window.addDockWidget(area.BottomDockWidgetArea, drawer)
        window.tabifyDockWidget(self.training, self.models)
        window.tabifyDockWidget(self.models, self.check)
        for dock in self.lasting:
            dock.show()
        self.labels.raise_()
        self.hide_drawers()
        self._widths.wish(LEFT_WIDTH, RIGHT_WIDTH)
        self._size()

    def hide_drawers(self) -> None:
        """Fold the drawers at the bottom away."""
        for drawer in self._drawers:
            drawer.hide()

    def open_drawer(self, dock: QDockWidget) -> None:
        """Show a drawer, in front of the others."""
        if dock.isHidden():
            dock.show()
            self._window.resizeDocks([dock], [DRAWER_HEIGHT], Qt.Orientation.Vertical)
        dock.raise_()

    def put_away(self) -> None:
        """Hide all docks and remember how they stood."""
        if self._arranged is None:
            self._arranged = self._window.saveState(LAYOUT_VERSION)
        for dock in self.all:
            dock.hide()

    def bring_back(self) -> None:
        """Show the docks as they stood before `put_away`."""
        if self._arranged is not None:
            self._window.restoreState(self._arranged, LAYOUT_VERSION)
            self._arranged = None
            self.hide_drawers()
            self._widths.restore()

    def save(self, settings: Settings) -> None:
        """Remember window and docks."""
        state = self._arranged or self._window.saveState(LAYOUT_VERSION)
        settings.set_geometry(WINDOW, bytes(self._window.saveGeometry().data()))
        settings.set_geometry(DOCKS, bytes(state.data()))
        settings.set_geometry(WIDTHS, self._widths.as_bytes())

    def restore(self, settings: Settings) -> bool:
        """Put window and docks where they were; False if nothing (usable) was remembered."""
        state = QByteArray(settings.geometry(DOCKS))
        geometry = QByteArray(settings.geometry(WINDOW))
        away = self._arranged is not None
        restored = bool(geometry) and self._window.restoreGeometry(geometry)
        if state and self._window.restoreState(state, LAYOUT_VERSION):
            self.hide_drawers()
            self._widths.take(settings.geometry(WIDTHS))
            if away:
                self._arranged = state
                self.put_away()
        return restored

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._give_corner()
        return super().eventFilter(watched, event)

    def _give_corner(self) -> None:
        area, window = Qt.DockWidgetArea, self._window
        is_narrow = window.width() < NARROW
        owner = area.BottomDockWidgetArea if is_narrow else area.LeftDockWidgetArea
        if window.corner(Qt.Corner.BottomLeftCorner) != owner:
            window.setCorner(Qt.Corner.BottomLeftCorner, owner)

    def _dock(self, title: str, panel: QWidget) -> QDockWidget:
        dock = QDockWidget(tr(title), self._window)
        # Layouts are kept by this name, which is the same in every language.
        dock.setObjectName(f"dock-{title}")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dock.setWidget(panel)
        return dock

    def _size(self) -> None:
        self._widths.restore()
        self._window.resizeDocks([self.labels, self.options], [390, 220], Qt.Orientation.Vertical)
