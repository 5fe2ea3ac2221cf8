"""The rows behind the image list: filtered, sorted, and quick for 100,000 of them.

Filtering is one pass over plain values; a thumbnail is kept for the rows seen last only.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage, QPixmap

from app.language import QT_TR_NOOP, some, tr
from app.state.index import ImageStatus
from app.views.values import ImageRow, ImageRows, Judged
from app.views.words import percent

THUMBNAILS_KEPT = 600
# Labels that the net finds, in a tip.
MOST_TOLD = 6
ROW_ROLE = Qt.ItemDataRole.UserRole
THUMBNAIL_ROLE = Qt.ItemDataRole.UserRole + 1
STATUS_TEXT = {
    ImageStatus.NEW: QT_TR_NOOP("Not corrected"),
    ImageStatus.CORRECTED: QT_TR_NOOP("Corrected"),
    ImageStatus.ACCEPTED: QT_TR_NOOP("Accepted"),
    ImageStatus.UNREADABLE: QT_TR_NOOP("Cannot be read"),
}
Index = QModelIndex | QPersistentModelIndex


class SortBy(StrEnum):
    """How images are ordered. They are given in the order of their names."""

    NAME = "name"
    DOUBT = "doubt"
    DATE = "date"


@dataclass(frozen=True, kw_only=True)
class ImageFilter:
    """Which images are shown: a part of the name, one status, one label (None: any)."""

    text: str = ""
    status: ImageStatus | None = None
    label: int | None = None

    def places(self, names: Sequence[str], image: Callable[[int], Judged]) -> Sequence[int]:
        """Which images are shown. `image` is asked only for those that names do not decide."""
        if self == ImageFilter():
            return range(len(names))
        text = self.text.casefold()
        named = [place for place, name in enumerate(names) if text in name.casefold()]
        if self.status is None and self.label is None:
            return named
        return [place for place in named if self._matches(image(place))]

    def _matches(self, image: Judged) -> bool:
        if self.label is not None and self.label not in image.labels:
            return False
        if self.status is ImageStatus.UNREADABLE:
            return not image.is_readable
        return self.status is None or image.status is self.status


class ImageModel(QAbstractListModel):
    """All images of the project; its rows are those that the filter lets through."""

    arranged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images = ImageRows.of(())
        self._dates: Mapping[str, float] = {}
        self._position: dict[str, int] = {}
        self._shown: Sequence[int] = ()
        self._row_of: Mapping[int, int] | None = None
        self._thumbnails: OrderedDict[str, QPixmap] = OrderedDict()
        self.filter = ImageFilter()
        self.sorting = SortBy.NAME
        self.label_names: Sequence[str] = ()
        """By label id."""

    # --- what is in it --------------------------------------------------------------------------

    def set_images(self, images: Sequence[ImageRow]) -> None:
        """Replace all images, given in the order of their names. Ids must be unique."""
        self._images = ImageRows.of(images)
        self._position = {image_id: i for i, image_id in enumerate(self._images.ids)}
        if len(self._position) != len(self._images):
            raise ValueError("two images have the same id")
        known = self._position.keys()
        for image_id in [i for i in self._thumbnails if i not in known]:
            del self._thumbnails[image_id]
        self.arrange(self.filter, self.sorting)

    def arrange(self, only: ImageFilter, sort: SortBy) -> None:
        """Filter and sort anew."""
        self.beginResetModel()
        self.filter, self.sorting = only, sort
        shown = only.places(self._images.names, self._images.judge)
        if sort is not SortBy.NAME:
            shown = sorted(shown, key=self._doubt if sort is SortBy.DOUBT else self._age)
        self._shown = shown
        is_all = isinstance(shown, range)
        self._row_of = None if is_all else {place: row for row, place in enumerate(shown)}
        self.endResetModel()
        self.arranged.emit()

    def set_dates(self, dates: Mapping[str, float]) -> None:
        """When each image was changed last (seconds since 1970), to sort by."""
        self._dates = dates
        self.arrange(self.filter, self.sorting)

    def update_row(self, image_id: str) -> None:
        """Read one image's row anew. It keeps its place until the list is arranged anew."""
        self._changed(self._position[image_id])

    def forget_thumbnails(self) -> None:
        """All images are seen otherwise: those in sight are asked for anew."""
        self._thumbnails.clear()
        self.arrange(self.filter, self.sorting)

    def set_thumbnail(self, image_id: str, thumbnail: QImage) -> None:
        """Keep a thumbnail. Unknown ids (of a project just closed) are no news to anybody."""
        if image_id not in self._position:
            return
        self._thumbnails[image_id] = QPixmap.fromImage(thumbnail)
        self._thumbnails.move_to_end(image_id)
        while len(self._thumbnails) > THUMBNAILS_KEPT:
            self._thumbnails.popitem(last=False)
        self._changed(self._position[image_id])

    # --- questions ------------------------------------------------------------------------------

    @property
    def images(self) -> Sequence[ImageRow]:
        """All images, shown or not."""
        return self._images

    def order(self) -> Sequence[str]:
        """Ids of the shown images, top to bottom."""
        ids = self._images.ids
        return ids if self._row_of is None else [ids[i] for i in self._shown]

    def image_at(self, row: int) -> ImageRow:
        """The image in a row of the list."""
        return self._images[self._shown[row]]

    def row_of(self, image_id: str) -> ImageRow:
        """All that is known of an image. `KeyError` for an unknown id."""
        return self._images[self._position[image_id]]

    def index_of(self, image_id: str) -> QModelIndex:
        """Where an image is shown; an invalid index if it is not."""
        position = self._position.get(image_id)
        row = position if self._row_of is None or position is None else self._row_of.get(position)
        return QModelIndex() if row is None else self.index(row)

    def lacking(self, first: int, last: int) -> list[str]:
        """Ids of readable images in rows first..last that have no thumbnail yet."""
        images = (
            self.image_at(row) for row in range(max(first, 0), min(last + 1, len(self._shown)))
        )
        return [
            image.image_id
            for image in images
            if image.image_id not in self._thumbnails and image.is_readable
        ]

    # --- Qt's model -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        image = self.image_at(index.row())
        if role == ROW_ROLE:
            return image
        if role == THUMBNAIL_ROLE:
            return self._thumbnails.get(image.image_id)
        return _words(image, role, self.label_names)

    def _doubt(self, position: int) -> float:
        doubt = self._images.judge(position).doubt
        return 1.0 if doubt is None else -doubt

    def _age(self, position: int) -> float:
        return -self._dates.get(self._images.ids[position], 0.0)

    def _changed(self, position: int) -> None:
        row = position if self._row_of is None else self._row_of.get(position)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row))


def _words(image: ImageRow, role: int, names: Sequence[str]) -> str | None:
    if role == Qt.ItemDataRole.DisplayRole:
        return image.name
    if role == Qt.ItemDataRole.ToolTipRole:
        return describe(image, names)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return describe(image, names).replace("\n", ", ")
    return None


def describe(image: ImageRow, names: Sequence[str] = ()) -> str:
    """All about an image in a few short lines; `names` are the labels'."""
    lines = [image.tip or image.name, tr(STATUS_TEXT[image.status])]
    if image.problem:
        lines.append(image.problem)
    if image.doubt is not None:
        rough = tr("Doubt about {share}: not yet predicted with the net in use")
        said = rough if image.rough else tr("Doubt {share}")
        lines.append(said.format(share=percent(image.doubt)))
    found = [f"{names[i]} {percent(s)}" for i, s in image.shares if i < len(names)]
    if found:
        lines.append(tr("The net finds: {labels}").format(labels=some(found, MOST_TOLD)))
    if image.held_out:
        lines.append(tr("Held out: fine-tuning is checked on it and never learns from it"))
    return "\n".join(lines)
