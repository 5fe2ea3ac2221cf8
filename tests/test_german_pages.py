"""The pages that Help shows, in German: all of them, with what needs no translation unchanged."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
ENGLISH, GERMAN = ".md", ".de.md"
PAGES = [
    page
    for page in (DOCS / "guide.md", *sorted((DOCS / "learn").glob("*.md")))
    if not page.name.endswith(GERMAN)
]
CODE, FORMULA = re.compile(r"```.*?```", re.DOTALL), re.compile(r"\$\$.+?\$\$|\$[^$]+\$", re.DOTALL)
ADDRESS, LITERAL = re.compile(r"(?<=\]\()[^)]+"), re.compile(r"`[^`\n]+`")
NUMBER, WORDS = re.compile(r"\d*[.,]?\d+"), re.compile(r"\\text\{[^}]*\}")
KEYS = {"Umschalt": "Shift", "Strg": "Ctrl", "Eingabetaste": "Return", "ORDNER": "FOLDER"}

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


def both(page: Path) -> tuple[str, str]:
    """A page's text, and that of its translation."""
    return page.read_text("utf-8"), german(page).read_text("utf-8")


def german(page: Path) -> Path:
    return page.with_suffix(GERMAN)


def code(text: str) -> list[str]:
    """The lines that run, without what is said beside them."""
    return [line.split("#")[0] for block in CODE.findall(text) for line in block.splitlines()]


def formulas(text: str) -> list[str]:
    """Those in the text, without the words in them: German ones may stand in another order."""
    found = FORMULA.findall(CODE.sub("", text))
    return sorted("".join(WORDS.sub("", formula).split()) for formula in found)


def literals(text: str) -> Counter[str]:
    """What is typed as it stands, by its English names."""
    spoken = CODE.sub("", text)
    for name, english in KEYS.items():
        spoken = spoken.replace(name, english)
    return Counter(LITERAL.findall(spoken))


def numbers(text: str) -> Counter[float]:
    """Those in the words; 0,9 and .9 are one."""
    words = ADDRESS.sub("", FORMULA.sub("", CODE.sub("", text)))
    return Counter(float(number.replace(",", ".")) for number in NUMBER.findall(words))


def shape(text: str) -> list[str]:
    """What opens each line that is no plain text: headings, items, rows of tables, pictures."""
    lines = CODE.sub("", text).splitlines()
    return [found[0] for line in lines if (found := re.match(r"#+ |- |\d+\. |\||!|\*\*", line))]


@each_page
def test_a_translation_has_the_same_parts(page: Path) -> None:
    english, translated = both(page)
    assert shape(english) == shape(translated)
    assert any(part.startswith("#") for part in shape(english))


@each_page
def test_a_translation_leads_to_the_translations_of_the_same_pages(page: Path) -> None:
    english, translated = (ADDRESS.findall(CODE.sub("", text)) for text in both(page))
    expected = []
    for address in english:
        inside = (page.parent / address).resolve() in PAGES
        expected.append(address.replace(ENGLISH, GERMAN) if inside else address)
    assert sorted(translated) == sorted(expected)


@each_page
def test_a_translation_has_the_same_code_formulas_and_numbers(page: Path) -> None:
    english, translated = both(page)
    assert code(translated) == code(english)
    assert formulas(translated) == formulas(english)
    assert literals(translated) == literals(english)
    assert numbers(translated) == numbers(english)


@each_page
def test_what_is_said_beside_code_is_translated(page: Path) -> None:
    english, translated = (
        [line.split("# ")[1] for block in CODE.findall(text) for line in block.splitlines()
         if "# " in line]
        for text in both(page)
    )  # fmt: skip
    assert len(english) == len(translated)
    assert not {*english} & {*translated}


@each_page
def test_both_languages_are_installed(page: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    patterns = [p for ps in project["tool"]["setuptools"]["data-files"].values() for p in ps]
    for path in (page, german(page)):
        assert any(path.relative_to(ROOT).match(pattern) for pattern in patterns)
