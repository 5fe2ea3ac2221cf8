"""`fcn finetune JOB.json`: learn from corrections; the window's training process.

`fcn finetune -` loads its libraries, which takes seconds, and waits for the job's path, a line of
JSON, on standard input: whoever starts it before a person asks for a run has the run begin at once.
It goes on to obey what is said there, and ends with whoever started it; standard input of a run by
its job's file is somebody else's.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from fcn_core.cli.options import Commands, add_threads
from fcn_core.events import Event, to_line

WAIT = "-"


def register(commands: Commands) -> None:
    """Add this command and its options."""
    parser = commands.add_parser("finetune", help="learn from corrections", description=__doc__)
    parser.add_argument("job", help="the job file that the window writes; -: its path comes later")
    add_threads(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    began = time.monotonic()
    import torch

    from fcn_core.finetune.backoff import failure
    from fcn_core.finetune.control import Control, keep_input
    from fcn_core.finetune.job import read_job
    from fcn_core.finetune.run import Finetuner
    from fcn_core.nets.backbones.timm_features import preload

    if options.threads:
        torch.set_num_threads(options.threads)
    job, control = Path(options.job), Control()
    if options.job == WAIT:
        preload()
        keep_input()
        line = sys.stdin.readline()
        if not line:
            return 0  # nobody wants a run any more
        began, job = time.monotonic(), Path(json.loads(line))
        control.listen()
    try:
        Finetuner(read_job(job), emit, control, began).run()
    except Exception as error:  # whoever started us reads events, not tracebacks
        failed = failure(error)
        if failed is None:
            raise
        emit(failed)
        return 1
    return 0


def emit(event: Event) -> None:
    """Print one event as a line that whoever started us reads."""
    sys.stdout.write(to_line(event) + "\n")
    sys.stdout.flush()
