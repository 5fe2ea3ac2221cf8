"""Data sets by name: `KIND:FOLDER[#SPLIT][@WEIGHT]`, as the command line takes them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from fcn_core.data.benchmarks import context, sbd, siftflow, siftflow_both, siftflow_geometric
from fcn_core.data.cityscapes import cityscapes
from fcn_core.data.coco import coco
from fcn_core.data.cvat import cvat
from fcn_core.data.dataset import Dataset, Joined
from fcn_core.data.labelme import labelme
from fcn_core.data.nyud import MODALITIES
from fcn_core.data.objects import objects
from fcn_core.data.plain import camvid, folder
from fcn_core.data.synthetic.named import synthetic
from fcn_core.data.ultralytics import ultralytics
from fcn_core.data.voc import voc
from fcn_core.data.yolo import yolo
from fcn_core.errors import FcnError

COMPUTED = "synthetic"
KINDS: dict[str, Callable[[Path, str], Dataset]] = {
    "voc": voc,
    "sbd": sbd,
    "folder": folder,
    "coco": coco,
    "labelme": labelme,
    "cvat": cvat,
    "yolo": yolo,
    "ultralytics": ultralytics,
    "cityscapes": cityscapes,
    "objects": objects,
    "camvid": camvid,
    "siftflow": siftflow,
    "siftflow-geometric": siftflow_geometric,
    "siftflow-both": siftflow_both,
    "context": context,
    COMPUTED: synthetic,
    **MODALITIES,
}


def open_dataset(spec: str) -> tuple[Dataset, float]:
    """The data set that `spec` names, and its sampling weight (1 if none is given)."""
    kind, colon, rest = spec.partition(":")
    if not colon or kind not in KINDS:
        raise FcnError(
            f"{spec!r} does not name a data set.",
            f"Write KIND:FOLDER, with a kind of {', '.join(KINDS)}.",
        )
    rest, weight = _without_weight(rest)
    folder, _, split = rest.partition("#")
    path = Path(folder).expanduser()
    if kind != COMPUTED and not path.exists():
        raise FcnError(f"There is no {path}.", f"Write the folder of the data behind {kind}:.")
    return KINDS[kind](path, split), weight


def _without_weight(rest: str) -> tuple[str, float]:
    """`FOLDER#SPLIT@WEIGHT` in two; an @ inside the folder's name is part of it."""
    before, at, number = rest.rpartition("@")
    if not at or "/" in number or "\\" in number:
        return rest, 1.0
    try:
        weight = float(number)
    except ValueError:
        weight = math.nan
    if not 0 < weight < math.inf:
        raise FcnError(f"{number!r} in {rest!r} is not a weight.", "Write @0.5, say.")
    return before, weight


def open_joined(specs: Sequence[str]) -> Joined:
    """Several data sets as one; they must have the same labels."""
    opened = [open_dataset(spec) for spec in specs]
    names = {part.labels.names for part, _ in opened}
    if len(names) > 1:
        raise FcnError("The data sets have different labels.", "Train on them one at a time.")
    return Joined([part for part, _ in opened], [weight for _, weight in opened])
