"""The process of the `fcn` command: Ctrl+C while its modules load, and output that nobody takes."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from fcn_core.cli.statuses import INTERRUPTED

IMPORTING = "<frozen importlib"
"""What the files of Python's own import machinery are called."""


def start() -> int:
    """Run the command; returns the exit status. Light, and itself imports nothing before."""
    signal.signal(signal.SIGINT, _interrupted)
    try:
        from fcn_core.cli.main import main

        return main()
    finally:
        _release_output()


def _interrupted(_signal: int, frame: FrameType | None) -> None:
    """Raise `KeyboardInterrupt`, or end at once while a module is imported.

    There is nothing to clean up then; and PyTorch, whose import takes seconds, ends the process
    with a page of its own where an exception meets its C++.
    """
    while frame is not None:
        if frame.f_code.co_filename.startswith(IMPORTING):
            os.write(2, b"fcn: interrupted\n")
            os._exit(INTERRUPTED)
        frame = frame.f_back
    raise KeyboardInterrupt


def _release_output() -> None:
    """Write what is still to be written. What nobody takes is dropped: Python would complain."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
