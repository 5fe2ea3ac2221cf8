"""What every test runs under: a world of its own, and the promise to leave nothing behind.

A test fails on a warning (pyproject.toml), on a log line of WARNING or above that it did not
expect, on a Qt message, and on a thread that outlives it.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from tqdm import tqdm

from tests.leaks import surviving_threads
from tests.patience import HANG_MS, PatientBot

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(tempfile.mkdtemp(prefix="fcn-gui-tests-"))

# Machines that run tests are slow for seconds at a time: examples are limited, not seconds.
settings.register_profile("tests", deadline=None, max_examples=40, print_blob=True)
settings.load_profile("tests")


def pytest_configure() -> None:
    """Before Qt is loaded: a real X server's platform, and no access to the user's own files."""
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
    # The window speaks English, whatever the developer's system does.
    os.environ["LC_ALL"] = os.environ["LANGUAGE"] = "C.UTF-8"
    tqdm.monitor_interval = 0  # its thread outlives whoever shows a bar
    # Nets in tests are tiny: a second thread would only wait for the first.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        folder = HOME / name.lower()
        folder.mkdir(mode=0o700)
        os.environ[name] = str(folder)


def pytest_unconfigure() -> None:
    """Leave no folder behind."""
    shutil.rmtree(HOME, ignore_errors=True)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what this machine cannot show, and say why."""
    if item.get_closest_marker("gpu"):
        import torch

        if not torch.cuda.is_available():
            pytest.skip("no CUDA device")
    if item.get_closest_marker("shared") and not _shared_folder().is_dir():
        pytest.skip(f"no data folder at {_shared_folder()} (set FCN_SHARED_DATA)")
    if item.get_closest_marker("frozen") and not _frozen_folder().is_dir():
        pytest.skip(f"no frozen program at {_frozen_folder()} (docs/packaging.md, FCN_FROZEN)")


def _shared_folder() -> Path:
    return Path(os.environ.get("FCN_SHARED_DATA", ROOT.parent / "shared" / "data"))


def _frozen_folder() -> Path:
    return Path(os.environ.get("FCN_FROZEN", ROOT / "dist" / "fcn-gui"))


@pytest.fixture
def frozen_folder(request: pytest.FixtureRequest) -> Path:
    """The folder of the frozen program, which is built only on purpose."""
    assert request.node.get_closest_marker("frozen"), "mark the test with @pytest.mark.frozen"
    return _frozen_folder()


@pytest.fixture
def shared_data(request: pytest.FixtureRequest) -> Path:
    """The folder of data sets and weights that are not part of the repository."""
    assert request.node.get_closest_marker("shared"), "mark the test with @pytest.mark.shared"
    return _shared_folder()


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample photos that ship with the program."""
    return ROOT / "resources" / "samples"


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> PatientBot:
    """pytest-qt's robot, with limits that only a hang reaches."""
    return PatientBot(request)


ChildScript = Callable[[str], list[str]]


@pytest.fixture
def child_script(tmp_path: Path) -> ChildScript:
    """Makes a command that runs some Python, in place of the program's own child process."""

    def command(source: str) -> list[str]:
        script = tmp_path / "child.py"
        script.write_text(source, encoding="utf-8")
        return [sys.executable, str(script)]

    return command


class LogWatch(logging.Handler):
    """Collects warnings and errors; a test takes out those that it provoked."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def expect(self, part: str) -> None:
        """Take out the lines that contain `part`; fails if there is none."""
        found = [line for line in self.lines if part in line]
        assert found, f"no log line contains {part!r}; there are {self.lines}"
        self.lines = [line for line in self.lines if part not in line]


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """Fails a test that logs a warning or worse, unless it says `log_watch.expect(part)`."""
    watch = LogWatch()
    logging.getLogger().addHandler(watch)
    yield watch
    logging.getLogger().removeHandler(watch)
    assert not watch.lines, "unexpected log lines:\n" + "\n".join(watch.lines)


@pytest.fixture(autouse=True)
def no_thread_leaks() -> Iterator[None]:
    """Fails a test that leaves a thread running, Python's or Qt's."""
    before = surviving_threads(patience=0.0)
    yield
    left = surviving_threads(known=before, patience=HANG_MS / 1000)
    assert not left, f"threads outlived the test: {sorted(left.values())}"
