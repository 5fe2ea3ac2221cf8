"""The drawer of fine-tuning: preview, running, report, or what went wrong; one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.language import tr
from app.views.look.focus import has_keys
from app.views.look.icons import IconLabel, Tone
from app.views.look.kit import GRID, column, push_button, row, text_label
from app.views.training.preview import PreviewPage
from app.views.training.report import ReportPage
from app.views.training.running import RunningPage
from app.views.values import TrainingPreview
from fcn_core.labels import LabelSet
from fcn_core.outcome import Report


class Stage(StrEnum):
    """What the drawer shows."""

    PREVIEW = "preview"
    RUNNING = "running"
    REPORT = "report"
    FAILURE = "failure"


class FailurePage(QWidget):
    """A run that ended by itself: what happened, what to do, and that nothing was lost."""

    again_requested = Signal()
    elsewhere_requested = Signal()
    """The same run again, on the device that was named."""

    def __init__(self) -> None:
        super().__init__()
        self._problem = text_label("", "heading", wrap=True)
        self._remedy = text_label("", "muted", wrap=True)
        self.again = push_button(tr("Back to the preview"), self.again_requested.emit)
        self.elsewhere = push_button("", self.elsewhere_requested.emit, "train", "primary")
        self.elsewhere.hide()
        kept = text_label(tr("Your corrections and the net you use are as they were."), "muted")
        words = column(
            self._problem,
            self._remedy,
            kept,
            GRID,
            row(self.elsewhere, self.again, None),
            None,
            gap=GRID,
        )
        picture = column(IconLabel("error", Tone.DANGER, 5 * GRID), None)
        layout = row(picture, words, gap=3 * GRID)
        layout.setStretch(1, 1)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        self.setLayout(layout)

    def show_failure(self, problem: str, remedy: str, elsewhere: str) -> None:
        """Say what went wrong. `elsewhere` is a device on which it may well go right."""
        self._problem.setText(problem)
        self._remedy.setText(remedy)
        self.elsewhere.setText(tr("Train on the {device}").format(device=elsewhere))
        self.elsewhere.setVisible(bool(elsewhere))


class TrainingDrawer(QWidget):
    """Shows a page at a time. What is asked for, the pages say themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.preview, self.running = PreviewPage(), RunningPage()
        self.report, self.failure = ReportPage(), FailurePage()
        self.stage = Stage.PREVIEW
        """What is shown now."""
        self._pages = QStackedWidget()
        for page in (self.preview, self.running, self.report, self.failure):
            self._pages.addWidget(page)
        self.setLayout(column(self._pages))

    def show_preview(self, preview: TrainingPreview) -> None:
        """Show what a run would do."""
        self.preview.show_preview(preview)
        self._go(Stage.PREVIEW, self.preview)

    def show_running(self) -> None:
        """A run begins."""
        self.running.begin()
        self._go(Stage.RUNNING, self.running)

    def show_report(self, report: Report, labels: LabelSet, titles: Mapping[str, str]) -> None:
        """The run ended well: its report, the project's labels, image names by id."""
        self.report.show_report(report, labels, titles)
        self._go(Stage.REPORT, self.report)

    def show_failure(self, problem: str, remedy: str, elsewhere: str = "") -> None:
        """The run ended badly; `elsewhere` names a device that may do better ("CPU")."""
        self.failure.show_failure(problem, remedy, elsewhere)
        self._go(Stage.FAILURE, self.failure)

    def leave(self) -> None:
        """The project closes: what a run was or found is no longer to be seen."""
        self._go(Stage.PREVIEW, self.preview)

    def _go(self, stage: Stage, page: QWidget) -> None:
        self.stage = stage
        had_keys = has_keys(self)
        self._pages.setCurrentWidget(page)
        if had_keys:
            # Qt gives them to the page's first button that listens, which may be Cancel or Discard:
            # a press that was meant for the page before would throw the run away.
            page.setFocus()
