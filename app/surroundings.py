"""What surrounds the window's process: where its complaints go, and what its children inherit."""

from __future__ import annotations

import faulthandler
import os
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, suppress
from pathlib import Path

ERRORS = "errors.txt"
# What is longer than this tells of days long past: the file starts anew.
LONGEST = 1_000_000
QT_PATHS = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH")
LIBRARIES, LIBRARIES_BEFORE = "LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG"


def ensure_standard_error(folder: Path) -> None:
    """Without a console complaints go to a file in `folder`: Python would drop them.

    A frozen window on Windows has none, nor has one that was started with `pythonw`.
    """
    if sys.stderr is not None:
        return
    path = folder / ERRORS
    # Nobody could be told that complaints cannot be kept; the window works without.
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        is_short = path.exists() and path.stat().st_size < LONGEST
        # Line by line: a crash leaves no time to write what is held back.
        sys.stderr = path.open("a" if is_short else "w", encoding="utf-8", buffering=1)
        faulthandler.enable(sys.stderr)


def forget_bundled_libraries(environment: MutableMapping[str, str] = os.environ) -> None:
    """Give what a frozen program starts, as the system's program for files, the system's libraries.

    PyInstaller points the loader and Qt to the program's own, which only the program itself needs.
    The loader read that when the process began, Qt when the application was made: call this then.
    """
    if not getattr(sys, "frozen", False):
        return
    _set(environment, LIBRARIES, environment.pop(LIBRARIES_BEFORE, None))
    for name in QT_PATHS:
        environment.pop(name, None)


@contextmanager
def same_libraries() -> Iterator[None]:
    """Whatever is imported within, the loader is told nothing new: children would hear it."""
    before = os.environ.get(LIBRARIES)
    yield
    _set(os.environ, LIBRARIES, before)


def _set(environment: MutableMapping[str, str], name: str, value: str | None) -> None:
    if value is None:
        environment.pop(name, None)
    else:
        environment[name] = value
