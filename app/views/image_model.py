"""The rows behind the image list: filtered, sorted, and quick for 100,000 of them.

Filtering is one pass over plain values; a thumbnail is kept for the rows seen last only.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
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

from app.state.index import ImageStatus
from app.views.values import ImageRow

DIGITS = re.compile(r"(\d+)")
THUMBNAILS_KEPT = 600
ROW_ROLE = Qt.ItemDataRole.UserRole
THUMBNAIL_ROLE = Qt.ItemDataRole.UserRole + 1
STATUS_TEXT = {
    ImageStatus.NEW: "Not corrected",
    ImageStatus.CORRECTED: "Corrected",
    ImageStatus.ACCEPTED: "Accepted",
    ImageStatus.UNREADABLE: "Cannot be read",
}
Index = QModelIndex | QPersistentModelIndex


class SortBy(StrEnum):
    """How images are ordered. `ADDED` is the order in which they were given."""

    NAME = "name"
    DOUBT = "doubt"
    ADDED = "added"


@dataclass(frozen=True, kw_only=True)
class ImageFilter:
    """Which images are shown: a part of the name, one status, one label (None: any)."""

    text: str = ""
    status: ImageStatus | None = None
    label: int | None = None

    def matches(self, image: ImageRow) -> bool:
        """True if `image` is to be shown."""
        return (
            (self.status is None or image.status is self.status)
            and (self.label is None or self.label in image.labels)
            and self.text.casefold() in image.name.casefold()
        )

    @property
    def is_free(self) -> bool:
        """True if everything is shown."""
        return self == ImageFilter()


class ImageModel(QAbstractListModel):
    """All images of the project; its rows are those that the filter lets through."""

    arranged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images: list[ImageRow] = []
        self._position: dict[str, int] = {}
        self._shown: list[int] = []
        self._row_of: dict[int, int] = {}
        self._thumbnails: OrderedDict[str, QPixmap] = OrderedDict()
        self.filter = ImageFilter()
        self.sorting = SortBy.NAME

    # --- what is in it --------------------------------------------------------------------------

    def set_images(self, images: Sequence[ImageRow]) -> None:
        """Replace all images. Ids must be unique."""
        self._images = list(images)
        self._position = {image.image_id: i for i, image in enumerate(self._images)}
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
        images = self._images
        shown = [i for i, image in enumerate(images) if only.is_free or only.matches(image)]
        if sort is SortBy.NAME:
            shown.sort(key=lambda i: _natural(images[i].name))
        elif sort is SortBy.DOUBT:
            shown.sort(key=lambda i: -1.0 if images[i].doubt is None else -(images[i].doubt or 0.0))
            shown.sort(key=lambda i: images[i].doubt is None)
        self._shown = shown
        self._row_of = {position: row for row, position in enumerate(shown)}
        self.endResetModel()
        self.arranged.emit()

    def update_row(self, image_id: str, **changes: Any) -> None:
        """Change fields of one image. It keeps its place until the list is arranged anew."""
        position = self._position[image_id]
        self._images[position] = replace(self._images[position], **changes)
        self._changed(position)

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

    def order(self) -> list[str]:
        """Ids of the shown images, top to bottom."""
        return [self._images[i].image_id for i in self._shown]

    def image_at(self, row: int) -> ImageRow:
        """The image in a row of the list."""
        return self._images[self._shown[row]]

    def index_of(self, image_id: str) -> QModelIndex:
        """Where an image is shown; an invalid index if it is not."""
        row = self._row_of.get(self._position.get(image_id, -1))
        return QModelIndex() if row is None else self.index(row)

    def lacking(self, first: int, last: int) -> list[str]:
        """Ids of readable images in rows first..last that have no thumbnail yet."""
        images = (
            self.image_at(row) for row in range(max(first, 0), min(last + 1, len(self._shown)))
        )
        return [
            image.image_id
            for image in images
            if image.image_id not in self._thumbnails and image.status is not ImageStatus.UNREADABLE
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
        return _words(image, role)

    def _changed(self, position: int) -> None:
        row = self._row_of.get(position)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row))


def _words(image: ImageRow, role: int) -> str | None:
    if role == Qt.ItemDataRole.DisplayRole:
        return image.name
    if role == Qt.ItemDataRole.ToolTipRole:
        return describe(image)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return describe(image).replace("\n", ", ")
    return None


def describe(image: ImageRow) -> str:
    """All about an image in a few short lines."""
    lines = [image.tip or image.name, STATUS_TEXT[image.status]]
    if image.problem:
        lines.append(image.problem)
    if image.doubt is not None:
        lines.append(f"Doubt {image.doubt:.0%}")
    if image.held_out:
        lines.append("Held out: fine-tuning is checked on it and never learns from it")
    return "\n".join(lines)


def _natural(name: str) -> list[str | int]:
    """A key that puts "img2" before "img10": text and numbers take turns, text first."""
    parts = DIGITS.split(name.casefold())
    return [int(part) if i % 2 else part for i, part in enumerate(parts)]
