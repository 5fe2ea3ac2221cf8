"""The frozen build's recipe, read with PyInstaller's parts played: no data file is left behind."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.workers.training import core_command

ROOT = Path(__file__).resolve().parent.parent
MARKERS = {"py.typed"}


@pytest.fixture
def recipe() -> dict[str, Any]:
    """What the recipe asks for: data, and the two programs by name."""
    asked: dict[str, Any] = {"datas": [], "programs": {}}

    def analysis(scripts: list[str], **options: Any) -> SimpleNamespace:
        assert all(Path(script).is_file() for script in scripts)
        asked["datas"] += options["datas"]
        asked["modes"] = options["module_collection_mode"]
        asked["hidden"] = options["hiddenimports"]
        return SimpleNamespace(pure=[], scripts=scripts, binaries=[], datas=options["datas"])

    def exe(*parts: Any, name: str, console: bool, **options: Any) -> str:
        assert Path(options["icon"]).is_file()
        asked["programs"][name] = console
        return name

    played = {"Analysis": analysis, "PYZ": list, "EXE": exe, "COLLECT": lambda *_, **__: None}
    text = (ROOT / "fcn_gui.spec").read_text("utf-8")
    exec(compile(text, "fcn_gui.spec", "exec"), {"SPECPATH": str(ROOT), **played})
    return asked


def test_every_data_file_lies_where_its_module_looks(recipe: dict[str, Any]) -> None:
    collected: set[Path] = set()
    for source, target in recipe["datas"]:
        path = Path(source)
        files = [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else [path]
        base = path if path.is_dir() else path.parent
        collected |= {Path(target) / file.relative_to(base) for file in files}
    wanted = {
        path.relative_to(ROOT)
        for folder in ("app", "fcn_core", "resources")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc") and path.name not in MARKERS
    }
    assert Path("resources/models/shipped.safetensors") in wanted
    assert wanted <= collected


def test_what_reads_its_own_source_finds_it(recipe: dict[str, Any]) -> None:
    assert recipe["modes"]["onnxscript"].endswith("py")


def test_the_window_trains_with_the_console_program(
    recipe: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert recipe["programs"] == {"fcn-gui": False, "fcn": True}
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", str(Path("somewhere") / "fcn-gui"))
    monkeypatch.setattr("sys.platform", "linux")
    assert core_command() == [str(Path("somewhere") / "fcn")]


def test_codecs_that_are_imported_by_name_come_along(recipe: dict[str, Any]) -> None:
    assert {"imagecodecs._imcd", "imagecodecs._jpeg8", "imagecodecs._zstd"} <= set(recipe["hidden"])
