"""The window: puts the panels around the centre and passes their words on. Assembly only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from app.actions.table import Action
from app.language import tr
from app.spoken import spoken
from app.state.session import Session
from app.state.settings import Settings
from app.views.action_bars import ActionBars
from app.views.banner import Banner, BannerKind
from app.views.check_panel import CheckPanel
from app.views.docks import Docks, Panels
from app.views.history_panel import HistoryPanel
from app.views.images.list import ImageList
from app.views.labels.panel import LabelPanel
from app.views.look.focus import has_keys, main_part
from app.views.look.kit import column
from app.views.mnemonics import mark
from app.views.opening_note import OpeningNote
from app.views.page_strip import PageStrip
from app.views.start_page import StartPage, local_paths
from app.views.status_bar import StatusBar
from app.views.suggestion_strip import SuggestionStrip
from app.views.tool_options import ToolOptions
from app.views.training.drawer import TrainingDrawer
from app.views.training.models_panel import ModelsPanel
from fcn_core.errors import FcnError

START, CANVAS, STRIDE_VIEW = "start", "canvas", "stride"
"""The views of the centre."""
DEFAULT_SIZE, LEAST_SIZE = QSize(1440, 900), QSize(960, 600)
FRAME = QSize(16, 48)
"""At most what a title bar and borders take; how much is known once the window is shown."""


class MainWindow(QMainWindow):
    """`closing` carries the close event: the window stays open unless somebody `accept()`s it."""

    closing = Signal(QCloseEvent)
    dropped = Signal(list)
    central_changed = Signal(str)
    escaped = Signal()
    """Esc was pressed, and no panel or stroke had a use for it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setWindowTitle("FCN GUI")
        self.resize(DEFAULT_SIZE.boundedTo(self.screen().availableSize() - FRAME))
        self.setAcceptDrops(True)
        self.start_page, self.banner, self.suggestion = StartPage(), Banner(), SuggestionStrip()
        self.image_list, self.label_panel = ImageList(), LabelPanel(session)
        self.tool_options, self.history_panel = ToolOptions(session), HistoryPanel()
        self.training_drawer, self.models_panel = TrainingDrawer(), ModelsPanel()
        self.check_panel, self.pages = CheckPanel(), PageStrip()
        self.status = StatusBar()
        self.setStatusBar(self.status)
        self._central: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self.opening_note = OpeningNote(self._stack)
        self._add_centre()
        self.bars = ActionBars(self, self._stack)
        self.docks = Docks(self, self._panels())
        self.start_page.dropped.connect(self.dropped)
        self.set_working(False)

    # --- the centre -----------------------------------------------------------------------------

    def add_central(self, name: str, widget: QWidget) -> None:
        """Put a view (`CANVAS`, `STRIDE_VIEW`) into the centre's stack."""
        self._central[name] = widget
        self._stack.addWidget(widget)

    def set_central(self, name: str) -> None:
        """Show a view of the centre. `KeyError` if it was never added."""
        view = self._central[name]
        if view is not self._stack.currentWidget():
            self._stack.setCurrentWidget(view)
            self.central_changed.emit(name)

    @property
    def central_name(self) -> str:
        """Name of the view in the centre."""
        shown = self._stack.currentWidget()
        return next(name for name, widget in self._central.items() if widget is shown)

    def set_working(self, working: bool) -> None:
        """A project is open: panels and bars around the centre. Else the start page alone."""
        for bar in (self.bars.main, self.bars.tools):
            bar.setVisible(working)
        # Panels say themselves what they need: with less they would be drawn over each other.
        self.setMinimumSize(QSize(0, 0) if working else LEAST_SIZE)
        if working:
            self.docks.bring_back()
            for bar in (self.bars.main, self.bars.tools):
                bar.show()
        else:
            self.docks.put_away()
            self.set_central(START)
            self.start_page.setFocus()

    # --- actions and words ----------------------------------------------------------------------

    def build_menus(self, actions: Sequence[Action]) -> dict[str, QAction]:
        """Menus, tool strip and top bar from the table of actions; the QActions by id."""
        made = self.bars.build(actions)
        self.bars.menu("View").addSeparator()
        panels = self.bars.menu("View").addMenu(tr("Panels"))
        for dock in self.docks.all:
            panels.addAction(dock.toggleViewAction())
        panels.addSeparator()
        panels.addAction(tr("Reset the layout"), self.docks.reset)
        panels.aboutToShow.connect(partial(mark, panels))
        return made

    def refresh_actions(self) -> None:
        """Ask every action anew whether it is enabled and checked."""
        self.bars.refresh()

    def set_title(self, project: str = "", image: str = "", detail: str = "") -> None:
        """Name what is open; `detail` ("3 of 8") stands beside it in the top bar."""
        self.setWindowTitle(" – ".join(part for part in (image, project, "FCN GUI") if part))
        self.bars.caption.set_full_text("   ".join(part for part in (image, detail) if part))

    def show_problem(self, error: FcnError) -> None:
        """Say what went wrong, quietly, until it is dismissed."""
        self.banner.show_message(spoken(error.problem), spoken(error.remedy), BannerKind.ERROR)

    def show_notice(
        self,
        text: str,
        kind: BannerKind = BannerKind.INFO,
        action: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        """Say something else, with at most one thing to do about it."""
        self.banner.show_message(text, "", kind, action, run)

    # --- panels ---------------------------------------------------------------------------------

    def show_training(self) -> None:
        """Open the drawer of fine-tuning."""
        self.docks.open_drawer(self.docks.training)

    def hide_training(self) -> None:
        """Fold it away. Keys that it had go to the picture, not to the next button there is."""
        if has_keys(self.training_drawer):
            self._central[self.central_name].setFocus()
        self.docks.training.hide()

    def show_models(self) -> None:
        """Open the drawer of nets."""
        self.docks.open_drawer(self.docks.models)

    def show_check(self) -> None:
        """Open the drawer of doubtful places."""
        self.docks.open_drawer(self.docks.check)

    def step_panel(self, step: int) -> None:
        """Give the keys to the next panel in sight (1), the picture among them, or to the one
        before (-1).
        """
        every = (self._stack.currentWidget(), *(dock.widget() for dock in self.docks.all))
        there = [panel for panel in every if panel and not panel.visibleRegion().isEmpty()]
        now = [at for at, panel in enumerate(there) if has_keys(panel)]
        if there:
            main_part(there[(now[0] + step) % len(there) if now else 0]).setFocus()

    def save_layout(self, settings: Settings) -> None:
        """Remember size, place and docks."""
        self.docks.save(settings)

    def restore_layout(self, settings: Settings) -> None:
        """Come back as the window was left."""
        self.docks.restore(settings)

    # --- Qt -------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        # An error on the way must not close it: what was painted last may not be saved yet.
        event.ignore()
        self.closing.emit(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            # Who ends a name with Shift still held means the field.
            in_field = isinstance(QApplication.focusWidget(), QLineEdit | QAbstractSpinBox)
            if in_field and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(local_paths(event))

    # --- inside ---------------------------------------------------------------------------------

    def _add_centre(self) -> None:
        self.add_central(START, self.start_page)
        centre = QWidget()
        centre.setObjectName("central")
        layout = column(self.banner, self.suggestion, self._stack, self.pages, gap=0)
        layout.setStretch(2, 1)
        centre.setLayout(layout)
        self.banner.speaks.connect(self.suggestion.set_covered)
        self.setCentralWidget(centre)

    def _panels(self) -> Panels:
        return Panels(
            images=self.image_list,
            labels=self.label_panel,
            options=self.tool_options,
            history=self.history_panel,
            training=self.training_drawer,
            models=self.models_panel,
            check=self.check_panel,
        )
