"""The running program: parts, window and everything between them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from app.bootstrap.actions.builtin import builtin_actions
from app.bootstrap.adding_nets_wiring import AddingNetsWiring
from app.bootstrap.channel_wiring import ChannelWiring
from app.bootstrap.check_wiring import CheckWiring
from app.bootstrap.document_wiring import DocumentWiring
from app.bootstrap.export_wiring import ExportWiring
from app.bootstrap.folder_wiring import FolderWiring
from app.bootstrap.frames_wiring import FramesWiring
from app.bootstrap.import_wiring import ImportWiring
from app.bootstrap.language_wiring import LanguageWiring
from app.bootstrap.lighting_wiring import LightingWiring
from app.bootstrap.loose_ends import LooseEnds
from app.bootstrap.many_wiring import ManyWiring
from app.bootstrap.measuring_wiring import MeasuringWiring
from app.bootstrap.merge_wiring import MergeWiring
from app.bootstrap.model_export_wiring import ModelExportWiring
from app.bootstrap.net_titles import title_and_device
from app.bootstrap.opening_wiring import OpeningWiring
from app.bootstrap.parts import Parts, Replacements
from app.bootstrap.project_wiring import ProjectWiring
from app.bootstrap.recent_wiring import RecentWiring
from app.bootstrap.rest_wiring import RestWiring
from app.bootstrap.shortcut_wiring import ShortcutWiring
from app.bootstrap.suggestion_wiring import SuggestionWiring
from app.bootstrap.swipe_wiring import SwipeWiring
from app.bootstrap.tidy_wiring import TidyWiring
from app.bootstrap.training_wiring import TrainingWiring
from app.bootstrap.waiting_wiring import WaitingWiring
from app.flows.flow import Flow
from app.flows.learning.training import Phase
from app.flows.work.many_edits import ManyEdits
from app.language import speak, tr
from app.spoken import spoken
from app.state.settings import Settings
from app.views.banner import BannerKind
from app.views.canvas import Canvas
from app.views.look.theme import Choice, ThemeSwitch
from app.views.main_window import CANVAS, STRIDE_VIEW, MainWindow
from app.views.stride_view import StrideView
from fcn_core.errors import FcnError
from fcn_core.labels import VOC

# What the first photo gets before torch is imported.
NET_DELAY_MS = 100


class Program(QObject):
    """Make one, `start` it, and `shutdown` when the event loop has ended."""

    def __init__(
        self,
        app: QApplication,
        settings: Settings | None = None,
        instead: Replacements | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings or Settings()
        mute = _speak(app, self.settings.language)
        self.theme = ThemeSwitch(app, Choice(self.settings.theme))
        self.parts = Parts(self.settings, instead)
        try:
            self._make_window()
        except BaseException:  # threads that wait would keep a process alive that has no window
            self.parts.shutdown()
            raise
        if mute is not None:
            self.window.show_problem(mute)
        self._is_down = False

    def _make_window(self) -> None:
        self.window = MainWindow(self.parts.session)
        self.canvas = Canvas(self.parts.session, VOC)
        self.strides = StrideView(self.parts.session, VOC)
        self.window.add_central(CANVAS, self.canvas)
        self.window.add_central(STRIDE_VIEW, self.strides)
        begun = LooseEnds(self.parts, self.window, self.canvas)
        ProjectWiring(self.parts, self.window, self.canvas, self.strides)
        self.documents = DocumentWiring(self.parts, self.window, self.canvas, self.strides)
        self.training = TrainingWiring(self.parts, self.window)
        self.export = ExportWiring(self.parts, self.window)
        self.imports = ImportWiring(self.parts, self.window)
        self.merges = MergeWiring(self.parts, self.window)
        RestWiring(self.parts, self.window)
        self.adding_nets = AddingNetsWiring(self.parts, self.window)
        self.model_export = ModelExportWiring(self.parts, self.window)
        self.channels = ChannelWiring(self.parts, self.window)
        self.measuring = MeasuringWiring(self.parts, self.window, self.canvas)
        WaitingWiring(self.parts, self.window)
        SuggestionWiring(self.parts, self.window)
        FolderWiring(self.parts, self.window)
        ManyWiring(self.parts, self.window, begun, self.export)
        recent = RecentWiring(self.parts, self.window)
        self.tidy = TidyWiring(self.parts, self.window, self.canvas, begun)
        LightingWiring(self.parts, self.window)
        self.check = CheckWiring(self.parts, self.window, self.canvas)
        self.swipe = SwipeWiring(self.parts, self.window, self.canvas)
        self.shortcuts = ShortcutWiring(self.settings, self.window, self.canvas)
        self.dialogs = OpeningWiring(self.parts, self.window)
        FramesWiring(self.parts, self.window)
        self.languages = LanguageWiring(self.parts, self.window)
        self._make_actions()
        recent.add_menu()
        self._wire_words()
        self.window.restore_layout(self.settings)

    def start(self, path: Path | None = None, samples: bool = False) -> None:
        """Show the window; once it stands, load the net and open what was asked for."""
        self._asked, self._samples = path, samples
        self.window.installEventFilter(self)
        self.window.show()

    def shutdown(self) -> None:
        """End all threads. Everything was saved when the window closed."""
        if not self._is_down:
            self._is_down = True
            self.parts.shutdown()

    def has_project(self) -> bool:
        """Whether a folder is open."""
        return self.parts.opening.project is not None

    def has_document(self) -> bool:
        """Whether an image of it is shown."""
        return self.parts.opening.document is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint: whatever takes time comes after it."""
        if event.type() == QEvent.Type.Paint:
            self.window.removeEventFilter(self)
            QTimer.singleShot(0, self._begin)
        return False

    def _begin(self) -> None:
        # First the photo: importing torch, in its thread, would take turns with the listing.
        if self._samples:
            self.dialogs.open_samples()
        elif self._asked is not None:
            self.dialogs.open_path(self._asked)
        QTimer.singleShot(NET_DELAY_MS, self._load_net)

    def _load_net(self) -> None:
        # Whoever closes the window at once is faster than this delay.
        if not self._is_down:
            self.parts.load_net()

    # --- wiring -------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        self.shortcuts.set_actions(builtin_actions(self))
        session = self.parts.session
        for changed in (session.tool_changed, session.stays_in_region_changed):
            changed.connect(lambda _: self.window.refresh_actions())

    def _wire_words(self) -> None:
        parts, window = self.parts, self.window
        for flow in parts.findChildren(Flow):
            flow.problem.connect(window.show_problem)
        for teller in (parts.opening, parts.engine, parts.naming, parts.following):
            teller.said.connect(lambda text: window.show_notice(spoken(text), BannerKind.WARNING))
        # Queued: it is said while a project closes, which clears the messages.
        parts.training.said.connect(
            lambda text: window.show_notice(text, BannerKind.WARNING),
            Qt.ConnectionType.QueuedConnection,
        )
        parts.predicting.net_changed.connect(lambda _: window.refresh_actions())
        for said in (
            parts.correcting.said, parts.pasting.said, parts.growing.said, parts.watching.said,
        ):  # fmt: skip
            said.connect(window.status.show_message)
        parts.session.nothing_changed.connect(
            lambda: window.status.show_message(
                tr("Nothing changed: limits or locks may keep tools off there")
            )
        )
        parts.saving.recovered.connect(
            lambda: window.show_notice(tr("Saving works again."), BannerKind.SUCCESS)
        )
        parts.predicting.text_changed.connect(self._show_engine)
        parts.engine.busy_changed.connect(lambda busy: self._show_engine(busy=busy))
        window.closing.connect(self._close)
        self._engine_text = ""

    def _show_engine(self, text: str = "", busy: bool = False) -> None:
        self._engine_text = text or self._engine_text
        info = self.parts.predicting.info
        structure = "" if info is None else spoken(info.description)
        if info is not None and self._engine_text == structure:
            self.window.status.set_engine(title_and_device(info), busy, structure)
        else:
            self.window.status.set_engine(self._engine_text, busy)

    def _close(self, event: QCloseEvent) -> None:
        """Save everything first. What cannot be saved, or is under way, is asked about."""
        under_way = (self._stays_for_training, self._stays_for_tidying, self._stays_for_many)
        if any(stays() for stays in under_way) or not self._may_close():
            return
        self.window.save_layout(self.settings)
        self.shutdown()
        event.accept()

    def _stays_for_training(self) -> bool:
        if self.parts.training.phase not in (Phase.PREPARING, Phase.RUNNING):
            return False
        return self._stays(
            tr("Fine-tuning is running"),
            tr(
                "It ends now. What it had learned at its last check is kept in the list of nets. "
                "Close all the same?"
            ),
        )

    def _stays_for_tidying(self) -> bool:
        undone = self.parts.tidying.undone
        question = tr("It would be left undone: {orders}. Close all the same?")
        return bool(undone) and self._stays(
            tr("Tidying up is under way"), question.format(orders=undone)
        )

    def _stays_for_many(self) -> bool:
        is_running = any(edits.is_running for edits in self.parts.findChildren(ManyEdits))
        return is_running and self._stays(
            tr("Images are being changed"),
            tr("Those whose turn has not come stay as they are. Close all the same?"),
        )

    def _may_close(self) -> bool:
        return self.parts.close_project() or not self._stays(
            tr("Not everything is saved"),
            tr("Some changes could not be written to the disk. Close and lose them?"),
        )

    def _stays(self, title: str, question: str) -> bool:
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.warning(
            self.window, title, question, buttons.Close | buttons.Cancel, buttons.Cancel
        )
        return answer != buttons.Close


def _speak(app: QApplication, language: str) -> FcnError | None:
    """What the installation lacks for this language: no reason for there to be no window."""
    try:
        speak(app, language)
    except FcnError as error:
        return error
    return None
