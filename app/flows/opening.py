"""Opening: folders become projects, images become documents; what cannot be read is skipped.

Images are read in a thread. The documents seen last stay in memory, and so does every one that
is not wholly on disk, so that nothing is read while it is being written.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.flows.listing import Listing
from app.flows.open_documents import KeptDocuments
from app.flows.opening_words import folder_of, not_copied, not_saved
from app.flows.passing_on import OF_DOCUMENT, OF_PROJECT, PassingOn
from app.flows.saving import Saving
from app.jobs.corrected import CorrectionsSource
from app.language import tr
from app.resources import copy_photos
from app.spoken import spoken
from app.state.document import Document
from app.state.failures import note_failure
from app.state.listing import ImageEntry
from app.state.opened import Opened
from app.state.place import LockedError, ReadOnlyFolderError, TwoProjectsError, leads_to
from app.state.project import Project
from app.state.settings import Settings
from app.workers.background import Background
from fcn_core.errors import FcnError
from fcn_core.imaging.pages import file_of


class Opening(PassingOn):
    """The open project and the open document. The flows that follow them are its children."""

    closing = Signal()
    """All images are about to be saved and closed."""
    project_changed = Signal(object)
    """Project or None."""
    document_changed = Signal(object)
    """Document or None. Its project is the open one."""
    awaited = Signal(object)
    """ImageEntry that is read; `document_changed` or `stayed` follows."""
    stayed = Signal(str)
    """Image id that is shown still, or nothing: another was wanted, but failed or was given up."""
    said = Signal(str)
    """A sentence for the user: what recovery found."""
    asked = Signal(object, object)
    """Folder, `ReadOnlyFolderError` or `TwoProjectsError`: ask; `open_folder` before you return."""

    def __init__(
        self,
        saving: Saving,
        listing: Listing,
        reader: Background,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._saving, self._listing = saving, listing
        self._reader, self._settings = reader, settings
        self.project: Project | None = None
        self.document: Document | None = None
        self._live = KeptDocuments(saving)
        self._wanted: tuple[ImageEntry, int] | None = None
        self._reading: ImageEntry | None = None
        self.gone_changed.connect(self._reread)
        saving.saved.connect(lambda _: self._live.forget_oldest(self.document))

    # --- projects -----------------------------------------------------------------------------

    def open_path(self, path: Path) -> None:
        """A folder, or an image, whose folder is opened and which is shown."""
        try:
            folder, image = folder_of(path)
        except FcnError as error:
            self.problem.emit(error)
        else:
            self.open_folder(folder, show=image)

    def open_folder(
        self, folder: Path, project_folder: Path | None = None, show: Path | None = None
    ) -> None:
        """Open the project of a folder and show `show`, the image shown last, or the first."""
        try:
            now = self.project
            if now is not None and leads_to(now.images, now.paths, folder, project_folder):
                self._look_again(show)
                return
            project = Project.open(folder, project_folder)
        except (ReadOnlyFolderError, TwoProjectsError) as error:
            self.asked.emit(folder, error)
            if self.project is not None and self.project.images == folder.absolute():
                self._show_first(show)
            return
        except FcnError as error:
            if isinstance(error, LockedError) and error.is_ours and self.project is not None:
                if self.project.paths.is_in_place:
                    self._look_again(show)
                elif self.close():  # its folder was renamed, and nothing is left to save
                    self.open_folder(folder, project_folder, show)
            else:
                self.problem.emit(error)
            return
        if not self.close():
            project.close()
            return
        if project.entries:
            self._settings.add_recent(project.images)
        self.project = project
        self._listing.set_project(project)
        self._pass_on(OF_PROJECT, None, project)
        self.project_changed.emit(project)
        self._show_first(show)
        self._listing.complete(self.show_any)

    def open_samples(self, samples: Path, copies: Path) -> None:
        """Open the sample photos. They are copied, for nothing is written into the program."""
        try:
            copy_photos(samples, copies)
        except OSError as error:
            self.problem.emit(not_copied(copies, error))
            return
        self.open_folder(copies)

    def include_subfolders(self, included: bool) -> None:
        """List the images in subfolders too, or no longer."""
        self._listing.include_subfolders(included, self.show_any)

    def close(self) -> bool:
        """Save everything and close the project. False, saying so, if something is unsaved."""
        if not self.let_go():
            return False
        if self.project is not None:
            self._reader.flush()
            project, self.project = self.project, None
            self._pass_on(OF_PROJECT, project, None)
            self._listing.set_project(None)
            self.project_changed.emit(None)
            project.close()
        return True

    def corrections_source(self, project: Project) -> CorrectionsSource:
        """The corrections as they are now, for threads that read them."""
        return self._live.source(project)

    # --- images -------------------------------------------------------------------------------

    def let_go(self) -> bool:
        """Save everything and show nothing. False, saying so, if something is unsaved."""
        self.closing.emit()
        if unsaved := self._saving.flush():
            self.problem.emit(not_saved([document.image_id for document in unsaved]))
            return False
        self._wanted = None
        self._set_document(None)
        self._live.forget_all()
        return True

    def show(self, image_id: str) -> None:
        """Show an image of the project."""
        entry = self.project.entry(image_id) if self.project is not None else None
        if entry is not None:
            self._want(entry, 0)

    def open_document(self, image_id: str) -> Document | None:
        """The document of an image that is in memory: what is on disk may be older."""
        return self._live.find(image_id)

    def forget(self, document: Document) -> bool:
        """Let go of a document; False if it is shown, or not wholly on disk."""
        return self._live.forget(document, self.document)

    @property
    def documents(self) -> tuple[Document, ...]:
        """All that are in memory, whether their images are listed or not."""
        return tuple(self._live)

    def is_being_read(self, image_id: str) -> bool:
        """True while an image is on its way to become a document."""
        wanted = None if self._wanted is None else self._wanted[0]
        return any(e is not None and e.image_id == image_id for e in (wanted, self._reading))

    @property
    def coming(self) -> str:
        """The id of the image that was asked for and is not shown yet; empty if there is none."""
        return self._wanted[0].image_id if self._wanted else ""

    def step(self, by: int) -> None:
        """Next (1) or previous (-1) image; those that cannot be read are passed over."""
        entry = self._listing.neighbour(self.coming or self._shown, by)
        if entry is not None:
            self._want(entry, by)

    def can_step(self, by: int) -> bool:
        """True if there is a next (1) or previous (-1) image."""
        return bool(self._shown and self._listing.neighbour(self._shown, by))

    def _reread(self) -> None:
        assert self.project is not None
        self._live.reread(self.project, self.document)

    def _look_again(self, show: Path | None) -> None:
        """The open project was opened once more."""
        self._show_first(show)
        self._listing.renew()

    def show_any(self) -> None:
        """An image, where none is shown or read yet."""
        if self.document is None and self._wanted is None:
            self._show_first(None)

    def _show_first(self, path: Path | None) -> None:
        assert self.project is not None
        wanted = None if path is None else self.project.entry_at(path)
        if wanted is not None:
            self._want(wanted, 0)
        elif entries := self.project.entries:
            self._want(shown_last(self.project, self._settings) or entries[0], 1)

    def _want(self, entry: ImageEntry, step: int) -> None:
        if (live := self._live.find(entry.image_id)) is not None:
            self._wanted = None
            if live is self.document:
                self.stayed.emit(self._shown)
            self._set_document(live)
            return
        self._wanted = (entry, step)
        self.awaited.emit(entry)
        self._read()

    def _read(self) -> None:
        if self._reading is not None or self._wanted is None or self.project is None:
            return
        (entry, step), project = self._wanted, self.project
        self._reading = entry
        self._reader.submit(
            lambda: project.read(entry.path),
            lambda opened: self._finish(project, entry, opened),
            lambda error: self._fail(project, entry, step, error),
        )

    def _finish(self, project: Project, entry: ImageEntry, opened: Opened) -> None:
        self._reading = None
        if self.project is not project or self._wanted is None or self._wanted[0] != entry:
            self._read()
            return
        self._wanted = None
        document = Document(opened)
        self._live.add(project, document)
        for note in document.notes:
            self.said.emit(f"{document.image_id}: {spoken(note)}")
        self._set_document(document)

    def _fail(self, project: Project, entry: ImageEntry, step: int, error: Exception) -> None:
        self._reading = None
        if self.project is project:
            if not isinstance(error, FcnError):
                error = FcnError(str(error), tr("The other images are not affected."))
            note_failure(project, entry.image_id, error.problem)
            self.problem.emit(error)
            if self._wanted is not None and self._wanted[0] == entry:
                following = self._listing.neighbour(entry.image_id, step)
                self._wanted = (following, step) if following is not None else None
            if self._wanted is None:
                self.stayed.emit(self._shown)
        self._read()

    @property
    def _shown(self) -> str:
        return "" if self.document is None else self.document.image_id

    def _set_document(self, document: Document | None) -> None:
        if document is self.document:
            return
        self._pass_on(OF_DOCUMENT, self.document, document)
        self.document = document
        if document is not None:
            self._live.see(document)
            self._saving.save_now()
        self.document_changed.emit(document)
        self._live.forget_oldest(document)


def shown_last(project: Project, settings: Settings) -> ImageEntry | None:
    """The image at which somebody stopped, if it is there still."""
    image_id = settings.image(project.images)
    if project.is_listed or not image_id:
        return project.entry(image_id)
    entry = project.entries.named(image_id)  # most are called as their ids are
    return entry if entry.image_id == image_id and file_of(entry.path).is_file() else None
