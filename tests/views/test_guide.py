"""The pages that Help shows: there, readable, and never away from the program's own files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app import resources
from app.views.guide import GuideDialog, plain, readable

DOCS = resources.documents()
PAGES = [*DOCS.glob("guide*.md"), *(DOCS / "learn").glob("*.md")]


def opened(qtbot: QtBot, page: Path) -> GuideDialog:
    dialog = GuideDialog(page, DOCS)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_page_is_shown_with_no_tex_in_it(qtbot: QtBot, page: Path) -> None:
    dialog = opened(qtbot, page)
    text = dialog.browser.toPlainText()
    assert len(text) > 500
    assert "\\" not in text and "$" not in text


def test_a_picture_leaves_room_for_the_bar_of_a_long_page(qtbot: QtBot, tmp_path: Path) -> None:
    picture = QImage(2000, 400, QImage.Format.Format_RGB32)
    picture.fill(0)
    assert picture.save(str(tmp_path / "wide.png"))
    page = tmp_path / "page.md"
    page.write_text("![wide](wide.png)\n\n" + "a line\n\n" * 60, "utf-8")
    dialog = opened(qtbot, page)
    qtbot.waitUntil(lambda: dialog.browser.verticalScrollBar().maximum() > 0)
    assert dialog.browser.horizontalScrollBar().maximum() == 0


def test_a_list_stands_apart_from_what_follows(qtbot: QtBot, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before\n\n- one\n- two\n\nAfter\n", "utf-8")
    dialog, below = opened(qtbot, page), dict[str, float]()
    block = dialog.browser.document().begin()
    while block.isValid():
        below[block.text()] = block.blockFormat().bottomMargin()
        block = block.next()
    assert below["one"] < below["two"] == below["Before"]


def test_links_lead_to_other_pages_and_back_but_not_out(qtbot: QtBot) -> None:
    dialog = opened(qtbot, DOCS / "guide.md")
    browser = dialog.browser
    browser.anchorClicked.emit(QUrl("learn/README.md"))
    assert Path(browser.source().toLocalFile()) == DOCS / "learn" / "README.md"
    for out in ("../../scripts/figures.py", "../../README.md", "http:" + "//example.org/a.md"):
        browser.anchorClicked.emit(QUrl(out))
        assert Path(browser.source().toLocalFile()) == DOCS / "learn" / "README.md"
    dialog.back.click()
    assert Path(browser.source().toLocalFile()) == DOCS / "guide.md"


def test_what_leads_nowhere_is_no_link(qtbot: QtBot) -> None:
    dialog = opened(qtbot, DOCS / "learn" / "README.md")
    html = dialog.browser.toHtml()
    assert "scripts/figures.py" in dialog.browser.toPlainText()
    assert 'figures.py"' not in html and 'skips.md"' in html


def test_formulas_are_said_in_one_line() -> None:
    assert plain(r"w_i = 1 - \frac{|i - c|}{f},\quad c = \tfrac12") == (
        r"w\_i = 1 - (|i - c|)/f , c = ½"
    )
    assert plain(r"p^{n/k} \times s_{16}") == r"p^(n/k) × s\_16"
    assert readable("so $1/f$ is\n\n$$a\n= b$$\n") == "so *1/f* is\n\n> *a = b*\n"
