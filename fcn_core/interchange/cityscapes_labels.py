"""Cityscapes' labels: the ids in its files, apart from those that nets are trained on.

An id that has no label, 0 ("unlabeled") above all, counts nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fcn_core.errors import FcnError
from fcn_core.interchange.shapes import UNREADABLE
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, VOID, Mask, read_mask
from fcn_core.sentences import said

LABEL_LIST = "cityscapes_labels.json"
UNLABELED = 0
FIRST_OWN = 34
"""The first id that Cityscapes leaves free."""
LAST_VOID = 6
"""Ids up to this one are void, whatever it is that they show."""
NAMES = (
    "road,sidewalk,parking,rail track,building,wall,fence,guard rail,bridge,tunnel,pole,polegroup,"
    "traffic light,traffic sign,vegetation,terrain,sky,person,rider,car,truck,bus,caravan,trailer,"
    "train,motorcycle,bicycle"
).split(",")
NOT_TRAINED = ("parking", "rail track", "guard rail", "bridge", "tunnel", "polegroup", "caravan",
               "trailer")  # fmt: skip
IDS = {name: id for id, name in enumerate(NAMES, start=LAST_VOID + 1)}


@dataclass(frozen=True, kw_only=True)
class CityscapesLabels:
    """Labels, and the id that each has in the files."""

    labels: LabelSet
    ids: tuple[int, ...]

    def mask_of(self, path: Path) -> Mask:
        """A file of ids as a mask (uint8, H x W) of these labels. Raises `FcnError`."""
        return self.read_table[read_mask(path)]

    @property
    def read_table(self) -> Mask:
        """The label of each of the 256 ids: void where there is none."""
        table = np.full(256, VOID, np.uint8)
        table[list(self.ids)] = np.arange(len(self.ids))
        return table

    @property
    def write_table(self) -> Mask:
        """The id of each of the 256 values of a mask."""
        table = np.full(256, UNLABELED, np.uint8)
        table[: len(self.ids)] = self.ids
        return table

    def to_json(self) -> str:
        """The list of labels that goes with the files."""
        described = zip(self.ids, self.labels.to_json(), strict=True)
        known = [
            {"name": label["name"], "id": id, "trainId": index, "color": label["color"]}
            for index, (id, label) in enumerate(described)
        ]
        return json.dumps(known, indent=1, ensure_ascii=False)


def numbered(labels: LabelSet) -> CityscapesLabels:
    """Any labels: those of Cityscapes' names with its ids, others behind them.

    Raises `FcnError` if there are too many.
    """
    own = (name for name in labels.names if name not in IDS)
    ids = IDS | {name: id for id, name in enumerate(own, start=FIRST_OWN)}
    if max(ids.values()) >= UNTOUCHED:
        raise FcnError(
            "Cityscapes leaves {count} ids free, too few for these labels.",
            "Delete labels that are not used, or choose another format.",
            count=UNTOUCHED - FIRST_OWN,
        )
    return CityscapesLabels(labels=labels, ids=tuple(ids[name] for name in labels.names))


def published(*, trained: bool) -> CityscapesLabels:
    """Cityscapes' own: the 19 that nets are trained on, or these and eight more."""
    names = [name for name in NAMES if not (trained and name in NOT_TRAINED)]
    labels = LabelSet.from_names(names)
    return CityscapesLabels(labels=labels, ids=tuple(IDS[name] for name in names))


def listed(path: Path) -> CityscapesLabels:
    """Those of a list beside the files. Raises `FcnError`."""
    try:
        known: list[Mapping[str, object]] = json.loads(path.read_text(encoding="utf-8-sig"))
        found = sorted((int(str(each["trainId"])), each) for each in known)
        ids = tuple(int(str(each["id"])) for _, each in found)
        labels = LabelSet.from_names(str(each["name"]) for _, each in found)
        if not ids or not all(0 <= id < VOID for id in ids) or len(set(ids)) < len(ids):
            raise ValueError(said("it needs ids from 0 to 254, each once"))
    except UNREADABLE as error:
        raise FcnError(
            "{path} is no list of labels ({kind}: {reason}).",
            "It needs name, id and trainId of each. Export it anew.",
            path=path,
            kind=type(error).__name__,
            reason=error,
        ) from error
    return CityscapesLabels(labels=labels, ids=ids)
