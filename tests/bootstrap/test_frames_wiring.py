"""A video that is dropped or chosen: asked about, taken images out of, and these opened."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.bootstrap import frames_wiring
from app.bootstrap.program import Program
from app.views.frames_dialog import FramesDialog
from fcn_core import frames
from fcn_core.frames import FramesWish, Poster
from fcn_core.imaging.videos import VideoHeader
from tests.videos import grey_of, write_video

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def video(tmp_path: Path) -> Path:
    """Six seconds of ten frames each."""
    (tmp_path / "films").mkdir()
    return write_video(tmp_path / "films" / "drive.mp4", [grey_of(n) for n in range(60)])


@pytest.fixture
def program(program: Program) -> Program:
    program.window.show()
    return program


def dropped(qtbot: QtBot, program: Program, video: Path) -> FramesDialog:
    """The dialog about a video that was just dropped onto the window."""
    program.window.dropped.emit([str(video)])
    found: list[FramesDialog] = []

    def is_asked() -> bool:
        found[:] = [d for d in program.window.findChildren(FramesDialog) if d.isVisible()]
        return bool(found)

    qtbot.waitUntil(is_asked)
    return found[0]


def takes(qtbot: QtBot, program: Program, dialog: FramesDialog) -> None:
    """Click, and wait until an image is shown."""
    qtbot.mouseClick(dialog.take, LEFT)
    qtbot.waitUntil(lambda: program.parts.opening.document is not None)


def notices(program: Program) -> list[str]:
    return [message.text for message in program.window.banner.messages]


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("*.jpg"))


def test_images_are_taken_out_of_it_and_opened(qtbot: QtBot, program: Program, video: Path) -> None:
    dialog = dropped(qtbot, program, video)
    assert dialog.outcome.text().startswith("About 6 images, ")
    dialog.every.setValue(0.5)
    dialog.first.setTime(QTime(0, 0, 2))
    dialog.last.setTime(QTime(0, 0, 4))
    assert dialog.outcome.text().startswith("About 4 images, ")
    takes(qtbot, program, dialog)
    folder = video.parent / "drive_frames"
    assert names(folder) == [f"drive_{number:06d}.jpg" for number in (20, 25, 30, 35, 40)]
    project = program.parts.opening.project
    assert project is not None and project.images == folder
    qtbot.waitUntil(lambda: "The video gave 5 images." in notices(program))
    assert not program.window.findChildren(FramesDialog)
    document = program.parts.opening.document
    assert document is not None and document.image_id == "drive_000020.jpg"


def test_the_next_video_is_offered_what_was_chosen_last(
    qtbot: QtBot, program: Program, video: Path, tmp_path: Path
) -> None:
    dialog = dropped(qtbot, program, video)
    dialog.every.setValue(3)
    dialog.changing.setChecked(True)
    takes(qtbot, program, dialog)
    other = write_video(tmp_path / "other.avi", [grey_of(1)] * 60)
    dialog = dropped(qtbot, program, other)
    assert dialog.choice() == FramesWish(every=3, changing=True)
    assert dialog.folder.text() == str(tmp_path / "other_frames")
    qtbot.mouseClick(dialog.take, LEFT)
    left_out = "The video gave 1 image. Left out, for they hardly differed: 1."
    qtbot.waitUntil(lambda: left_out in notices(program))


def test_who_stops_has_what_was_taken(
    qtbot: QtBot, program: Program, video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog, real = dropped(qtbot, program, video), frames._write
    shown: list[str] = []

    def write_then_be_stopped(*arguments: object) -> None:
        real(*arguments)  # type: ignore[arg-type]
        if len(names(video.parent / "drive_frames")) == 2:
            program.parts.taking_frames.stop()

    monkeypatch.setattr(frames, "_write", write_then_be_stopped)
    dialog.finished.connect(lambda _: shown.append(dialog.cancel.text()))
    takes(qtbot, program, dialog)
    assert names(video.parent / "drive_frames") == ["drive_000000.jpg", "drive_000010.jpg"]
    assert shown == ["Stop"]
    qtbot.waitUntil(lambda: "The video gave 2 images." in notices(program))


def test_escape_stops_and_does_not_leave_unheard(
    qtbot: QtBot, program: Program, video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog, stopped = dropped(qtbot, program, video), list[bool]()
    monkeypatch.setattr(program.parts.taking_frames, "start", lambda *_: None)
    dialog.stop_requested.connect(lambda: stopped.append(True))
    qtbot.mouseClick(dialog.take, LEFT)
    dialog.show_progress(1.5, 2)
    assert dialog.doing.text() == "2 images so far; at 0:01 of 0:06"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert stopped == [True] and dialog.isVisible() and not dialog.cancel.isEnabled()
    dialog.finish()


def test_a_folder_that_takes_nothing_is_told_and_another_may_be_chosen(
    qtbot: QtBot, program: Program, video: Path
) -> None:
    dialog = dropped(qtbot, program, video)
    in_the_way = video.parent / "a file"
    in_the_way.write_text("a file")
    dialog.folder.setText(str(in_the_way))
    qtbot.mouseClick(dialog.take, LEFT)
    qtbot.waitUntil(lambda: "a file cannot be written" in dialog.outcome.text())
    assert "choose another folder" in dialog.outcome.text()
    dialog.folder.setText(str(video.parent / "here"))
    takes(qtbot, program, dialog)
    assert len(names(video.parent / "here")) == 6


def test_what_is_no_video_is_told(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    file = tmp_path / "nothing.mp4"
    file.write_bytes(b"nothing")
    program.window.dropped.emit([str(file)])
    qtbot.waitUntil(lambda: any("nothing.mp4 cannot be read" in text for text in notices(program)))


def test_a_video_on_a_drive_that_does_not_answer_is_told(
    qtbot: QtBot, program: Program, video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(path: Path, *_: object, **__: object) -> None:
        raise OSError(errno.ENOTCONN, "Transport endpoint is not connected", str(path))

    for question in ("is_dir", "is_file", "exists", "open"):
        monkeypatch.setattr(Path, question, asked)
    program.window.dropped.emit([str(video)])
    told = "drive.mp4 cannot be read: Transport endpoint is not connected"
    qtbot.waitUntil(lambda: any(told in text for text in notices(program)))


def test_a_video_is_chosen_in_the_menu(
    qtbot: QtBot, program: Program, video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(*arguments: object) -> tuple[str, str]:
        asked.append(str(arguments[-1]))
        return str(video), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    looked: list[Path] = []
    program.parts.taking_frames.found.connect(lambda path, _: looked.append(path))
    for action in ("open-video", "open-image"):
        program.window.bars.actions[action].trigger()
    qtbot.waitUntil(lambda: looked[-1:] == [video])
    assert asked[0].startswith("Videos (*.avi ") and "*.MP4" in asked[0]
    assert asked[1].startswith("Images (") and asked[1].endswith(asked[0])
    for dialog in program.window.findChildren(FramesDialog):
        dialog.reject()


def test_of_a_locked_card_they_go_elsewhere(video: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert frames_wiring.usual_folder(video) == video.parent / "drive_frames"
    monkeypatch.setattr(frames_wiring, "may_write", lambda folder: folder != video.parent)
    elsewhere = frames_wiring.usual_folder(video)
    assert elsewhere.name == "drive_frames" and elsewhere.parent != video.parent


def test_times_without_frames_cannot_be_taken(qtbot: QtBot, program: Program, video: Path) -> None:
    dialog = dropped(qtbot, program, video)
    dialog.first.setTime(QTime(0, 0, 4))
    dialog.last.setTime(QTime(0, 0, 2))
    assert dialog.outcome.text() == "There is nothing between these times."
    assert not dialog.take.isEnabled()
    dialog.every.setValue(0)
    dialog.first.setTime(QTime(0, 0))
    assert dialog.outcome.text().startswith("Every frame becomes an image")
    assert dialog.take.isEnabled()
    dialog.reject()


def test_a_video_that_does_not_say_how_long_it_is(qtbot: QtBot) -> None:
    header = VideoHeader(width=64, height=48, seconds=0)
    poster = Poster(header=header, image=grey_of(1), size=900)
    dialog = FramesDialog(Path("live.webm"), poster, Path("frames"), FramesWish(every=2))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.outcome.text().startswith("The video does not say how long it is")
    assert dialog.take.isEnabled() and dialog.choice() == FramesWish(every=2)
    dialog.last.setTime(QTime(0, 1, 30))
    assert dialog.choice() == FramesWish(every=2, last=90)
    dialog.show_progress(61, 30)
    assert dialog.doing.text() == "30 images so far; at 1:01"
    assert (dialog.bar.minimum(), dialog.bar.maximum()) == (0, 0)
