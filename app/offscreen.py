"""The whole job without a display: predict, correct with a simulated brush, fine-tune, export.

It is the real program, window included, drawn into memory; the brush gets real mouse events.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.bootstrap.program import Program
    from app.state.settings import Settings

CORRECTED_IMAGES = 4
TRAIN_SECONDS = 30.0
PATIENCE_SECONDS = 900.0


def run(folder: Path | None, out: Path, seconds: float = TRAIN_SECONDS) -> int:
    """Do the job on a folder of images (the samples without one). Returns the exit status.

    Everything is written below `out`: images and project, pictures, metrics, export.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from app.bootstrap.program import Program
    from fcn_core.errors import FcnError

    app = QApplication.instance() or QApplication(["fcn-gui"])
    assert isinstance(app, QApplication)
    out = out.absolute()
    try:
        program = Program(app, _settings(out))
    except FcnError as error:
        print(f"fcn-gui: {error}", file=sys.stderr)
        return 1
    try:
        Job(program, out).run(_images(folder, out), seconds)
    except FcnError as error:
        print(f"fcn-gui: {error}", file=sys.stderr)
        return 1
    finally:
        program.shutdown()
    return 0


class Job:
    """One pass through everything, saying what it does."""

    def __init__(self, program: Program, out: Path) -> None:
        self.program, self.parts, self.out = program, program.parts, out
        self.pictures = out / "pictures"
        self.pictures.mkdir(parents=True, exist_ok=True)
        self._problems: list[str] = []
        parts = self.parts
        for flow in (parts.opening, parts.predicting, parts.training, parts.saving):
            flow.problem.connect(lambda error: self._problems.append(str(error)))
        parts.exporting.failed.connect(lambda error: self._problems.append(str(error)))

    def run(self, images: Path, seconds: float) -> None:
        """Predict, correct, fine-tune, export. Raises `FcnError` at the first problem."""
        say(f"Opening {images}")
        self.program.start(images)
        self.wait(self._is_predicted)
        say(f"{self.parts.predicting.info.description if self.parts.predicting.info else ''}")
        project = self.parts.opening.project
        assert project is not None
        ids = [entry.image_id for entry in project.entries]
        for image_id in ids[:CORRECTED_IMAGES]:
            self._correct(image_id)
        report = self._fine_tune(seconds)
        self._export()
        metrics = self.out / "metrics.json"
        metrics.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
        say(f"Pictures: {self.pictures}")
        say(f"Metrics:  {metrics}")
        say(f"Export:   {self.out / 'export'}")
        self.program.window.close()

    def wait(self, done: Callable[[], bool]) -> None:
        """Let the program work until `done`. Raises `FcnError` if it has a problem, or hangs."""
        from PySide6.QtCore import QCoreApplication

        from fcn_core.errors import FcnError

        until = time.monotonic() + PATIENCE_SECONDS
        while not done():
            QCoreApplication.processEvents()
            time.sleep(0.005)
            if self._problems:
                raise FcnError(self._problems[0])
            if time.monotonic() > until:
                raise FcnError("The program did not get on within 15 minutes.", "Try again.")

    def _is_predicted(self) -> bool:
        document = self.parts.opening.document
        return document is not None and 8 in document.predictions.by_stride

    def _correct(self, image_id: str) -> None:
        """Accept the image, then brush away the specks of which no one would be proud."""
        from app.simulated_brush import paint_specks

        self.parts.opening.show(image_id)
        self.wait(lambda: self._shows(image_id) and self._is_predicted())
        self.picture(f"{image_id}-predicted")
        self.parts.correcting.accept_image()
        strokes = paint_specks(self.program.canvas, self.parts.session)
        document = self.parts.opening.document
        assert document is not None
        self.wait(lambda: not document.is_dirty)
        self.picture(f"{image_id}-corrected")
        say(f"{image_id}: predicted, accepted, {strokes} strokes of the brush")

    def _shows(self, image_id: str) -> bool:
        document = self.parts.opening.document
        return document is not None and document.image_id == image_id

    def _shows_new_net(self) -> bool:
        document, record = self.parts.opening.document, self.parts.training.record
        assert document is not None and record is not None
        return document.prediction_model == record.model_id

    def _fine_tune(self, seconds: float) -> object:
        from app.flows.learning.training import Phase
        from app.state.wishes import TrainingWish

        training = self.parts.training
        say(f"Fine-tuning for {seconds:.0f} s")
        self.program.window.show_training()
        training.start(TrainingWish(seconds=seconds, forced=True))
        self.wait(lambda: training.phase is Phase.DECIDING)
        self.wait(self._shows_new_net)
        self.picture("fine-tuned")
        report = training.record.report if training.record is not None else None
        if report is not None:
            say(str(report["sentence"]))
        better = report is not None and report.get("verdict") != "worse"
        if better:
            training.keep()
        else:
            training.discard()
        say("The new net is kept" if better else "The new net is discarded")
        return report

    def _export(self) -> None:
        from app.state.wishes import ExportWish, Scope

        done: list[object] = []
        self.parts.exporting.finished.connect(done.append)
        self.parts.exporting.start(ExportWish(folder=self.out / "export", scope=Scope.ALL))
        self.wait(lambda: bool(done))
        say("Exported in PASCAL VOC's layout and read back: every pixel is the same")

    def picture(self, name: str) -> None:
        """Keep what the window shows."""
        from PySide6.QtCore import QCoreApplication

        QCoreApplication.processEvents()
        self.program.window.grab().save(str(self.pictures / f"{name}.png"))


def say(text: str) -> None:
    """One line for whoever started this."""
    print(text, flush=True)


def _images(folder: Path | None, out: Path) -> Path:
    """The folder to work on: the one given, or fresh copies of the samples below `out`."""
    if folder is not None:
        return folder
    from app import resources

    copies = out / "images"
    shutil.rmtree(copies, ignore_errors=True)
    resources.copy_photos(resources.path("samples"), copies)
    return copies


def _settings(out: Path) -> Settings:
    """Settings of their own, so that nothing of the user's is changed."""
    from PySide6.QtCore import QSettings

    from app.state import settings

    out.mkdir(parents=True, exist_ok=True)
    return settings.Settings(QSettings(str(out / "settings.ini"), QSettings.Format.IniFormat))


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m app.offscreen [FOLDER] [--out OUT] [--seconds N]`."""
    parser = argparse.ArgumentParser(prog="fcn-gui --offscreen", description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, help="a folder of images")
    parser.add_argument("--out", type=Path, default=Path("output"))
    parser.add_argument("--seconds", type=float, default=TRAIN_SECONDS, help="to fine-tune")
    options = parser.parse_args(arguments)
    return run(options.path, options.out, options.seconds)


if __name__ == "__main__":
    sys.exit(main())
