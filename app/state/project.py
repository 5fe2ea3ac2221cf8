"""The project: a folder of images, and beside it everything a person made of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal

from app.state.document import Document
from app.state.index import ImageFacts, ImageStatus, Index, status_of
from app.state.listing import Entries, ImageEntry, first_look, lacks_images, list_names, no_images
from app.state.opened import Opened, read_opened
from app.state.paths import ProjectPaths
from app.state.place import claim, locate, name_within, prepare, release
from app.state.predicted_facts import forget_predicted, hashed
from app.state.project_file import (
    CHANNELS,
    UNKNOWN,
    Json,
    Others,
    ProjectData,
    read_project,
    save_project,
)
from fcn_core.colors import Color
from fcn_core.imaging.channels import Channels
from fcn_core.labels import VOC, Label, LabelSet
from fcn_core.masks import UNTOUCHED

SUBFOLDERS = "subfolders"


class Project(QObject):
    """An open project. Original images are never written. For the window's thread.

    `read` may run on any thread; it needs only `paths`.
    """

    images_changed = Signal()
    labels_changed = Signal()
    gone_changed = Signal()
    """Labels went or came back. `labels_changed` follows."""
    status_changed = Signal(str)

    def __init__(
        self, images: Path, paths: ProjectPaths, lock: QLockFile, data: ProjectData
    ) -> None:
        super().__init__()
        self.images, self.paths = images, paths
        self._lock, self._data = lock, data
        channels = data.channels  # or it raises, while nothing is open yet
        self._index = Index(paths)
        seen = first_look(images, self.has_subfolders)
        self.entries = Entries(images, seen.names, channels)
        self.is_listed = seen.is_complete
        """False while `entries` are the first image alone, until `take` brings all."""

    @classmethod
    def open(
        cls, folder: Path, folder_of_project: Path | None = None, labels: LabelSet = VOC
    ) -> Project:
        """Open the project of a folder of images, or make one with `labels` if it has any.

        `folder` may also be the project's own. Raises `FcnError`; `ReadOnlyFolderError` (with
        a `suggested` place) if nothing can be saved beside the images. Of a large folder only
        the first image is listed: see `is_listed`.
        """
        images, paths = locate(folder, folder_of_project)
        if not paths.project_file.exists() and lacks_images(images):
            raise no_images(images)
        lock = prepare(paths, images)
        try:
            paths = claim(paths)
            return cls(images, paths, lock, _data_of(images, paths, labels))
        except BaseException:
            release(lock)
            raise

    def close(self) -> None:
        """Let other windows open the project."""
        self._index.close()
        release(self._lock)

    # --- images -------------------------------------------------------------------------------

    @property
    def has_subfolders(self) -> bool:
        """True if the images in subfolders belong to the project too."""
        return bool(self.setting(SUBFOLDERS, False))

    def list_all(self) -> Entries:
        """All images, named anew. For any thread. Raises `FcnError`."""
        return Entries(self.images, list_names(self.images, self.has_subfolders))

    def take(self, entries: Entries) -> None:
        """These are the images from now on."""
        self.is_listed = True
        if entries.names != self.entries.names:
            self.entries = entries.seen_through(self.channels)
            self.images_changed.emit()

    @property
    def channels(self) -> Channels | None:
        """Those through which images that have them are seen; None: as it is usual."""
        return self.entries.channels

    def see_through(self, channels: Channels | None) -> None:
        """See images otherwise, of which none may be open. Raises `FcnError`, changing nothing."""
        if channels != self.channels:
            self.set_setting(CHANNELS, None if channels is None else str(channels))
            self.entries = self.entries.seen_through(channels)
            forget_predicted(self._index)
            self.images_changed.emit()

    def entry(self, image_id: str) -> ImageEntry | None:
        """The image with this id, if it is still there."""
        return self.entries.find(image_id)

    def entry_at(self, path: Path) -> ImageEntry | None:
        """An image file as an entry, also before it is listed; None if it lies elsewhere."""
        name = name_within(self.images, path)
        return None if name is None else self.entries.named(name.as_posix())

    def with_status(self, wanted: Collection[ImageStatus]) -> tuple[ImageEntry, ...]:
        """The images of any of these statuses, in their order."""
        return tuple(self.entries.of(self.ids_with_status(wanted)))

    def ids_with_status(self, wanted: Collection[ImageStatus]) -> tuple[str, ...]:
        """Their ids alone: cheap enough where these are most of very many."""
        status = self._index.status
        return tuple(i for i in self.entries.ids if status(i) in wanted)

    def corrected(self) -> frozenset[str]:
        """The ids of all corrected images, listed or not."""
        return frozenset(self._index.corrected())

    def unlisted(self) -> tuple[str, ...]:
        """The ids of corrected images that are not listed: in subfolders, or away."""
        return tuple(i for i in self._index.corrected() if self.entries.place(i) < 0)

    def facts(self, image_id: str) -> ImageFacts:
        """Status, reason, touched pixels and doubt of an image, as far as known."""
        return self._index[image_id]

    def status(self, image_id: str) -> ImageStatus:
        return self._index.status(image_id)

    def unreadable(self) -> tuple[ImageFacts, ...]:
        """What is known of images that cannot be read; see `app/state/failures.py`."""
        return self._index.unreadable()

    def set_status(self, image_id: str, status: ImageStatus) -> None:
        self.put(replace(self._index[image_id], status=status, reason=""))

    def set_doubt(self, image_id: str, doubt: float) -> None:
        """Remember the mean doubt (0-1) of an image's prediction."""
        self.put(replace(self._index[image_id], doubt=doubt))

    def set_labels_found(self, image_id: str, labels: frozenset[int]) -> None:
        """Remember which labels an image shows."""
        self.put(replace(self._index[image_id], labels=labels))

    def forget_predicted(self) -> None:
        """Another net is in use: what the one before said of images is known no more."""
        forget_predicted(self._index)

    def highest_label_found(self) -> int:
        """Of those that any image shows, whether it has a name or not; -1 if none does."""
        return self._index.highest_label()

    def note_document(self, document: Document) -> None:
        """Bring status and touched pixels of an open image up to date."""
        corrections = document.corrections
        self.note_touched(document.image_id, corrections.touched, corrections.values_HW.size)

    def note_touched(self, image_id: str, touched: int, pixels: int) -> None:
        """Remember how many pixels of an image are corrected, and its status with them."""
        facts, status = self._index[image_id], status_of(touched, pixels)
        self.put(replace(facts, status=status, touched=touched, reason=""))

    def read(self, path: Path) -> Opened:
        """As `read_opened` does. For any one thread. Raises `FcnError`."""
        return read_opened(self.paths, self.images, path)

    # --- labels and settings ------------------------------------------------------------------

    @property
    def labels(self) -> LabelSet:
        return self._data.labels

    def set_labels(self, labels: LabelSet) -> None:
        """Replace the label set. Ids are positions: existing ones must keep theirs."""
        self._change_labels(replace(self._data, labels=labels))

    @property
    def gone(self) -> Mapping[int, int]:
        """What became of labels that were merged (another id) or deleted (UNTOUCHED)."""
        return self._data.gone

    @property
    def living(self) -> tuple[int, ...]:
        """The labels that are not gone, in order."""
        return tuple(label for label in range(len(self.labels)) if label not in self.gone)

    def remove_labels(self, labels: Iterable[int], into: int = UNTOUCHED) -> None:
        """Labels that are gone from now on; of pixels it says nothing. Raises `FcnError`."""
        self._change_labels(self._data.without(labels, into))

    def restore_label(self, label: int) -> None:
        """A label that was gone is there again. Raises `FcnError`."""
        self._change_labels(self._data.with_again(label))

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

    # --- the held-out split -------------------------------------------------------------------

    def remember_hashes(self, found: Mapping[str, tuple[str, str]]) -> None:
        """The sha256 that somebody found of images, and their `file_state` then, by their ids."""
        facts = ((self._index[image_id], *what) for image_id, what in found.items())
        self._index.put(
            *(replace(known, hash=digest, stat=state) for known, digest, state in facts)
        )

    def hashed(self) -> dict[str, tuple[str, str]]:
        """The hash, and the state of its file then, of each image that was ever hashed."""
        return hashed(self._index)

    def is_held_out(self, image_id: str) -> bool:
        """True if no run learns from this image, as far as has been decided."""
        return self._index[image_id].hash in self._data.held_out

    def split(
        self, hashes: Mapping[ImageEntry, str], others: Others = UNKNOWN, *, decides: bool = True
    ) -> tuple[set[ImageEntry], set[ImageEntry]]:
        """(training, held out) of the corrected images; see `ProjectData.with_split`.

        What is decided stays decided; without `decides` it is a look ahead. Raises `FcnError`.
        """
        data, decided = self._data, self._data.with_split({*hashes.values()}, others)
        if decides and decided != data:
            self._save(decided)
            for entry, digest in hashes.items():
                if digest in decided.held_out and digest not in data.held_out:
                    self.status_changed.emit(entry.image_id)
        held = {entry for entry, digest in hashes.items() if digest in decided.held_out}
        return set(hashes) - held, held

    def put(self, facts: ImageFacts) -> None:
        """Remember what is known of an image, and say so if it is news."""
        if facts != self._index[facts.image_id]:
            self._index.put(facts)
            self.status_changed.emit(facts.image_id)

    def _change_labels(self, data: ProjectData) -> None:
        before = self._data
        if data != before:
            self._save(data)
            if data.gone != before.gone:
                self.gone_changed.emit()
            self.labels_changed.emit()

    def _save(self, data: ProjectData) -> None:
        save_project(self.paths, data)
        self._data = data


def _data_of(images: Path, paths: ProjectPaths, labels: LabelSet) -> ProjectData:
    """What a project's file says, written where that is news. Raises `FcnError`."""
    data = read_project(paths)
    if data is None:
        data = ProjectData(images=str(images), labels=labels)
        save_project(paths, data)
    elif paths.root.parent != images and data.images != str(images):
        data = replace(data, images=str(images))  # they are elsewhere by now
        save_project(paths, data)
    return data
