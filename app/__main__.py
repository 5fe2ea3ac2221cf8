"""The `fcn-gui` command: opens the window, or, without a display, does the job offscreen.

What must happen before Qt is loaded happens here, and nowhere else:

- `cv2` from opencv-python brings Qt plugins of its own and points Qt at them when it is imported;
  the window would not open. Its variables are taken out again before QApplication is made, and so
  is what it tells the loader, which only programs that the window starts would hear.
- On Windows torch does not load once Qt has brought an older C++ runtime in. Its smallest
  library is loaded first, which brings the right one; torch itself is imported much later.
"""

from __future__ import annotations

import argparse
import ctypes
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.surroundings import ensure_standard_error, forget_bundled_libraries, same_libraries
from app.workers.torch_import import torch_libraries
from fcn_core import __version__

QT_VARIABLES = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR", "QT_PLUGIN_PATH")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until the window closes. Returns the exit status."""
    options = _parser().parse_args(arguments)
    if options.offscreen or not has_display():
        _log()
        from app.offscreen import run

        return run(options.path, options.out)
    _prepare_windows()
    forget_foreign_plugins()
    return _open_window(options.path, options.samples)


def has_display() -> bool:
    """True if a window can be shown. Only X11 and Wayland say so beforehand."""
    if not sys.platform.startswith("linux"):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if chosen and not chosen.startswith(("xcb", "wayland")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def forget_foreign_plugins() -> None:
    """Import cv2, which may set Qt's variables, and take out those that point into it."""
    with same_libraries():
        import cv2

    inside = str(Path(cv2.__file__).parent)
    for name in QT_VARIABLES:
        if os.environ.get(name, "").startswith(inside):
            del os.environ[name]


def _log() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")


def _open_window(path: Path | None, samples: bool) -> int:
    from PySide6.QtCore import QProcess
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from app import resources
    from app.bootstrap.program import Program

    ensure_standard_error(resources.own_folder())
    _log()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    forget_bundled_libraries()
    app.setApplicationName("fcn-gui")
    app.setApplicationDisplayName("FCN GUI")
    app.setDesktopFileName("fcn-gui")
    app.setWindowIcon(QIcon(str(resources.path("icons", "app.png"))))
    program = Program(app)
    program.start(path, samples)
    try:
        code = app.exec()
    finally:
        program.shutdown()
    if program.languages.again is not None:
        QProcess.startDetached(*again(sys.orig_argv, len(sys.argv) - 1, program.languages.again))
    return code


def again(command: Sequence[str], given: int, arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The program and arguments that start what `command` started, with others instead of those
    that it was `given` at its end.
    """
    return sys.executable, [*command[1 : len(command) - given], *arguments]


def _prepare_windows() -> None:
    """See the module's docstring."""
    folder = torch_libraries() if sys.platform == "win32" else None
    if sys.platform == "win32" and folder is not None and (folder / "c10.dll").exists():
        os.add_dll_directory(str(folder))
        ctypes.WinDLL(str(folder / "c10.dll"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fcn-gui", description="Pixel masks with a net that learns from your corrections."
    )
    parser.add_argument("path", nargs="?", type=Path, help="an image or a folder of images")
    parser.add_argument("--samples", action="store_true", help="open the sample photos")
    parser.add_argument(
        "--offscreen", action="store_true", help="do the whole job on the samples, without a window"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("output"), help="folder for what --offscreen makes"
    )
    parser.add_argument("--version", action="version", version=f"fcn-gui {__version__}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
