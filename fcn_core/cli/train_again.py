"""`fcn train --resume`: what the folder of a run tells, and options that contradict it."""

from __future__ import annotations

import argparse
from pathlib import Path

from fcn_core.data.dataset import Joined
from fcn_core.errors import FcnError
from fcn_core.train.begun import Begun, file_from_root, from_root, images_of
from fcn_core.train.recipe import Recipe, changed
from fcn_core.zoo import BUILT_IN


def begun_with(options: argparse.Namespace, recipe: str, source: Joined) -> Begun:
    """What a new run is begun with, for its state."""
    return Begun(
        data=tuple(map(from_root, options.data)),
        images=images_of(source),
        shares=tuple(source.weights),
        recipe=recipe,
        net=options.net,
        weights=_file(options.weights),
        models=_models(options.model),
    )


def refuse_others(options: argparse.Namespace, begun: Begun, recipe: Recipe, name: str) -> None:
    """Raise `FcnError` if an option says otherwise than the run that is to go on."""
    said = {
        "--net": (options.net, begun.net),
        "--recipe": (options.recipe, begun.recipe),
        "--name": (options.name, name),
        "--weights": (_file(options.weights), begun.weights),
        "--model": (_models(options.model), begun.models),
    }
    others = [
        f"{option} {_words(now)}" for option, (now, was) in said.items() if now and now != was
    ]
    others += [f"--set {one}" for one in options.overrides if changed(recipe, [one]) != recipe]
    if others:
        raise FcnError(
            f"The run in {options.out} was begun otherwise than {' '.join(others)}.",
            "Leave that out to go on with it, or begin a new run in another folder.",
        )


def _models(names: list[str]) -> tuple[str, ...]:
    return tuple(name if name in BUILT_IN else file_from_root(name) for name in names)


def _file(path: Path | None) -> str:
    return file_from_root(path) if path else ""


def _words(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else " ".join(value)
