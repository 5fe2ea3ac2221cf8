"""The texts of the window in other languages: found in the code, kept in resources/translations.

`LANGUAGE.ts` holds every text and its translation, for people and Qt Linguist; `LANGUAGE.qm` is
what the program reads. Both tools come with PySide6. What is not marked for them, since the core
knows no language, is collected here: `sentences.json`, by which the window knows it again.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
SENTENCES = FOLDER / "sentences.json"
SAYING = ("said", "FcnError", "LostDeviceError", "GpuMemoryError")
COMMAND_LINE = (
    "bench", "cli", "data/benchmarks.py", "data/depth.py", "data/hha.py", "data/matfile.py",
    "data/nyud.py", "data/pictures.py", "data/plain.py", "data/sources.py", "data/specs.py",
    "data/synthetic", "dense.py", "evaluate.py", "lineage.py", "nets/catalog.py",
    "nets/convolutionalize.py", "nets/surgery.py", "predict_files.py", "published.py", "report.py",
    "suggest/check_dataset.py", "train", "weights/caffe.py", "weights/classifier.py",
    "weights/download.py", "weights/foreign.py", "weights/imports.py", "weights/names.py", "zoo.py",
)  # fmt: skip
"""Parts of `fcn_core` whose sentences no window shows."""
IN_WINDOW = ("cli/export_model.py", "cli/finetune.py", "cli/main.py")
"""But these run below one."""
PLACE = re.compile(r"\{(\w+)[^}]*\}")


def sources() -> list[Path]:
    """The files whose texts are shown."""
    return sorted((ROOT / "app").rglob("*.py"))


def speakers() -> list[Path]:
    """The files whose sentences are shown, though not marked for translation."""
    core = ROOT / "fcn_core"
    silent = {file for part in COMMAND_LINE for file in (core / part, *(core / part).rglob("*.py"))}
    heard = {core / part for part in IN_WINDOW}
    return [*sources(), *sorted(({*core.rglob("*.py")} - silent) | heard)]


def sentences() -> list[str]:
    """All that they say, with bare places: how a number is written, the window decides."""
    found = (text for file in speakers() for call in sayings(file) for text in said_by(call))
    return sorted({PLACE.sub(r"{\1}", text) for text in found})


def sayings(file: Path) -> Iterator[ast.Call]:
    """The calls in a file that say a sentence."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in SAYING:
            yield node


def said_by(call: ast.Call) -> Iterator[str]:
    """The sentences of such a call that stand in it word for word."""
    todo = list(call.args)
    for node in todo:
        if isinstance(node, ast.IfExp):
            todo += (node.body, node.orelse)
        elif isinstance(node, ast.Constant) and node.value:
            yield str(node.value)


def update(translation: Path) -> None:
    """Add the texts that are new in the code to a .ts file, and drop those that are gone."""
    options = ["-no-obsolete", "-locations", "none", "-silent"]
    with tempfile.TemporaryDirectory() as folder:
        marked = Path(folder) / "sentences.py"
        lines = (f"QT_TR_NOOP({json.dumps(text, ensure_ascii=False)})\n" for text in sentences())
        marked.write_text("".join(lines), encoding="utf-8")
        files = map(str, (*sources(), marked))
        _call("lupdate", [*options, *files, "-ts", str(translation)])


def release(translation: Path, compiled: Path) -> None:
    """Make of a .ts file what the program reads."""
    _call("lrelease", ["-silent", str(translation), "-qm", str(compiled)])


def _call(tool: str, arguments: Sequence[str]) -> None:
    program = Path(sys.executable).with_name(f"pyside6-{tool}")
    subprocess.run([program, *arguments], check=True, cwd=ROOT)


def listed() -> str:
    """What `SENTENCES` holds: a sentence a line."""
    return json.dumps(sentences(), indent=0, ensure_ascii=False) + "\n"


def main() -> None:
    """Bring all languages up to date."""
    SENTENCES.write_text(listed(), encoding="utf-8")
    for translation in sorted(FOLDER.glob("*.ts")):
        update(translation)
        release(translation, translation.with_suffix(".qm"))


if __name__ == "__main__":
    main()
