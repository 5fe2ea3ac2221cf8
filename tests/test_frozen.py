"""The frozen build's recipe, read with PyInstaller's parts played: no data file is left behind."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.language import ENGLISH, LANGUAGES, SYSTEM
from app.workers.training import core_command
from fcn_core import __version__

ROOT = Path(__file__).resolve().parent.parent
MARKERS = {"py.typed"}
PICTURE = re.compile(r"!\[[^]]*\]\(([^)]+)\)")
# Their wheels bring none: see docs/packaging.md. CUDA's toolkit is a list of others alone.
WITHOUT_TEXT = {"pyside6-essentials", "shiboken6", "flatbuffers", "pycocotools", "cuda-toolkit"}
HOOKS = ["pyi_rth_inspect", "pyi_rth_pyside6"]
FOUND = [
    "libgtk-3.so.0", "libglib-2.0.so.0", "libfontconfig.so.1", "libharfbuzz.so.0",
    "libxcb-cursor.so.0", "libdbus-1.so.3", "libglibly.so", "pillow.libs/libfreetype-57f8.so.6",
    "libfreetype-57f8.so.6", "torch/lib/libtorch_cpu.so", "torch/bin/protoc",
    "torch/bin/torch_shm_manager", "torch/include/ATen/ATen.h",
    *(f"PySide6/Qt/translations/{name}.qm" for name in ("qt_de", "qtbase_de", "qtbase_fr")),
]  # fmt: skip
KEPT = {
    "libxcb-cursor.so.0", "libdbus-1.so.3", "libglibly.so", "pillow.libs/libfreetype-57f8.so.6",
    "libfreetype-57f8.so.6", "torch/lib/libtorch_cpu.so", "torch/bin/torch_shm_manager",
    "PySide6/Qt/translations/qtbase_de.qm",
}  # fmt: skip


@pytest.fixture(scope="module")
def recipe() -> dict[str, Any]:
    """What the recipe asks for, what it does with what is found, and the two programs by name."""
    asked: dict[str, Any] = {"programs": {}, "run": {}}

    def analysis(scripts: list[str], **options: Any) -> SimpleNamespace:
        assert all(Path(script).is_file() for script in scripts)
        asked.update(options, scripts=scripts)
        hooks = [(name, f"/hooks/{name}.py", "PYSOURCE") for name in HOOKS]
        entries = [("__main__", script, "PYSOURCE") for script in scripts]
        found = [(name, f"/found/{name}", "BINARY") for name in FOUND]
        return SimpleNamespace(pure=[], scripts=[*hooks, *entries], binaries=found, datas=[])

    def exe(_: Any, scripts: list[Any], name: str, console: bool, **options: Any) -> str:
        assert Path(options["icon"]).is_file()
        asked["programs"][name] = console
        asked["run"][name] = [
            Path(path).relative_to(_root(path)).as_posix() for _, path, _ in scripts
        ]
        return name

    def collect(window: str, console: str, binaries: list[Any], _: list[Any], name: str) -> str:
        asked["kept"] = {each[0] for each in binaries}
        return name

    def bundle(folder: str, **options: Any) -> None:
        asked["bundle"] = {"folder": folder, **options}

    played = {"Analysis": analysis, "PYZ": list, "EXE": exe, "COLLECT": collect, "BUNDLE": bundle}
    names: dict[str, Any] = {"SPECPATH": str(ROOT), **played}
    text = (ROOT / "fcn_gui.spec").read_text("utf-8")
    exec(compile(text, "fcn_gui.spec", "exec"), names)
    asked["libraries"] = set(names["libraries"]())
    asked["names"] = names
    return asked


def _root(path: str) -> Path:
    return ROOT if Path(path).is_relative_to(ROOT) else Path("/")


def collected(recipe: dict[str, Any]) -> set[Path]:
    """All data files, by the places where the programs find them."""
    files: set[Path] = set()
    for source, target in recipe["datas"]:
        path = Path(source)
        found = [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else [path]
        base = path if path.is_dir() else path.parent
        files |= {Path(target) / file.relative_to(base) for file in found}
    return files


def test_every_data_file_lies_where_its_module_looks(recipe: dict[str, Any]) -> None:
    wanted = {
        path.relative_to(ROOT)
        for folder in ("app", "fcn_core", "resources")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc") and path.name not in MARKERS
    }
    assert Path("resources/models/shipped.safetensors") in wanted
    assert wanted <= collected(recipe)


def test_pages_come_with_their_pictures(recipe: dict[str, Any]) -> None:
    files = collected(recipe)
    pages = {file for file in files if file.suffix == ".md" and file.parts[0] == "docs"}
    assert {Path("docs/guide.md"), Path("docs/guide.de.md"), Path("docs/learn/README.md")} <= pages
    shown = {
        (ROOT / page.parent / link).resolve().relative_to(ROOT)
        for page in pages
        for link in PICTURE.findall((ROOT / page).read_text("utf-8"))
    }
    assert shown and shown <= files


def test_what_reads_its_own_source_finds_it(recipe: dict[str, Any]) -> None:
    assert recipe["module_collection_mode"]["onnxscript"].endswith("py")


def test_the_window_trains_with_the_console_program(
    recipe: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert recipe["programs"] == {"fcn-gui": False, "fcn": True}
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", str(Path("somewhere") / "fcn-gui"))
    monkeypatch.setattr("sys.platform", "linux")
    assert core_command() == [str(Path("somewhere") / "fcn")]


def test_the_bundle_of_a_mac_starts_the_window(recipe: dict[str, Any]) -> None:
    bundle = recipe["bundle"]
    assert bundle["folder"] == "fcn-gui"
    assert Path(bundle["icon"]).is_file()
    assert bundle["version"] == __version__
    started = bundle["info_plist"]["CFBundleExecutable"]
    assert recipe["programs"][started] is False  # without a console
    assert bundle["info_plist"]["LSBackgroundOnly"] is False


def test_each_program_starts_itself_alone_and_the_console_s_no_qt(recipe: dict[str, Any]) -> None:
    inspect, qt = (f"hooks/{name}.py" for name in HOOKS)
    assert recipe["run"]["fcn-gui"] == [inspect, qt, "app/__main__.py"]
    assert recipe["run"]["fcn"] == [inspect, "fcn_core/cli/__main__.py"]
    # Two scripts that are called alike would be taken for one.
    assert len(recipe["scripts"]) == 1
    assert "fcn_core.cli.start" in recipe["hiddenimports"]


def test_codecs_that_are_imported_by_name_come_along(recipe: dict[str, Any]) -> None:
    names = {"imagecodecs._imcd", "imagecodecs._jpeg8", "imagecodecs._zstd"}
    assert names <= set(recipe["hiddenimports"])


def test_what_a_desktop_brings_and_what_nobody_uses_stays_behind(recipe: dict[str, Any]) -> None:
    assert recipe["kept"] == KEPT


def test_nothing_that_the_program_imports_is_left_out(recipe: dict[str, Any]) -> None:
    folders = (ROOT / "app", ROOT / "fcn_core")
    code = "\n".join(f.read_text("utf-8") for folder in folders for f in folder.rglob("*.py"))
    imported = set(re.findall(r"^\s*(?:from|import) (\w+)", code, re.MULTILINE))
    # Of the benchmarks alone, which say so where these are missing.
    assert imported & set(recipe["excludes"]) <= {"skimage", "sklearn"}


def test_qt_s_own_dialogs_speak_every_language_of_the_window() -> None:
    for code in set(LANGUAGES) - {SYSTEM, ENGLISH}:
        assert f"PySide6/Qt/translations/qtbase_{code}.qm" in KEPT


def test_libraries_come_with_their_licences(recipe: dict[str, Any]) -> None:
    places = [Path(target) for _, target in recipe["datas"]]
    with_text = {place.parts[1] for place in places if place.parts[:1] == ("licences",)}
    assert {"torch", "python", "typing-extensions"} <= with_text
    assert recipe["libraries"] - with_text <= WITHOUT_TEXT
    assert not recipe["libraries"] & {"huggingface-hub", "setuptools"}
    texts = {file.name for file in (ROOT / "resources" / "licences").iterdir()}
    assert {"LGPL-3.0.txt", "GPL-3.0.txt"} <= texts


def test_what_is_built_into_a_library_comes_with_its_licence(recipe: dict[str, Any]) -> None:
    files = {file.as_posix() for file in collected(recipe)}
    assert "licences/imagecodecs/licenses/LICENSE-zstd" in files


def test_what_a_library_needs_for_an_extra_is_passed_on(
    recipe: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As PyTorch asks for the parts of CUDA."""
    needs = {
        "timm": ["toolkit"],
        "torch": ["toolkit[blas]; python_version > '3'"],
        "toolkit": ["blas; extra == 'blas'", "rand; extra == 'rand'"],
    }
    names = recipe["names"]
    monkeypatch.setitem(
        names, "distribution", lambda name: SimpleNamespace(requires=needs.get(name))
    )
    found = names["libraries"]()
    assert "blas" in found and "rand" not in found
