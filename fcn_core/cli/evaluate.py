"""`fcn evaluate --data voc:FOLDER`: the four metrics for every stride output."""

from __future__ import annotations

import argparse

import numpy as np
from tqdm import tqdm

from fcn_core.cli.options import Commands, add_device, add_json, add_model, print_json


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
    from fcn_core.evaluate import Evaluation, evaluate
    from fcn_core.predict import Predictor
    from fcn_core.zoo import find_model

    source, _ = open_dataset(options.data)
    predictor = Predictor.load(find_model(options.model), options.device, options.threads)
    with tqdm(total=len(source), desc="evaluate", unit="image") as bar:
        result: Evaluation = evaluate(predictor, source, lambda _: bar.update())
    if options.json:
        print_json({"model": predictor.description, "data": options.data, **result.to_json()})
    else:
        print_table(result)
    return 0


def print_table(result: object) -> None:
    """Metrics by stride, then each label's IU with the number of photos that show it."""
    from fcn_core.evaluate import Evaluation

    assert isinstance(result, Evaluation)
    print(f"{'':14}{'pixel acc.':>11}{'mean acc.':>11}{'mean IU':>11}{'f.w. IU':>11}")
    for stride, s in result.scores.items():
        row = (s.pixel_accuracy, s.mean_accuracy, s.mean_iu, s.fw_iu)
        print(f"{f'stride {stride}':14}" + "".join(f"{100 * value:11.1f}" for value in row))
    finest = min(result.scores)
    print(f"\n{'label':14}{'IU':>11}{'photos':>11}   (stride {finest})")
    rows = zip(result.labels, result.scores[finest].per_class_iu, result.photos, strict=True)
    for name, iu, photos in rows:
        shown = "-" if np.isnan(iu) else f"{100 * iu:.1f}"
        print(f"{name:14}{shown:>11}{photos:11}")
