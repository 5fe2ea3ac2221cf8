"""The guide and the pages on how nets work, read from the files that come with the program."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QPainter, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from app.language import tr
from app.views.look.kit import GRID, column, push_button, row

SIZE = 190 * GRID, 150 * GRID
BORDER = 14 * GRID
"""Both margins of a page, and the bar that scrolls it: it comes after the pictures."""
PAGE = ".md"
BLOCK, INLINE = re.compile(r"\$\$(.+?)\$\$", re.DOTALL), re.compile(r"\$([^$\n]+)\$")
LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^()\s]+)\)")
ALTERNATIVES = re.compile(r"\\begin\{cases\}(.*?)\\end\{cases\}", re.DOTALL)
FRACTION = re.compile(r"\\t?frac\{([^{}]*)\}\{([^{}]*)\}")
SHORT_FRACTION, INDEX = re.compile(r"\\frac(\w)(\w)"), re.compile(r"([_^])\{([^{}]*)\}")
WORDS = re.compile(r"\\(?:mathrm|text|mathbb)\{([^{}]*)\}")
SIGNS = {
    r"\longrightarrow": "→", r"\times": "×", r"\circ": "∘", r"\sum": "Σ", r"\ell": "ℓ",
    r"\tfrac12": "½", r"\in": "∈", r"\cdot": "·", r"\approx": "≈", r"\le": "≤", r"\lfloor": "⌊",
    r"\rfloor": "⌋", r"\lambda": "λ", r"\qquad": "    ", r"\quad": "   ", r"\,": " ", r"\;": " ",
    r"\\": ";  ", "&": " ",
}  # fmt: skip


class GuideDialog(QDialog):
    """Pages of one folder and of those in it; there are no links that lead elsewhere."""

    def __init__(self, page: Path, root: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Help"))
        self.resize(*SIZE)
        self.browser = PageBrowser(root)
        self.back = push_button(tr("Back"), self.browser.backward, "previous")
        self.back.setEnabled(False)
        self.browser.backwardAvailable.connect(self.back.setEnabled)
        close = push_button(tr("Close"), self.accept, role="primary")
        layout = column(self.browser, row(self.back, None, close))
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        self.setLayout(layout)
        self.browser.show_page(page)


class PageBrowser(QTextBrowser):
    """Markdown with pictures that fit and formulas as one line can say them."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root.resolve()
        self.setOpenLinks(False)
        self.setAccessibleName(tr("Page"))
        self.anchorClicked.connect(self._follow)
        self.sourceChanged.connect(self._space_out)

    def show_page(self, page: Path) -> None:
        """Show a page of the folder."""
        self.setSource(QUrl.fromLocalFile(str(page)), QTextDocument.ResourceType.MarkdownResource)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A page with readable formulas; a picture no wider than the page."""
        path = Path(self.source().resolved(QUrl(name)).toLocalFile())
        if kind == QTextDocument.ResourceType.MarkdownResource.value and path.is_file():
            kept = partial(self._kept, QUrl.fromLocalFile(str(path)))
            return readable(LINK.sub(kept, path.read_text("utf-8")))
        if kind == QTextDocument.ResourceType.ImageResource.value and path.is_file():
            picture, width = on_paper(QImage(str(path))), self.viewport().width() - BORDER
            if picture.width() <= width or width <= 0:
                return picture
            return picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        return None

    def _space_out(self) -> None:
        """Air between paragraphs, of which Markdown comes without any."""
        self.document().setDocumentMargin(5 * GRID)
        cursor = QTextCursor(self.document())
        while True:
            form, is_code = cursor.blockFormat(), cursor.blockFormat().nonBreakableLines()
            if form.headingLevel():
                form.setTopMargin(4 * GRID)
            goes_on = cursor.currentList() is not None and cursor.block().next().textList()
            form.setBottomMargin(0 if is_code else GRID if goes_on else 2 * GRID)
            cursor.setBlockFormat(form)
            if not cursor.movePosition(QTextCursor.MoveOperation.NextBlock):
                break
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _follow(self, link: QUrl) -> None:
        if (path := self._page(self.source(), link)) is not None:
            self.show_page(path)

    def _page(self, source: QUrl, link: QUrl) -> Path | None:
        """The page that a link of a page leads to, if it is one of ours."""
        path = Path(source.resolved(link).toLocalFile())
        is_ours = path.suffix == PAGE and path.is_file()
        return path if is_ours and path.resolve().is_relative_to(self._root) else None

    def _kept(self, source: QUrl, link: re.Match[str]) -> str:
        """A link, or where it leads elsewhere its words: what does nothing looks like nothing."""
        return link[1] if self._page(source, QUrl(link[2])) is None else link[0]


def on_paper(picture: QImage) -> QImage:
    """The same on white: drawings are black on nothing, which a dark theme would swallow."""
    paper = QImage(picture.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    with QPainter(paper) as painter:
        painter.drawImage(0, 0, picture)
    return paper


def readable(markdown: str) -> str:
    """The same text with its formulas, which are TeX, as plain signs."""
    text = BLOCK.sub(lambda found: f"> *{plain(found[1])}*", markdown)
    return INLINE.sub(lambda found: f"*{plain(found[1])}*", text)


def plain(formula: str) -> str:
    """One line that says a formula: "w_i = 1 − (|i − c|)/(f)"."""
    formula = WORDS.sub(r"\1", ALTERNATIVES.sub(r"\1", formula))
    formula = INDEX.sub(lambda found: f"{found[1]}{_whole(found[2])}", formula)
    for sign, shown in SIGNS.items():
        formula = formula.replace(sign, shown)
    formula = SHORT_FRACTION.sub(r"\1/\2 ", formula)
    formula = FRACTION.sub(lambda found: f"{_whole(found[1])}/{_whole(found[2])} ", formula)
    formula = formula.replace("{", "").replace("}", "").replace("*", "·").replace("_", r"\_")
    return " ".join(formula.split())


def _whole(part: str) -> str:
    """A part of a formula that is read as one: in brackets, if it is more than a name."""
    return part if part.replace("_", "").isalnum() else f"({part})"
