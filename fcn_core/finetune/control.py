"""How a running process is told to stop, pause or go on: words on its standard input."""

from __future__ import annotations

import io
import os
import stat
import sys
import threading
import time
from typing import TextIO

from fcn_core.cancelling import StoppedError

ABANDONED = 1
"""The exit status of a run that nobody waits for."""


class Control:
    """Listens in a daemon thread.

    A closed pipe means that whoever started us has gone: nobody can stop the run any more, nor take
    its result. The process ends there and then, as if it had been killed; what its last snapshot
    has learned is on the disk.
    """

    def __init__(self) -> None:
        self.stop = threading.Event()
        self._running = threading.Event()
        self._running.set()
        self._paused, self._is_ending = 0.0, False

    def listen(self) -> None:
        """Obey `stop`, `pause` and `resume` lines, if standard input is a pipe."""
        if not _is_pipe(sys.stdin):
            return
        threading.Thread(target=self._read, name="control", daemon=True).start()

    def heed(self) -> None:
        """Asked at every step, and for every image: returns at once, or after a pause.

        Raises `StoppedError` once `stop` was said, unless the run is at its end anyway.
        """
        began = time.monotonic()
        self._running.wait()
        self._paused += time.monotonic() - began
        if self.stop.is_set() and not self._is_ending:
            raise StoppedError

    def end(self) -> None:
        """What is left to do is done to its end, whoever says `stop`; it can be paused."""
        self._is_ending = True

    def now(self) -> float:
        """As `time.monotonic`, of a clock that stands still in pauses."""
        return time.monotonic() - self._paused

    def obey(self, word: str) -> None:
        """Act on one word; unknown ones are ignored, so that newer windows can say more."""
        if word == "stop":
            self.stop.set()
            self._running.set()
        elif word == "pause":
            self._running.clear()
        elif word == "resume":
            self._running.set()

    def _read(self) -> None:
        for line in sys.stdin:
            self.obey(line.strip())
        os._exit(ABANDONED)


def keep_input() -> None:
    """Keep standard input to ourselves: whoever else looks at it finds an empty one.

    On Windows everybody waits who so much as asks what a pipe is while a thread reads it, and
    libraries that are loaded meanwhile do: the run would stand still until the next word came.
    """
    try:
        number = sys.stdin.fileno()
    except (io.UnsupportedOperation, AttributeError):  # replaced by something that is no file
        return
    sys.stdin = os.fdopen(os.dup(number), encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, number)
    os.close(nothing)


def _is_pipe(stream: TextIO | None) -> bool:
    try:
        mode = os.fstat(stream.fileno()).st_mode if stream is not None else 0
    except io.UnsupportedOperation:  # replaced by something that is no file
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)
