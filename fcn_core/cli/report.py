"""`fcn report TABLE`: the paper's tables with our measurements beside the published numbers."""

from __future__ import annotations

import argparse
import math
import platform
from pathlib import Path

from fcn_core.cli.options import Commands, add_json, print_json, short_name
from fcn_core.cli.progress import progress_bar
from fcn_core.errors import FcnError
from fcn_core.report import Measured, compared, load_measured, render, save_measured
from fcn_core.zoo import our_measurements


def register(commands: Commands) -> None:
    """Add this command and its options."""
    from fcn_core.published import TABLES

    parser = commands.add_parser("report", help="the paper's tables", description=__doc__)
    parser.add_argument("table", help=f"one of {', '.join(TABLES)}")
    parser.add_argument(
        "--results",
        type=Path,
        help="folder of measurements (JSON; default: those that come with the program)",
    )
    parser.add_argument("--data", help="bounds: measure on this data set (KIND:FOLDER[#SPLIT])")
    parser.add_argument("--keep", action="store_true", help="write what --data gave to --results")
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    if options.keep and (options.results is None or not options.data):
        raise FcnError(
            "--keep writes what --data gave to the folder that --results names.", "Give all three."
        )
    folder = options.results or our_measurements()
    measured = [] if options.keep and not folder.is_dir() else load_measured(folder)
    if options.data:
        if options.table != "bounds":
            raise FcnError("--data measures bounds only.", "Use fcn evaluate for models.")
        found = _bounds(options.data)
        measured = [*found, *measured]
        if options.keep:
            folder.mkdir(parents=True, exist_ok=True)
            for one in found:
                save_measured(folder / f"{one.table}-{one.net}.json", one)
    if options.json:
        print_json(compared(options.table, measured))
    else:
        print(render(options.table, measured), end="")
    return 0


def _bounds(spec: str) -> list[Measured]:
    from fcn_core.bounds import upper_bounds
    from fcn_core.data.specs import open_dataset
    from fcn_core.evaluate import planes

    source, _ = open_dataset(spec)
    planes(source.mask(0))  # of several labelings there is no one bound
    with progress_bar(total=len(source), unit="image", desc="bounds") as bar:
        scores = upper_bounds(source, on_image=lambda _: bar.update())
    return [
        Measured(
            table="bounds",
            net=f"bound-{factor}",
            values={} if math.isnan(value.mean_iu) else {"mean_iu": value.mean_iu},
            data=f"{short_name(spec)}, {len(source)} images",
            machine=platform.processor() or platform.machine(),
        )
        for factor, value in scores.items()
    ]
