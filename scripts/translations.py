"""The texts of the window in other languages: found in the code, kept in resources/translations.

`LANGUAGE.ts` holds every text and its translation, for people and Qt Linguist; `LANGUAGE.qm` is
what the program reads. Both tools come with PySide6.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"


def sources() -> list[Path]:
    """The files whose texts are shown."""
    return sorted((ROOT / "app").rglob("*.py"))


def update(translation: Path) -> None:
    """Add the texts that are new in the code to a .ts file, and drop those that are gone."""
    options = ["-no-obsolete", "-locations", "none", "-silent"]
    _call("lupdate", [*options, *map(str, sources()), "-ts", str(translation)])


def release(translation: Path, compiled: Path) -> None:
    """Make of a .ts file what the program reads."""
    _call("lrelease", ["-silent", str(translation), "-qm", str(compiled)])


def _call(tool: str, arguments: Sequence[str]) -> None:
    program = Path(sys.executable).with_name(f"pyside6-{tool}")
    subprocess.run([program, *arguments], check=True, cwd=ROOT)


def main() -> None:
    """Bring all languages up to date."""
    for translation in sorted(FOLDER.glob("*.ts")):
        update(translation)
        release(translation, translation.with_suffix(".qm"))


if __name__ == "__main__":
    main()
