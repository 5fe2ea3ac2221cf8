"""`fcn evaluate --data voc:FOLDER`: the four metrics for every stride output, task by task."""

from __future__ import annotations

import argparse
import math
from typing import TYPE_CHECKING

from tqdm import tqdm

from fcn_core.cli.options import Commands, add_device, add_json, add_model, print_json

if TYPE_CHECKING:
    from fcn_core.evaluate import Evaluation


def register(commands: Commands) -> None:
    """Add this command and its options."""
    parser = commands.add_parser("evaluate", help="score a model", description=__doc__)
    parser.add_argument("--data", required=True, help="KIND:FOLDER[#SPLIT], as in voc:VOC2012#val")
    add_model(parser)
    add_device(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    from fcn_core.data.specs import open_dataset
    from fcn_core.evaluate import evaluate
    from fcn_core.predict import Predictor
    from fcn_core.zoo import find_model

    source, _ = open_dataset(options.data)
    predictor = Predictor.load(find_model(options.model), options.device, options.threads)
    with tqdm(total=len(source), desc="evaluate", unit="image") as bar:
        result = evaluate(predictor, source, lambda _: bar.update())
    if options.json:
        print_json({"model": predictor.description, "data": options.data, **result.to_json()})
    else:
        print_table(result)
    return 0


def print_table(result: Evaluation) -> None:
    """Metrics by stride, then for each task the labels' IU with the photos that show them."""
    from fcn_core.published import TITLES

    finest = min(result.main.scores)
    names = list(result.values(finest))
    titles = [TITLES.get(name, name.replace("_", " ")) for name in names]
    print(" " * 14 + "".join(f"{title:>13}" for title in titles))
    for stride in result.main.scores:
        values = result.values(stride).values()
        print(f"{f'stride {stride}':14}" + "".join(f"{_percent(value):>13}" for value in values))
    for task in result.tasks:
        head = " ".join(part for part in (task.name, "label") if part)
        print(f"\n{head:18}{'IU':>9}{'photos':>11}   (stride {finest})")
        rows = zip(task.labels, task.scores[finest].per_class_iu, task.photos, strict=True)
        for name, iu, photos in rows:
            print(f"{name:18}{_percent(iu):>9}{photos:11}")


def _percent(value: float) -> str:
    return "-" if math.isnan(value) else f"{100 * value:.1f}"
