"""`fcn finetune JOB.json`: learn from corrections; the window's training process."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from fcn_core.cli.options import Commands
from fcn_core.errors import FcnError
from fcn_core.events import Event, Failed, to_line

NICENESS = 5


def register(commands: Commands) -> None:
    """Add this command and its options."""
    parser = commands.add_parser("finetune", help="learn from corrections", description=__doc__)
    parser.add_argument("job", type=Path, help="the job file that the window writes")
    parser.add_argument("--threads", type=int, help="CPU threads (default: all cores)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    import torch

    from fcn_core.train.control import Control
    from fcn_core.train.finetune import Finetuner
    from fcn_core.train.job import read_job

    if hasattr(os, "nice"):
        os.nice(NICENESS)  # the window comes first
    if options.threads:
        torch.set_num_threads(options.threads)
    control = Control()
    control.listen()
    try:
        Finetuner(read_job(options.job), emit, control).run()
    except FcnError as error:
        emit(Failed(problem=error.problem, remedy=error.remedy))
        return 1
    except (torch.OutOfMemoryError, MemoryError) as error:
        remedy = "Close other programs, choose the CPU, or correct smaller images."
        emit(Failed(problem=f"Memory ran out while training ({error}).", remedy=remedy))
        return 1
    except OSError as error:
        remedy = "Free some space or check the folder's permissions, then start again."
        emit(Failed(problem=f"{error.filename}: {error.strerror}.", remedy=remedy))
        return 1
    return 0


def emit(event: Event) -> None:
    """Print one event as a line that whoever started us reads."""
    sys.stdout.write(to_line(event) + "\n")
    sys.stdout.flush()
