"""`fcn fetch NAME`: a data set from its publisher, resumed, checked and unpacked."""

from __future__ import annotations

import argparse
from pathlib import Path

from fcn_core.cli.options import Commands
from fcn_core.cli.progress import progress_bar
from fcn_core.errors import FcnError


def register(commands: Commands) -> None:
    """Add this command and its options."""
    from fcn_core.data.sources import SOURCES

    parser = commands.add_parser("fetch", help="download a data set", description=__doc__)
    parser.add_argument("name", help=f"one of {', '.join(SOURCES)}")
    parser.add_argument("--into", type=Path, default=Path("data"), help="folder (default: data)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    from fcn_core.data.sources import SOURCES, fetch_dataset

    if options.name not in SOURCES:
        raise FcnError(f"There is no data set {options.name!r}.", f"Known: {', '.join(SOURCES)}.")
    with progress_bar(unit="B", unit_scale=True, desc=options.name) as bar:

        def progress(done: int, total: int | None) -> None:
            bar.total = total
            bar.update(done - bar.n)

        folder = options.into / options.name
        spec = fetch_dataset(SOURCES[options.name], folder, progress, bar.write)
    print(f"Open it as --data {spec}")
    return 0
