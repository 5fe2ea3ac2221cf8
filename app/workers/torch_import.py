"""Imports torch beside a running window without stopping it.

Three things would: loading 400 MB of libraries while Python's lock is held (half a second), the
garbage collector walking over what the import makes, and a slow hand-over of the lock. So the
libraries are loaded by a foreign call, which gives the lock away, the collector rests meanwhile,
and what was imported is never looked at by it again.
"""

from __future__ import annotations

import ctypes
import gc
import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# In the order in which they need each other.
LIBRARIES = ("torch_global_deps", "c10", "torch_cpu", "torch", "torch_python")
# Seconds after which a thread that computes in Python lets the window's go first.
SWITCH_INTERVAL = 0.001


@contextmanager
def beside_a_window() -> Iterator[None]:
    """Import torch and what needs it within this block, in a thread of its own."""
    if "torch" in sys.modules:
        yield
        return
    sys.setswitchinterval(SWITCH_INTERVAL)
    gc.disable()
    try:
        _load_libraries()
        yield
        gc.freeze()
    finally:
        gc.enable()


def torch_libraries() -> Path | None:
    """The folder of torch's libraries, found without importing torch."""
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "lib"


def _load_libraries() -> None:
    """Load them as the import would, but without Python's lock. Elsewhere the import does it."""
    folder = torch_libraries()
    if folder is None or sys.platform not in ("linux", "darwin"):
        return
    suffix = "so" if sys.platform == "linux" else "dylib"
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.restype, dlopen.argtypes = ctypes.c_void_p, [ctypes.c_char_p, ctypes.c_int]
    for name in LIBRARIES:
        file = folder / f"lib{name}.{suffix}"
        if file.exists():
            # Whose symbols all may see is as the import has it: others clash with other libraries'.
            seen = os.RTLD_GLOBAL if name == LIBRARIES[0] else os.RTLD_LOCAL
            # A library that does not load here is loaded, or complained of, by the import.
            dlopen(os.fsencode(file), os.RTLD_NOW | seen)
