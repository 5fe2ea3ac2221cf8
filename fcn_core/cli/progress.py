"""The progress bar of every command: alive on a terminal, seldom a line in a log."""

from __future__ import annotations

import sys
from typing import Any

from tqdm import tqdm

ALIVE, IN_A_LOG = 0.1, 30.0
"""Seconds between two drawings, on a terminal and in a file or pipe."""


def progress_bar(**options: Any) -> tqdm[Any]:
    """Tqdm's bar with tqdm's options, drawn as seldom as its place asks for."""
    every = ALIVE if sys.stderr.isatty() else IN_A_LOG
    return tqdm(**options, mininterval=every, maxinterval=every, dynamic_ncols=True)
