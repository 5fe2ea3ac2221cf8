"""Names as long as labels may have: nothing is wider for them, and what is cut says so."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.bootstrap.merge_wiring import outcome
from app.flows.labels.merging import MergeResult
from app.state.session import Session
from app.tools.stamps import Spot
from app.views.banner import Banner
from app.views.canvas.cursor import TAG_WIDTH, Tag, tag_rect
from app.views.canvas.stride_pane import StridePane
from app.views.canvas.viewport import Viewport
from app.views.check_panel import CheckPanel
from app.views.history_panel import HistoryPanel
from app.views.images.list import ImageList
from app.views.labels.menu import LabelMenu
from app.views.labels.model import LabelModel
from app.views.look.kit import short, text_label
from app.views.status_bar import StatusBar
from app.views.tool_options import ToolOptions
from app.views.training.bar_table import NAME, WIDEST_NAME
from app.views.training.examples_table import ExamplesTable
from app.views.training.report_table import ReportTable, ScoreRow
from app.views.values import LabelExamples
from fcn_core.labels import LabelSet

LONG = "a_name_of_eighty_letters_without_a_single_space_in_it_" + "x" * 26
LABELS = LabelSet.from_names(["background", LONG, "cat"])


def test_wrapped_words_end_anywhere_but_are_read_as_they_are(qtbot: QtBot) -> None:
    panel, plain = CheckPanel(), QLabel(LONG, wordWrap=True)
    label = text_label(f"You said {LONG}", wrap=True)
    for widget in (panel, label, plain):
        qtbot.addWidget(widget)
    assert label.text() == f"You said {LONG}"
    assert label.minimumSizeHint().width() < plain.minimumSizeHint().width() / 2
    assert label.minimumSizeHint().height() < 5 * label.fontMetrics().height()
    assert label.heightForWidth(200) > label.heightForWidth(900)
    panel._title.setText(LONG)
    assert panel._title.heightForWidth(200) > 2 * panel._title.heightForWidth(900)


def test_a_message_can_be_copied_as_it_is(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_message(LONG)
    assert QLabel.text(banner._text) == LONG


def test_what_was_merged_is_said_in_short(qtbot: QtBot) -> None:
    said = outcome(MergeResult(label=1, name=LONG, into=LONG))
    assert said == f"{short(LONG)} merged into {short(LONG)}."


def test_a_long_message_at_the_bottom_is_whole_in_its_tip(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(700, 26)
    bar.show()
    bar.set_saved("Saved 14:02")
    bar.show_message(f"Undone: Delete {LONG}")
    bar.grab()
    assert bar.toolTip() == f"Undone: Delete {LONG}"
    cut = bar.grab().toImage().copy(bar._permanent.x() - 12, 4, 10, 18)
    bar.show_message("Undone")
    assert bar.grab().toImage().copy(bar._permanent.x() - 12, 4, 10, 18) == cut
    assert bar.toolTip() == ""


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_the_name_beside_the_pointer(ratio: float) -> None:
    at = Spot(5, 5)
    view = Viewport(image_width=99, image_height=99, view_width=2000, view_height=900)
    tag = Tag(LONG, (1, 2, 3))
    assert tag_rect(view, tag, at, 8, QFont(), ratio).width < (TAG_WIDTH + 40) * ratio


def test_tables_of_labels(qtbot: QtBot) -> None:
    report, examples = ReportTable(), ExamplesTable()
    qtbot.addWidget(report)
    qtbot.addWidget(examples)
    row = ScoreRow(name=LONG, color=(1, 2, 3), before=0.5, after=0.6)
    report.set_scores(ScoreRow(name="Mean", color=None, before=0.5, after=0.6), [row])
    assert report.columnWidth(NAME) == WIDEST_NAME
    name = report.item(1, NAME)
    assert name is not None and name.toolTip() == LONG
    known = LabelExamples(name=LONG, color=(1, 2, 3), images=1, pixels=5, known=True)
    examples.set_examples([known])
    name = examples.item(0, NAME)
    assert name is not None and name.toolTip() == LONG


def test_menus_of_labels(qtbot: QtBot) -> None:
    images, model = ImageList(), LabelModel()
    qtbot.addWidget(images)
    images.set_labels(LABELS)
    model.set_labels(LABELS, (0, 1, 2))
    rows = [model.row_at(at) for at in range(3)]
    menu = LabelMenu(rows[2], rows[:2], Session(), images)
    for title, owner in (("With label", images.filter_menu()), ("Merge into", menu)):
        [below] = [a.menu() for a in owner.actions() if a.text() == title]
        entry = below.actions()[1]
        assert entry.text() == short(LONG) != LONG
        assert entry.toolTip() == LONG and below.toolTipsVisible()


def test_the_stride_view_and_the_history(qtbot: QtBot) -> None:
    pane, history = StridePane(8), HistoryPanel()
    qtbot.addWidget(pane)
    qtbot.addWidget(history)
    pane.resize(220, 200)
    pane.show()
    pane.name_label(Tag(LONG, (1, 2, 3)))
    assert pane.under.text().endswith("…") and pane.under.toolTip() == LONG
    pane.scores.set_texts("IU 0.25 · differs 12 %", "12 %")
    assert pane.under.width() > 40 and pane.scores.width() > 40
    assert pane.minimumSizeHint().width() < 220
    history.set_history([f"Brush · {LONG}"], [])
    item = history.list.item(1)
    assert item is not None and item.toolTip() == f"Brush · {LONG}"


def test_where_tools_may_paint(qtbot: QtBot) -> None:
    options = ToolOptions(Session())
    qtbot.addWidget(options)
    options.set_labels(LABELS)
    options.resize(280, 400)
    options.show()
    over = options.over
    over.setCurrentIndex(2)
    assert over.itemData(2, Qt.ItemDataRole.ToolTipRole) == f"Only {LONG}"
    assert over.width() < 280
    assert over.shown.startswith("Only a") and "…" in over.shown and over.shown.endswith("xx")
    over.grab()
    over.setCurrentIndex(0)
    assert over.shown == "Everything"
