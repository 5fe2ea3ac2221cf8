"""While fine-tuning runs: two curves, plain words on how it is doing, time left, controls."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from app.language import tr
from app.views.look.icons import icon
from app.views.look.kit import GRID, column, push_button, row, rule, text_label
from app.views.training.curves import Curve, CurvePlot
from app.views.words import duration, trend
from fcn_core.events import Evaluated, Event, Message, Progress, Started

ROOM_FOR_BOTH = 160 * GRID
FINEST = ("8s", "stride8", "8")


class RunningPage(QWidget):
    """Fed with the job's events, one by one."""

    pause_requested = Signal()
    resume_requested = Signal()
    stop_requested = Signal()
    cancel_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.loss = CurvePlot(Curve(title=tr("Loss")))
        self.score = CurvePlot(Curve(title=tr("Held-out mean IU")))
        self._headline = text_label("", "heading", wrap=True)
        self._trend = text_label("", wrap=True)
        self._note = text_label("", "muted", wrap=True)
        self._left = text_label("", "muted", wrap=True)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(tr("Progress"))
        self.pause = push_button(
            tr("Pause"), self._toggle_pause, "pause", tip=tr("Give the cores back")
        )
        self.stop = push_button(
            tr("Stop and keep"),
            self._stop,
            "stop",
            tip=tr("End now with the net as it is"),
        )
        self.cancel = push_button(
            tr("Cancel"),
            self.cancel_requested.emit,
            "close",
            "danger",
            tr("End now and forget this run"),
        )
        self._lay_out()
        self.begin()

    def begin(self) -> None:
        """Empty the curves."""
        self._before: float | None = None
        self._steps = 0
        self._losses: list[tuple[float, float]] = []
        self._scores: list[tuple[float, float]] = []
        self._trend.setText(tr("Reading the corrected images and the net."))
        self._note.setText("")
        self._left.setText("")
        self._bar.setRange(0, 0)
        # There is nothing yet that could pause or keep anything.
        self._enable(False)
        self.stop.setText(tr("Stop and keep"))
        self.set_paused(False)
        self._headline.setText(tr("Getting ready"))
        self._show_curves()

    def show_event(self, event: Event) -> None:
        """Started, Progress, Evaluated and Message change what is shown; others do not."""
        match event:
            case Started():
                self._steps = event.steps
                self._enable(True)
                self._headline.setText(tr("Fine-tuning"))
                where = tr("On {device}. Painting and browsing go on as usual.")
                self._note.setText(where.format(device=event.device))
            case Progress():
                self._losses.append((event.step, event.loss))
                self._show_progress(event)
            case Evaluated():
                self._take_score(event)
            case Message():
                # Until there is something to show, it says what the run is at.
                begun = bool(self._losses or self._scores)
                (self._note if begun else self._trend).setText(event.text)
            case _:
                return
        self._show_curves()

    def set_paused(self, paused: bool) -> None:
        """The run rests, or goes on."""
        self._paused = paused
        self.pause.setText(tr("Resume") if paused else tr("Pause"))
        self.pause.setIcon(icon("play" if paused else "pause"))
        self._headline.setText(tr("Paused") if paused else tr("Fine-tuning"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Two curves in a narrow page are two smudges: the one that decides stays.
        self.loss.setVisible(self.width() >= ROOM_FOR_BOTH)

    # --- inside ---------------------------------------------------------------------------------

    def _enable(self, enabled: bool) -> None:
        """Whether the run listens to Pause and Stop; Cancel always works."""
        if not enabled and (self.pause.hasFocus() or self.stop.hasFocus()):
            self.setFocus()  # Qt would give the keys to Cancel
        self.pause.setEnabled(enabled)
        self.stop.setEnabled(enabled)

    def _lay_out(self) -> None:
        side = QWidget()
        side.setMinimumWidth(52 * GRID)
        side.setMaximumWidth(60 * GRID)
        controls = row(self.pause, self.cancel)
        side.setLayout(
            column(
                self._headline,
                self._trend,
                GRID,
                self._bar,
                self._left,
                self._note,
                None,
                self.stop,
                controls,
                gap=GRID + 2,
            )
        )
        layout = row(self.loss, self.score, rule(vertical=True), side, gap=3 * GRID)
        layout.setStretch(0, 2)
        layout.setStretch(1, 2)
        layout.setStretch(3, 1)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        self.setLayout(layout)
        self._left.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def _take_score(self, event: Evaluated) -> None:
        value = finest(event.mean_iu)
        if event.step == 0:  # the net in use, which the run is compared with
            self._before = value
        else:
            self._scores.append((event.step, value))

    def _show_progress(self, event: Progress) -> None:
        self._steps = event.steps
        self._bar.setRange(0, max(event.steps, 1))
        self._bar.setValue(event.step)
        share = event.step / max(event.steps, 1)
        done = tr("{share:.0%} done, {time} left")
        self._left.setText(done.format(share=share, time=duration(event.seconds_left)))

    def _show_curves(self) -> None:
        last = float(self._steps)
        self.loss.show_curve(
            Curve(title=tr("Loss"), points=tuple(self._losses), log=True, last_step=last)
        )
        self.score.show_curve(
            Curve(
                title=tr("Held-out mean IU"),
                points=tuple(self._scores),
                base=self._before,
                base_name=tr("before"),
                percent=True,
                last_step=last,
            )
        )
        if self._losses or self._scores:
            self._trend.setText(trend([value for _, value in self._scores], self._before))

    def _stop(self) -> None:
        """The run is to write its net."""
        self._headline.setText(tr("Stopping"))
        self._left.setText(tr("Checking the net on the held-out images"))
        self._enable(False)
        self.stop_requested.emit()

    def _toggle_pause(self) -> None:
        (self.resume_requested if self._paused else self.pause_requested).emit()


def finest(mean_iu: dict[str, float]) -> float:
    """The score of the finest stride output among those that were measured."""
    for key in FINEST:
        if key in mean_iu:
            return mean_iu[key]
    return max(mean_iu.values())
