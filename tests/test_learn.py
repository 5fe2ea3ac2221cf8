"""The pages with Python: their lines run, their pictures are there and are ours."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import figures
import pytest

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = [*sorted((DOCS / "learn").glob("*.md")), DOCS / "library.md"]
WIDEST = 84
"""Characters of code beside each other that the window of help shows without scrolling."""


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_what_a_page_says_is_so(page: Path) -> None:
    failed, run = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert failed == 0
    assert run > 0 or page.name in ("README.md", "README.de.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_what_a_page_points_at_is_there(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_code_is_no_wider_than_the_page(page: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    wide = [line for block in blocks for line in block.splitlines() if len(line) > WIDEST]
    assert not wide


def test_pictures_are_made_by_the_script(tmp_path: Path) -> None:
    drawn = ["receptive-fields", "shift-and-stitch", "bilinear-kernels"]
    figures.main(drawn, tmp_path)
    for name in drawn:
        (made,) = tmp_path.glob(f"{name}.*")
        kept = DOCS / "images" / made.name
        assert kept.is_file()
        if made.suffix == ".svg":
            assert made.read_text("utf-8") == kept.read_text("utf-8")
    assert set(figures.FIGURES) <= {p.stem for p in (DOCS / "images").iterdir()}
