"""What panels say is looked up: shown in a language that puts every text into brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QComboBox, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from app.language import some
from app.state.session import Session
from app.state.wishes import ExportWish
from app.views import words
from app.views.about import AboutDialog
from app.views.banner import Banner
from app.views.canvas.stride_pane import MASK, StridePane
from app.views.check_panel import CheckPanel
from app.views.export.dialog import ExportDialog
from app.views.history_panel import HistoryPanel
from app.views.images.list import ImageList
from app.views.labels.menu import LabelMenu
from app.views.labels.model import LabelRow
from app.views.labels.panel import LabelPanel
from app.views.main_window import MainWindow
from app.views.shortcuts.command_palette import CommandPalette
from app.views.shortcuts.page import ShortcutPage
from app.views.start_page import StartPage
from app.views.status_bar import StatusBar
from app.views.suggestion_strip import SuggestionStrip
from app.views.tool_options import ToolOptions
from app.views.training.drawer import TrainingDrawer

OPEN, CLOSE = "⟦⟧"
# The program's and an output's name, numbers of pixels, and the title of a paper.
AS_THEY_ARE = ("FCN GUI", "8s", "2 px", "64 px", "Long, Shelhamer")
GETTERS = (
    "windowTitle",
    "text",
    "toolTip",
    "accessibleName",
    "accessibleDescription",
    "placeholderText",
)


class Bracketed(QTranslator):
    """Knows every text of the program, and leaves Qt's own alone."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return None if context else f"{OPEN}{text}{CLOSE}"


@pytest.fixture(autouse=True)
def bracketed(qapp: QApplication) -> Iterator[None]:
    translator = Bracketed()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.parametrize(
    "make",
    [
        StartPage,
        Banner,
        SuggestionStrip,
        ImageList,
        lambda: LabelPanel(Session()),
        lambda: ToolOptions(Session()),
        HistoryPanel,
        TrainingDrawer,
        CheckPanel,
        StatusBar,
        lambda: StridePane(8),
        lambda: StridePane(MASK),
        lambda: AboutDialog("1.0", []),
        lambda: CommandPalette([]),
        lambda: ShortcutPage([]),
        lambda: ExportDialog([], ExportWish(folder=Path("0"))),
    ],
)
def test_a_panel_looks_its_words_up(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    panel = make()
    qtbot.addWidget(panel)
    assert unmarked(panel) == []


def test_a_menu_looks_its_words_up_and_names_keys(qtbot: QtBot) -> None:
    row = LabelRow(label=3, name="cow", color=(1, 2, 3), key="3", pixels=0, objects=0, score=None,
                   hidden=False, locked=True, current=False)  # fmt: skip
    parent = QWidget()
    qtbot.addWidget(parent)
    titles = [
        action.text() for action in LabelMenu(row, [], Session(), parent).actions() if action.text()
    ]
    assert f"{OPEN}Unlock{CLOSE}\tL" in titles
    assert f"{OPEN}Hide{CLOSE}\tSpace" in titles
    assert all(title.startswith(OPEN) for title in titles)


def test_docks_are_named_in_the_language_and_remembered_by_another(qtbot: QtBot) -> None:
    window = MainWindow(Session())
    qtbot.addWidget(window)
    titles = {dock.objectName(): dock.windowTitle() for dock in window.docks.all}
    assert titles["dock-Fine-tuning"] == f"{OPEN}Fine-tuning{CLOSE}"
    assert titles["dock-Images"] == f"{OPEN}Images{CLOSE}"


@pytest.mark.parametrize(
    "said",
    [
        lambda: words.duration(4800),
        lambda: words.trend([0.62, 0.65], 0.6),
        lambda: words.trend([], None),
        lambda: words.changed_sentence({"interval": None, "held_out": 1}),
        lambda: some(["cow", "dog", "cat"], 1),
    ],
)
def test_sentences_are_looked_up_whole(said: Callable[[], str]) -> None:
    assert said().startswith(OPEN)
    assert said().endswith(CLOSE)


def unmarked(panel: QWidget) -> list[str]:
    """What a panel shows or tells a screen reader that was never looked up."""
    shown = [text for widget in (panel, *panel.findChildren(QWidget)) for text in texts(widget)]
    said = [text for text in shown if any(letter.isalpha() for letter in text)]
    assert said
    return [text for text in said if OPEN not in text and not text.startswith(AS_THEY_ARE)]


def texts(widget: QWidget) -> Iterator[str]:
    for name in GETTERS:
        if (getter := getattr(widget, name, None)) is not None:
            yield getter()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    if isinstance(widget, QTableWidget):
        for column in range(widget.columnCount()):
            yield widget.horizontalHeaderItem(column).text()
