"""The rules that keep the layers apart and the files short, so that nobody has to remember them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.import_graph import ImportGraph, within

ROOT = Path(__file__).resolve().parent.parent
GRAPH = ImportGraph.of(ROOT, ("app", "fcn_core"))

FLOWS = ["app.flows", "app.actions", "app.bootstrap"]
UPPER = ["app.views", "app.workers", "app.jobs", *FLOWS]
# Who must never import whom, directly or through others, even inside a function.
NEVER = {
    "fcn_core": ["app", "PySide6", "shiboken6"],
    "fcn_core.train": ["fcn_core.finetune"],
    "app.state": [*UPPER, "app.tools", "torch", "PySide6.QtWidgets", "PySide6.QtGui"],
    "app.tools": [*UPPER, "torch", "PySide6.QtWidgets", "PySide6.QtGui"],
    "app.views": ["app.workers", "app.jobs", "app.flows", "app.bootstrap", "torch"],
    "app.workers": ["app.views", "app.jobs", *FLOWS, "PySide6.QtWidgets"],
    "app.jobs": ["app.views", *FLOWS, "PySide6.QtWidgets"],
    "app.flows": ["app.views", "app.bootstrap", "PySide6.QtWidgets"],
}
# What must not load torch when it is imported; a function may import it where it is needed.
LIGHT = [
    "app",
    "fcn_core.errors",
    "fcn_core.events",
    "fcn_core.files",
    "fcn_core.geometry",
    "fcn_core.imaging",
    "fcn_core.labels",
    "fcn_core.masks",
    "fcn_core.metrics",
    "fcn_core.suggest.candidates",
    "fcn_core.suggest.check_labels",
    "fcn_core.suggest.next_image",
]
LIMITS = {"file": 300, "class": 250, "function": 60}
# Namespaces of XML look like addresses, but nothing is fetched from there.
ADDRESS = re.compile(r"https?://(?!www\.w3\.org/)")
UNFINISHED = "TO" + "DO|FIX" + "ME|XX" + "X|NotImplemented" + "Error"
SOURCES = sorted(p for name in ("app", "fcn_core", "scripts") for p in (ROOT / name).rglob("*.py"))


@pytest.mark.parametrize(
    ("package", "forbidden"), [(p, f) for p, forbidden in NEVER.items() for f in forbidden]
)
def test_layers(package: str, forbidden: str) -> None:
    chains = (GRAPH.chain(module, forbidden, lazy=True) for module in GRAPH.under(package))
    assert [" -> ".join(chain) for chain in chains if chain] == []


@pytest.mark.parametrize("package", LIGHT)
def test_torch_is_not_imported_with(package: str) -> None:
    chains = (GRAPH.chain(module, "torch", lazy=False) for module in GRAPH.under(package))
    assert [" -> ".join(chain) for chain in chains if chain] == []


def test_only_the_programs_know_bootstrap() -> None:
    programs = {"app.__main__", "app.offscreen"}
    users = {
        m for m, targets in GRAPH.any.items() if any(within(t, "app.bootstrap") for t in targets)
    }
    assert {user for user in users if not within(user, "app.bootstrap")} <= programs


def test_no_module_imports_itself_through_others() -> None:
    assert [" -> ".join(cycle) for cycle in GRAPH.cycles()] == []


def test_imaging_is_listed_from_the_ground_up() -> None:
    """What the docstring of the package promises, inside functions too."""
    package = "fcn_core.imaging"
    told = ast.get_docstring(ast.parse((ROOT / "fcn_core/imaging/__init__.py").read_text("utf-8")))
    listed = [f"{package}.{name}" for name in re.findall(r"`(\w+)`", told or "")]
    assert sorted(listed) == sorted({*GRAPH.under(package)} - {package})
    upwards = [
        f"{module} -> {target}"
        for place, module in enumerate(listed)
        for target in GRAPH.any[module].intersection(listed[place:])
    ]
    assert upwards == []


def test_views_stand_without_torch() -> None:
    """The rule above, checked on the running program, third parties included."""
    modules = [*GRAPH.under("app.views"), *GRAPH.under("app.state"), *GRAPH.under("app.tools")]
    code = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "sys.exit('torch is loaded' if 'torch' in sys.modules else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_size(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    sizes = [("file", path.name, text.count("\n"))]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            kind = "class" if isinstance(node, ast.ClassDef) else "function"
            sizes.append((kind, node.name, (node.end_lineno or 0) - node.lineno + 1))
    assert [size for size in sizes if size[2] > LIMITS[size[0]]] == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("paths of one machine", r"(?<![\w.~])/(work|home|Users|root)/\w"),
        ("unfinished work", rf"\b({UNFINISHED})\b"),
        ("silent catches", r"except:\s*$|except \w+:\s*pass\b"),
    ],
)
def test_no_file_holds(what: str, pattern: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in tracked_texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line) and path != Path(__file__)
    ]
    assert found == [], what


@pytest.mark.parametrize("name", ["constraints.txt", "pyproject.toml", "Makefile", "scripts"])
def test_packages_come_by_name(name: str) -> None:
    """Where packages come from is the user's pip's business: no address stands in the project."""
    place = ROOT / name
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    assert [path for path in files if ADDRESS.search(path.read_text("utf-8"))] == []


def tracked_texts() -> list[Path]:
    """The project's text files: what git knows, licences aside."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    suffixes = {".py", ".md", ".toml", ".txt", ".svg", ".qss", ".spec", ".json", ""}
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [p for p in paths if p.suffix in suffixes and p.is_file() and "LICENSE" not in p.name]
