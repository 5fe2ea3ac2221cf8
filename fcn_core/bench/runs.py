"""Finished sessions as files, so that a benchmark that was broken off goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fcn_core.bench.arms import Setting, arm, base_name
from fcn_core.bench.forest import check_installed
from fcn_core.bench.machine import machine
from fcn_core.bench.session import Plan, Session
from fcn_core.data.dataset import Dataset, InMemory
from fcn_core.data.specs import open_dataset
from fcn_core.errors import FcnError
from fcn_core.files import file_hash, write_atomic
from fcn_core.zoo import built_in_models, find_model

Tell = Callable[[str], None]
CACHE_BYTES = 1 << 30
FOLDER = "runs"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """All sessions of a benchmark: every data set, arm and seed."""

    data: tuple[str, ...]
    """KIND:FOLDER[#SPLIT]."""
    arms: tuple[str, ...]
    seeds: int = 3
    plan: Plan = field(default_factory=Plan)
    device: str = "auto"
    threads: int | None = None
    model: str = "shipped"
    weights: Path | None = None
    patch: int = 0
    recipe: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Run:
    """One finished session. `made_with` holds all that decides its outcome but the machine."""

    data: str
    arm: str
    seed: int
    made_with: dict[str, Any]
    machine: dict[str, str]
    labels: list[str]
    points: list[dict[str, Any]]
    images: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Cell:
    """A session to be: what to do on which data, and where its file lies."""

    data: str
    arm: str
    seed: int
    source: Dataset
    path: Path

    @property
    def title(self) -> str:
        return f"{self.data}, {self.arm}, seed {self.seed}"


def carry_out(
    wanted: Wanted, out: Path, tell: Tell, on_run: Callable[[Sequence[Run]], object] = len
) -> list[Run]:
    """Do every session that is not on disk yet; returns all of them. Raises `FcnError`.

    What the command asks for is checked before the first session starts. `on_run` is told of all
    finished sessions after each new one.
    """
    made_with = {name: _made_with(wanted, name) for name in wanted.arms}
    cells = _cells(wanted, out / FOLDER)
    finished = [_finished(c, made_with[c.arm]) if c.path.is_file() else None for c in cells]
    (out / FOLDER).mkdir(parents=True, exist_ok=True)
    runs = dict(zip(cells, finished, strict=True))
    for number, (cell, before) in enumerate(zip(cells, finished, strict=True), start=1):
        title = f"[{number}/{len(cells)}] {cell.title}"
        if before is not None:
            tell(f"{title}: done before")
            continue
        runs[cell] = run = _carried_out(cell, wanted, made_with[cell.arm], _prefixed(title, tell))
        text = json.dumps(vars(run), indent=1, allow_nan=False) + "\n"
        write_atomic(cell.path, text.encode())
        on_run([done for done in runs.values() if done is not None])
    return [done for done in runs.values() if done is not None]


def _prefixed(title: str, tell: Tell) -> Tell:
    return lambda text: tell(f"{title}: {text}")


def _cells(wanted: Wanted, folder: Path) -> list[Cell]:
    """Seed by seed, so that a broken-off benchmark has all arms of the first seeds."""
    names = [data_name(spec) for spec in wanted.data]
    if len(set(names)) < len(names):
        raise FcnError("Two data sets have the same name.", "Measure them one at a time.")
    sources = [InMemory(open_dataset(spec)[0], CACHE_BYTES) for spec in wanted.data]
    return [
        Cell(
            data=data,
            arm=name,
            seed=seed,
            source=source,
            path=folder / f"{data}-{name}-{seed}.json",
        )
        for seed in range(wanted.seeds)
        for data, source in zip(names, sources, strict=True)
        for name in wanted.arms
    ]


def data_name(spec: str) -> str:
    """`roads` for folder:../data/roads, `voc` for voc:VOC2012#val: no path of one machine."""
    kind, _, rest = spec.partition(":")
    folder = Path(rest.partition("#")[0])
    return folder.name if kind == "folder" else kind


def _carried_out(cell: Cell, wanted: Wanted, made_with: dict[str, Any], tell: Tell) -> Run:
    chosen = arm(cell.arm)
    with TemporaryDirectory(prefix="fcn-annotator-") as folder:
        setting = Setting(
            labels=cell.source.labels,
            folder=Path(folder),
            seed=cell.seed,
            device=wanted.device,
            threads=wanted.threads,
            model=wanted.model,
            weights=wanted.weights,
            patch=wanted.patch,
            recipe=wanted.recipe,
        )
        session = Session(chosen, chosen.make(setting), cell.source, wanted.plan, cell.seed, tell)
        session.run()
    return Run(
        data=cell.data,
        arm=cell.arm,
        seed=cell.seed,
        made_with=made_with,
        machine=machine(wanted.device),
        labels=list(cell.source.labels.names),
        points=[point.to_json() for point in session.points],
        images=session.images,
    )


def _made_with(wanted: Wanted, name: str) -> dict[str, Any]:
    """The plan, and of the rest what this arm depends on. Checks that it is there."""
    facts: dict[str, Any] = {"plan": wanted.plan.to_json()}
    chosen = arm(name)
    if chosen.most_acts is not None:
        facts["most_acts"] = chosen.most_acts
    name = base_name(name)
    if chosen.from_model:
        others = [_digest(path) for path in built_in_models()]
        facts |= {"model": _digest(find_model(wanted.model)), "others": others}
        facts |= {"recipe": wanted.recipe}
    elif name == "imagenet":
        if wanted.weights is None:
            raise FcnError(
                "The arm 'imagenet' needs the ImageNet weights of the shipped net's backbone.",
                "Name the file with --weights, or leave the arm out.",
            )
        facts |= {"weights": _digest(wanted.weights), "recipe": wanted.recipe}
    elif name == "forest":
        check_installed()
    elif name == "unet":
        facts |= {"patch": wanted.patch}
    return facts


def _digest(path: Path) -> str:
    """Enough of a file's sha256 to tell files apart. Raises `FcnError`."""
    try:
        return file_hash(path)[:16]
    except OSError as error:
        raise FcnError(f"{path} cannot be read ({error.strerror}).", "Check its name.") from error


def _finished(cell: Cell, made_with: dict[str, Any]) -> Run:
    """A session that is on disk. Raises `FcnError` if it is damaged or another one."""
    try:
        run = Run(**json.loads(cell.path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise FcnError(
            f"The finished session {cell.path} cannot be read ({error}).", "Delete it."
        ) from error
    # Through JSON and back, tuples are lists.
    if run.made_with != json.loads(json.dumps(made_with)):
        raise FcnError(
            f"{cell.path} was made with another plan or another net.",
            "Delete it to measure anew, or choose another folder with --out.",
        )
    return run
