"""Clicks corners without end, telling how many are safe. `test_outline_kill` runs and kills it."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap.parts import Replacements
from app.bootstrap.program import Program
from app.simulated_brush import drag
from app.state.settings import Settings
from tests.workers.fakes import FakeZoo

LABEL = 9


def corner(number: int) -> tuple[float, float]:
    """Along a zigzag, no two near to each other."""
    return 20.5 + 20 * (number % 14), 20.5 + 40 * (number // 14) + 20 * (number % 2)


def main(folder: Path, settings: Path, tool: str) -> None:
    app = QApplication([])
    ini = QSettings(str(settings), QSettings.Format.IniFormat)
    program = Program(app, Settings(ini), Replacements(load=FakeZoo()))
    program.start(folder)
    while program.canvas.document is None:
        QTest.qWait(10)
    program.parts.session.set_label(LABEL)
    program.parts.session.set_tool(tool)
    for number in itertools.count():
        drag(program.canvas, [corner(number)])
        program.parts.writer.flush()
        print(number + 1, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
