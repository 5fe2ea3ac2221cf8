"""The window's language: how it is chosen, and that every text has its translation."""

from __future__ import annotations

import ast
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
import translations
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from app import language
from app.actions.keys import named
from app.actions.table import MENUS
from app.language import count, figure, of_system, speak, tr
from app.spoken import spoken
from fcn_core.errors import FcnError

FILES = sorted(translations.FOLDER.glob("*.ts"))
PLACEHOLDER = re.compile(r"\{[^}]*\}")
PLACE = re.compile(r"\{(\w+)[^}]*\}")
SENTENCE = re.compile(r"[^\n]*\w \w+ [^\n]*\w[.!?]")
LETTER = re.compile(r"&(\w)")


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QCoreApplication]:
    yield qapp
    speak(qapp, language.ENGLISH)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["de-AT", "en"], "de"),
        (["fr_FR", "de_DE"], "de"),
        (["C"], "en"),
        ([], "en"),
        (["en-GB", "de"], "en"),
    ],
)
def test_the_system_names_its_languages(wanted: list[str], found: str) -> None:
    assert of_system(wanted) == found


def test_texts_are_shown_in_the_language_that_is_spoken(app: QCoreApplication) -> None:
    text = "The system's language"
    assert tr(text) == text
    speak(app, "de")
    assert tr(text) == "Sprache des Systems"
    assert tr("This has no translation.") == "This has no translation."
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    speak(app, language.ENGLISH)
    assert tr(text) == text


def test_things_are_counted(app: QCoreApplication) -> None:
    assert count(1, "image", "images") == "1 image"
    assert count(3400, "image", "images") == "3,400 images"
    speak(app, "de")
    assert count(3400, "Bild", "Bilder") == "3.400 Bilder"


@pytest.mark.parametrize(
    ("code", "large", "small"), [("en", "12,345 px", "0.5"), ("de", "12.345 px", "0,5")]
)
def test_numbers_have_the_separators_of_the_language(
    app: QCoreApplication, code: str, large: str, small: str
) -> None:
    speak(app, code)
    assert tr("{pixels:,} px").format(pixels=12345) == large
    assert tr("a {word:>3}").format(word="1,2") == "a 1,2"
    assert figure(0.5, ".1f") == small
    assert ("1.024" in spoken("Drop specks of cow under 1,024 px")) == (code == "de")


def test_keys_that_qt_leaves_in_english_are_named_too(app: QCoreApplication) -> None:
    speak(app, "de")
    assert named("Shift+Return") == "Umschalt+Eingabetaste"
    assert named("Ctrl+Del") == "Strg+Entf"


