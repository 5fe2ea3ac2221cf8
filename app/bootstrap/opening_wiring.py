"""Wires what opens files and folders: dialogs, the start page, what is dropped, and questions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from app import resources
from app.bootstrap.parts import Parts
from app.jobs.copying import copy_project
from app.language import tr
from app.state.paths import ProjectPaths
from app.state.place import ReadOnlyFolderError, TwoProjectsError, is_folder, passed_over
from app.state.project import Project
from app.state.wishes import NetWish
from app.views.banner import BannerKind
from app.views.look.kit import question_box
from app.views.main_window import MainWindow
from fcn_core.imaging.kinds import SUFFIXES, VIDEOS
from fcn_core.zoo import NETS


class OpeningWiring(QObject):
    """Asks for what is opened, and hands it to the flow whose it is."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._parts, self._window = parts, window
        parts.listing.only_below.connect(self._offer_subfolders)
        parts.opening.asked.connect(self._ask)
        parts.opening.project_changed.connect(self._tell_passed_over)
        start = window.start_page
        start.open_image_requested.connect(self.open_image)
        start.open_folder_requested.connect(self.open_folder)
        start.open_samples_requested.connect(self.open_samples)
        window.image_list.open_requested.connect(self.open_folder)
        window.dropped.connect(self._open_dropped)

    def open_image(self) -> None:
        """Ask for one image; its folder is opened."""
        self._ask_for_file(tr("Open image"), _images(), _videos())

    def open_video(self) -> None:
        """Ask for a video, whose frames may become images."""
        self._ask_for_file(tr("Open video"), _videos())

    def open_folder(self) -> None:
        """Ask for a folder of images."""
        name = QFileDialog.getExistingDirectory(
            self._window, tr("Open folder"), str(self._start_folder())
        )
        if name:
            self._parts.opening.open_path(Path(name))

    def open_samples(self) -> None:
        """Open copies of the sample photos in the user's own data."""
        copies = resources.own_folder() / "samples"
        self._parts.opening.open_samples(resources.path("samples"), copies)

    def open_path(self, path: Path) -> None:
        """A folder or an image; a video, to take images out of it; a net for the open project."""
        suffix = path.suffix.lower()
        if suffix in VIDEOS and not is_folder(path):
            self._parts.taking_frames.look(path)
        elif suffix in NETS and self._parts.opening.project is not None:
            self._parts.adding_nets.add(NetWish.of_file(path))
        else:
            self._parts.opening.open_path(path)

    def _ask_for_file(self, title: str, *kinds: str) -> None:
        folder = str(self._start_folder())
        name, _ = QFileDialog.getOpenFileName(self._window, title, folder, ";;".join(kinds))
        if name:
            self.open_path(Path(name))

    def _tell_passed_over(self, project: Project | None) -> None:
        beside = None if project is None else passed_over(project.images, project.paths)
        if project is not None and beside is not None:
            text = tr("Nothing can be saved in {beside}: this is the project in {apart}.")
            said = text.format(beside=beside, apart=project.paths.root)
            self._window.show_notice(said, BannerKind.INFO)

    def _ask(self, images: Path, error: ReadOnlyFolderError | TwoProjectsError) -> None:
        if isinstance(error, TwoProjectsError):
            self._ask_which(images, error)
        elif error.there is not None:
            self._ask_for_copy(images, error.there, error.suggested)
        else:
            self._ask_for_place(images, error.suggested, error.earlier)

    def _ask_which(self, images: Path, error: TwoProjectsError) -> None:
        """Two projects of the same images: none is passed over in silence."""
        box = question_box(
            tr("Two projects"),
            error.problem,
            error.remedy,
            tr("The one beside the images"),
            self._window,
        )
        apart = box.addButton(tr("The other one"), box.ButtonRole.ActionRole)
        open_folder = self._parts.opening.open_folder
        box.accepted.connect(lambda: open_folder(images, error.beside))
        apart.clicked.connect(lambda: open_folder(images, error.apart))
        box.open()

    def _ask_for_copy(self, images: Path, there: Path, suggested: Path) -> None:
        """A project lies there, but can only be read: go on with a copy?"""
        text = tr("There are masks of the images in {images}, but nothing can be saved there.")
        copied = question_box(
            tr("Read-only folder"),
            text.format(images=images),
            tr("Copy them to {folder}, and go on there?").format(folder=suggested),
            tr("Copy and go on"),
            self._window,
        )
        copied.accepted.connect(lambda: self._open_copy(images, there, suggested))
        copied.open()

    def _open_copy(self, images: Path, there: Path, place: Path) -> None:
        opening = self._parts.opening
        self._parts.reader.submit(
            lambda: copy_project(ProjectPaths(there), ProjectPaths(place)),
            lambda _: opening.open_folder(images, place),
            opening.problem.emit,
        )

    def _ask_for_place(
        self, images: Path, suggested: Path, earlier: tuple[Path, Path] | None
    ) -> None:
        """The folder is read-only: keep the project elsewhere, or go on with an earlier one?"""
        open_folder = self._parts.opening.open_folder
        new = question_box(
            tr("Read-only folder"),
            tr("Nothing can be saved in {images}.").format(images=images),
            tr("Keep the masks in {folder}?").format(folder=suggested),
            tr("Keep them there"),
            self._window,
        )
        new.accepted.connect(lambda: open_folder(images, suggested))
        if earlier is None:
            new.open()
            return
        place, were = earlier
        same = question_box(
            tr("Read-only folder"),
            tr("There are masks of images in {were}, which is gone.").format(were=were),
            tr("Are they the images in {images}?").format(images=images),
            tr("They are the same"),
            self._window,
        )
        same.button(same.StandardButton.Cancel).setText(tr("They are others"))
        same.accepted.connect(lambda: open_folder(images, place))
        same.rejected.connect(new.open)
        same.accepted.connect(new.deleteLater)
        same.open()

    def _offer_subfolders(self, folder: Path) -> None:
        self._window.show_notice(
            tr("There are no images in {folder} itself, but in its subfolders.").format(
                folder=folder
            ),
            BannerKind.INFO,
            tr("Include subfolders"),
            lambda: self._parts.opening.include_subfolders(True),
        )

    def _open_dropped(self, paths: list[str]) -> None:
        if paths:
            self.open_path(Path(paths[0]))

    def _start_folder(self) -> Path:
        project = self._parts.opening.project
        if project is not None:
            return project.images
        recent = self._parts.recents.folders
        location = QStandardPaths.StandardLocation.PicturesLocation
        return recent[0] if recent else Path(QStandardPaths.writableLocation(location))


def _images() -> str:
    return tr("Images ({pattern})").format(pattern=_pattern(SUFFIXES))


def _videos() -> str:
    return tr("Videos ({pattern})").format(pattern=_pattern(VIDEOS))


def _pattern(suffixes: Iterable[str]) -> str:
    return " ".join(f"*{suffix} *{suffix.upper()}" for suffix in sorted(suffixes))
