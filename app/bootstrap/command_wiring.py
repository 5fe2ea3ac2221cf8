"""Wires the actions to what only the window can do: dialogs, drawers, the centre, the look."""

from __future__ import annotations

import platform
from pathlib import Path

import PySide6
from PySide6.QtCore import QObject, QPoint, QStandardPaths
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QFileDialog

from app import resources
from app.actions.commands import WindowCommands
from app.actions.table import Action, heading
from app.bootstrap.channel_wiring import ChannelWiring
from app.bootstrap.check_wiring import CheckWiring
from app.bootstrap.document_wiring import DocumentWiring
from app.bootstrap.export_wiring import ExportWiring
from app.bootstrap.import_wiring import ImportWiring
from app.bootstrap.merge_wiring import MergeWiring
from app.bootstrap.net_titles import net_title
from app.bootstrap.parts import Parts
from app.bootstrap.shortcut_wiring import ShortcutWiring
from app.bootstrap.swipe_wiring import SwipeWiring
from app.bootstrap.tidy_wiring import TidyWiring
from app.bootstrap.training_wiring import TrainingWiring
from app.language import tr
from app.spoken import spoken
from app.views.about import AboutDialog
from app.views.banner import BannerKind
from app.views.guide import GuideDialog
from app.views.look.kit import question_box
from app.views.look.theme import Choice, ThemeSwitch
from app.views.main_window import CANVAS, STRIDE_VIEW, MainWindow
from app.views.shortcuts.command_palette import CommandPalette
from app.views.values import CommandRow
from fcn_core import __version__
from fcn_core.errors import FcnError
from fcn_core.imaging.images import SUFFIXES


