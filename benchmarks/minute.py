"""What the benchmarks of a minute's fine-tuning have in common: their options, clock and report."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from fcn_core.bench.machine import machine
from fcn_core.zoo import SHIPPED, find_model


def add_options(parser: argparse.ArgumentParser, most: int, most_help: str) -> None:
    """The options of a run: net, images, seeds, time and where the report goes."""
    parser.add_argument("--model", type=find_model, default=SHIPPED, help="a net's name or file")
    parser.add_argument("--images", type=int, default=10)
    parser.add_argument("--most", type=int, default=most, help=most_help)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--cpu", action="store_true", help="count CPU seconds, on one thread")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--recipe", type=json.loads, default={}, help="overrides, as JSON")
    parser.add_argument("--out", type=Path)


def clock(options: argparse.Namespace) -> Callable[[], float]:
    """The clock that the budget is counted by; from now on torch has the threads it goes with."""
    torch.set_num_threads(1 if options.cpu else options.threads)
    return time.process_time if options.cpu else time.monotonic


def report(options: argparse.Namespace, result: dict[str, Any]) -> None:
    """Print what came out with its budget and machine, and write it where `--out` says."""
    budget = {
        "seconds": options.seconds,
        "clock": "CPU seconds of one thread" if options.cpu else "seconds",
    }
    text = json.dumps({**budget, **result, "machine": machine("cpu")}, indent=1)
    print(text)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")
