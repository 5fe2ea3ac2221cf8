"""The values that panels show and hand out: plain frozen data. Flows never touch widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, overload

from app.state.index import ImageStatus
from app.state.wishes import Device, NetWish


class Judged(Protocol):
    """What images are filtered and sorted by, as `ImageRow` has it."""

    @property
    def status(self) -> ImageStatus: ...
    @property
    def doubt(self) -> float | None: ...
    @property
    def labels(self) -> frozenset[int]: ...
    @property
    def is_readable(self) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class ImageRow:
    """One image of the list. `doubt` is its mean doubt (0-1, None: unknown), which is `rough`
    where the net in use has not predicted the whole of it;
    `problem` says why it cannot be read, whatever the status; `labels` are the ids found in it, and
    `shares` what the net finds: label ids and their shares of the image (0-1), largest first.
    """

    image_id: str
    name: str
    tip: str = ""
    status: ImageStatus = ImageStatus.NEW
    doubt: float | None = None
    rough: bool = False
    problem: str = ""
    held_out: bool = False
    labels: frozenset[int] = frozenset()
    shares: tuple[tuple[int, float], ...] = ()

    @property
    def is_readable(self) -> bool:
        """False if reading it failed; people may have corrected it before."""
        return not self.problem and self.status is not ImageStatus.UNREADABLE


class ImageRows(Sequence[ImageRow]):
    """The rows of many images, each made when somebody looks at it.

    `ids` and `names` are those of all rows, in their order; `make` gets a place in it. So does
    `judge`, for filters and sorting: making all rows would take seconds.
    """

    def __init__(
        self,
        ids: Sequence[str],
        names: Sequence[str],
        make: Callable[[int], ImageRow],
        judge: Callable[[int], Judged] | None = None,
    ) -> None:
        self.ids, self.names, self._make = ids, names, make
        self.judge: Callable[[int], Judged] = judge or make

    @classmethod
    def of(cls, rows: Sequence[ImageRow]) -> ImageRows:
        """Rows that are there already."""
        if isinstance(rows, ImageRows):
            return rows
        return cls([row.image_id for row in rows], [row.name for row in rows], rows.__getitem__)

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> ImageRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[ImageRow]: ...
    def __getitem__(self, at: int | slice) -> ImageRow | list[ImageRow]:
        if isinstance(at, slice):
            return [self._make(place) for place in range(*at.indices(len(self)))]
        return self._make(at)


@dataclass(frozen=True, kw_only=True)
class RecentProject:
    """One line of the start page. `detail` is a short sentence ("12 images, 3 corrected")."""

    path: str
    title: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class LabelExamples:
    """What the corrections hold of one label. `known`: the net has been trained on it before."""

    name: str
    color: tuple[int, int, int]
    images: int
    pixels: int
    known: bool = True


@dataclass(frozen=True, kw_only=True)
class TrainingPreview:
    """What a fine-tuning run would do. `problem` says what is missing (fewer than two corrected
    images, ...); with `can_force` it can be run all the same ("trust me"). `warnings` are about
    single images. Times in seconds. `parent` is the net it starts from and `in_use` the one in
    use, if that is another; with `may_change` the run looks for one that knows the labels better.
    `unfinished` is how many images lack nothing but that their rest is
    taken as background.
    """

    images: int
    held_out: int
    labels: tuple[LabelExamples, ...]
    parent: str
    seconds: float
    memory_mb: int
    devices: tuple[Device, ...]
    device: str
    problem: str = ""
    can_force: bool = False
    in_use: str = ""
    may_change: bool = False
    warnings: tuple[str, ...] = ()
    unfinished: int = 0


@dataclass(frozen=True, kw_only=True)
class ModelRow:
    """One net of the registry. `created` is readable text; scores are mean IU (0-1) on the
    `checked_on` held-out images of its own run; `others`: not those of the net in use.
    `parent_id` is empty for a net that comes with the program, and `about` says what such a net
    is for. `note` is a person's, whatever else is known; `origin` says where a net was made that
    was added.
    """

    model_id: str
    title: str
    parent_id: str = ""
    created: str = ""
    before: float | None = None
    after: float | None = None
    checked_on: int = 0
    others: bool = False
    images: int = 0
    in_use: bool = False
    about: str = ""
    note: str = ""
    origin: str = ""
    interrupted: bool = False
    undecided: bool = False

    @property
    def built_in(self) -> bool:
        return bool(self.about)


@dataclass(frozen=True, kw_only=True)
class OfferedNet:
    """A net that could be added, as it is listed."""

    title: str
    wish: NetWish


@dataclass(frozen=True, kw_only=True)
class OfferedProject:
    """Another project's nets, under its name."""

    title: str
    folder: str
    nets: tuple[OfferedNet, ...]


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """Pixels of an image that a person called `said` and the net calls `net`, both names.

    `confidence` is the net's, 0-1; `picture` the bytes of an image file, 4:3; `name` the image's.
    """

    place_id: str
    image_id: str
    name: str
    said: str
    net: str
    confidence: float
    pixels: int
    picture: bytes


@dataclass(frozen=True, kw_only=True)
class ExportFormat:
    """A format that can be written, from the registry of formats; `folder` is its own.

    `masks_alone`: its images can be left out; `of_objects`: connected regions are its objects, and
    `numbered`: they are listed; `is_read`: programs get masks back, for training among others.
    """

    id: str
    title: str
    note: str
    folder: str
    masks_alone: bool = False
    of_objects: bool = False
    numbered: bool = False
    is_read: bool = True


@dataclass(frozen=True, kw_only=True)
class ExportPreview:
    """What a choice would write: counts, pixels of each label, and sentences of warning.

    Until all `is_counted`, only the number of images and the warnings are known. `left_out` says
    of each image that cannot be read why.
    """

    images: int
    train: int
    val: int
    labels: tuple[LabelExamples, ...]
    warnings: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    is_counted: bool = True
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class ShortcutRow:
    """One line of the shortcut page: keys are as Qt writes them ("Ctrl+Shift+Z"), `default`
    are those that the command comes with, and `about` says what it is and where its keys work.
    Without an `id` it is no command: what the canvas does by hand, which cannot be changed.
    """

    id: str
    group: str
    title: str
    keys: tuple[str, ...]
    default: tuple[str, ...] = ()
    about: str = ""

    @property
    def is_changed(self) -> bool:
        return bool(self.id) and self.keys != self.default


@dataclass(frozen=True, kw_only=True)
class CommandRow:
    """One line of the command palette. `checked`: it is a switch, and on. `about` is its tip, and
    `keywords` are other words for it, by which it is found as well. `color` stands for an icon.
    """

    id: str
    title: str
    group: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checked: bool = False
    keywords: str = ""
    about: str = ""
    color: tuple[int, int, int] | None = None
