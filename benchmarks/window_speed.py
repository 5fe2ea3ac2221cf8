"""What a hand feels in the real window: a stamp, accepting an image, a folder of 100,000.

    python benchmarks/window_speed.py [--images 100000] [--json FILE]

Photo and mask measure 4000 x 3000, the view 1600 x 1000, the brush 100 pixels across. Every row
has wall time and the window thread's processor time, for a busy machine stretches the first.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QEvent, QPointF, QSettings, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.bootstrap.program import Program  # noqa: E402
from app.state.document import Document, Opened  # noqa: E402
from app.state.session import Session  # noqa: E402
from app.state.settings import Settings  # noqa: E402
from app.views.canvas import Canvas  # noqa: E402
from fcn_core.labels import VOC  # noqa: E402
from fcn_core.masks import UNTOUCHED, Mask  # noqa: E402

SHAPE, VIEW, BRUSH, STAMPS = (3000, 4000), (1600, 1000), 100, 300
ZOOMS = (1 / 3, 1.0, 8.0)
NONE, LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
Row = dict[str, float]


class Clock:
    """Wall and thread time of pieces of work, in milliseconds."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []

    def measure(self, work: Callable[[], object]) -> None:
        wall, cpu = time.perf_counter(), time.thread_time()
        work()
        self.cpu.append(1000 * (time.thread_time() - cpu))
        self.wall.append(1000 * (time.perf_counter() - wall))

    def row(self) -> Row:
        """Median, 95th percentile and maximum of both."""
        return {
            f"{name} {what}": round(float(value), 2)
            for name, times in (("wall", self.wall), ("cpu", self.cpu))
            for what, value in zip(
                ("p50", "p95", "max"), np.percentile(times, (50, 95, 100)), strict=True
            )
        }


def large_document() -> Document:
    """Twelve megapixels with a few large regions."""
    rng, (height, width) = np.random.default_rng(0), SHAPE
    image = cv2.resize(rng.integers(0, 255, (300, 400, 3)).astype(np.uint8), (width, height))
    coarse = cv2.resize(rng.random((12, 16)).astype(np.float32) * 4, (width, height))
    prediction: Mask = coarse.astype(np.uint8)
    document = Document(
        Opened(
            image_id="a",
            path=Path("a"),
            image_HWC=image,
            corrections_HW=np.full(SHAPE, UNTOUCHED, np.uint8),
        )
    )
    document.set_prediction(8, prediction, "net")
    return document


def stamps(app: QApplication) -> dict[str, Row]:
    """From the pointer's move to the pixels on the screen, at each zoom."""
    session = Session()
    session.set_brush_size(BRUSH)
    session.set_label(5)
    canvas = Canvas(session, VOC)
    canvas.resize(*VIEW)
    canvas.set_document(large_document())
    canvas.show()
    rows: dict[str, Row] = {}
    for zoom in ZOOMS:
        canvas.zoom_to(zoom)
        _settle(app)
        clock = Clock()
        _mouse(canvas, QEvent.Type.MouseButtonPress, (300, 300), LEFT)
        for step in range(STAMPS):
            at = (300 + step * 7 % 1000, 300 + 200 * np.sin(step / 9))

            def work(at: tuple[float, float] = at) -> None:
                _mouse(canvas, QEvent.Type.MouseMove, at)
                app.processEvents()

            clock.measure(work)
        _mouse(canvas, QEvent.Type.MouseButtonRelease, at, LEFT)
        rows[f"stamp at zoom {zoom:.2g}"] = clock.row()
    canvas.close()
    return rows


def accepting() -> dict[str, Row]:
    """Each step of accepting a whole image, and undoing it."""
    document, clock, undo = large_document(), Clock(), Clock()
    steps = document.begin_accepting()
    assert steps is not None
    left = [True]
    while left[-1]:
        clock.measure(lambda: left.append(steps.step()))
    clock.measure(steps.finish)
    undo.measure(document.undo)
    return {"accept image, a step": clock.row(), "undo of it": undo.row()}


def large_folder(app: QApplication, folder: Path, images: int) -> dict[str, Row]:
    """Seconds from opening a folder to its first photo, and to its whole list."""
    photo = next((ROOT / "resources" / "samples").glob("*.jpg")).read_bytes()
    (folder / "IMG_000000.jpg").write_bytes(photo)
    for number in range(1, images):
        (folder / f"IMG_{number:06}.jpg").touch()
    settings = QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat)
    program = Program(app, Settings(settings))
    program.window.show()
    _settle(app)
    began, marks = time.perf_counter(), {}
    opening = program.parts.opening
    opening.open_path(folder)
    while len(marks) < 2:
        app.processEvents()
        if opening.document is not None:
            marks.setdefault("first photo", time.perf_counter() - began)
        if program.window.image_list.model.rowCount() == images:
            marks.setdefault("whole list", time.perf_counter() - began)
    program.window.close()
    program.shutdown()
    return {f"{images} images: {k}": {"wall s": round(v, 2)} for k, v in marks.items()}


def _mouse(
    canvas: Canvas, kind: QEvent.Type, at: tuple[float, float], button: Qt.MouseButton = NONE
) -> None:
    point, keys = QPointF(*at), Qt.KeyboardModifier.NoModifier
    held = NONE if kind == QEvent.Type.MouseButtonRelease else LEFT
    event = QMouseEvent(kind, point, canvas.mapToGlobal(point), button, held, keys)
    QApplication.sendEvent(canvas, event)


def _settle(app: QApplication) -> None:
    for _ in range(100):
        app.processEvents()
        time.sleep(0.002)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=100_000)
    parser.add_argument("--json", type=Path, help="write the numbers here too")
    options = parser.parse_args(arguments)
    app = QApplication(["fcn-gui"])
    rows = stamps(app) | accepting()
    with tempfile.TemporaryDirectory() as folder:
        rows |= large_folder(app, Path(folder), options.images)
    for name, row in rows.items():
        print(f"{name:32}" + "  ".join(f"{what} {value:7.2f}" for what, value in row.items()))
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
