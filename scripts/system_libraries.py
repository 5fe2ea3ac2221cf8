"""The libraries of a Linux system that Qt needs beside its wheels: found, or installed by apt."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

SBIN = os.pathsep.join((os.environ.get("PATH", ""), "/sbin", "/usr/sbin"))


class SetupError(Exception):
    """What is missing, and the command that brings it."""


@dataclass(frozen=True)
class Library:
    """A Debian package, and the shared library or program by which it is recognised."""

    package: str
    provides: str


QT = [
    Library("libegl1", "libEGL.so.1"),
    Library("libgl1", "libGL.so.1"),
    Library("libxkbcommon0", "libxkbcommon.so.0"),
    Library("libdbus-1-3", "libdbus-1.so.3"),
    Library("libfontconfig1", "libfontconfig.so.1"),
    Library("libglib2.0-0", "libglib-2.0.so.0"),
]
WINDOW = [
    *QT,
    Library("libxcb-cursor0", "libxcb-cursor.so.0"),
    Library("libxcb-icccm4", "libxcb-icccm.so.4"),
    Library("libxcb-image0", "libxcb-image.so.0"),
    Library("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    Library("libxcb-randr0", "libxcb-randr.so.0"),
    Library("libxcb-render-util0", "libxcb-render-util.so.0"),
    Library("libxcb-shape0", "libxcb-shape.so.0"),
    Library("libxcb-xkb1", "libxcb-xkb.so.1"),
    Library("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    Library("libx11-xcb1", "libX11-xcb.so.1"),
]
HIDDEN_DISPLAY = [Library("xvfb", "Xvfb")]


def ensure(libraries: Sequence[Library]) -> None:
    """Install those of `libraries` that a Linux system lacks. Raises `SetupError`."""
    missing = missing_of(libraries)
    if missing:
        names = ", ".join(library.provides for library in missing)
        install([library.package for library in missing], names)


def missing_of(libraries: Sequence[Library]) -> list[Library]:
    """What is not here; nothing where that cannot be told (no Linux, no ldconfig)."""
    ldconfig = shutil.which("ldconfig", path=SBIN)
    if not libraries or not sys.platform.startswith("linux") or ldconfig is None:
        return []
    listed = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False).stdout
    known = {line.split()[0] for line in listed.splitlines() if "=>" in line}
    return [it for it in libraries if it.provides not in known and not shutil.which(it.provides)]


def install(packages: Sequence[str], what: str) -> None:
    """Install Debian packages as root or through sudo without a password.

    Raises `SetupError` with the exact command where that is not possible.
    """
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    prefix = _privilege()
    if not shutil.which("apt-get"):
        raise SetupError(
            f"This system lacks {what}.\nInstall it with your package manager; "
            f"Debian's packages are called {' '.join(packages)}."
        )
    if prefix is None:
        raise SetupError(
            f"This system lacks {what}.\nInstall it, then start again:\n\n"
            f"    sudo apt-get update && sudo {' '.join(command)}\n"
        )
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    as_root = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    # One unreachable source fails the update; what is needed may still be found without it.
    subprocess.run([*as_root, "apt-get", "update", "--quiet"], check=False)
    if subprocess.run([*as_root, *command], check=False).returncode != 0:
        raise SetupError(f"This failed: {' '.join([*prefix, *command])}")


def _privilege() -> list[str] | None:
    """What to put before a command so that it runs as root; None if there is no way."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    asked = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False)
    return [sudo] if asked.returncode == 0 else None
