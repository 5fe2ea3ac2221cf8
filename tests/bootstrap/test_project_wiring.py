"""What a project looks like when it is opened again."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.parts import Replacements
from app.bootstrap.program import Program
from app.state.corrections import PaintLimits
from app.state.index import ImageStatus
from app.state.settings import Settings
from app.views.images.model import ImageFilter, SortBy
from app.views.recent_menu import RecentMenu
from app.views.values import ImageRow
from fcn_core.masks import VOID
from tests.ending import end
from tests.flows.world import make_photos
from tests.patience import HANG_MS
from tests.workers.fakes import FakeZoo

Open = Callable[[Path], Program]


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Open]:
    """Open a folder in a program of one and the same user."""
    programs: list[Program] = []

    def open_folder(folder: Path) -> Program:
        ini = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        program = Program(qapp, Settings(ini), Replacements(load=FakeZoo()))
        programs.append(program)
        program.parts.opening.open_path(folder)
        qtbot.waitUntil(lambda: program.parts.opening.document is not None)
        return program

    yield open_folder
    for program in programs:
        end(program)


def test_the_label_of_last_time_is_the_current_one(opened: Open, tmp_path: Path) -> None:
    first, other = make_photos(tmp_path / "one", 2), make_photos(tmp_path / "two", 2)
    program = opened(first)
    assert program.parts.session.label == 1
    program.parts.session.set_label(7)
    program.parts.opening.open_path(other)
    assert program.parts.session.label == 1
    program.parts.session.set_label(VOID)
    program.parts.opening.open_path(first)
    assert program.parts.session.label == 7
    program.parts.close_project()
    again = opened(other)
    assert again.parts.session.label == VOID


def test_a_project_is_opened_where_somebody_stopped(
    opened: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = make_photos(tmp_path / "one", 4)

    def shows(program: Program, image_id: str) -> bool:
        document = program.parts.opening.document
        return document is not None and document.image_id == image_id

    program = opened(folder)
    assert shows(program, "photo0.png")
    program.parts.opening.show("photo2.png")
    qtbot.waitUntil(lambda: shows(program, "photo2.png"))
    program.parts.close_project()
    again = opened(folder)
    assert shows(again, "photo2.png")
    again.parts.close_project()
    asked = opened(folder / "photo1.png")
    assert shows(asked, "photo1.png"), "it was asked for"
    asked.parts.close_project()
    (folder / "photo1.png").unlink()
    assert shows(opened(folder), "photo0.png")


def test_a_label_that_is_gone_is_not(opened: Open, tmp_path: Path) -> None:
    folder = make_photos(tmp_path / "one", 2)
    program = opened(folder)
    program.parts.session.set_label(3)
    project = program.parts.opening.project
    assert project is not None
    project.remove_labels([3])
    program.parts.settings.set_label(folder, 3)  # as if another window had not known it
    program.parts.close_project()
    assert opened(folder).parts.session.label == 1


def test_what_was_looked_for_in_one_project_hides_nothing_of_the_next(
    opened: Open, tmp_path: Path
) -> None:
    first, other = make_photos(tmp_path / "one", 2), make_photos(tmp_path / "two", 3)
    program = opened(first)
    images = program.window.image_list
    images.search.setText("photo1")
    images._apply_text()
    images._apply(ImageFilter(text="photo1", status=ImageStatus.ACCEPTED))
    assert not images.order()
    program.parts.opening.open_path(other)
    assert images.search.text() == "" and not images.filter_button.isChecked()
    assert list(images.order()) == ["photo0.png", "photo1.png", "photo2.png"]


@pytest.mark.parametrize("sort", [SortBy.NAME, SortBy.DOUBT])
@pytest.mark.parametrize(
    "only", [ImageFilter(), ImageFilter(status=ImageStatus.NEW), ImageFilter(label=8)]
)
def test_no_row_is_made_to_filter_or_sort_by_it(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, only: ImageFilter, sort: SortBy
) -> None:
    model = opened(make_photos(tmp_path / "photos", 9)).window.image_list.model
    made: list[str] = []

    def noted(**facts: Any) -> ImageRow:
        made.append(facts["image_id"])
        return ImageRow(**facts)

    monkeypatch.setattr("app.bootstrap.project_wiring.ImageRow", noted)
    model.arrange(only, sort)
    assert made == []
    assert len(model.order()) == (0 if only.label else 9)


def test_folders_opened_last_stand_in_the_file_menu(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    first, other = make_photos(tmp_path / "one", 1), make_photos(tmp_path / "b" / "one", 1)
    program = opened(first)
    program.parts.opening.open_path(other)
    file = program.window.bars.menu("File")
    menu = next(a.menu() for a in file.actions() if a.text() == "Open recent")
    assert isinstance(menu, RecentMenu)
    entries = [a for a in menu.actions() if not a.isSeparator()]
    assert [a.toolTip() for a in entries[:2]] == [str(other), str(first)]
    assert entries[0].text().startswith("&1  one – "), "two have one name"
    entries[1].trigger()
    assert program.parts.opening.project is not None
    assert program.parts.opening.project.images == first
    entries = [a for a in menu.actions() if not a.isSeparator()]
    entries[-1].trigger()
    assert program.parts.settings.recent == () and not menu.menuAction().isEnabled()


def test_a_drive_that_does_not_answer_holds_nobody_up(
    opened: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked in a thread, and may take a minute to say that it is gone."""
    ini = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    gone, stat, answers = tmp_path / "drive", os.stat, threading.Event()
    Settings(ini).add_recent(gone)
    ini.sync()

    def answer(path: Any, *args: Any, **named: Any) -> os.stat_result:
        if os.fspath(path) == str(gone):
            assert answers.wait(HANG_MS / 1000)
            raise OSError(errno.ENOTCONN, "Transport endpoint is not connected", path)
        return stat(path, *args, **named)

    def shown() -> list[str]:
        return [action.toolTip() for action in menu.actions() if not action.isSeparator()][:-1]

    monkeypatch.setattr(os, "stat", answer)
    photos = make_photos(tmp_path / "photos", 1)
    menu = opened(photos).window.findChild(RecentMenu)
    assert isinstance(menu, RecentMenu)
    assert shown() == [str(photos), str(gone)]
    answers.set()
    qtbot.waitUntil(lambda: shown() == [str(photos)])


def test_what_was_said_of_labels_of_one_project_means_nothing_in_the_next(
    opened: Open, tmp_path: Path
) -> None:
    program = opened(make_photos(tmp_path / "one", 2))
    parts, session = program.parts, program.parts.session
    own = parts.naming.add("nucleus")
    assert own is not None
    session.set_label(own)
    session.set_visible(3, False)
    session.set_limits(PaintLimits(only_over=own, locked=frozenset({5}), only_untouched=True))
    parts.opening.open_path(make_photos(tmp_path / "two", 2))
    assert session.label == 1
    assert session.hidden_labels == frozenset()
    # Ids are others' by now; where nobody has corrected anything is the same everywhere.
    assert session.limits == PaintLimits(only_untouched=True)
    session.swap_labels()
    assert parts.opening.project is not None
    assert session.label in parts.opening.project.living
