"""The project: a folder of images, and beside it everything a person made of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from PySide6.QtCore import QLockFile, QObject, Signal

from app.state.document import Document, Opened
from app.state.index import ImageFacts, ImageStatus, Index, status_of
from app.state.paths import FOLDER_NAME, ProjectPaths, image_id
from app.state.place import prepare, project_folder
from app.state.project_file import Json, ProjectData, read_project, write_project
from app.state.recovery import recover
from fcn_core.colors import Color
from fcn_core.errors import FcnError
from fcn_core.images import list_images, read_image
from fcn_core.labels import VOC, Label, LabelSet
from fcn_core.split import choose_held_out, content_hash


@dataclass(frozen=True)
class ImageEntry:
    """One image of a project."""

    image_id: str
    path: Path


class Project(QObject):
    """An open project. Original images are never written. For the window's thread.

    `read` may run on any thread; it needs only `paths`.
    """

    images_changed = Signal()
    labels_changed = Signal()
    settings_changed = Signal()
    status_changed = Signal(str)

    def __init__(
        self,
        images: Path,
        paths: ProjectPaths,
        lock: QLockFile,
        data: ProjectData,
        listed: Sequence[Path],
    ) -> None:
        super().__init__()
        self.images, self.paths = images, paths
        self._lock, self._data = lock, data
        self._index = Index(paths)
        self.entries: tuple[ImageEntry, ...] = ()
        self._by_id: dict[str, ImageEntry] = {}
        self._list(listed)

    @classmethod
    def open(
        cls, folder: Path, folder_of_project: Path | None = None, labels: LabelSet = VOC
    ) -> Project:
        """Open the project of a folder of images, or make one with `labels`.

        `folder` may also be the project's own. Raises `FcnError`; `ReadOnlyFolderError` (with
        a `suggested` place) if nothing can be saved beside the images.
        """
        folder = folder.absolute()
        if ProjectPaths(folder).project_file.exists():
            folder_of_project, folder = folder, _images_of(ProjectPaths(folder))
        listed = list_images(folder)
        paths = ProjectPaths((folder_of_project or project_folder(folder)).absolute())
        lock = prepare(paths, folder)
        try:
            data = read_project(paths)
            if data is None:
                data = ProjectData(images=str(folder), labels=labels)
                _write(paths, data)
            return cls(folder, paths, lock, data, listed)
        except BaseException:
            lock.unlock()
            raise

    def close(self) -> None:
        """Let other windows open the project."""
        self._index.close()
        self._lock.unlock()

    # --- images -------------------------------------------------------------------------------

    def refresh(self) -> None:
        """List the images anew. Reads names only."""
        self._list(list_images(self.images))

    def _list(self, listed: Sequence[Path]) -> None:
        entries = tuple(ImageEntry(image_id(PurePath(path.name)), path) for path in listed)
        if entries != self.entries:
            self.entries = entries
            self._by_id = {entry.image_id: entry for entry in entries}
            self.images_changed.emit()

    def entry(self, image_id: str) -> ImageEntry | None:
        """The image with this id, if it is still there."""
        return self._by_id.get(image_id)

    def facts(self, image_id: str) -> ImageFacts:
        """Status, reason, touched pixels and doubt of an image, as far as known."""
        return self._index[image_id]

    def status(self, image_id: str) -> ImageStatus:
        return self._index[image_id].status

    def set_status(self, image_id: str, status: ImageStatus, reason: str = "") -> None:
        self._update(replace(self._index[image_id], status=status, reason=reason))

    def set_doubt(self, image_id: str, doubt: float) -> None:
        """Remember the mean doubt (0-1) of an image's prediction."""
        self._update(replace(self._index[image_id], doubt=doubt))

    def note_document(self, document: Document) -> None:
        """Bring status and touched pixels of an open image up to date."""
        corrections = document.corrections
        touched = corrections.touched
        status = status_of(touched, corrections.values_HW.size)
        facts = self._index[document.image_id]
        self._update(replace(facts, status=status, touched=touched, reason=""))

    def read(self, path: Path) -> Opened:
        """Image, corrections and history of an image file. For any one thread.

        Nothing of this image may be waiting to be written. Raises `FcnError`.
        """
        image = read_image(path)
        name = image_id(path.absolute().relative_to(self.images))
        height, width = image.shape[:2]
        found = recover(self.paths, name, (height, width))
        return Opened(
            image_id=name,
            path=path,
            image_HWC=image,
            corrections_HW=found.corrections_HW,
            revision=found.revision,
            done=found.done,
            undone=found.undone,
            base=found.base,
            notes=found.notes,
        )

    def load_document(self, path: Path) -> Document:
        """`read` and make a document, noting the image's status. Raises `FcnError`."""
        try:
            document = Document(self.read(path))
        except FcnError as error:
            name = image_id(path.absolute().relative_to(self.images))
            self.set_status(name, ImageStatus.UNREADABLE, str(error))
            raise
        self.note_document(document)
        return document

    # --- labels and settings ------------------------------------------------------------------

    @property
    def labels(self) -> LabelSet:
        return self._data.labels

    def set_labels(self, labels: LabelSet) -> None:
        """Replace the label set. Ids are positions: existing ones must keep theirs."""
        if labels != self._data.labels:
            self._save(replace(self._data, labels=labels))
            self.labels_changed.emit()

    def add_label(self, name: str, color: Color) -> int:
        """Add a label at the end and return its id. Raises `FcnError` (name taken, too many)."""
        self.set_labels(self.labels.added(Label(name=name, color=color)))
        return len(self.labels) - 1

    def rename_label(self, label: int, name: str) -> None:
        self.set_labels(self.labels.changed(label, name=name))

    def recolor_label(self, label: int, color: Color) -> None:
        self.set_labels(self.labels.changed(label, color=color))

    def setting(self, key: str, default: Json = None) -> Json:
        """A setting that belongs to this project."""
        return self._data.settings.get(key, default)

    def set_setting(self, key: str, value: Json) -> None:
        if key not in self._data.settings or self._data.settings[key] != value:
            self._save(replace(self._data, settings={**self._data.settings, key: value}))
            self.settings_changed.emit()

    # --- the held-out split -------------------------------------------------------------------

    def hash_of(self, entry: ImageEntry) -> str:
        """sha256 of an image's bytes; computed again only when the file has changed."""
        stat = entry.path.stat()
        state = f"{stat.st_size} {stat.st_mtime_ns}"
        facts = self._index[entry.image_id]
        if facts.hash and facts.stat == state:
            return facts.hash
        digest = content_hash(entry.path)
        self._index.put(replace(facts, hash=digest, stat=state))
        return digest

    def split(self, entries: Iterable[ImageEntry]) -> tuple[set[ImageEntry], set[ImageEntry]]:
        """(training, held out) of the corrected images; what is decided stays decided."""
        hashes = {entry: self.hash_of(entry) for entry in entries}
        data = self._data
        held_out = choose_held_out([*hashes.values()], data.held_out, data.training)
        decided = replace(
            data,
            held_out=data.held_out | held_out,
            training=(data.training | set(hashes.values())) - held_out,
        )
        if decided != data:
            self._save(decided)
        held = {entry for entry, digest in hashes.items() if digest in held_out}
        return set(hashes) - held, held

    def _update(self, facts: ImageFacts) -> None:
        if facts != self._index[facts.image_id]:
            self._index.put(facts)
            self.status_changed.emit(facts.image_id)

    def _save(self, data: ProjectData) -> None:
        _write(self.paths, data)
        self._data = data


def _write(paths: ProjectPaths, data: ProjectData) -> None:
    try:
        write_project(paths, data)
    except OSError as error:
        raise FcnError(
            f"{paths.project_file} cannot be written ({error.strerror}). Nothing was changed.",
            "Free some space or check the folder's permissions, then try again.",
        ) from error


def _images_of(paths: ProjectPaths) -> Path:
    """The images' folder of a project: the one it lies in, else the one it was made for."""
    around = paths.root.parent
    data = read_project(paths)
    beside = paths.root.name == FOLDER_NAME and list_images(around)
    return around if beside or data is None else Path(data.images)