def test_an_installation_without_translations_says_so(
    app: QCoreApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.resources.path", tmp_path.joinpath)
    with pytest.raises(FcnError, match=r"de\.qm cannot be read"):
        speak(app, "de")


def test_each_language_has_a_file() -> None:
    assert {path.stem for path in FILES} == set(language.LANGUAGES) - {language.ENGLISH}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_is_translated(path: Path, tmp_path: Path) -> None:
    """What the code shows is in the file and finished, with the same places to fill in."""
    fresh, compiled = tmp_path / path.name, tmp_path / "fresh.qm"
    shutil.copy(path, fresh)
    translations.update(fresh)
    translations.release(fresh, compiled)
    messages = list(ET.parse(fresh).getroot().iter("message"))
    found = {m.findtext("source", ""): m.findtext("translation", "") for m in messages}
    assert [source for source, translation in found.items() if not translation] == []
    changed = {s: t for s, t in found.items() if sorted(places(s)) != sorted(places(t))}
    assert changed == {}
    shown = {text for file in translations.sources() for text in shown_by(file)}
    assert set(found) == {*shown, *translations.sentences(), *language.KEYS}
    assert compiled.read_bytes() == path.with_suffix(".qm").read_bytes()


def test_what_the_core_says_is_collected() -> None:
    assert translations.SENTENCES.read_text(encoding="utf-8") == translations.listed()


@pytest.mark.parametrize(
    "file", translations.speakers(), ids=lambda p: str(p.relative_to(translations.ROOT))
)
def test_what_is_said_stands_in_the_code_word_for_word(file: Path) -> None:
    """Neither put together where nobody would find it, nor with places that nothing fills."""
    for call in translations.sayings(file):
        made = {type(part) for argument in call.args for part in branches(argument)}
        needs_all = is_call(call, "said") or call.keywords
        assert made <= {ast.Constant} if needs_all else ast.JoinedStr not in made, call.lineno
        wanted = {place for text in translations.said_by(call) for place in PLACE.findall(text)}
        filled = {keyword.arg for keyword in call.keywords}
        assert wanted == filled if None not in filled else wanted, call.lineno


@pytest.mark.parametrize(
    "file",
    [p for p in translations.speakers() if "cli" not in p.parts and p.name != "__main__.py"],
    ids=lambda p: str(p.relative_to(translations.ROOT)),
)
def test_no_sentence_is_left_unsaid(file: Path) -> None:
    """A text that reads like one is marked, whatever becomes of it."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    marked = (n for n in ast.walk(tree) if is_call(n, *translations.SAYING, "tr", "QT_TR_NOOP"))
    others = (n for n in ast.walk(tree) if isinstance(n, ast.Expr) and is_for_programmers(n.value))
    known = {id(part) for node in (*marked, *others) for part in ast.walk(node)}
    texts = [words_of(node) for node in ast.walk(tree) if id(node) not in known]
    assert [text for text in texts if SENTENCE.fullmatch(text)] == []


def test_what_the_command_line_says_alone_is_there() -> None:
    core = translations.ROOT / "fcn_core"
    parts = (*translations.COMMAND_LINE, *translations.IN_WINDOW)
    assert [part for part in parts if not (core / part).exists()] == []


@pytest.mark.parametrize(
    "path", translations.sources(), ids=lambda p: str(p.relative_to(translations.ROOT))
)
def test_texts_are_looked_up_when_they_are_shown(path: Path) -> None:
    """Not while a module is read: the language is not known by then."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.Lambda)
        for statement in (function.body if isinstance(function.body, list) else [function.body])
        for node in ast.walk(statement)
    }
    early = [n.lineno for n in ast.walk(tree) if is_call(n, "tr") and id(n) not in inside]
    assert early == []


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_alt_with_a_letter_means_one_thing(app: QCoreApplication, code: str) -> None:
    """Menus and the buttons of panels share the letters; twice the same would press neither."""
    texts = {text for file in translations.sources() for text in shown_by(file)}
    with_letter = sorted(text for text in texts if LETTER.search(text))
    assert set(with_letter) > {*MENUS.values()}
    speak(app, code)
    letters = [letter.lower() for text in with_letter for letter in LETTER.findall(tr(text))]
    assert len(letters) == len(set(letters)) == len(with_letter)


def shown_by(path: Path) -> Iterator[str]:
    """The literal texts of `tr` and `QT_TR_NOOP` in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if is_call(node, "tr", "QT_TR_NOOP"):
            assert isinstance(node, ast.Call)
            (text,) = node.args
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def branches(node: ast.expr) -> Iterator[ast.expr]:
    """What an argument may be: both sides of a condition."""
    if isinstance(node, ast.IfExp):
        yield from (*branches(node.body), *branches(node.orelse))
    else:
        yield node


def is_for_programmers(node: ast.expr) -> bool:
    """Whether it is a docstring or a line of the log."""
    return isinstance(node, ast.Constant) or ast.unparse(node).startswith("log.")


def words_of(node: ast.AST) -> str:
    """What stands literally in a text."""
    if isinstance(node, ast.JoinedStr):
        return " ".join(map(words_of, node.values))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def is_call(node: ast.AST, *names: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def places(text: str) -> list[str]:
    return PLACEHOLDER.findall(text)
