"""The nets of a project as a family: which came from which, and in what two of them differ.

Read from `<project>/models/` alone, without weights and without torch.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any, Literal, TypeAlias

from fcn_core.errors import FcnError
from fcn_core.metrics import ScoresJson
from fcn_core.outcome import CLEAR
from fcn_core.project_names import (
    BACKUP_FILE,
    MODELS_FOLDER,
    NET_SETTING,
    PROJECT_FILE,
    PROJECT_FOLDER,
)
from fcn_core.registry import ModelRecord, Registry, lineage
from fcn_core.zoo import BUILT_IN, SHIPPED

When: TypeAlias = Literal["before", "after"]

# Scores are compared as they are shown: in tenths of a point.
SAME = 0.0005


@dataclass(frozen=True, kw_only=True)
class Family:
    """The registry of a project and the net it uses."""

    registry: Registry
    in_use: str

    @classmethod
    def of(cls, folder: Path) -> Family:
        """Of a project's folder, or of the images it lies beside. Raises `FcnError`."""
        for root in (folder, folder / PROJECT_FOLDER):
            if (root / PROJECT_FILE).is_file():
                return cls(registry=Registry(root / MODELS_FOLDER), in_use=_in_use(root))
        raise FcnError(
            f"{folder} holds no project ({PROJECT_FILE}).",
            "Name a project's folder, or a folder of images that the window has opened: "
            "--project FOLDER.",
        )

    def trees(self) -> dict[str, list[tuple[int, ModelRecord]]]:
        """(generation, record) by the net they go back to, a built-in one or one that was made
        elsewhere, which comes first: each after its parent.
        """
        records = self.registry.records()
        trees = {root: list(_below(records, root, 1)) for root in BUILT_IN}
        for root in (record for record in records if record.origin):
            trees[root.model_id] = [(0, root), *_below(records, root.model_id, 1)]
        known = {record.model_id for record in records} | set(BUILT_IN)
        for orphan in (r for r in records if r.parent not in known and not r.origin):
            trees[SHIPPED] += [(1, orphan), *_below(records, orphan.model_id, 2)]
        # Records that name each other as parents, in a circle, are no reason to hide them.
        shown = {record.model_id for tree in trees.values() for _, record in tree}
        trees[SHIPPED] += [(1, record) for record in records if record.model_id not in shown]
        return trees

    def get(self, model_id: str) -> ModelRecord:
        """One net's record. Raises `FcnError`, naming the nearest id."""
        return self.registry.get(model_id)


@dataclass(frozen=True, kw_only=True)
class Differences:
    """In what a second net differs from a first. IUs are (label, first's, second's), 0-1."""

    recipe: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    labels_added: tuple[str, ...] = ()
    labels_removed: tuple[str, ...] = ()
    images_added: tuple[str, ...] = ()
    images_removed: tuple[str, ...] = ()
    same_data: bool = True
    same_held_out: bool = True
    iu: tuple[tuple[str, float | None, float | None], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)


def differences(first: ModelRecord, second: ModelRecord) -> Differences:
    """What changed from `first` to `second`."""
    one, other = recipe_of(first), recipe_of(second)
    labels = [list(scores(record)) for record in (first, second)]
    return Differences(
        recipe={
            key: (one.get(key), other.get(key))
            for key in sorted({*one, *other})
            if one.get(key) != other.get(key)
        },
        labels_added=_without(labels[1], labels[0]),
        labels_removed=_without(labels[0], labels[1]),
        images_added=_without(second.images, first.images),
        images_removed=_without(first.images, second.images),
        same_data=first.data_hash == second.data_hash,
        same_held_out=set(first.held_out) == set(second.held_out),
        iu=_changed(scores(first), scores(second)),
    )


def recipe_of(record: ModelRecord) -> dict[str, Any]:
    """All that is known of how it was trained."""
    whole = (record.report and record.report.get("recipe")) or record.recipe
    return {
        **whole,
        "seconds": record.seconds,
        "device": record.device,
        "starts from": record.base or record.parent,
    }


def scores(record: ModelRecord, when: When = "after") -> dict[str, float | None]:
    """IU of each label `before` or `after` training, on the run's held-out images; None: not
    measured.
    """
    names = record.report.get("labels", []) if record.report else []
    found = _measured(record, when)
    values = (found and found.get("per_class_iu")) or [None] * len(names)
    return dict(zip(names, values, strict=True))


def mean_iu(record: ModelRecord, when: When) -> float | None:
    """Held-out mean IU, `before` or `after`; None if nothing was held out."""
    found = _measured(record, when)
    return found.get("mean_iu") if found else None


def best_before(
    in_use: str,
    held_out: Sequence[str],
    records: Sequence[ModelRecord],
    usable: Callable[[str], bool] = lambda _: True,
) -> str | None:
    """The usable ancestor of the net in use that did better on these images, and best of all.

    By what the reports of their runs say of images that were held out then and are now; None
    where none did better, or nothing tells.
    """
    known = {record.model_id: record for record in records}
    line = lineage(in_use, records)
    if in_use not in known:
        return None
    said = {net: image_scores(known[net], "after") for net in line if net in known}
    # The net that all go back to has no report; that of the first run after it says how it did.
    if len(line) > 1 and not said.get(line[-1]):
        said[line[-1]] = image_scores(known[line[-2]], "before")
    now, gains = said.pop(in_use), dict[str, float]()
    for net, scores_then in said.items():
        common = [image for image in held_out if image in now and image in scores_then]
        if common and usable(net):
            gains[net] = fmean(scores_then[image] - now[image] for image in common)
    best = max(gains, key=gains.__getitem__, default=None)
    return best if best is not None and gains[best] > CLEAR else None


def image_scores(record: ModelRecord, when: When) -> dict[str, float]:
    """Mean IU of each held-out image, `before` or `after` the run, where it has one."""
    images = record.report.get("images", []) if record.report else []
    return {image["image_id"]: iu for image in images if (iu := image[when]) is not None}


def judged_on(record: ModelRecord) -> frozenset[str]:
    """The held-out images on which its run judged it: not all that were held out, as a rule."""
    images = record.report.get("images", []) if record.report else []
    return frozenset(image["image_id"] for image in images)


def _measured(record: ModelRecord, when: When) -> ScoresJson | None:
    """The scores `before` or `after` the run; None if there is no report, or nothing in it."""
    return record.report.get(when) if record.report else None


def _below(
    records: Sequence[ModelRecord], parent: str, depth: int
) -> Iterator[tuple[int, ModelRecord]]:
    """The descendants of `parent`."""
    for record in records:
        if record.parent == parent:
            yield depth, record
            yield from _below(records, record.model_id, depth + 1)


def _changed(
    one: dict[str, float | None], other: dict[str, float | None]
) -> tuple[tuple[str, float | None, float | None], ...]:
    found = []
    for label in dict.fromkeys((*one, *other)):
        old, new = one.get(label), other.get(label)
        measured_once = (old is None) != (new is None)
        if measured_once or abs((new or 0.0) - (old or 0.0)) >= SAME:
            found.append((label, old, new))
    return tuple(found)


def _without(names: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in set(others))


def _in_use(project: Path) -> str:
    try:
        settings = json.loads((project / PROJECT_FILE).read_text(encoding="utf-8"))["settings"]
        return str(settings.get(NET_SETTING, SHIPPED))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FcnError(
            f"The project file {project / PROJECT_FILE} cannot be read ({error}).",
            f"Restore it from its backup, {BACKUP_FILE}.",
        ) from error
