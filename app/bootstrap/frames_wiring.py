"""Wires videos: the dialog that asks which frames, and the folder that is opened then."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths

from app.bootstrap.parts import Parts
from app.language import count, tr
from app.spoken import spoken
from app.state.place import may_write
from app.views.banner import BannerKind
from app.views.frames_dialog import FramesDialog
from app.views.main_window import MainWindow
from app.views.words import clock
from fcn_core.errors import FcnError
from fcn_core.frames import FramesWish, Poster, TakenFrames, frames_folder


class FramesWiring(QObject):
    """The next video is offered the choice of the last one."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._parts, self._window, self._flow = parts, window, parts.taking_frames
        self._wish = FramesWish()
        self.dialog: FramesDialog | None = None
        self._flow.found.connect(self._ask)
        self._flow.progressed.connect(self._show_progress)
        self._flow.finished.connect(self._open)
        self._flow.failed.connect(self._show_failure)

    def _ask(self, video: Path, poster: Poster) -> None:
        if self.dialog is not None:
            return
        dialog = FramesDialog(video, poster, usual_folder(video), self._wish, self._window)
        dialog.take_requested.connect(partial(self._take, video))
        dialog.stop_requested.connect(self._flow.stop)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def _take(self, video: Path, folder: Path, wish: FramesWish) -> None:
        self._wish = FramesWish(every=wish.every, changing=wish.changing)
        self._flow.start(video, folder, wish)

    def _show_progress(self, seconds: float, taken: int) -> None:
        if self.dialog is not None:
            self.dialog.show_progress(seconds, taken)

    def _open(self, taken: TakenFrames) -> None:
        if self.dialog is not None:
            self.dialog.finish()
        if not taken.files:
            problem = tr("No image was taken.")
            self._window.show_problem(FcnError(problem, tr("Choose other times.")))
            return
        self._parts.opening.open_folder(taken.folder, show=taken.files[0])
        kind = BannerKind.WARNING if taken.cut_off else BannerKind.SUCCESS
        self._window.show_notice(outcome(taken), kind)

    def _show_failure(self, error: FcnError) -> None:
        if self.dialog is not None:
            self.dialog.show_failure(f"{spoken(error.problem)} {spoken(error.remedy)}")
        else:
            self._window.show_problem(error)

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def usual_folder(video: Path) -> Path:
    """Beside the video; of one on a camera's card that is locked, among the pictures."""
    beside = frames_folder(video)
    if may_write(video.parent):
        return beside
    location = QStandardPaths.StandardLocation.PicturesLocation
    return Path(QStandardPaths.writableLocation(location)) / beside.name


def outcome(taken: TakenFrames) -> str:
    """What was taken, and what was not."""
    images = count(len(taken.files), tr("image"), tr("images"))
    parts = [tr("The video gave {images}.").format(images=images)]
    if taken.alike:
        parts.append(tr("Left out, for they hardly differed: {alike:,}.").format(alike=taken.alike))
    if taken.cut_off:
        damaged = tr("It is damaged from {time} on: nothing could be read there.")
        parts.append(damaged.format(time=clock(taken.seconds)))
    return " ".join(parts)
