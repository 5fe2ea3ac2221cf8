"""The architecture test is only as good as its eyes: they are tried on a small project."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.import_graph import ImportGraph

FILES = {
    "low/__init__.py": "",
    "low/plain.py": "import json\n",
    "low/heavy.py": "import torch.nn as nn\n",
    "low/late.py": "def f():\n    from low import heavy, round\n    return heavy, round\n",
    "low/round.py": "from low import late\n",
    "low/typed.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import torch\n",
    "high/__init__.py": "from .first import x\n",
    "high/first.py": "from low.heavy import nn\nfrom high import second\n",
    "high/second.py": "from . import first\nfrom low import plain, typed\n",
}


@pytest.fixture
def graph(tmp_path: Path) -> ImportGraph:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return ImportGraph.of(tmp_path, ("low", "high"))


def test_direct_and_indirect_imports_are_seen(graph: ImportGraph) -> None:
    assert graph.chain("low.heavy", "torch", lazy=False) == ["low.heavy", "torch.nn"]
    assert graph.chain("high.second", "torch", lazy=False) == [
        "high.second",
        "high.first",
        "low.heavy",
        "torch.nn",
    ]


def test_imports_in_functions_count_only_when_asked_for(graph: ImportGraph) -> None:
    assert graph.chain("low.late", "torch", lazy=False) is None
    assert graph.chain("low.late", "torch", lazy=True) == ["low.late", "low.heavy", "torch.nn"]


def test_imports_for_type_checkers_do_not_count(graph: ImportGraph) -> None:
    assert graph.chain("low.typed", "torch", lazy=True) is None


def test_cycles_are_found_once_and_inside_functions_too(graph: ImportGraph) -> None:
    assert graph.cycles() == [
        ["low.late", "low.round", "low.late"],
        ["high.first", "high.second", "high.first"],
    ]
