"""The registry of models: a folder per net, with its weights and what is known about them.

    <registry>/<id>/model.safetensors    the net
    <registry>/<id>/about.json           parent, data, recipe, seed, scores, dates, the decision

Nothing here reads weights, so that a window can list models before torch is there. An entry that
is damaged is reported and stops none of the others.
"""

from __future__ import annotations

import difflib
import json
import math
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from fcn_core.errors import FcnError
from fcn_core.files import remove_soon, unfinished, write_atomic
from fcn_core.held import HELD, is_held
from fcn_core.outcome import Report
from fcn_core.sentences import said

ABOUT, MODEL = "about.json", "model.safetensors"
CACHE = "cache"
"""A folder of a run, for what it need not remember."""
LAST = ".last"
"""The newest id, which may be that of a run that was removed."""
INTERRUPTED = "interrupted"
"""What stood in the note of such a run before that had a field of its own."""


class ModelState(StrEnum):
    """What has become of a model."""

    TRAINING = "training"  # its run has not ended, or died
    FINISHED = "finished"  # nobody has decided yet
    KEPT = "kept"
    DISCARDED = "discarded"


@dataclass(frozen=True, kw_only=True)
class ModelRecord:
    """What is known about one model. Dates are ISO 8601, UTC; `seconds` is the time budget.

    Two parents: `parent` is the net that was in use, which it was judged against, and `base` the
    one whose weights it started from (empty: the same). `recipe` holds what differs from the
    default; all of it is in the report. `data_hash` stands for the images and corrections it
    learned from. `report` is that of `fcn_core.finetune.verdict.report`: scores before and after.
    """

    model_id: str
    parent: str
    created: str
    base: str = ""
    state: ModelState = ModelState.TRAINING
    decided: str = ""
    data_hash: str = ""
    images: tuple[str, ...] = ()
    held_out: tuple[str, ...] = ()
    seed: int = 0
    seconds: float = 0.0
    device: str = ""
    recipe: dict[str, Any] = field(default_factory=dict)
    report: Report | None = None
    interrupted: bool = False
    """Whether the run was cut short before it could be checked."""
    note: str = ""
    """What a person says of it."""
    origin: str = ""
    """Where it was made, if that was elsewhere; then it has no parent here."""

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> ModelRecord:
        """The inverse of `asdict`; keys of newer versions are ignored."""
        if "interrupted" not in data and data.get("note") == INTERRUPTED:
            data = {**data, "interrupted": True, "note": ""}
        known = {key: data[key] for key in cls.__dataclass_fields__ if key in data}
        lists = {key: tuple(map(str, known.get(key, ()))) for key in ("images", "held_out")}
        record = cls(**{**known, **lists, "state": ModelState(known["state"])})
        if not isinstance(record.model_id, str) or not isinstance(record.created, str):
            raise TypeError(said("ids and dates are text"))
        return record


