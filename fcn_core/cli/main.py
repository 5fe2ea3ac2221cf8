"""`fcn`: parses the command, runs it, and turns problems into one clear line."""

from __future__ import annotations

import argparse
import io
import logging
import sys
from collections.abc import Sequence

from tqdm import tqdm

from fcn_core import __version__
from fcn_core.cli import (
    bench,
    check_labels,
    evaluate,
    export,
    fetch,
    finetune,
    info,
    models,
    predict,
    report,
    train,
)
from fcn_core.errors import FcnError
from fcn_core.memory import keep_freed_buffers

COMMANDS = (
    predict,
    train,
    evaluate,
    check_labels,
    info,
    models,
    report,
    fetch,
    export,
    finetune,
    bench,
)


def build_parser() -> argparse.ArgumentParser:
    """The parser with every subcommand."""
    parser = argparse.ArgumentParser(
        prog="fcn", description="Fully convolutional networks for semantic segmentation."
    )
    parser.add_argument("--version", action="version", version=f"fcn {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.register(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 a problem, 130 interrupted."""
    options = build_parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A file's name may be none of the terminal's text; what was done is done.
        sys.stdout.reconfigure(errors="backslashreplace")
    keep_freed_buffers()
    tqdm.monitor_interval = 0  # its thread would outlive the command
    try:
        return int(options.run(options))
    except FcnError as error:
        print(f"fcn {options.command}: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"fcn {options.command}: {error.strerror}: {error.filename}", file=sys.stderr)
        return 1
    except (MemoryError, RuntimeError) as error:
        problem = memory_problem(error)
        if not problem:
            raise
        print(f"fcn {options.command}: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"fcn {options.command}: interrupted", file=sys.stderr)
        return 130


def memory_problem(error: Exception) -> str:
    """What to say where memory ran out; '' if the error is of something else."""
    from fcn_core.devices import is_out_of_memory  # torch takes a second to import

    if not is_out_of_memory(error):
        return ""
    said = str(error) if isinstance(error, MemoryError) else ""  # torch's are a page long
    problem = f"{said.rstrip('.')}." if said else "Memory ran out."
    return f"{problem} Close other programs, use smaller images, or train with a smaller batch."
