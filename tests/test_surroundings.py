from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app import surroundings

# A windowed program on Windows has no standard error.
WITHOUT_A_CONSOLE = """
import faulthandler, logging, sys
from pathlib import Path
from app.surroundings import ensure_standard_error
sys.stderr = None
ensure_standard_error(Path(sys.argv[1]))
logging.warning("%s, crashes told: %s", sys.argv[2], faulthandler.is_enabled())
print(sys.stderr is None)
"""


def complain(folder: Path, words: str) -> str:
    """Without a console; what the program said on standard output."""
    command = [sys.executable, "-c", WITHOUT_A_CONSOLE, str(folder), words]
    root = Path(__file__).resolve().parent.parent
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout


def test_without_a_console_complaints_are_kept(tmp_path: Path) -> None:
    for turn in ("first", "second"):
        assert complain(tmp_path / "data", turn) == "False\n"
    first, second = (tmp_path / "data" / "errors.txt").read_text("utf-8").splitlines()
    assert first.endswith("first, crashes told: True")
    assert second.endswith("second, crashes told: True")


def test_complaints_of_long_ago_do_not_pile_up(tmp_path: Path) -> None:
    (tmp_path / "errors.txt").write_text("x" * surroundings.LONGEST)
    complain(tmp_path, "anew")
    assert (tmp_path / "errors.txt").read_text().startswith("WARNING:root:anew")


def test_where_no_complaint_can_be_kept_the_window_opens_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    assert complain(tmp_path / "data", "lost") == "True\n"


def test_a_console_stays_the_place_for_complaints(tmp_path: Path) -> None:
    before = sys.stderr
    surroundings.ensure_standard_error(tmp_path)
    assert sys.stderr is before
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("frozen", "given", "left"),
    [
        (True, {"LD_LIBRARY_PATH": "/opt/fcn/_internal", "HOME": "/"}, {"HOME": "/"}),
        (True, {"QT_PLUGIN_PATH": "/opt/fcn/plugins", "QML2_IMPORT_PATH": "/opt/fcn/qml"}, {}),
        (
            True,
            {"LD_LIBRARY_PATH": "/opt/fcn/_internal", "LD_LIBRARY_PATH_ORIG": "/mine"},
            {"LD_LIBRARY_PATH": "/mine"},
        ),
        (False, {"LD_LIBRARY_PATH": "/mine"}, {"LD_LIBRARY_PATH": "/mine"}),
    ],
)
def test_programs_that_a_frozen_one_starts_find_the_system_s_libraries(
    monkeypatch: pytest.MonkeyPatch, frozen: bool, given: dict[str, str], left: dict[str, str]
) -> None:
    monkeypatch.setattr("sys.frozen", frozen, raising=False)
    surroundings.forget_bundled_libraries(given)
    assert given == left
