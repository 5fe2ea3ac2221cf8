from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import cv2
import pytest

from app import __main__ as program


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems do not say")
@pytest.mark.parametrize(
    ("variables", "shown"),
    [
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({}, False),
        ({"QT_QPA_PLATFORM": "xcb"}, False),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":0"}, True),
    ],
)
def test_whether_a_window_can_be_shown(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], shown: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert program.has_display() == shown


def test_only_plugins_of_cv2_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = str(Path(cv2.__file__).parent / "qt" / "plugins")
    monkeypatch.setenv("QT_QPA_PLATFORM_PLUGIN_PATH", inside)
    monkeypatch.setenv("QT_PLUGIN_PATH", "/opt/the/users/own")
    program.forget_foreign_plugins()
    assert "QT_QPA_PLATFORM_PLUGIN_PATH" not in os.environ
    assert os.environ["QT_PLUGIN_PATH"] == "/opt/the/users/own"


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="cv2 tells others' loaders nothing"
)
@pytest.mark.parametrize("before", [{}, {"LD_LIBRARY_PATH": "/opt/the/users/own"}])
def test_what_cv2_tells_the_loader_is_forgotten(before: dict[str, str]) -> None:
    code = (
        "import os; from app.__main__ import forget_foreign_plugins as forget; forget();"
        "import cv2; print(os.environ.get('LD_LIBRARY_PATH'))"
    )
    kept = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    root = Path(__file__).resolve().parent.parent
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env=kept | before,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == str(before.get("LD_LIBRARY_PATH"))


def test_version_and_help_need_no_window(capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--version", "--help"):
        with pytest.raises(SystemExit) as leaving:
            program.main([option])
        assert leaving.value.code == 0
    assert "fcn-gui" in capsys.readouterr().out


def test_the_same_program_is_started_again_with_what_is_open() -> None:
    command = ["python", "-X", "dev", "-m", "app", "--samples"]
    assert program.again(command, 1, ["/photos"])[1] == ["-X", "dev", "-m", "app", "/photos"]
    assert program.again(command[:-1], 0, [])[1] == ["-X", "dev", "-m", "app"]
