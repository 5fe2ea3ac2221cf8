"""How late the window's event loop gets while the net predicts and while it is fine-tuned.

    python benchmarks/window_watchdog.py [--seconds 20] [--json FILE]

A precise 1 ms timer runs in the real window; its lateness is what a user feels as a stall. `own`
is the processor time that the window's thread itself took between two ticks: what is late beyond
that, other programs and threads took, so `own` can be trusted on a busy machine too.

The phases: idle, loading the net (torch's import), predicting (image after image, with brush
strokes now and then), whole folder (the rest of it is predicted behind such strokes), fine-tuning
(the child at work, its snapshots swapped in). On a quiet machine p99 is to stay within 16 ms and
the longest stall within 50 ms during prediction and fine-tuning.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.bootstrap.program import Program  # noqa: E402
from app.flows.learning.training import Phase  # noqa: E402
from app.simulated_brush import drag  # noqa: E402
from app.state.settings import Settings  # noqa: E402
from app.state.wishes import TrainingWish  # noqa: E402

LIMIT_P99_MS, LIMIT_MAX_MS = 16.0, 50.0
PATIENCE_SECONDS = 300.0
PHOTO = (1200, 1600)


class Watchdog(QObject):
    """Notes how many milliseconds late each tick of a 1 ms timer comes, and the thread's own part.

    `late_ms` and `own_ms` hold a list for each phase.
    """

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last, self._last_own = time.perf_counter(), time.thread_time()
        self.late_ms: dict[str, list[float]] = {}
        self.own_ms: dict[str, list[float]] = {}
        self._phase = ""

    def begin(self, phase: str) -> None:
        """Count for this phase from now on."""
        self._phase = phase
        self.late_ms.setdefault(phase, [])
        self.own_ms.setdefault(phase, [])
        self._last, self._last_own = time.perf_counter(), time.thread_time()
        self._timer.start()

    def report(self) -> dict[str, dict[str, float]]:
        """p50, p99, max, own max in milliseconds and the number of ticks, phase by phase."""
        return {
            phase: {
                "p50": round(float(np.percentile(late, 50)), 2),
                "p99": round(float(np.percentile(late, 99)), 2),
                "max": round(max(late), 2),
                "own": round(max(self.own_ms[phase]), 2),
                "ticks": len(late),
            }
            for phase, late in self.late_ms.items()
            if late
        }

    def _tick(self) -> None:
        now, own = time.perf_counter(), time.thread_time()
        self.late_ms[self._phase].append(max(0.0, (now - self._last) * 1000 - 1))
        self.own_ms[self._phase].append((own - self._last_own) * 1000)
        self._last, self._last_own = now, own


class Run:
    """Drives the window through the phases, by timers alone: the loop is never nested."""

    def __init__(self, app: QApplication, folder: Path, seconds: float) -> None:
        settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        self.app, self.folder, self.seconds = app, folder, seconds
        self.program = Program(app, Settings(settings))
        self.parts = self.program.parts
        self.watchdog = Watchdog()
        self.problems: list[str] = []
        self._acts: list[Callable[[], object]] = []
        for flow in (self.parts.opening, self.parts.predicting, self.parts.training):
            flow.problem.connect(lambda error: self.problems.append(str(error)))
        self._steps = self._plan()

    def start(self) -> None:
        self.program.start(self.folder)
        self._go_on()

    def _plan(self) -> list[tuple[Callable[[], None], Callable[[], bool]]]:
        """(what to do, whether that has been done), in order."""
        parts = self.parts
        began = [0.0]

        def begin(phase: str) -> Callable[[], None]:
            def now() -> None:
                began[0] = time.monotonic()
                self.watchdog.begin(phase)

            return now

        def over(seconds: float) -> Callable[[], bool]:
            return lambda: time.monotonic() - began[0] > seconds

        def predicting() -> bool:
            self._next_image_when_predicted()
            return over(self.seconds)()

        return [
            (begin("loading"), lambda: parts.predicting.info is not None),
            (begin("idle"), over(2)),
            (begin("predicting"), predicting),
            (begin("whole folder"), lambda: True),
            (parts.predicting_all.start, self._is_folder_predicted),
            (begin("fine-tuning"), lambda: True),
            (self._train, self._is_trained),
        ]

    def _go_on(self) -> None:
        if self.problems or not self._steps:
            self.program.window.close()
            self.app.quit()
            return
        do, done = self._steps.pop(0)
        self._deadline = time.monotonic() + PATIENCE_SECONDS
        do()
        self._wait(done)

    def _wait(self, done: Callable[[], bool]) -> None:
        if time.monotonic() > self._deadline:
            self.problems.append("A phase took more than five minutes.")
        if done() or self.problems:
            self._go_on()
        else:
            QTimer.singleShot(20, lambda: self._wait(done))

    def _next_image_when_predicted(self) -> None:
        """What a hurried person does, one act a call: paint, accept, go on to the next image."""
        if self._acts:
            self._acts.pop(0)()
            return
        document = self.parts.opening.document
        if document is not None and 8 in document.predictions.by_stride:
            accept = self.parts.correcting.accept_image
            self._acts = [self._paint, accept, self._forget_prediction, self._next_image]

    def _forget_prediction(self) -> None:
        """So that it is predicted again when its turn comes."""
        document = self.parts.opening.document
        if document is not None:
            document.predictions.clear()
            document.prediction_changed.emit()

    def _next_image(self) -> None:
        document, project = self.parts.opening.document, self.parts.opening.project
        if document is not None and project is not None:
            ids = [entry.image_id for entry in project.entries]
            self.parts.opening.show(ids[(ids.index(document.image_id) + 1) % len(ids)])

    def _paint(self) -> None:
        height, width = PHOTO
        row = np.random.default_rng().uniform(0.2, 0.8) * height
        drag(self.program.canvas, [(0.2 * width, row), (0.4 * width, row)], steps=3)

    def _is_folder_predicted(self) -> bool:
        if np.random.default_rng().random() < 0.05:
            self._paint()
        return not self.parts.predicting_all.is_running

    def _train(self) -> None:
        self.parts.training.start(TrainingWish(seconds=self.seconds, forced=True))

    def _is_trained(self) -> bool:
        if self.parts.training.phase is Phase.RUNNING and np.random.default_rng().random() < 0.05:
            self._paint()
        return self.parts.training.phase is Phase.DECIDING


def make_photos(folder: Path, count: int = 4) -> None:
    """Photos large enough to be work, made of the samples."""
    samples = sorted((ROOT / "resources" / "samples").glob("*.jpg"))[:count]
    for sample in samples:
        with Image.open(sample) as image:
            image.convert("RGB").resize(PHOTO[::-1]).save(folder / sample.name, quality=90)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all phases, print the table; 1 if a limit is passed, 2 if something failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--json", type=Path, help="write the numbers here too")
    parser.add_argument("--max-ms", type=float, default=LIMIT_MAX_MS, help="longest stall allowed")
    parser.add_argument("--p99-ms", type=float, default=LIMIT_P99_MS)
    options = parser.parse_args(arguments)
    app = QApplication(["fcn-gui"])
    with tempfile.TemporaryDirectory() as folder:
        make_photos(Path(folder))
        run = Run(app, Path(folder), options.seconds)
        QTimer.singleShot(0, run.start)
        app.exec()
        run.program.shutdown()
    numbers = run.watchdog.report()
    for phase, row in numbers.items():
        print(f"{phase:12} " + "  ".join(f"{name} {value:8.2f}" for name, value in row.items()))
    if options.json:
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
        text = json.dumps({"late_ms": numbers, "load": load}, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
    if run.problems:
        print(run.problems[0], file=sys.stderr)
        return 2
    judged = [numbers[phase] for phase in ("predicting", "fine-tuning") if phase in numbers]
    passed = all(r["p99"] <= options.p99_ms and r["max"] <= options.max_ms for r in judged)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
