"""`fcn`: parses the command, runs it, and turns problems into one clear line."""

from __future__ import annotations

import argparse
import errno
import io
import logging
import sys
from collections.abc import Sequence
from contextlib import suppress

from tqdm import tqdm

from fcn_core import __version__
from fcn_core.cli import (
    bench,
    check_labels,
    evaluate,
    export,
    fetch,
    finetune,
    frames,
    info,
    models,
    predict,
    report,
    train,
)
from fcn_core.cli.options import print_json
from fcn_core.cli.statuses import CLOSED, INTERRUPTED
from fcn_core.errors import FcnError, explained
from fcn_core.memory import keep_freed_buffers
from fcn_core.sentences import said

COMMANDS = (
    predict,
    frames,
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

REMEDIES = {
    errno.EEXIST: "It is a file, where a folder is needed: name another one.",
    errno.ENOTDIR: "It is a file, where a folder is needed: name another one.",
    errno.ENOENT: "Check the path.",
    errno.ENOSPC: "Make room there, or name a place on another disk.",
    errno.EDQUOT: "Make room there, or name a place on another disk.",
    errno.EACCES: "Check that you may read and write there, or name another place.",
    errno.EPERM: "Check that you may read and write there, or name another place.",
    errno.EROFS: "Name a place that can be written to.",
}
"""By the numbers of the system's errors: what helps where nothing closer to it knew."""


class Parser(argparse.ArgumentParser):
    """Says which command it is that does not know an argument, and what that one knows."""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown


def build_parser() -> argparse.ArgumentParser:
    """The parser with every subcommand."""
    parser = Parser(
        prog="fcn", description="Fully convolutional networks for semantic segmentation."
    )
    parser.add_argument("--version", action="version", version=f"fcn {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.register(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 a problem, 130 interrupted.

    A problem is a line on standard error and, with --json, {problem, remedy} as the output, as far
    as that can be written. Where whoever reads the output has closed it, having
    read enough, the status is 141, that of a program which SIGPIPE ends.
    """
    options = build_parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A file's name may be none of the terminal's text; what was done is done.
        sys.stdout.reconfigure(errors="backslashreplace")
    keep_freed_buffers()
    tqdm.monitor_interval = 0  # its thread would outlive the command
    try:
        status = int(options.run(options))
        sys.stdout.flush()  # here, where a full disk can still be told
    except (FcnError, OSError, MemoryError, RuntimeError) as error:
        if isinstance(error, OSError) and is_unread(error):
            return CLOSED
        problem = understood(error)
        if problem is None:
            raise
        print(f"fcn {options.command}: {problem}", file=sys.stderr)
        if getattr(options, "json", False):
            with suppress(OSError):  # the output may be the problem
                print_json(problem.to_json())
        return 1
    except KeyboardInterrupt:
        print(f"fcn {options.command}: interrupted", file=sys.stderr)
        return INTERRUPTED
    return status


def is_unread(error: OSError) -> bool:
    """Whether nobody takes the output any more. Windows only says that an argument is wrong."""
    says_less = sys.platform == "win32" and error.errno == errno.EINVAL and not error.filename
    return isinstance(error, BrokenPipeError) or says_less


def understood(error: Exception) -> FcnError | None:
    """The error as one that users can act on; None if it is a mistake of the program's."""
    if isinstance(error, FcnError):
        return error
    if isinstance(error, OSError):
        return explained(error, REMEDIES.get(error.errno or 0, ""))
    from fcn_core.devices import is_lost_device, is_out_of_memory, lost_device  # a second's import

    if not is_out_of_memory(error):
        return lost_device(error) if is_lost_device(error) else None
    told = str(error) if isinstance(error, MemoryError) else ""  # torch's are a page long
    problem = f"{told.rstrip('.')}." if told else said("Memory ran out.")
    return FcnError(
        problem, "Close other programs, use smaller images, or train with a smaller batch."
    )
