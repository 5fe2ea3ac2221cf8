"""The set-up script: what it finds missing, what it says, and when it does nothing."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import environment
import pytest
import system_libraries
from system_libraries import Library, SetupError

NOT_HERE = Library("libnothing1", "libnothing.so.1")
ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries of Linux")
def test_what_is_here_is_not_missing() -> None:
    libc = Library("libc6", "libc.so.6")
    shell = Library("dash", "sh")
    assert system_libraries.missing_of([libc, NOT_HERE, shell]) == [NOT_HERE]
    assert system_libraries.missing_of(system_libraries.WINDOW) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries of Linux")
def test_without_rights_the_exact_command_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    apt = tmp_path / "apt-get"
    apt.write_text("#!/bin/sh\nexit 9\n")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(SetupError) as caught:
        system_libraries.ensure([NOT_HERE])
    assert "lacks libnothing.so.1" in str(caught.value)
    assert "sudo apt-get install --yes --no-install-recommends libnothing1" in str(caught.value)


def test_without_apt_the_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SetupError, match="Debian's packages are called a b"):
        system_libraries.install(["a", "b"], "this and that")


def test_an_old_python_passes_on_to_a_newer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {sys.executable: ("old", 9), "python3.12": ("new", 12)}
    monkeypatch.setattr(environment, "version_of", lambda command: found.get(command[0]))
    assert environment.supported_python() == ("new", 12)
    found.pop("python3.12")
    with pytest.raises(SetupError, match=r"needs Python 3\.11 to 3\.14"):
        environment.supported_python()


def test_the_same_versions_are_promised_everywhere() -> None:
    oldest, newest = environment.OLDEST, environment.NEWEST
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [it.split("3.")[1] for it in project["classifiers"] if ":: Python :: 3." in it]
    assert named == [str(minor) for minor in range(oldest, newest + 1)]
    assert project["requires-python"] == f">=3.{oldest},<3.{newest + 1}"
    assert f"with Python 3.{oldest} to 3.{newest}:" in (ROOT / "README.md").read_text("utf-8")


def test_versions_are_told_by_running() -> None:
    assert environment.version_of([sys.executable]) == (sys.executable, sys.version_info.minor)
    assert environment.version_of(["no-such-python"]) is None


def test_a_complete_environment_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing may be installed or created: both would fail here."""
    folder = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    interpreter = tmp_path / folder
    interpreter.parent.mkdir()
    interpreter.touch()
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".complete")
    monkeypatch.setattr(environment, "install", lambda _: pytest.fail("it installs"))
    (tmp_path / ".complete").write_text(environment.fingerprint())
    assert environment.ensure() == interpreter
    (tmp_path / ".complete").write_text("of other pins")
    with pytest.raises(pytest.fail.Exception):
        environment.ensure()


def test_the_script_tells_its_commands() -> None:
    told = subprocess.run(
        [sys.executable, "scripts/dev.py", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for command in ("run", "test", "check", "format", "screenshots", "setup", "clean"):
        assert f"  {command} " in told
