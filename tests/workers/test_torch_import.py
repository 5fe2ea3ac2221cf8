from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from app.workers import torch_import
from app.workers.torch_import import beside_a_window, torch_libraries

FRESH = """
import sys
from app.workers.torch_import import beside_a_window, torch_libraries
assert torch_libraries().is_dir() and "torch" not in sys.modules
import gc
with beside_a_window():
    assert not gc.isenabled()
    import torch
assert gc.isenabled() and gc.get_freeze_count() > 10_000
print(float(torch.ones(3).sum()))
"""


def test_torch_works_when_its_libraries_were_loaded_before_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FRESH],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "3.0", done.stderr


def test_the_collector_runs_again_after_a_failed_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    monkeypatch.setattr(torch_import, "_load_libraries", lambda: None)
    with pytest.raises(ImportError), beside_a_window():
        raise ImportError("no torch here")
    assert gc.isenabled()


def test_without_torch_there_is_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert torch_libraries() is None
