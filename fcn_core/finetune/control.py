"""How a running process is told to stop, pause or go on: words on its standard input."""

from __future__ import annotations

import io
import os
import stat
import sys
import threading
import time
from typing import TextIO


class Control:
    """Listens in a daemon thread. A closed pipe means that whoever started us has gone."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self._running = threading.Event()
        self._running.set()

    def listen(self) -> None:
        """Obey `stop`, `pause` and `resume` lines, if standard input is a pipe."""
        if not _is_pipe(sys.stdin):
            return
        threading.Thread(target=self._read, name="control", daemon=True).start()

    def wait_while_paused(self) -> float:
        """Return at once, or when `resume` or `stop` comes; the seconds waited."""
        began = time.monotonic()
        self._running.wait()
        return time.monotonic() - began

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
        self.obey("stop")


def _is_pipe(stream: TextIO | None) -> bool:
    try:
        mode = os.fstat(stream.fileno()).st_mode if stream is not None else 0
    except io.UnsupportedOperation:  # replaced by something that is no file
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)
