"""Options that several commands share, and how they print."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, TypeAlias

from fcn_core.zoo import BUILT_IN, SHIPPED

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

MODEL_HELP = (
    f"{SHIPPED!r} (default), {', '.join(map(repr, BUILT_IN[1:]))} or the path of a model file"
)


def positive(text: str) -> int:
    """A whole number from 1 on, as the type of an option."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def natural(text: str) -> int:
    """A whole number from 0 on, as the type of an option."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0 on")
    return int(text)


def add_device(parser: argparse.ArgumentParser) -> None:
    """--device and --threads."""
    parser.add_argument("--device", default="auto", help="auto (default), cpu, cuda or cuda:N")
    add_threads(parser)


def add_threads(parser: argparse.ArgumentParser) -> None:
    """--threads."""
    parser.add_argument("--threads", type=positive, help="CPU threads (default: all cores)")


def add_project(parser: argparse.ArgumentParser) -> None:
    """--project."""
    parser.add_argument(
        "--project",
        type=Path,
        default=Path(),
        help="the project's folder, or its folder of images (default: here)",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """--json."""
    parser.add_argument(
        "--json",
        action="store_true",
        help="print one JSON object: the result, or {problem, remedy}",
    )


def add_model(parser: argparse.ArgumentParser) -> None:
    """--model."""
    parser.add_argument("--model", default=SHIPPED, help=MODEL_HELP)


def short_name(spec: str) -> str:
    """A data set as reports call it, without where it lies: `voc val` for voc:FOLDER#val."""
    kind, _, place = spec.partition(":")
    folder, _, split = place.partition("#")
    return f"{kind} {split or Path(folder).name}"


def print_json(data: dict[str, Any]) -> None:
    """Strict JSON (no NaN) on standard output."""
    json.dump(data, sys.stdout, indent=1, allow_nan=False)
    print()
