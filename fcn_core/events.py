"""What a running job tells whoever started it: frozen events, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from fcn_core.errors import FcnError


@dataclass(frozen=True, kw_only=True)
class Started:
    """The job is ready to begin."""

    title: str
    steps: int
    device: str


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A step is done. `seconds_left` is an estimate; `loss` a running mean per pixel."""

    step: int
    steps: int
    loss: float
    seconds_left: float


@dataclass(frozen=True, kw_only=True)
class Evaluated:
    """Held-out scores after `step`: mean IU per stride output, per-label IU of the finest."""

    step: int
    mean_iu: dict[str, float]
    per_class_iu: list[float | None]


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A checkpoint that can be used has been written."""

    step: int
    path: str


@dataclass(frozen=True, kw_only=True)
class Message:
    """One plain sentence for the user."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Finished:
    """The job ended well (or was stopped and kept what it had); `path` is its result."""

    path: str
    stopped: bool = False
    report: Mapping[str, Any] | None = None
    """Of fine-tuning a `fcn_core.outcome.Report`; of training how fast it was."""


@dataclass(frozen=True, kw_only=True)
class Failed:
    """The job ended with a problem the user can act on; on `device` it may well succeed."""

    problem: str
    remedy: str
    device: str = ""


Event: TypeAlias = Started | Progress | Evaluated | Snapshot | Message | Finished | Failed
Emit: TypeAlias = Callable[[Event], None]
Say: TypeAlias = Callable[[str], None]
"""Tells a sentence to whoever started the job."""
KINDS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (Started, Progress, Evaluated, Snapshot, Message, Finished, Failed)
}


def to_line(event: Event) -> str:
    """One line of JSON (without the newline)."""
    return json.dumps({"event": type(event).__name__, **asdict(event)})


def from_line(line: str) -> Event:
    """The inverse of `to_line`. Raises `FcnError` on anything else."""
    try:
        data = json.loads(line)
        return KINDS[data.pop("event")](**data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FcnError("This is not a job event: {line!r}.", line=line[:200]) from error
