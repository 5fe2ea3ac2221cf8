"""Makes the README's pictures: drives the real window over the sample photos, on a hidden display.

`make screenshots` runs it. Every picture shows what a user sees; nothing is drawn for show.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from tour import LESSONS, NEW_LABEL, Lesson

from app import resources
from app.bootstrap.program import Program
from app.flows.learning.training import Phase
from app.offscreen import Job
from app.simulated_brush import drag
from app.state.corrections import PaintLimits
from app.state.settings import Settings
from app.state.wishes import TrainingWish

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images"
SIZE = (1280, 800)
QUALITY = 90


class Tour(Job):
    """The README's three steps, with a picture of each."""

    def __init__(self, program: Program, out: Path, pictures: Path) -> None:
        super().__init__(program, out)
        self.pictures = pictures
        program.window.resize(*SIZE)

    def take(self, seconds: float) -> None:
        """All pictures, in the order in which a user comes by. Raises `FcnError`."""
        parts = self.parts
        self.program.start()
        self.wait(lambda: parts.predicting.info is not None)
        parts.opening.open_samples(resources.path("samples"), self.out / "samples")
        self.open("dog")
        self.picture("canvas")
        self.program.window.bars.actions["stride-view"].trigger()
        self.picture("strides")
        self.program.window.bars.actions["stride-view"].trigger()
        label = parts.naming.add(NEW_LABEL)
        assert label is not None
        for name, lesson in LESSONS.items():
            self.open(name)
            self.teach(lesson, label)
        self.picture("corrected")
        self.learn(seconds)

    def open(self, name: str) -> None:
        """Show a sample photo and wait for its prediction."""
        project = self.parts.opening.project
        assert project is not None
        image_id = next(e.image_id for e in project.entries if e.image_id.startswith(name))
        self.parts.opening.show(image_id)
        self.wait(lambda: self._shows(image_id) and self._is_predicted())

    def teach(self, lesson: Lesson, label: int) -> None:
        """Accept the animals, then paint around them."""
        session, canvas = self.parts.session, self.program.canvas
        canvas.fit()
        for x, y in lesson.animals:
            if canvas.document is not None and canvas.document.composite()[int(y), int(x)]:
                self.parts.correcting.accept_region(int(x), int(y))
        session.set_tool("brush")
        session.set_brush_size(lesson.size)
        session.set_limits(PaintLimits(only_over=0))
        for value, strokes in ((0, lesson.background), (label, lesson.grass)):
            session.set_label(value)
            for stroke in strokes:
                drag(canvas, stroke)

    def learn(self, seconds: float) -> None:
        """Fine-tune on what was corrected, half-way and at its end."""
        training = self.parts.training
        previews: list[object] = []
        training.preview_ready.connect(previews.append)
        self.program.training.show()
        self.wait(lambda: bool(previews))
        training.start(TrainingWish(seconds=seconds, forced=True))
        self.wait(lambda: training.phase is Phase.RUNNING)
        half = time.monotonic() + 0.6 * seconds
        self.wait(lambda: time.monotonic() > half)
        self.picture("learning")
        self.wait(lambda: training.phase is Phase.DECIDING)
        self.wait(self._shows_new_net)
        self.picture("report")
        training.keep()
        self.program.window.close()

    def picture(self, name: str) -> None:
        """Keep what the window shows."""
        for _ in range(20):
            QApplication.processEvents()
        path = self.pictures / f"{name}.webp"
        self.program.window.grab().save(str(path), "WEBP", QUALITY)
        print(f"{path}: {path.stat().st_size // 1000} kB", flush=True)


@contextmanager
def hidden_display() -> Iterator[None]:
    """On Linux an X server of our own, so that nobody's desktop shows through."""
    if not sys.platform.startswith("linux"):
        yield
        return
    from pyvirtualdisplay.display import Display

    os.environ["QT_QPA_PLATFORM"] = "xcb"
    with Display(visible=False, size=(1600, 1000), color_depth=24):
        yield


def main() -> int:
    """Take all pictures in the light or the dark theme; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=PICTURES, help="folder for the pictures")
    parser.add_argument("--theme", choices=("light", "dark"), default="dark")
    parser.add_argument("--seconds", type=float, default=60.0, help="to fine-tune")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with hidden_display(), tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        settings = Settings(QSettings(str(work / "s.ini"), QSettings.Format.IniFormat))
        settings.set_theme(options.theme)
        program = Program(QApplication(["fcn-gui"]), settings)
        try:
            Tour(program, work, options.out).take(options.seconds)
        finally:
            program.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