class Registry:
    """The models of one project. Methods that write raise `FcnError` where the disk says no,
    or `check`, if another project lies there by now.
    """

    def __init__(self, folder: Path, check: Callable[[], None] = lambda: None) -> None:
        self.folder, self._check = folder, check

    def path(self, model_id: str) -> Path:
        """Where a model's weights are or will be."""
        return self.folder / model_id / MODEL

    def begin(self, parent: str, **facts: Any) -> ModelRecord:
        """Make the folder of a new model, with a fresh id such as `2025-11-22-3`."""
        now = _now()
        day, _, _ = now.partition("T")
        record = ModelRecord(model_id=self._new_id(day), parent=parent, created=now, **facts)
        self._check()
        try:
            (self.folder / record.model_id).mkdir(parents=True)
        except OSError as error:
            raise _unwritable(self.folder / record.model_id, error) from error
        try:
            self._write(record)
            self._write_file(self.folder / LAST, record.model_id)
        except FcnError:
            self.remove(record.model_id)  # a folder without a record would be a damaged net
            raise
        return record

    def get(self, model_id: str) -> ModelRecord:
        """One model's record. Raises `FcnError` if it is missing or damaged."""
        file = self.folder / model_id / ABOUT
        if not file.parent.is_dir():
            problem = said(
                "There is no net {name!r} in {folder}.", name=model_id, folder=self.folder
            )
            raise FcnError(problem, self._nearest(model_id))
        try:
            record = ModelRecord.from_json(json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise FcnError(
                "The record {path} cannot be read ({reason}).",
                "Restore it from a backup, or delete its folder; other models are not affected.",
                path=file,
                reason=error,
            ) from error
        if record.model_id != model_id:
            return replace(record, model_id=model_id)
        return record

    def records(self) -> tuple[ModelRecord, ...]:
        """All readable records, oldest first."""
        return self._scan()[0]

    def problems(self) -> tuple[FcnError, ...]:
        """What is wrong with the others."""
        return self._scan()[1]

    def finish(self, model_id: str, report: Mapping[str, Any] | None) -> ModelRecord:
        """The run has ended; a person has to decide."""
        return self._change(model_id, state=ModelState.FINISHED, report=_strict(report))

    def keep(self, model_id: str) -> ModelRecord:
        return self._change(model_id, state=ModelState.KEPT, decided=_now())

    def discard(self, model_id: str) -> ModelRecord:
        """Delete the weights; the record stays, so that the lineage can be told."""
        record = self.set_aside(model_id)
        for child in (self.folder / model_id).iterdir():
            if child.is_dir():
                shutil.rmtree(child, ignore_errors=True)
            elif child.name != ABOUT:
                _delete(child)
        return record

    def set_aside(self, model_id: str) -> ModelRecord:
        """Discarded, but its weights are there until `discard`, in case of a slip."""
        return self._change(model_id, state=ModelState.DISCARDED, decided=_now())

    def bring_back(self, model_id: str) -> ModelRecord:
        """What was set aside waits for a decision again."""
        return self._change(model_id, state=ModelState.FINISHED, decided="")

    def remove(self, model_id: str) -> None:
        """Forget a run that came to nothing."""
        self._check()
        remove_soon(self.folder / model_id)  # its process may just have been killed

    def set_data_hash(self, model_id: str, data_hash: str) -> ModelRecord:
        """What the model learns from, once that is known."""
        return self._change(model_id, data_hash=data_hash)

    def settle(self, model_id: str) -> ModelRecord | None:
        """A run that was cut short: keep what its last snapshot has learned, if there is one.

        It waits for a person's decision like any other result; None if nothing was left of it, or
        if its process is still at work, as for a moment after its window died.
        """
        folder = self.folder / model_id
        if is_held(folder):
            return None
        if not self.path(model_id).is_file():
            self.remove(model_id)
            return None
        self._check()
        shutil.rmtree(folder / CACHE, ignore_errors=True)
        for left in (*unfinished(folder), folder / HELD):
            _delete(left)
        return self._change(model_id, state=ModelState.FINISHED, interrupted=True)

    def annotate(self, model_id: str, note: str) -> ModelRecord:
        return self._change(model_id, note=note)

    def _new_id(self, day: str) -> str:
        """One that no net had before, nor a run that came to nothing: its process, or somebody's
        notes, may still know it by that.
        """
        try:
            last_day, _, last = (self.folder / LAST).read_text(encoding="utf-8").rpartition("-")
            number = int(last) if last_day == day else 0
        except (OSError, ValueError):  # none yet, or nobody's we know
            number = 0
        while (self.folder / f"{day}-{(number := number + 1)}").exists():
            pass
        return f"{day}-{number}"

    def _nearest(self, model_id: str) -> str:
        """Which net may have been meant."""
        known = [record.model_id for record in self.records()]
        if not known:
            return said("Nothing has been fine-tuned here yet.")
        close = difflib.get_close_matches(model_id, known, n=1, cutoff=0.0)[0]
        return said("The nearest is {name!r}.", name=close)

    def _scan(self) -> tuple[tuple[ModelRecord, ...], tuple[FcnError, ...]]:
        records, problems = [], []
        folders = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        for folder in folders:
            if not folder.is_dir() or folder.name.startswith("."):
                continue
            if {*folder.iterdir()} <= {*unfinished(folder)}:  # `begin` was cut short: it is no net
                continue
            try:
                records.append(self.get(folder.name))
            except FcnError as error:
                problems.append(error)
        records.sort(key=lambda record: (record.created, record.model_id))
        return tuple(records), tuple(problems)

    def _change(self, model_id: str, **changes: Any) -> ModelRecord:
        record = replace(self.get(model_id), **changes)
        self._write(record)
        return record

    def _write(self, record: ModelRecord) -> None:
        text = json.dumps(asdict(record), indent=1, ensure_ascii=False, allow_nan=False)
        self._write_file(self.folder / record.model_id / ABOUT, text)

    def _write_file(self, file: Path, text: str) -> None:
        self._check()
        try:
            write_atomic(file, f"{text}\n".encode())
        except OSError as error:
            raise _unwritable(file, error) from error


def lineage(model_id: str, records: Iterable[ModelRecord]) -> Sequence[str]:
    """Ids from a model to its oldest ancestor among `records`, itself first."""
    parents = {record.model_id: record.parent for record in records}
    line = [model_id]
    while (parent := parents.get(line[-1], "")) and parent not in line:
        line.append(parent)
    return line


def _strict(value: Any) -> Any:
    """Plain JSON: numbers that are none (a score without pixels) become None."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _strict(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_strict(inner) for inner in value]
    return value


def _delete(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise FcnError(
            "{path} cannot be deleted ({reason}).",
            "Close what uses it or check the folder's permissions, then delete it by hand.",
            path=file,
            reason=error.strerror,
        ) from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _unwritable(path: Path, error: OSError) -> FcnError:
    return FcnError(
        "{path} cannot be written ({reason}).",
        "Free some space or check the folder's permissions, then try again.",
        path=path,
        reason=error.strerror,
    )
