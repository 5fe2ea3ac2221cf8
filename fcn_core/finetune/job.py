"""The order a fine-tuning process is given: which corrections, which parent, how long."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from fcn_core.errors import FcnError
from fcn_core.files import write_atomic
from fcn_core.labels import LabelSet


@dataclass(frozen=True, kw_only=True)
class JobImage:
    """One image and its corrections (a mask file with untouched and void pixels)."""

    image_id: str
    image: str
    corrections: str
    held_out: bool = False
    """Kept from training, to judge the result by."""


@dataclass(frozen=True, kw_only=True)
class FinetuneJob:
    """What to learn from, starting where, and for how long."""

    images: tuple[JobImage, ...]
    labels: LabelSet
    model: str
    out: str
    device: str = "auto"
    seconds: float = 60.0
    in_all: bool = False
    """Whether `seconds` is for the whole run, judging included; else for learning alone, which
    makes runs on different machines comparable."""
    recipe: dict[str, Any] = field(default_factory=dict)
    """Overrides of `fcn_core.finetune.learner.FinetuneRecipe`."""
    compare: str = ""
    """The net in use, which the result is judged against; empty: `model` itself."""
    best: str = ""
    """A net of the project, used before, that did better on these held-out images than the one in
    use; empty: none did."""
    keep_all: bool = False
    """Keep what `model` knows, even where nothing of it was confirmed or shows."""
    others: tuple[str, ...] = ()
    """Nets that the run may start from instead, where the task is new to `model`."""
    merged: dict[str, str] = field(default_factory=dict)
    """Labels that nets may know and that are others here, by name."""
    replay: tuple[str, ...] = ()
    """Images without corrections, on which the net is held to what `model` says of them."""

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "labels": self.labels.to_json()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> FinetuneJob:
        """The inverse of `to_json`. Raises `FcnError` if something is missing or unknown."""
        try:
            images = tuple(JobImage(**image) for image in data["images"])
            labels = LabelSet.from_json(data["labels"])
            paths = {name: tuple(map(str, data.get(name, ()))) for name in ("others", "replay")}
            return cls(**{**data, "images": images, "labels": labels, **paths})
        except (KeyError, TypeError) as error:
            raise FcnError("This is not a fine-tuning job: {reason}.", reason=error) from error


def write_job(path: Path, job: FinetuneJob) -> None:
    """Write the job file. Raises `OSError`."""
    write_atomic(path, json.dumps(job.to_json(), indent=1).encode())


def read_job(path: Path) -> FinetuneJob:
    """Read a job file. Raises `FcnError`."""
    try:
        return FinetuneJob.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise FcnError(
            "The job file {path} cannot be read: {reason}.", path=path, reason=error
        ) from error
