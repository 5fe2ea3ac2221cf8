"""The virtual environment: created, filled and checked with the standard library and pip alone.

A stamp in it holds a hash of all that decides its content, so a second run costs milliseconds.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import system_libraries
from system_libraries import SetupError

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".complete"
OPENCV4 = VENV / "opencv4"
INPUTS = ("constraints.txt", "constraints/opencv4.txt", "pyproject.toml")
OLDEST, NEWEST = 11, 14
TELL_VERSION = "import sys; print(*sys.version_info[:2]); print(sys.executable)"


def ensure() -> Path:
    """The interpreter of an environment that holds exactly what is pinned.

    Raises `SetupError`.
    """
    interpreter = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = fingerprint()
    if interpreter.exists() and STAMP.is_file() and STAMP.read_text() == wanted:
        return interpreter
    print("Installing into .venv; the first time takes some minutes.", flush=True)
    STAMP.unlink(missing_ok=True)
    if not interpreter.exists():
        create()
    install(interpreter)
    STAMP.write_text(wanted)
    return interpreter


def fingerprint() -> str:
    """A hash of the pins and of this place: environments do not survive being moved."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in INPUTS:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def create() -> None:
    """A new environment made by a Python that the program supports."""
    python, minor = supported_python()
    if not succeeds([python, "-c", "import ensurepip"]):
        system_libraries.install([f"python3.{minor}-venv"], "Python's venv module")
    shutil.rmtree(VENV, ignore_errors=True)
    checked([python, "-m", "venv", str(VENV)], "The environment .venv cannot be created.")


def supported_python() -> tuple[str, int]:
    """Path and minor version of a Python that is supported: this one, or one found by name."""
    candidates = [[sys.executable]]
    for minor in range(NEWEST, OLDEST - 1, -1):
        candidates += [[f"python3.{minor}"], ["py", f"-3.{minor}"]]
    for command in candidates:
        found = version_of(command)
        if found and OLDEST <= found[1] <= NEWEST:
            return found
    have = ".".join(map(str, sys.version_info[:2]))
    raise SetupError(
        f"FCN GUI needs Python 3.{OLDEST} to 3.{NEWEST}; this is {have}.\n"
        "Install one (Debian, Ubuntu: sudo apt-get install python3.11 python3.11-venv;\n"
        "macOS: brew install python@3.14; Windows: python.org) and start again."
    )


def version_of(command: list[str]) -> tuple[str, int] | None:
    """(path, minor version) of a Python 3 interpreter; None if the command is none."""
    if shutil.which(command[0]) is None:
        return None
    told = subprocess.run(
        [*command, "-c", TELL_VERSION], capture_output=True, text=True, check=False
    )
    if told.returncode != 0:
        return None
    version, path = told.stdout.splitlines()
    major, minor = map(int, version.split())
    return (path, minor) if major == 3 else None


def install(interpreter: Path) -> None:
    """Install what is pinned: pip itself, PyTorch, then the rest and this project, editable.

    PyTorch comes first and by itself so that PIP_TORCH, pip's options for another build of it
    (see README.md), reach nothing else. OpenCV 4, whose Caffe reader tests compare with, comes
    into a folder where nothing imports it by chance.
    """
    pip = [str(interpreter), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    pinned = ["--constraint", "constraints.txt"]
    torch_options = shlex.split(os.environ.get("PIP_TORCH", ""))
    shutil.rmtree(OPENCV4, ignore_errors=True)
    for step in (
        [*pinned, "pip", "setuptools"],
        [*pinned, *torch_options, "torch", "torchvision"],
        [*pinned, "--no-build-isolation", "--editable", ".", "--group", "dev"],
        ["--no-deps", "--target", str(OPENCV4), "--requirement", "constraints/opencv4.txt"],
    ):
        checked([*pip, *step], "Installing failed; the lines above tell why.")


def succeeds(command: list[str]) -> bool:
    """Whether a command ends well; its output is dropped."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def checked(command: list[str], problem: str) -> None:
    """Run a command in the project's folder; raises `SetupError` if it fails."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise SetupError(f"{problem}\nThe command was: {shlex.join(command)}")
