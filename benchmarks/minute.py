"""What the benchmarks of a minute's fine-tuning share: their options, threads and report."""

from __future__ import annotations

import argparse
import json
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
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
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--recipe", type=json.loads, default={}, help="overrides, as JSON")
    parser.add_argument("--out", type=Path)


def set_threads(options: argparse.Namespace) -> None:
    """From now on torch has the threads that were asked for."""
    torch.set_num_threads(options.threads)


def spread(values: Sequence[float]) -> dict[str, float]:
    """Mean, least and most over the seeds."""
    return {"mean": fmean(values), "low": min(values), "high": max(values)}


def most_memory_gb() -> float:
    """The most memory that this process has held so far, in GB (Linux and macOS)."""
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9, 2)


def report(options: argparse.Namespace, result: dict[str, Any]) -> None:
    """Print what came out with its seconds and machine, and write it where `--out` says."""
    text = json.dumps({"seconds": options.seconds, **result, "machine": machine("cpu")}, indent=1)
    print(text)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")
