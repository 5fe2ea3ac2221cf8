"""The training process: a child that learns while the window stays smooth, and may die alone."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

import fcn_core
from app.language import QT_TR_NOOP, tr
from app.workers.priority import torch_threads, yield_process
from fcn_core.errors import FcnError
from fcn_core.events import Event, Failed, Finished, Progress, from_line

log = logging.getLogger(__name__)
LOG_TAIL = 4000
# Seconds that a killed child gets to be gone.
GRACE = 5.0
KILLED_FOR_MEMORY = 9
TRAINING = QT_TR_NOOP("training process")


class TrainingProcess(QObject):
    """Runs one fine-tuning job at a time as a process of its own.

    `warm_up` starts it before there is a job: its libraries take seconds to load.
    """

    reported = Signal(object)
    """An event of `fcn_core.events`."""
    died = Signal(str, str)
    """Problem and remedy: the process ended without a result."""
    ended = Signal()
    """The process is gone, however it ended."""

    def __init__(self, command: list[str] | None = None, parent: QObject | None = None) -> None:
        """`command` runs the core's command line; the default is this program's own."""
        super().__init__(parent)
        self._command = command or core_command()
        self._process = core_process(self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._read_log)
        self._process.errorOccurred.connect(self._not_started)
        self._process.finished.connect(self._finish)
        self._rest = b""
        self._log = ""
        self._has_job = self._has_result = self._is_cancelled = False

    @property
    def is_running(self) -> bool:
        """Whether there is a process, with a job or without."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def warm_up(self) -> None:
        """Have a process wait for a job, unless one does, or is at work on one."""
        if not self._is_waiting and not self._is_at_work:
            self._begin()

    def cool_down(self) -> None:
        """Nobody is about to start a run: end the process that waits for one."""
        if self._is_waiting:
            self.shutdown()

    def start(self, job_file: Path) -> None:
        """Start on this job. The process before, which may still be ending, is ended first."""
        if not self._is_waiting:
            self._begin()
        self._has_job = True
        self._say(json.dumps(str(job_file)))

    def stop_and_keep(self) -> None:
        """End soon, and keep what was learned so far."""
        self._say("stop")

    def pause(self) -> None:
        self._say("pause")

    def resume(self) -> None:
        self._say("resume")

    def cancel(self) -> None:
        """Kill the process; nothing but its own output is lost."""
        self._is_cancelled = True
        self._process.kill()

    def shutdown(self) -> None:
        """Kill the process, if there is one, and wait until it is gone."""
        if self.is_running:
            self.cancel()
            self._process.waitForFinished(int(GRACE * 1000))

    @property
    def _is_waiting(self) -> bool:
        return self.is_running and not self._has_job and not self._is_cancelled

    @property
    def _is_at_work(self) -> bool:
        return self.is_running and self._has_job and not (self._has_result or self._is_cancelled)

    def _begin(self) -> None:
        """Start a process that waits for its job."""
        self.shutdown()
        self._rest, self._log = b"", ""
        self._has_job = self._has_result = self._is_cancelled = False
        program, *arguments = self._command
        threads = ["--threads", str(torch_threads())]
        self._process.start(program, [*arguments, "finetune", "-", *threads])

    def _say(self, word: str) -> None:
        if self.is_running:
            self._process.write(f"{word}\n".encode())

    def _read(self) -> None:
        self._rest += bytes(self._process.readAllStandardOutput().data())
        *lines, self._rest = self._rest.split(b"\n")
        events = [event for line in lines if (event := self._parsed(line)) is not None]
        # A window that was busy finds many steps at once; showing each would keep it busy.
        newest = max((i for i, e in enumerate(events) if isinstance(e, Progress)), default=-1)
        for place, event in enumerate(events):
            if place == newest or not isinstance(event, Progress):
                self._take(event)

    def _parsed(self, line: bytes) -> Event | None:
        text = line.decode("utf-8", "replace")
        try:
            return from_line(text)
        except FcnError:
            # A library that prints: for the log, not for the user.
            self._log = (self._log + text + "\n")[-LOG_TAIL:]
            return None

    def _take(self, event: Event) -> None:
        self._has_result |= isinstance(event, Finished | Failed)
        if not self._is_cancelled:
            self.reported.emit(event)

    def _read_log(self) -> None:
        text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        self._log = (self._log + text)[-LOG_TAIL:]

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.died.emit(*not_started(self._process.errorString()))
            self.ended.emit()

    def _finish(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self._read_log()
        if self._has_job and not self._has_result and not self._is_cancelled:
            log.info("the training process said: %s", self._log)
            self.died.emit(*death(code, status, self._log))
        self.ended.emit()


def core_command() -> list[str]:
    """How to run the core's command line: the one place that knows a frozen program's layout."""
    if getattr(sys, "frozen", False):
        name = "fcn.exe" if sys.platform == "win32" else "fcn"
        return [str(Path(sys.executable).with_name(name))]
    return [sys.executable, "-m", "fcn_core.cli"]


def core_process(parent: QObject) -> QProcess:
    """For a command of the core: in its environment, and less urgent than the window."""
    process = QProcess(parent)
    process.setProcessEnvironment(core_environment())
    process.started.connect(lambda: yield_process(process.processId()))
    return process


def core_environment() -> QProcessEnvironment:
    """Ours, with the package on the path wherever the window was started."""
    environment = QProcessEnvironment.systemEnvironment()
    root = str(Path(fcn_core.__file__).resolve().parent.parent)
    environment.insert("PYTHONPATH", root)
    environment.insert("PYTHONIOENCODING", "utf-8")
    return environment


def not_started(reason: str, name: str = TRAINING) -> tuple[str, str]:
    """Problem and remedy of a process that could not be started."""
    problem = tr("The {process} did not start: {reason}.").format(process=tr(name), reason=reason)
    return problem, tr("Install the program again.")


def death(
    code: int, status: QProcess.ExitStatus, said: str, name: str = TRAINING
) -> tuple[str, str]:
    """Problem and remedy of a process that ended without a word."""
    if status == QProcess.ExitStatus.CrashExit and code == KILLED_FOR_MEMORY:
        return (
            tr("The {process} was killed, most likely because memory ran out.").format(
                process=tr(name)
            ),
            tr("Close other programs, or give it less to do."),
        )
    last = said.strip().splitlines()[-1:] or [tr("it left no message")]
    problem = tr("The {process} ended unexpectedly ({message}).")
    return problem.format(process=tr(name), message=last[0]), tr("Start it again.")
