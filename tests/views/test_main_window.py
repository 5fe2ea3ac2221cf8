"""The window: bars from the table of actions, docks that come back, closing that can be refused."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.actions.table import Action, Where
from app.state.session import Session
from app.state.settings import Settings
from app.state.wishes import Device
from app.views.action_bars import ActionButton
from app.views.banner import BannerKind
from app.views.look import theme
from app.views.main_window import CANVAS, START, MainWindow
from app.views.mnemonics import plain
from app.views.values import ImageRow, LabelExamples, TrainingPreview
from fcn_core.errors import FcnError

LEFT = Qt.MouseButton.LeftButton


def row(id: str, **shown: Any) -> Action:
    """An action of the table."""
    usual = {"title": id.capitalize(), "run": lambda: None, "icon": "brush", "menu": "File"}
    return Action(id=id, **{**usual, **shown})


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow(Session())
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_before_a_project_is_open_there_is_the_start_page_alone(window: MainWindow) -> None:
    assert window.central_name == START
    assert not any(dock.isVisible() for dock in window.docks.all)
    window.set_working(True)
    assert all(dock.isVisible() for dock in window.docks.lasting)
    assert not window.docks.training.isVisible()


def test_docks_have_their_widths_and_nothing_is_cut(window: MainWindow) -> None:
    canvas = QWidget()
    window.add_central(CANVAS, canvas)
    window.set_working(True)
    window.set_central(CANVAS)
    window.show_training()
    QApplication.processEvents()
    assert window.size() == QSize(1280, 720)
    assert abs(window.image_list.width() - 260) <= 8
    assert abs(window.label_panel.width() - 300) <= 16
    assert canvas.width() > 600
    for widget in (window.training_drawer, window.tool_options, window.label_panel):
        least = widget.minimumSizeHint()
        assert widget.width() >= least.width()
        assert widget.height() >= least.height()


def test_layout_survives_a_restart(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    settings = Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    window.set_working(True)
    window.docks.history.hide()
    window.set_working(False)
    window.save_layout(settings)
    later = MainWindow(Session())
    qtbot.addWidget(later)
    later.restore_layout(settings)
    later.show()
    qtbot.waitExposed(later)
    assert not later.docks.images.isVisible()
    later.set_working(True)
    assert later.docks.images.isVisible()
    assert not later.docks.history.isVisible()
    later.docks.reset()
    assert later.docks.history.isVisible()


def test_an_entry_says_what_it_would_do_now(window: MainWindow) -> None:
    name = ["cat & dog"]
    now = lambda: f"Grow {name[0]} by 2 px" if name else ""  # noqa: E731
    made = window.build_menus([row("grow", now=now, tip="Outwards")])["grow"]
    assert made.text() == "Grow cat && dog by 2 px"
    name[0] = "a" * 80
    window.bars.menu("File").aboutToShow.emit()
    assert plain(made.text()).startswith("Grow aaa") and made.text().endswith("aaa by 2 px")
    assert "…" in made.text() and f"Grow {'a' * 80} by 2 px" in made.toolTip()
    name.clear()
    window.refresh_actions()
    assert made.text() == "Grow" and made.toolTip() == "Grow\nOutwards"


def test_an_open_menu_has_letters_that_no_bar_shows(window: MainWindow) -> None:
    name = ["cat"]
    made = window.build_menus(
        [row("open"), row("paste", now=lambda: f"Paste {name[0]}"), row("export", toolbar="end")]
    )
    window.bars.menu("File").aboutToShow.emit()
    assert [a.text() for a in made.values()] == ["&Open", "&Paste cat", "&Export"]
    [button] = window.bars.main.findChildren(ActionButton)
    assert button.text() == "Export" and button.shortcut().isEmpty()
    window.refresh_actions()
    assert made["paste"].text() == "&Paste cat"
    name[0] = "dog"
    window.refresh_actions()
    assert plain(made["paste"].text()) == "Paste dog"


def at_work(window: MainWindow) -> QWidget:
    """The window with something in its middle that takes keys."""
    canvas = QWidget(focusPolicy=Qt.FocusPolicy.StrongFocus)
    window.add_central(CANVAS, canvas)
    window.set_working(True)
    window.set_central(CANVAS)
    return canvas


def test_keys_go_from_panel_to_panel_in_sight_and_to_no_button(
    qtbot: QtBot, window: MainWindow
) -> None:
    canvas = at_work(window)
    window.image_list.set_images([ImageRow(image_id="a", name="a.png")])
    window.show_training()
    window.training_drawer.show_running()
    window.activateWindow()
    qtbot.waitActive(window)
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    drawer, docks = window.training_drawer, window.docks
    panels = (docks.images, docks.labels, docks.options, docks.training)
    for panel in panels:
        window.step_panel(1)
        focus = QApplication.focusWidget()
        assert focus is not None and panel.isAncestorOf(focus), panel.windowTitle()
        assert not isinstance(focus, QPushButton | QToolButton)
    window.step_panel(1)
    assert canvas.hasFocus()
    window.step_panel(-1)
    assert drawer.isAncestorOf(QApplication.focusWidget()) or drawer.hasFocus()  # type: ignore[arg-type]


def test_a_drawer_that_is_folded_away_gives_its_keys_to_the_picture(
    qtbot: QtBot, window: MainWindow
) -> None:
    canvas = at_work(window)
    window.show_training()
    window.activateWindow()
    qtbot.waitActive(window)
    window.training_drawer.preview.budget.setFocus()
    qtbot.waitUntil(window.training_drawer.preview.budget.hasFocus)
    window.hide_training()
    assert canvas.hasFocus()


def test_menus_and_bars_come_from_the_table(qtbot: QtBot, window: MainWindow) -> None:
    ran: list[str] = []
    state = {"on": False}

    def switch() -> None:
        state["on"] = not state["on"]

    made = window.build_menus(
        [
            row("open", run=lambda: ran.append("open"), shortcuts=("Ctrl+O",), toolbar="main"),
            row("save", group="save", enabled=lambda: state["on"]),
            row("brush", toolbar="tools", menu="Tools", run=switch,
                checked=lambda: state["on"], tip="Paint", shortcuts=("B",)),
            row("export", toolbar="end"),
            row("tune", toolbar="end", run=lambda: ran.append("tune")),
        ]
    )  # fmt: skip
    window.set_working(True)
    assert [a.text() for a in window.bars.menu("File").actions()][:3] == ["Open", "", "Save"]
    assert made["brush"].toolTip() == "Brush  (B)\nPaint"
    button = window.bars.tools.widgetForAction(made["brush"])
    assert isinstance(button, QToolButton)
    qtbot.mouseClick(button, LEFT)
    assert state["on"]
    assert made["brush"].isChecked()
    assert made["save"].isEnabled()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    ends = window.bars.main.findChildren(ActionButton)
    assert [end.property("role") for end in ends] == ["", "primary"]
    qtbot.mouseClick(ends[1], LEFT)
    assert ran == ["open", "tune"]


def test_other_shortcuts_are_heard_and_named_at_once(qtbot: QtBot, window: MainWindow) -> None:
    ran: list[str] = []
    tune = row("tune", run=lambda: ran.append("x"), shortcuts=("T",), toolbar="end", menu="Net")
    action = window.build_menus([tune])["tune"]
    window.set_working(True)
    window.bars.set_shortcuts([replace(tune, shortcuts=("K", "F5"))])
    [button] = window.bars.main.findChildren(ActionButton)
    assert button.toolTip() == action.toolTip() == "Tune  (K)"
    window.activateWindow()
    window.setFocus()
    qtbot.waitUntil(window.isActiveWindow)
    for key in (Qt.Key.Key_T, Qt.Key.Key_K, Qt.Key.Key_F5):
        qtbot.keyClick(window, key)
    assert ran == ["x", "x"]
    with pytest.raises(ValueError, match="shortcut 'K'"):
        window.bars.set_shortcuts([replace(tune, shortcuts=("K", "K"))])


def test_one_id_or_shortcut_belongs_to_one_action(window: MainWindow) -> None:
    with pytest.raises(ValueError, match="shortcut 'B'"):
        window.build_menus([row("a", shortcuts=("B",)), row("b", shortcuts=("B",))])
    with pytest.raises(ValueError, match="id 'a'"):
        window.build_menus([row("a"), row("a")])


def test_keys_of_the_picture_do_nothing_elsewhere(qtbot: QtBot, window: MainWindow) -> None:
    ran: list[str] = []
    canvas = QWidget()
    canvas.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.add_central(CANVAS, canvas)
    window.build_menus(
        [row("accept", run=lambda: ran.append("x"), shortcuts=("Return",), where=Where.PICTURE)]
    )
    window.set_working(True)
    window.set_central(CANVAS)
    window.activateWindow()
    window.image_list.search.setFocus()
    qtbot.waitUntil(window.image_list.search.hasFocus)
    qtbot.keyClick(window.image_list.search, Qt.Key.Key_Return)
    assert ran == []
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert ran == ["x"]


def test_it_closes_only_if_somebody_agrees(window: MainWindow) -> None:
    assert not window.close()
    window.closing.connect(QCloseEvent.accept)
    assert window.close()


def test_an_error_while_it_closes_leaves_it_open(qtbot: QtBot, window: MainWindow) -> None:
    def fail(_: QCloseEvent) -> None:
        raise OSError("the disk is gone")

    window.closing.connect(fail)
    with qtbot.captureExceptions() as errors:
        assert not window.close()
    assert [str(error[1]) for error in errors] == ["the disk is gone"]
    window.closing.disconnect(fail)


def test_problems_are_said_without_a_modal(window: MainWindow) -> None:
    window.show_problem(FcnError("a.jpg cannot be read.", "Copy it again."))
    assert window.banner.isVisible()
    window.show_notice("Done.")
    assert len(window.banner.messages) == 2


def test_the_title_names_what_is_open(window: MainWindow) -> None:
    window.set_title("pasture", "cow.jpg", "3 of 8")
    assert window.windowTitle() == "cow.jpg – pasture – FCN GUI"
    assert window.bars.caption.full_text == "cow.jpg   3 of 8"


def test_everything_clickable_has_a_name(window: MainWindow) -> None:
    window.set_working(True)
    nameless = [
        widget
        for kind in (QToolButton, QPushButton)
        for widget in window.findChildren(kind)
        if not isinstance(widget.parent(), QLineEdit)
        and not widget.isHidden()
        and not (widget.text() or widget.accessibleName() or widget.objectName().startswith("qt_"))
    ]
    assert nameless == []


def test_both_themes_paint_every_panel(qapp: QApplication, window: MainWindow) -> None:
    before = theme.current()
    window.set_working(True)
    window.history_panel.set_history(["Brush"], ["Fill"])
    try:
        for look in (theme.LIGHT, theme.DARK):
            theme.apply_theme(qapp, look)
            assert not window.grab().isNull()
            assert theme.current() is look
    finally:
        theme.apply_theme(qapp, before)


def test_views_leave_torch_alone() -> None:
    code = "import sys, app.views.main_window; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("width", [1280, 1100, 1024])
def test_panels_stand_beside_each_other_in_a_narrow_window(
    qtbot: QtBot, window: MainWindow, width: int
) -> None:
    canvas = QWidget()
    window.add_central("canvas", canvas)
    window.set_working(True)
    window.set_central("canvas")
    window.resize(width, 700)
    for show in (window.show_training, window.show_models, window.show_check):
        show()
        QApplication.processEvents()
        assert window.width() == width
        shown = [dock for dock in window.docks.all if dock.isVisible() and dock.x() >= 0]
        boxes = [dock.geometry() for dock in shown]
        assert not [
            (one, other)
            for at, one in enumerate(boxes)
            for other in boxes[at + 1 :]
            if one.intersects(other)
        ]
        assert all(window.rect().contains(box) for box in boxes)


def test_drawers_of_a_narrow_window_reach_under_the_images(window: MainWindow) -> None:
    canvas = QWidget()
    window.add_central(CANVAS, canvas)
    window.set_working(True)
    window.set_central(CANVAS)
    window.show_models()

    def left(width: int) -> int:
        window.resize(width, 700)
        QApplication.processEvents()
        return window.docks.models.x() - window.docks.images.x()

    assert left(1010) == 0 and window.docks.models.width() > 600
    assert left(1280) > 200, "where there is room the list of images is long"


def test_what_is_missing_is_in_sight_by_the_start_button(window: MainWindow) -> None:
    canvas = QWidget()
    window.add_central("canvas", canvas)
    window.set_working(True)
    window.resize(1024, 700)
    window.show_training()
    page = window.training_drawer.preview
    page.show_preview(
        TrainingPreview(
            images=0, held_out=0, labels=(), parent="the shipped net", seconds=60.0,
            memory_mb=860, devices=(Device(id="cpu", title="CPU"),), device="cpu",
            problem="No image is corrected yet. Correct at least two, so that the net learns more.",
        )
    )  # fmt: skip
    QApplication.processEvents()
    said = page._problem
    assert page.start.y() - said.geometry().bottom() < 20
    assert said.height() >= said.heightForWidth(said.width())
    assert page.budget.width() <= page.budget.parentWidget().width()
    assert not said.visibleRegion().boundingRect().isEmpty()
    assert said.visibleRegion().boundingRect().height() == said.height()


def test_a_narrow_moment_leaves_the_images_as_wide_as_they_were(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.add_central("canvas", QWidget())
    window.set_working(True)
    window.set_central("canvas")
    window.show_training()
    QApplication.processEvents()
    before = window.image_list.width()
    window.resize(window.minimumSize())
    qtbot.waitUntil(lambda: window.image_list.width() < before - 20)
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: window.image_list.width() == before)


def test_the_first_window_fits_on_its_screen_with_its_frame(window: MainWindow) -> None:
    fresh = MainWindow(Session())
    available = fresh.screen().availableSize()
    assert fresh.width() < available.width() and fresh.height() <= available.height() - 40
    fresh.deleteLater()


def test_a_suggestion_waits_while_the_banner_speaks(window: MainWindow) -> None:
    window.suggestion.show_reason("It is new.")
    assert not window.suggestion.isHidden()
    window.show_problem(FcnError("The disk is full."))
    assert window.suggestion.isHidden()
    window.banner.dismiss()
    assert not window.suggestion.isHidden()
    window.show_problem(FcnError("The disk is full."))
    window.suggestion.take_back()
    window.banner.dismiss()
    assert window.suggestion.isHidden()


def test_a_suggestion_has_the_place_of_what_was_merely_done(window: MainWindow) -> None:
    window.show_notice("Saved.", BannerKind.SUCCESS)
    window.banner.make_way()
    window.suggestion.show_reason("It is new.")
    assert not window.suggestion.isHidden()
    window.show_problem(FcnError("The disk is full."))
    window.banner.make_way()
    assert window.suggestion.isHidden(), "trouble comes first"


def test_no_warning_makes_the_window_grow(window: MainWindow) -> None:
    window.add_central("canvas", QWidget())
    window.set_working(True)
    window.resize(1024, 660)
    window.show_training()
    labels = [LabelExamples(name=f"label {n}", color=(n, n, n), images=0, pixels=0)
              for n in range(21)]  # fmt: skip
    window.training_drawer.preview.show_preview(
        TrainingPreview(
            images=2, held_out=1, labels=tuple(labels), parent="the shipped net", seconds=60.0,
            memory_mb=860, devices=(), device="auto",
            problem="All corrections are of one label. " * 4,
            can_force=True, unfinished=3, warnings=("An image cannot be read.",) * 3,
        )
    )  # fmt: skip
    QApplication.processEvents()
    assert window.size() == QSize(1024, 660)
