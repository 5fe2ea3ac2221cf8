"""The developer's commands, each alone on a fresh machine: `python scripts/dev.py run`.

It needs nothing but Python's standard library: it creates `.venv`, installs what
constraints.txt pins, and then does the job. `make` calls it; on Windows, `py` does.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence

import environment
import system_libraries

CHECKS = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "types": ["mypy"],
}


def run(args: Sequence[str]) -> int:
    """Open the window on the sample photos; without a display, do the same job offscreen"""
    display = has_display()
    libraries = system_libraries.WINDOW if display else system_libraries.QT
    python = prepared(libraries)
    module = ["app", "--samples"] if display else ["app.offscreen"]
    return call([python, "-m", *module, *args])


def test(args: Sequence[str]) -> int:
    """Format, lint, types and all tests; with arguments, pytest alone with these"""
    python = prepared([*system_libraries.WINDOW, *system_libraries.HIDDEN_DISPLAY])
    if not args:
        failed = run_checks(python)
        if failed:
            return failed
        announce("tests")
    return call([python, "-m", "pytest", *args])


def check(_: Sequence[str]) -> int:
    """Format, lint and types, without the tests"""
    return run_checks(prepared([]))


def screenshots(args: Sequence[str]) -> int:
    """Make the README's pictures anew, from the real window on a hidden display"""
    python = prepared([*system_libraries.WINDOW, *system_libraries.HIDDEN_DISPLAY])
    return call([python, "scripts/screenshots.py", *args])


def translations(_: Sequence[str]) -> int:
    """Bring the translations up to date with the texts in the code"""
    return call([prepared([]), "scripts/translations.py"])


def format(_: Sequence[str]) -> int:
    """Rewrite the code in the project's format and mend what the linter can"""
    python = prepared([])
    call([python, "-m", "ruff", "check", "--fix", "--quiet", "."])
    return call([python, "-m", "ruff", "format", "."])


def setup(_: Sequence[str]) -> int:
    """Create .venv and install everything, or bring it up to date"""
    print("Ready:", prepared(system_libraries.WINDOW))
    return 0


def clean(_: Sequence[str]) -> int:
    """Remove .venv and the caches"""
    caches = (".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "build", "dist")
    for name in (".venv", *caches):
        shutil.rmtree(environment.ROOT / name, ignore_errors=True)
    return 0


def run_checks(python: str) -> int:
    """Run every check, even after one failed; returns the first exit code that is not 0."""
    codes = []
    for title, command in CHECKS.items():
        announce(title)
        codes.append(call([python, "-m", *command]))
    return next((code for code in codes if code), 0)


def prepared(libraries: Sequence[system_libraries.Library]) -> str:
    """Install what is missing; returns the environment's interpreter."""
    system_libraries.ensure(libraries)
    return str(environment.ensure())


def has_display() -> bool:
    """Whether a window can be shown to somebody."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def call(command: Sequence[str]) -> int:
    """Run a command in the project's folder; returns its exit code."""
    try:
        return subprocess.call(command, cwd=environment.ROOT)
    except KeyboardInterrupt:
        return 130


def announce(title: str) -> None:
    """Say which stage begins, before its own output."""
    print(f"== {title}", flush=True)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    command.__name__: command
    for command in (run, test, check, format, screenshots, translations, setup, clean)
}


def main() -> int:
    """Do what the command line says; returns the exit code."""
    parser = argparse.ArgumentParser(
        description="Commands for users and developers of FCN GUI.",
        epilog="\n".join(f"  {name:14}{command.__doc__}" for name, command in COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="for the program or pytest")
    chosen = parser.parse_args()
    try:
        return COMMANDS[chosen.command](chosen.arguments)
    except system_libraries.SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
