"""`fcn evaluate --data voc:FOLDER`: the four metrics for every stride output, task by task."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING

from fcn_core.cli.options import (
    Commands,
    add_device,
    add_json,
    add_model,
    natural,
    print_json,
    short_name,
)
from fcn_core.cli.progress import progress_bar
from fcn_core.errors import FcnError

if TYPE_CHECKING:
    from fcn_core.evaluate import Evaluation
    from fcn_core.predict import Predictor


def register(commands: Commands) -> None:
    """Add this command and its options."""
    parser = commands.add_parser("evaluate", help="score a model", description=__doc__)
    parser.add_argument("--data", required=True, help="KIND:FOLDER[#SPLIT], as in voc:VOC2012#val")
    parser.add_argument(
        "--at-least", type=natural, default=0, help="means over labels in so many images or more"
    )
    parser.add_argument("--row", help="keep the scores in --results for fcn report: TABLE/NET")
    parser.add_argument("--note", default="", help="with --row: what differs from the paper's way")
    parser.add_argument("--results", type=Path, help="with --row: folder to keep in")
    add_model(parser)
    add_device(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    from fcn_core.data.modality import of_data, require
    from fcn_core.data.specs import open_dataset
    from fcn_core.evaluate import evaluate
    from fcn_core.predict import Predictor
    from fcn_core.zoo import find_model

    table, row = report_row(options.row) if options.row else ("", "")
    if row and options.results is None:
        raise FcnError("--row keeps scores in no folder yet.", "Name one with --results.")
    source, _ = open_dataset(options.data)
    predictor = Predictor.load(find_model(options.model), options.device, options.threads)
    given = of_data(options.data.partition(":")[0])
    require(options.model, predictor.info.preprocessing.modality, given)
    with progress_bar(total=len(source), desc="evaluate", unit="image") as bar:
        result = evaluate(predictor, source, lambda _: bar.update(), options.at_least)
    if row:
        keep(result, predictor, table, row, options)
    if options.json:
        print_json({"model": predictor.description, "data": options.data, **result.to_json()})
    else:
        print_table(result)
    return 0


def report_row(text: str) -> tuple[str, str]:
    """TABLE/NET in two. Raises `FcnError` if no table has such a row."""
    from fcn_core.published import TABLES

    table, _, net = text.partition("/")
    known = [row.net for row in TABLES[table].rows if row.net] if table in TABLES else []
    if net not in known:
        raise FcnError(
            f"{text!r} is no row of a table.",
            f"Rows of {table}: {', '.join(known)}." if known else f"Tables: {', '.join(TABLES)}.",
        )
    return table, net


def keep(
    result: Evaluation, predictor: Predictor, table: str, row: str, options: argparse.Namespace
) -> None:
    """Write the finest output's scores where `fcn report` finds them."""
    from fcn_core.report import Measured, save_measured

    common = sum(1 for count in result.main.photos if count >= max(1, options.at_least))
    which = f", means over {common} labels in {options.at_least}+ of them"
    values = result.values(min(result.main.scores))
    measured = Measured(
        table=table,
        net=row,
        values={name: value for name, value in values.items() if not math.isnan(value)},
        data=f"{short_name(options.data)}, {result.images} images"
        + (which if options.at_least else ""),
        machine=predictor.description,
        note=options.note,
    )
    options.results.mkdir(parents=True, exist_ok=True)
    save_measured(options.results / f"{table}-{row}.json", measured)


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
