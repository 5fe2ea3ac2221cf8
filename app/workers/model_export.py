"""Writes a net as ONNX in a process of its own: half a minute of Python, beside a smooth window."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

from app.language import QT_TR_NOOP
from app.workers.priority import torch_threads
from app.workers.training import GRACE, LOG_TAIL, core_command, core_process, death, not_started

log = logging.getLogger(__name__)
NAME = QT_TR_NOOP("exporting process")


@dataclass(frozen=True, kw_only=True)
class ExportedModel:
    """What was written, and how it compares with the net: `same` of `pixels` have its label."""

    file: Path
    pixels: int
    same: int
    difference: float
    """The largest between two scores."""


class ModelExportProcess(QObject):
    """Runs `fcn models export`, one at a time."""

    finished = Signal(object)
    """ExportedModel."""
    failed = Signal(str, str)
    """Problem and remedy."""

    def __init__(self, command: list[str] | None = None, parent: QObject | None = None) -> None:
        """`command` runs the core's command line; the default is this program's own."""
        super().__init__(parent)
        self._command = command or core_command()
        self._process = core_process(self)
        self._process.errorOccurred.connect(self._not_started)
        self._process.finished.connect(self._finish)
        self._is_stopped = False

    @property
    def is_running(self) -> bool:
        return self._process.state() != QProcess.ProcessState.NotRunning

    def start(self, model: Path, out: Path) -> None:
        """Write `model` to `out`; `finished` or `failed` follows."""
        self._is_stopped = False
        program, *arguments = self._command
        words = ["models", "export", str(model), "--out", str(out), "--json"]
        threads = ["--threads", str(torch_threads())]
        self._process.start(program, [*arguments, *words, *threads])

    def shutdown(self) -> None:
        """Kill the process, if there is one, and wait until it is gone. Nothing is said."""
        self._is_stopped = True
        if self.is_running:
            self._process.kill()
            self._process.waitForFinished(int(GRACE * 1000))

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.failed.emit(*not_started(self._process.errorString(), NAME))

    def _finish(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._is_stopped:
            return
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        try:
            facts = json.loads(bytes(self._process.readAllStandardOutput().data()))
            if "problem" in facts:
                self.failed.emit(facts["problem"], facts["remedy"])
            else:
                self.finished.emit(_exported(facts))
        except (ValueError, KeyError, TypeError):
            # It left no whole answer: it was killed, or came upon what nobody foresaw.
            log.info("the %s said: %s", NAME, said[-LOG_TAIL:])
            self.failed.emit(*death(code, status, said, NAME))


def _exported(facts: dict[str, object]) -> ExportedModel:
    known = {name: facts[name] for name in ("pixels", "same", "difference")}
    return ExportedModel(file=Path(str(facts["file"])), **known)  # type: ignore[arg-type]
