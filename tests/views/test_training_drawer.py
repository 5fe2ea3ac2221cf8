"""The drawer of fine-tuning in each of its stages."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.state.wishes import Device
from app.views.look.kit import column
from app.views.training.drawer import Stage, TrainingDrawer
from app.views.training.report_table import AFTER, CHANGE, CHANGE_ROLE, NAME
from app.views.values import LabelExamples, TrainingPreview
from fcn_core.events import Evaluated, Finished, Message, Progress, Started
from fcn_core.labels import LabelSet

LEFT = Qt.MouseButton.LeftButton
LABELS = LabelSet.from_names(["background", "cat", "dog"])


def preview(**changes: Any) -> TrainingPreview:
    values: dict[str, Any] = {
        "images": 4,
        "held_out": 1,
        "labels": (
            LabelExamples(name="background", color=(0, 0, 0), images=4, pixels=900),
            LabelExamples(name="tractor", color=(9, 9, 9), images=1, pixels=90, known=False),
            LabelExamples(name="dog", color=(1, 1, 1), images=0, pixels=0),
        ),
        "parent": "the shipped net",
        "seconds": 60.0,
        "memory_mb": 800,
        "devices": (Device(id="cpu", title="CPU"), Device(id="cuda:0", title="GPU")),
        "device": "cuda:0",
    }
    return TrainingPreview(**{**values, **changes})


def report(verdict: str = "better", **changes: Any) -> dict[str, Any]:
    return {
        "labels": ["background", "cat", "dog"],
        "held_out": 2,
        "before": {"mean_iu": 0.6, "pixel_accuracy": 0.9, "per_class_iu": [0.9, 0.3, None]},
        "after": {"mean_iu": 0.65, "pixel_accuracy": 0.9, "per_class_iu": [0.88, 0.42, None]},
        "interval": [0.01, 0.09],
        "images": [
            {"image_id": "up", "before": 0.5, "after": 0.7},
            {"image_id": "down", "before": 0.6, "after": 0.5},
        ],
        "verdict": verdict,
        "sentence": "One label of two got better.",
        "gate": {"keep": verdict != "worse", "why": f"Because it is {verdict}."},
        **changes,
    }


@pytest.fixture
def drawer(qtbot: QtBot) -> TrainingDrawer:
    widget = TrainingDrawer()
    qtbot.addWidget(widget)
    widget.resize(700, 280)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def test_preview_says_what_is_there_and_what_lacks(drawer: TrainingDrawer) -> None:
    drawer.show_preview(preview())
    page = drawer.preview
    assert page._summary.text() == "Learn from 4 images, check on 1"
    assert page._lacking.text().startswith("No examples of dog:")
    names = [page.table.item(row, 0).text() for row in range(page.table.rowCount())]  # type: ignore[union-attr]
    assert names == ["background", "tractor  (new)"]
    assert "about 60 s" in page._estimate.text()


def test_a_pause_is_said_at_once_and_before_the_first_step(drawer: TrainingDrawer) -> None:
    drawer.show_running()
    page = drawer.running
    assert page._headline.text() == "Getting ready"
    drawer.running.show_event(Started(title="fine-tuning", steps=0, device="CPU"))
    drawer.running.set_paused(True)
    assert page._headline.text() == "Paused"
    drawer.running.set_paused(False)
    assert page._headline.text() == "Fine-tuning"


def test_warnings_about_single_images_are_told(drawer: TrainingDrawer) -> None:
    drawer.show_preview(preview())
    assert not drawer.preview._warnings.isVisible()
    drawer.show_preview(preview(warnings=("a.jpg is gone.", "b and c contradict.", "d", "e")))
    assert drawer.preview._warnings.isVisible()
    assert drawer.preview._warnings.text() == "a.jpg is gone.\nb and c contradict.\nAnd 2 more."


def test_a_run_starts_from_the_base_unless_asked_to_go_on(
    qtbot: QtBot, drawer: TrainingDrawer
) -> None:
    page = drawer.preview
    drawer.show_preview(preview())
    assert not page.go_on.isEnabled()
    drawer.show_preview(preview(in_use="net 7"))
    assert "Starts from the shipped net" in page._estimate.text()
    assert "compared with net 7" in page._estimate.text()
    assert not page.request().go_on
    qtbot.mouseClick(page.advanced, LEFT)
    page.go_on.setChecked(True)
    assert "Starts from net 7." in page._estimate.text()
    assert page.request().go_on
    assert not page.request().keep_all
    page.keep_all.setChecked(True)
    assert page.request().keep_all


def test_where_another_net_may_know_the_labels_the_preview_says_so(
    drawer: TrainingDrawer,
) -> None:
    drawer.show_preview(preview(may_change=True))
    text = drawer.preview._estimate.text()
    assert "or from another of the program's that knows your labels" in text


def test_start_carries_what_was_chosen(qtbot: QtBot, drawer: TrainingDrawer) -> None:
    drawer.show_preview(preview())
    drawer.preview.budget.setCurrentIndex(1)
    qtbot.mouseClick(drawer.preview.advanced, LEFT)
    assert drawer.preview.rate.isVisible()
    drawer.preview.frozen.setChecked(True)
    with qtbot.waitSignal(drawer.preview.start_requested) as started:
        qtbot.mouseClick(drawer.preview.start, LEFT)
    request = started.args[0]
    assert (request.seconds, request.device, request.forced) == (20.0, "cuda:0", False)
    assert request.recipe == {"heads_share": 1.0, "whole_steps": 0}


def test_what_was_chosen_stays_when_the_preview_is_renewed(drawer: TrainingDrawer) -> None:
    page = drawer.preview
    drawer.show_preview(preview())
    assert (page.budget.currentData(), page.device.currentData()) == (60.0, "cuda:0")
    page.budget.setCurrentIndex(4)
    page.device.setCurrentIndex(0)
    drawer.show_preview(preview(images=5))
    assert (page.request().seconds, page.request().device) == (600.0, "cpu")
    drawer.show_preview(preview(devices=(Device(id="cuda:0", title="GPU"),)))
    assert (page.request().seconds, page.request().device) == (600.0, "cuda:0")


def test_a_problem_can_be_overruled_where_that_makes_sense(
    qtbot: QtBot, drawer: TrainingDrawer
) -> None:
    drawer.show_preview(preview(problem="Only one image is corrected.", can_force=True))
    assert drawer.preview.start.text() == "Start all the same"
    with qtbot.waitSignal(drawer.preview.start_requested) as started:
        qtbot.mouseClick(drawer.preview.start, LEFT)
    assert started.args[0].forced
    drawer.show_preview(preview(problem="Nothing is corrected.", images=0))
    assert not drawer.preview.start.isEnabled()
    assert drawer.preview._none.isVisible()


def test_running_shows_events_as_curves_and_words(drawer: TrainingDrawer) -> None:
    drawer.show_running()
    assert drawer.stage is Stage.RUNNING
    drawer.running.show_event(Started(title="t", steps=100, device="CPU"))
    drawer.running.show_event(Evaluated(step=0, mean_iu={"8s": 0.6}, per_class_iu=[0.6]))
    drawer.running.show_event(Progress(step=40, steps=100, loss=0.5, seconds_left=38.0))
    drawer.running.show_event(
        Evaluated(step=40, mean_iu={"32s": 0.5, "8s": 0.66}, per_class_iu=[0.66])
    )
    page = drawer.running
    assert page.loss.curve.points == ((40, 0.5),)
    assert page.score.curve.points == ((40, 0.66),)
    assert page.score.curve.base == 0.6
    assert page._trend.text() == "Still improving: 66.0 at best, up from 60.0."
    assert page._left.text() == "40% done, about 40 s left"
    drawer.running.show_event(Message(text="The GPU is short of memory; smaller batches."))
    assert "smaller batches" in page._note.text()
    drawer.running.show_event(Finished(path="x"))
    assert not page.grab().isNull()


def test_the_check_before_the_first_step_is_what_is_compared_with(drawer: TrainingDrawer) -> None:
    drawer.show_running()
    drawer.running.show_event(Evaluated(step=0, mean_iu={"8s": 0.4}, per_class_iu=[0.4]))
    drawer.running.show_event(Evaluated(step=9, mean_iu={"8s": 0.5}, per_class_iu=[0.5]))
    assert drawer.running.score.curve.base == 0.4
    assert drawer.running.score.curve.points == ((9, 0.5),)  # the net in use is not the run's
    assert "up from 40.0" in drawer.running._trend.text()
    drawer.running.show_event(Evaluated(step=12, mean_iu={"8s": 0.3}, per_class_iu=[0.3]))
    assert drawer.running._trend.text().startswith("Below the net in use")


def with_keys(qtbot: QtBot, drawer: TrainingDrawer, part: QWidget) -> None:
    drawer.activateWindow()
    qtbot.waitActive(drawer)
    part.setFocus()
    qtbot.waitUntil(part.hasFocus)


def press_space(qtbot: QtBot) -> None:
    """For whatever has the keyboard."""
    focus = QApplication.focusWidget()
    if focus is not None:
        qtbot.keyClick(focus, Qt.Key.Key_Space)


def test_space_neither_cancels_nor_discards_after_the_page_has_changed(
    qtbot: QtBot, drawer: TrainingDrawer
) -> None:
    lost: list[str] = []
    drawer.running.cancel_requested.connect(lambda: lost.append("cancelled"))
    drawer.report.discard_requested.connect(lambda: lost.append("discarded"))
    drawer.show_preview(preview())
    with_keys(qtbot, drawer, drawer.preview.start)
    drawer.show_running()
    press_space(qtbot)
    drawer.running.show_event(Started(title="t", steps=2, device="CPU"))
    with_keys(qtbot, drawer, drawer.running.pause)
    drawer.show_report(report("worse"), LABELS, {})
    press_space(qtbot)
    assert not lost
    assert not isinstance(QApplication.focusWidget(), QPushButton)
    # Whoever goes on by keys goes on from here.
    assert drawer.isAncestorOf(QApplication.focusWidget())  # type: ignore[arg-type]


def test_a_second_press_on_stop_and_keep_does_not_cancel(
    qtbot: QtBot, drawer: TrainingDrawer
) -> None:
    drawer.show_running()
    drawer.running.show_event(Started(title="t", steps=2, device="CPU"))
    with_keys(qtbot, drawer, drawer.running.stop)
    with (
        qtbot.waitSignal(drawer.running.stop_requested),
        qtbot.assertNotEmitted(drawer.running.cancel_requested),
    ):
        press_space(qtbot)
        press_space(qtbot)


def test_a_page_that_changes_takes_no_keys_from_the_picture(qtbot: QtBot) -> None:
    window, picture, drawer = QWidget(), QLineEdit(), TrainingDrawer()
    qtbot.addWidget(window)
    window.setLayout(column(picture, drawer))
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    picture.setFocus()
    qtbot.waitUntil(picture.hasFocus)
    drawer.show_report(report(), LABELS, {})
    assert picture.hasFocus()


@pytest.mark.parametrize("page", ["preview", "report"])
def test_nothing_scrolls_in_something_that_scrolls(drawer: TrainingDrawer, page: str) -> None:
    drawer.show_preview(preview())
    drawer.show_report(report(), LABELS, {})
    for area in getattr(drawer, page).findChildren(QScrollArea):
        for inner in area.findChildren(QTableWidget):
            assert inner.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            assert inner.height() >= inner.sizeHintForRow(0) * inner.model().rowCount()


LENGTHY = ["A sentence that is longer than the page is wide, as many are that warn. " * 2] * 3


def test_no_text_of_a_report_makes_the_window_grow_nor_is_cut(
    qtbot: QtBot, drawer: TrainingDrawer
) -> None:
    drawer.resize(640, 230)
    least = drawer.minimumSizeHint().height()
    drawer.show_report(
        report(notes=LENGTHY, gate={"keep": True, "why": LENGTHY[0]}, facts=LENGTHY), LABELS, {}
    )
    page = drawer.report
    qtbot.waitUntil(lambda: page._notes.height() > 0)
    assert drawer.minimumSizeHint().height() <= least < 230
    for text in (page._headline, page._sentence, page._notes):
        assert text.height() >= text.heightForWidth(text.width())
    for button in (page.keep, page.discard):
        assert button.visibleRegion().boundingRect() == button.rect()


@pytest.mark.parametrize("problem", ["", LENGTHY[0]])
def test_what_a_run_takes_and_what_is_advanced_are_whole_in_a_low_window(
    qtbot: QtBot, drawer: TrainingDrawer, problem: str
) -> None:
    drawer.resize(640, 230)
    drawer.show_preview(preview(problem=problem, can_force=True, in_use="net 7", unfinished=2))
    page = drawer.preview
    said = page._problem if problem else page._estimate
    qtbot.waitUntil(said.isVisible)
    assert said.height() >= said.heightForWidth(said.width())
    for part in (said, page.budget, page.device, page.advanced, page.start):
        assert part.visibleRegion().boundingRect() == part.rect()


def test_what_a_run_is_at_is_said_once(drawer: TrainingDrawer) -> None:
    drawer.show_running()
    drawer.running.show_event(Started(title="t", steps=2, device="CPU"))
    drawer.running.show_event(Message(text="Learning, the last layers first."))
    assert drawer.running._trend.text() == "Learning, the last layers first."
    assert "On CPU" in drawer.running._note.text()


def test_the_controls_of_a_run(qtbot: QtBot, drawer: TrainingDrawer) -> None:
    drawer.show_running()
    page = drawer.running
    assert "best" not in page.stop.toolTip()
    # Nobody would hear: the corrections are still being copied.
    assert [b.isEnabled() for b in (page.pause, page.stop, page.cancel)] == [False, False, True]
    drawer.running.show_event(Started(title="t", steps=2, device="CPU"))
    with qtbot.waitSignal(drawer.running.pause_requested):
        qtbot.mouseClick(page.pause, LEFT)
    drawer.running.set_paused(True)
    with qtbot.waitSignal(drawer.running.resume_requested):
        qtbot.mouseClick(page.pause, LEFT)
    with qtbot.waitSignal(drawer.running.stop_requested):
        qtbot.mouseClick(page.stop, LEFT)
    assert not page.stop.isEnabled()
    with qtbot.waitSignal(drawer.running.cancel_requested):
        qtbot.mouseClick(page.cancel, LEFT)
    drawer.show_running()
    drawer.running.show_event(Started(title="t", steps=2, device="CPU"))
    assert page.stop.isEnabled()
    assert page.pause.text() == "Pause"


def test_the_report_tells_labels_and_images(qtbot: QtBot, drawer: TrainingDrawer) -> None:
    drawer.show_report(report(), LABELS, {"up": "a.jpg", "down": "b.jpg"})
    table = drawer.report.table
    cells = [(table.item(r, NAME).text(), table.item(r, AFTER).text()) for r in range(3)]  # type: ignore[union-attr]
    assert cells == [("Mean IU", "65.0"), ("background", "88.0"), ("cat", "42.0")]
    changes = [table.item(r, CHANGE).data(CHANGE_ROLE) for r in range(3)]  # type: ignore[union-attr]
    assert changes == pytest.approx([0.05, -0.02, 0.12])
    last = table.item(3, NAME)
    assert last is not None and table.rowCount() == 4
    assert (last.text(), last.toolTip()) == ("1 label in no held-out image", "dog")
    assert drawer.report.image_ids() == ["down", "up"]
    assert drawer.report._images_title.text() == "1 better, 1 worse"
    assert "change by +1.0 to +9.0 (95" in drawer.report._sentence.text()
    assert not drawer.grab().isNull()


def test_what_is_no_warning_has_no_warning_colour(drawer: TrainingDrawer) -> None:
    fact = "Started from the net 'roads', which knows road."
    drawer.show_report(report() | {"facts": [fact], "notes": []}, LABELS, {})
    assert fact in drawer.report._sentence.text()
    assert not drawer.report._notes.isVisible()


def test_images_of_the_report_are_clickable(qtbot: QtBot, drawer: TrainingDrawer) -> None:
    drawer.show_report(report(), LABELS, {})
    drawer.report.set_thumbnail("down", QImage(9, 6, QImage.Format.Format_RGB32))
    shown = drawer.report.images
    assert not shown.item(0).icon().isNull()
    with qtbot.waitSignal(drawer.report.image_chosen) as chosen:
        box = shown.visualItemRect(shown.item(0))
        qtbot.mouseClick(shown.viewport(), LEFT, pos=box.center())
    assert chosen.args == ["down"]


@pytest.mark.parametrize(
    ("verdict", "after", "headline"),
    [
        ("better", 0.65, "The net got better"),
        ("same", 0.65, "Higher on these images, not surely on others"),
        ("same", 0.604, "No clear change"),
        ("same", 0.55, "Lower on these images, not surely on others"),
        ("worse", 0.55, "The net got worse"),
    ],
)
def test_the_headline_says_which_way_and_how_sure(
    drawer: TrainingDrawer, verdict: str, after: float, headline: str
) -> None:
    found = report(verdict)
    found["after"]["mean_iu"] = after
    drawer.show_report(found, LABELS, {})
    assert drawer.report._headline.text() == headline


@pytest.mark.parametrize(
    ("verdict", "after"), [("same", 0.55), ("same", 0.6), ("same", 0.65), ("unknown", 0.65)]
)
def test_where_a_person_has_to_look_nothing_is_recommended(
    drawer: TrainingDrawer, verdict: str, after: float
) -> None:
    found = report(verdict)
    found["after"]["mean_iu"] = after
    drawer.show_report(found, LABELS, {})
    buttons = (drawer.report.keep, drawer.report.discard)
    assert not any(button.property("role") for button in buttons)
    assert drawer.report.keep.text() == "Keep"


@pytest.mark.parametrize(("verdict", "primary"), [("better", "keep"), ("worse", "discard")])
def test_the_verdict_decides_what_is_offered_first(
    qtbot: QtBot, drawer: TrainingDrawer, verdict: str, primary: str
) -> None:
    drawer.show_report(report(verdict), LABELS, {})
    page = drawer.report
    roles = {"keep": page.keep.property("role"), "discard": page.discard.property("role")}
    assert [name for name, role in roles.items() if role == "primary"] == [primary]
    assert f"Because it is {verdict}." in page._sentence.text()
    with qtbot.waitSignal(drawer.report.keep_requested):
        qtbot.mouseClick(page.keep, LEFT)
    with qtbot.waitSignal(drawer.report.discard_requested):
        qtbot.mouseClick(page.discard, LEFT)


def test_a_run_without_held_out_images_is_honest(drawer: TrainingDrawer) -> None:
    drawer.show_report(
        report("unknown", held_out=0, interval=None, images=[], before=None, after=None), LABELS, {}
    )
    assert drawer.report._headline.text() == "Done, but not checked"
    assert not drawer.report.table.isVisible()
    assert not drawer.report.images.isVisible()
    assert drawer.report._sentence.text().startswith("One label of two got better.")
    assert drawer.report.keep.text() == "Keep"


def test_what_was_left_out_is_told_below_the_outcome(drawer: TrainingDrawer) -> None:
    drawer.show_report(report(notes=["Left out: a.png.", "b", "c"]), LABELS, {})
    notes = drawer.report._notes
    assert notes.isVisible()
    assert notes.text() == "Left out: a.png.\nb\nAnd 1 more."
    assert notes.toolTip() == "Left out: a.png.\nb\nc"
    drawer.show_report(report(), LABELS, {})  # as runs before there were notes wrote it
    assert not notes.isVisible()


def test_scores_that_are_no_numbers_are_unknown(drawer: TrainingDrawer) -> None:
    strange = report(
        images=[
            {"image_id": "void", "before": float("nan"), "after": 0.5},
            {"image_id": "read from a file", "before": None, "after": 0.5},
        ]
    )
    strange["after"]["per_class_iu"][1] = float("nan")
    drawer.show_report(strange, LABELS, {})
    assert drawer.report.image_ids() == []
    last = drawer.report.table.item(2, NAME)
    assert last is not None and last.text() == "2 labels in no held-out image"
    assert not drawer.grab().isNull()


def test_failure_leads_back(qtbot: QtBot, drawer: TrainingDrawer) -> None:
    drawer.show_failure("Out of memory.", "Close other programs.")
    assert drawer.stage is Stage.FAILURE
    assert not drawer.failure.elsewhere.isVisible()
    with qtbot.waitSignal(drawer.failure.again_requested):
        qtbot.mouseClick(drawer.failure.again, LEFT)


def test_a_lost_device_offers_another(qtbot: QtBot, drawer: TrainingDrawer) -> None:
    drawer.show_failure("The GPU stopped answering.", "Train on the CPU.", "CPU")
    assert drawer.failure.elsewhere.text() == "Train on the CPU"
    with qtbot.waitSignal(drawer.failure.elsewhere_requested):
        qtbot.mouseClick(drawer.failure.elsewhere, LEFT)


def test_one_label_alone_has_a_button_that_names_the_images(
    qtbot: QtBot, drawer: TrainingDrawer
) -> None:
    drawer.show_preview(preview())
    assert drawer.preview.rest.isHidden()
    drawer.show_preview(preview(problem="All of one label.", can_force=True, unfinished=3))
    assert drawer.preview.rest.text() == "Rest of 3 images is background"
    needed = drawer.preview.rest.fontMetrics().horizontalAdvance(drawer.preview.rest.text())
    assert drawer.preview.rest.width() > needed
    with qtbot.waitSignal(drawer.preview.rest_requested):
        qtbot.mouseClick(drawer.preview.rest, LEFT)


def test_labels_are_named_in_full_where_bars_have_room(drawer: TrainingDrawer) -> None:
    drawer.show_preview(preview())
    table = drawer.preview.table
    assert table.columnWidth(NAME) > table.sizeHintForColumn(NAME)
    drawer.resize(1400, 280)
    assert table.columnWidth(NAME) < table.viewport().width() / 3, "bars get the rest"


def test_what_is_advanced_opens_in_sight(qtbot: QtBot, drawer: TrainingDrawer) -> None:
    drawer.show_preview(preview())
    page = drawer.preview
    qtbot.mouseClick(page.advanced, LEFT)
    qtbot.waitUntil(lambda: not page.rate.visibleRegion().isEmpty())