class CommandWiring(QObject):
    """The commands behind `WindowCommands`."""

    def __init__(
        self,
        parts: Parts,
        window: MainWindow,
        documents: DocumentWiring,
        training: TrainingWiring,
        export: ExportWiring,
        imports: ImportWiring,
        merges: MergeWiring,
        check: CheckWiring,
        swipe: SwipeWiring,
        shortcuts: ShortcutWiring,
        tidy: TidyWiring,
        channels: ChannelWiring,
        theme: ThemeSwitch,
    ) -> None:
        super().__init__(window)
        self._parts, self._window = parts, window
        self._documents, self._merges = documents, merges
        self._training, self._export, self._theme = training, export, theme
        self._check, self._swipe, self._import = check, swipe, imports
        self._shortcuts, self._tidy, self._channels = shortcuts, tidy, channels
        self.again: tuple[str, ...] | None = None
        """What the program is to be started with once it has ended; None: it stays ended."""

    def commands(self) -> WindowCommands:
        """What the table of actions is made from."""
        window = self._window
        return WindowCommands(
            open_image=self.open_image,
            open_folder=self.open_folder,
            open_samples=self.open_samples,
            look_for_images=self._parts.watching.look,
            close_project=self.close_project,
            undo=self.undo,
            can_bring_back=lambda: self._merges.can_bring_back,
            quit=self.quit,
            export=self._export.show,
            import_masks=self._import.show,
            show_training=self._training.show,
            show_channels=self._channels.show,
            show_models=window.show_models,
            show_check=self._check.show,
            toggle_stride_view=self.toggle_stride_view,
            is_stride_view=lambda: window.central_name == STRIDE_VIEW,
            fit=self._documents.fit,
            actual_size=lambda: self._documents.picture.zoom_to(1.0),
            zoom_in=self.zoom_in,
            zoom_out=self.zoom_out,
            toggle_swipe=self._swipe.toggle,
            is_swiping=lambda: self._swipe.flow.is_on,
            can_swipe=lambda: self._swipe.flow.is_possible,
            accept_under_cursor=self.accept_under_cursor,
            tidy_under_cursor=self.tidy_under_cursor,
            show_palette=self.show_palette,
            show_shortcuts=self._shortcuts.show_page,
            show_about=self.show_about,
            show_guide=lambda: self.show_page(tr("guide.md")),
            show_how_it_works=lambda: self.show_page(tr("learn/README.md")),
            choose_device=self.choose_device,
            device=lambda: self._parts.predicting.device,
            has_gpu=self._parts.predicting.has_gpu,
            choose_theme=self.choose_theme,
            theme=lambda: self._parts.settings.theme,
            choose_language=self.choose_language,
            language=lambda: self._parts.settings.language,
        )

    def open_image(self) -> None:
        """Ask for one image; its folder is opened."""
        pattern = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in sorted(SUFFIXES))
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            tr("Open image"),
            str(self._start_folder()),
            tr("Images ({pattern})").format(pattern=pattern),
        )
        if name:
            self._parts.opening.open_path(Path(name))

    def open_folder(self) -> None:
        """Ask for a folder of images."""
        name = QFileDialog.getExistingDirectory(
            self._window, tr("Open folder"), str(self._start_folder())
        )
        if name:
            self._parts.opening.open_path(Path(name))

    def close_project(self) -> None:
        """Back to the start page."""
        self._parts.close_project()

    def quit(self) -> None:
        """As if the window had been closed."""
        self._window.close()

    def open_samples(self) -> None:
        """Open copies of the sample photos in the user's own data."""
        location = QStandardPaths.StandardLocation.GenericDataLocation
        copies = Path(QStandardPaths.writableLocation(location)) / "fcn-gui" / "samples"
        self._parts.opening.open_samples(resources.path("samples"), copies)

    def ask_for_place(
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

    def accept_under_cursor(self) -> None:
        """Confirm the region on which the cursor is."""
        self._parts.correcting.accept_region(*self._documents.at)

    def tidy_under_cursor(self) -> None:
        """Ask what to do with the region on which the cursor is."""
        self._tidy.ask(*self._documents.at, QCursor.pos())

    def toggle_stride_view(self) -> None:
        """Canvas, or 32s | 16s | 8s | mask."""
        shown = self._window.central_name == STRIDE_VIEW
        self._window.set_central(CANVAS if shown else STRIDE_VIEW)

    def undo(self) -> None:
        """Take back the last corner of an open outline, labels that went just now, or an edit."""
        if not (self._documents.step_back() or self._merges.bring_back()):
            self._parts.correcting.undo()

    def zoom_in(self) -> None:
        """The view in sight, to the next larger round zoom."""
        self._documents.picture.zoom_in()

    def zoom_out(self) -> None:
        """The view in sight, to the next smaller round zoom."""
        self._documents.picture.zoom_out()

    def show_palette(self) -> None:
        """All that can be done now, by its words."""
        actions = self._shortcuts.actions
        known = {a.id: a for a in actions if a.menu and a.id != "palette" and a.enabled()}
        palette = CommandPalette([_command_row(action) for action in known.values()], self._window)
        palette.chosen.connect(lambda chosen: self._window.bars.actions[chosen].trigger())
        palette.finished.connect(palette.deleteLater)
        at = self._window.rect().center().x() - palette.sizeHint().width() // 2
        palette.move(self._window.mapToGlobal(QPoint(at, self._window.height() // 8)))
        palette.open()
        palette.search.setFocus()

    def show_page(self, name: str) -> None:
        """A page of those that come with the program, beside the window."""
        try:
            folder = resources.documents()
        except FcnError as error:
            self._window.show_problem(error.problem, error.remedy)
            return
        dialog = GuideDialog(folder / name, folder, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def show_about(self) -> None:
        """Version, net, device."""
        info = self._parts.predicting.info
        facts = [
            (tr("Net"), net_title(info.model_id) if info else tr("not loaded yet")),
            (tr("Structure"), spoken(info.description) if info else "-"),
            (tr("File"), str(info.model_path) if info else "-"),
            ("Python", platform.python_version()),
            ("Qt", PySide6.__version__),
            (tr("System"), platform.platform()),
        ]
        dialog = AboutDialog(__version__, facts, parent=self._window)
        dialog.exec()
        dialog.deleteLater()

    def choose_theme(self, name: str) -> None:
        """Change the look, now and for the next time."""
        self._parts.settings.set_theme(name)
        self._theme.choose(Choice(name))

    def choose_language(self, code: str) -> None:
        """Speak another language from the next start on: what is shown was made in this one."""
        self._parts.settings.set_language(code)
        self._window.show_notice(
            tr("The language changes when the program starts the next time."),
            BannerKind.INFO,
            tr("Restart now"),
            self.restart,
        )

    def restart(self) -> None:
        """Close, unless somebody does not want to; who runs the program starts it again."""
        project = self._parts.opening.project
        self.again = () if project is None else (str(project.images),)
        if not self._window.close():
            self.again = None

    def choose_device(self, name: str) -> None:
        """Run the net elsewhere, now and the next time."""
        self._parts.settings.set_device(name)
        self._parts.predicting.set_device(name)

    def _start_folder(self) -> Path:
        project = self._parts.opening.project
        if project is not None:
            return project.images
        recent = [path for path in self._parts.settings.recent if path.is_dir()]
        location = QStandardPaths.StandardLocation.PicturesLocation
        return recent[0] if recent else Path(QStandardPaths.writableLocation(location))


def _command_row(action: Action) -> CommandRow:
    return CommandRow(
        id=action.id,
        title=action.title.removesuffix("…"),
        group=heading(action.menu),
        keys=action.shortcuts,
        keywords=action.keywords,
        icon=action.icon,
        checked=action.checkable and action.checked(),
        about=action.tip,
    )
