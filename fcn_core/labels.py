"""Labels: the classes of a net or a project, their names and colours.

A label's id is its position in the set; 254 and 255 are never labels (see `fcn_core.masks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fcn_core.colors import Color, label_color
from fcn_core.errors import FcnError

MAX_LABELS = 254
BACKGROUND = 0
"""The label that formats of objects leave out: whatever is no object."""
BACKGROUND_NAMES = ("background", "_background_")
"""What it is called, by us and by labelme."""
UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What lists of a name a line, XML, YAML or UTF-8 cannot hold: no label is called so."""

VOC_NAMES = [
    "background",
    "aeroplane",
    "bicycle",
    "bird",
    "boat",
    "bottle",
    "bus",
    "car",
    "cat",
    "chair",
    "cow",
    "diningtable",
    "dog",
    "horse",
    "motorbike",
    "person",
    "pottedplant",
    "sheep",
    "sofa",
    "train",
    "tvmonitor",
]


def voc_color(index: int) -> Color:
    """Colour of `index` (0-255) in PASCAL VOC's palette: the bits of the index, interleaved."""
    red = green = blue = 0
    for bit in range(8):
        red |= (index >> (3 * bit) & 1) << (7 - bit)
        green |= (index >> (3 * bit + 1) & 1) << (7 - bit)
        blue |= (index >> (3 * bit + 2) & 1) << (7 - bit)
    return red, green, blue


VOC_PALETTE: NDArray[np.uint8] = np.array([voc_color(i) for i in range(256)], np.uint8)


@dataclass(frozen=True, kw_only=True)
class Label:
    """One class: a name, unique in its set, and an RGB colour (0-255)."""

    name: str
    color: Color


@dataclass(frozen=True)
class LabelSet:
    """An ordered set of labels. Label ids are positions: 0 is usually the background."""

    labels: tuple[Label, ...]

    def __post_init__(self) -> None:
        if len(self.labels) > MAX_LABELS:
            raise FcnError(
                "{count} labels are more than a mask can hold.",
                "Use at most {most}.",
                count=len(self.labels),
                most=MAX_LABELS,
            )
        names = self.names
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise FcnError(
                "Two labels are called {name!r}.", "Rename one of them.", name=sorted(twice)[0]
            )
        if any(not name.strip() for name in names):
            raise FcnError("A label has no name.", "Give every label a name.")
        strange = [name for name in names if UNWRITABLE.search(name)]
        if strange:
            raise FcnError(
                "The label {name!r} has a line break, or another character that files of labels "
                "cannot hold.",
                "Give it a name of letters, digits, signs and spaces.",
                name=strange[0],
            )

    @classmethod
    def from_names(cls, names: Iterable[str]) -> LabelSet:
        """Labels named in order, in colours that are easy to tell apart."""
        return cls(tuple(Label(name=n, color=label_color(i)) for i, n in enumerate(names)))

    @classmethod
    def from_json(cls, data: Sequence[dict[str, Any]]) -> LabelSet:
        """The inverse of `to_json`. Older files may hold characters that names no longer have."""
        return cls(
            tuple(
                Label(
                    name=UNWRITABLE.sub(" ", str(d["name"])),
                    color=(d["color"][0], d["color"][1], d["color"][2]),
                )
                for d in data
            )
        )

    def to_json(self) -> list[dict[str, Any]]:
        """A list of {name, color} that `from_json` reads."""
        return [{"name": label.name, "color": list(label.color)} for label in self.labels]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(label.name for label in self.labels)

    @property
    def has_background(self) -> bool:
        """True if the first label is whatever is no thing, and not a thing itself."""
        return bool(self.labels) and self.labels[BACKGROUND].name.casefold() in BACKGROUND_NAMES

    def __len__(self) -> int:
        return len(self.labels)

    def id_of(self, name: str) -> int:
        """The id of the label called `name`; `FcnError` if there is none."""
        try:
            return self.names.index(name)
        except ValueError:
            raise FcnError(
                "There is no label {name!r}.",
                "Known labels: {labels}.",
                name=name,
                labels=", ".join(self.names),
            ) from None

    def added(self, label: Label) -> LabelSet:
        """The set with one more label at its end."""
        return LabelSet((*self.labels, label))

    def picked(self, ids: Iterable[int]) -> LabelSet:
        """These of its labels, in this order."""
        return LabelSet(tuple(self.labels[index] for index in ids))

    def changed(self, index: int, **changes: Any) -> LabelSet:
        """The set with the name or colour of label `index` changed."""
        labels = list(self.labels)
        labels[index] = replace(labels[index], **changes)
        return LabelSet(tuple(labels))

    def palette(self) -> NDArray[np.uint8]:
        """Colours of all 256 mask values (256 x 3): ours where a label is, VOC's elsewhere."""
        colors = VOC_PALETTE.copy()
        for index, label in enumerate(self.labels):
            colors[index] = label.color
        return colors

    def translation(
        self, target: LabelSet, missing: int, merged: Mapping[str, str] | None = None
    ) -> NDArray[np.uint8]:
        """A 256-entry table from our ids to `target`'s, matched by name.

        Names that `target` lacks become `missing`; values that are no label stay as they are.
        `merged` says which of our labels have another's name there.
        """
        table = np.arange(256, dtype=np.uint8)
        for index, own in enumerate(self.names):
            name = (merged or {}).get(own, own)
            table[index] = target.names.index(name) if name in target.names else missing
        return table


VOC = LabelSet.from_names(VOC_NAMES)
