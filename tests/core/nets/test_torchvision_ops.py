"""torchvision imports beside any build of torch, in whatever order things are loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from fcn_core.nets import torchvision_ops

ROOT = Path(__file__).resolve().parents[3]
AFTER_A_FAILED_IMPORT = """
try:
    import timm
except RuntimeError:
    pass
from fcn_core.nets import torchvision_ops
held = torchvision_ops.declare()
assert torchvision_ops.declare() is held
import timm
from torchvision.datasets import VOCSegmentation
from torchvision.transforms import v2
"""


def test_a_failed_import_is_mended() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AFTER_A_FAILED_IMPORT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_nothing_is_declared_where_torchvision_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torchvision", ModuleType("torchvision"))
    assert torchvision_ops.declare.__wrapped__() is None
