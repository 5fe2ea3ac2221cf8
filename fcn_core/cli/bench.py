"""`fcn bench annotator --data KIND:FOLDER...`: a simulated person annotates, arm against arm."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from fcn_core.cli.options import Commands, add_device, add_json, add_model, print_json
from fcn_core.errors import FcnError

ARMS = "hand,shipped,ours,imagenet,forest,unet"


def register(commands: Commands) -> None:
    """Add this command and its options."""
    parser = commands.add_parser("bench", help="benchmarks", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    annotator = actions.add_parser("annotator", help="strokes and seconds against mean IU")
    add_annotator(annotator)
    annotator.set_defaults(run=run_annotator)


def add_annotator(parser: argparse.ArgumentParser) -> None:
    """The options of the simulated annotator."""
    say = parser.add_argument
    say("--data", nargs="+", required=True, metavar="SPEC", help="KIND:FOLDER[#SPLIT], several")
    say("--arms", default=ARMS, help=f"NAME[@ORDER], with commas (default: {ARMS})")
    say("--seeds", type=int, default=3, help="seeds 0 to N - 1 (3)")
    say("--images", type=int, default=10, help="images that are corrected (10)")
    say("--every", type=int, default=2, help="learn after each so many images (2)")
    say("--seconds", type=float, default=20.0, help="time to learn, each time (20)")
    say("--test", type=int, default=20, help="held-out images at most (20)")
    say("--pool", type=int, default=40, help="images that may be opened (40)")
    say("--order", default="random", help="random (default), name or useful")
    say("--acts", type=int, default=100, help="most strokes and clicks on one image (100)")
    say("--error", type=float, default=0.1, help="an image is good enough at this error (0.1)")
    add_model(parser)
    say("--weights", type=Path, help="ImageNet weights of the shipped net's backbone")
    say("--patch", type=int, default=0, help="side of the U-Net's patches (by the device)")
    say("--out", type=Path, default=Path("docs/results/annotator"), help="folder of the results")
    add_device(parser)
    add_json(parser)


def run_annotator(options: argparse.Namespace) -> int:
    """Do what is not done yet, then write the report; returns the exit status."""
    import torch

    from fcn_core.bench.acts import Habits
    from fcn_core.bench.report import write_report
    from fcn_core.bench.runs import Wanted, carry_out
    from fcn_core.bench.session import Plan

    for name in ("seeds", "images", "every", "test", "pool", "acts"):
        if getattr(options, name) < 1:
            raise FcnError(f"--{name} {getattr(options, name)} is too few.", "Give at least 1.")
    if options.threads:
        torch.set_num_threads(options.threads)
    plan = Plan(
        images=options.images,
        every=options.every,
        seconds=options.seconds,
        test=options.test,
        pool=options.pool,
        order=options.order,
        habits=Habits(most_acts=options.acts, good_enough=options.error),
    )
    wanted = Wanted(
        data=tuple(options.data),
        arms=tuple(name.strip() for name in options.arms.split(",")),
        seeds=options.seeds,
        plan=plan,
        device=options.device,
        threads=options.threads,
        model=options.model,
        weights=options.weights,
        patch=options.patch,
    )
    report = partial(write_report, out=options.out)
    # After every session, so that a benchmark that is broken off has its report, too.
    summary = report(carry_out(wanted, options.out, say_on_stderr, report))
    if options.json:
        print_json(summary)
    else:
        print((options.out / "annotator.md").read_text(encoding="utf-8"), end="")
    return 0


def say_on_stderr(text: str) -> None:
    """Progress, apart from the result."""
    print(text, file=sys.stderr, flush=True)
