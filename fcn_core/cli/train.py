"""`fcn train --recipe NAME --data SPEC...`: train a net; Ctrl+C keeps it, --resume goes on."""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from fcn_core.cli.options import Commands, add_device, print_json
from fcn_core.cli.progress import progress_bar
from fcn_core.errors import FcnError, LostDeviceError
from fcn_core.events import Event, Finished, Message, Progress, Started, to_line
from fcn_core.files import spare

if TYPE_CHECKING:
    from fcn_core.data.dataset import Joined
    from fcn_core.labels import LabelSet
    from fcn_core.train.loop import RunFiles
    from fcn_core.train.recipe import Recipe
    from fcn_core.train.setup import Model
    from fcn_core.weights.checkpoint import ModelInfo

CACHE_BYTES = 4 << 30
DEFAULT_RECIPE = "shipped"


def register(commands: Commands) -> None:
    """Add this command and its options."""
    parser = commands.add_parser("train", help="train a net", description=__doc__)
    parser.add_argument(
        "--net",
        default="",
        help="a net by name, as fcn info knows them (default: the model's, or the recipe's)",
    )
    parser.add_argument(
        "--recipe", help="a recipe's name or TOML file (default: the net's own, or shipped)"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        dest="overrides",
        help="change the recipe (--show prints it), as in lr=1e-4 or net.hidden=64; repeat it",
    )
    parser.add_argument(
        "--data", action="append", default=[], help="KIND:FOLDER[#SPLIT][@WEIGHT]; may be repeated"
    )
    parser.add_argument("--weights", type=Path, help="start the backbone from this classifier")
    parser.add_argument(
        "--model",
        action="append",
        default=[],
        help="start from this model instead: FCN-16s from FCN-32s, say; repeat it to fuse streams",
    )
    parser.add_argument("--out", type=Path, default=Path("runs/train"), help="folder of the run")
    parser.add_argument("--name", default="", help="the model's name (default: the recipe's)")
    parser.add_argument("--resume", action="store_true", help="go on with the run in --out")
    parser.add_argument("--half", action="store_true", help="also write model-fp16.safetensors")
    parser.add_argument("--events", action="store_true", help="print events as JSON lines")
    parser.add_argument("--show", action="store_true", help="print the recipe and stop")
    add_device(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    import torch

    from fcn_core.cli.train_again import begun_with, refuse_others
    from fcn_core.data.dataset import InMemory
    from fcn_core.devices import choose_device
    from fcn_core.train.loop import RunFiles, Trainer
    from fcn_core.train.resume import saved_run
    from fcn_core.weights.checkpoint import load_model, save_model

    files = RunFiles(folder=options.out)
    recipe, begun = saved_run(files.state) if options.resume else (chosen_recipe(options), None)
    if options.show:
        print_json(recipe.to_json())
        return 0
    if options.threads:
        torch.set_num_threads(options.threads)
    if begun is None:
        refuse_used(options, files)
        source = opened(options.data)
        begun = begun_with(options, recipe_name(options), source)
        net, info = started(options, recipe, source.labels)
    else:
        net, info = load_model(files.model)
        refuse_others(options, begun, recipe, info.name)
        source = opened(options.data or begun.data)
        begun.check(options.data or begun.data, source, info.labels)
    kept = InMemory(source, CACHE_BYTES)
    with reported(options.events) as emit, interruptible() as stop:
        if info.provenance.get("backbone") == "random" and not options.resume:
            emit(Message(text="The backbone starts from random weights: see --weights, --model."))
        if "taken_for" in info.provenance and not options.resume:
            emit(Message(text=told_by_name(options.weights, info.provenance["taken_for"])))
        trainer = Trainer(
            net, info, kept, recipe, options.out, choose_device(options.device), emit, begun
        )
        if options.resume:
            trainer.resume()
        with telling_what_is_kept(files):
            trainer.run(stop)
    if options.half:
        save_model(files.half, *load_model(files.model), half=True)
    return 0


def chosen_recipe(options: argparse.Namespace) -> Recipe:
    """The recipe asked for, or the one that the net was published with, for the net asked for.

    Without either it is for the net of the model to start from, whatever its tasks.
    """
    from fcn_core.nets.catalog import spec
    from fcn_core.train.recipe import load

    net, overrides = spec(options.net).config if options.net else None, options.overrides
    if options.model and not options.net and not options.recipe:
        net = replace(first_model(options).config, tasks=())
    if options.net and not options.recipe and (iterations := spec(options.net).iterations):
        overrides = [f"iterations={iterations}", *overrides]
    return load(recipe_name(options), overrides, net)


def recipe_name(options: argparse.Namespace) -> str:
    """The name or file of the recipe."""
    from fcn_core.nets.catalog import spec

    if options.recipe or not options.net:
        return options.recipe or DEFAULT_RECIPE
    return spec(options.net).recipe


def first_model(options: argparse.Namespace) -> ModelInfo:
    """What the model to start from is. Raises `FcnError`."""
    from fcn_core.weights.checkpoint import load_info
    from fcn_core.zoo import find_model

    return load_info(find_model(options.model[0]))


def refuse_used(options: argparse.Namespace, files: RunFiles) -> None:
    """Raise `FcnError` if a new run would replace a model: one to start from, or another run's."""
    from fcn_core.zoo import find_model

    starts = [*map(find_model, options.model), *([options.weights] if options.weights else [])]
    spare(starts, (files.model, files.half, files.state), "Name another folder with --out.")
    if files.model.exists():
        raise FcnError(
            f"{files.model} is there already.",
            "Go on with its run with --resume, or name another folder with --out.",
        )


def opened(specs: Sequence[str]) -> Joined:
    """The data to train on. Raises `FcnError`."""
    from fcn_core.data.specs import open_joined

    if not specs:
        raise FcnError("There is nothing to train on.", "Name data with --data KIND:FOLDER.")
    return open_joined(specs)


def started(options: argparse.Namespace, recipe: Recipe, labels: LabelSet) -> Model:
    """The net to train, from models, classifier weights or chance.

    Raises `FcnError` where the recipe leaves alone what would be chance.
    """
    from fcn_core.train.inputs import common_kind
    from fcn_core.train.setup import Start, new_model

    if options.model and options.weights:
        raise FcnError(
            "--weights starts a backbone, and --model brings one along.", "Leave one of them out."
        )
    start = Start(
        kind=common_kind(options.data),
        net=options.net,
        weights=options.weights,
        models=tuple(options.model),
    )
    if not (start.weights or start.models):
        refuse_frozen_chance(recipe)
    name = options.name or options.net or options.recipe
    if not name:
        name = first_model(options).name if options.model else DEFAULT_RECIPE
    return new_model(recipe, labels, name, start)


def told_by_name(weights: Path, net: str) -> str:
    """Whose weights a file is taken for, which decides the images that the net sees."""
    whose = "torchvision's" if net.startswith("torchvision") else "Caffe's"
    return (
        f"{weights.name} is taken for {whose} VGG16. Its name alone tells: "
        'that of Caffe\'s has "caffe" in it.'
    )


def refuse_frozen_chance(recipe: Recipe) -> None:
    """Raise `FcnError` if layers that stay as they are would be random ones."""
    frozen = [key for key in ("frozen_stem", "frozen_backbone") if getattr(recipe, key)]
    if frozen:
        changes = " ".join(f"--set {key}=false" for key in frozen)
        raise FcnError(
            "This recipe goes on from a trained backbone and leaves its first layers as they are: "
            "without one they would stay random.",
            "Go on from a net with --model shipped, or from a classifier with --weights FILE; "
            f"{changes} trains from scratch.",
        )


@contextmanager
def interruptible() -> Iterator[threading.Event]:
    """An event that the first Ctrl+C sets; a second one interrupts at once."""
    stop = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def on_interrupt(*_: object) -> None:
        signal.signal(signal.SIGINT, before)
        stop.set()

    signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def telling_what_is_kept(files: RunFiles) -> Iterator[None]:
    """A GPU that stops answering ends a run, and not what it had learned when it was last saved."""
    from fcn_core.devices import naming_lost_device

    try:
        with naming_lost_device():
            yield
    except LostDeviceError as error:
        if not files.state.is_file():
            raise
        kept = "The run goes on from where it was last saved with --resume."
        raise LostDeviceError(error.problem, f"{error.remedy} {kept}") from error


class Reporter:
    """Shows events as a progress bar, or prints them as JSON lines."""

    def __init__(self, as_lines: bool) -> None:
        self.as_lines = as_lines
        self.bar: Any = None

    def __call__(self, event: Event) -> None:
        if self.as_lines:
            print(to_line(event), flush=True)
        elif isinstance(event, Started):
            print(f"Training {event.title!r} on {event.device}, {event.steps} steps")
            self.bar = progress_bar(total=event.steps, unit="step")
        elif isinstance(event, Progress) and self.bar is not None:
            self.bar.set_postfix(loss=f"{event.loss:.4g}", refresh=False)
            self.bar.update(event.step - self.bar.n)
        elif isinstance(event, Message):
            tqdm.write(event.text)
        elif isinstance(event, Finished):
            self.close()
            share = (event.report or {}).get("net_share", 1.0)
            print(f"The model is in {event.path} ({share:.1%} of the time went into the net)")

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()


@contextmanager
def reported(as_lines: bool) -> Iterator[Reporter]:
    """A reporter that is closed at the end, come what may."""
    reporter = Reporter(as_lines)
    try:
        yield reporter
    finally:
        reporter.close()
