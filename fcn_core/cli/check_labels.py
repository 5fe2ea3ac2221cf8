"""`fcn check-labels --data KIND:FOLDER`: places where a sure net disagrees with the masks."""

from __future__ import annotations

import argparse

from fcn_core.cli.options import Commands, add_device, add_json, add_model, natural, print_json
from fcn_core.cli.progress import progress_bar


def register(commands: Commands) -> None:
    """Add this command and its options."""
    parser = commands.add_parser("check-labels", help="find likely slips", description=__doc__)
    parser.add_argument(
        "--data", required=True, help="KIND:FOLDER[#SPLIT], as in folder:PHOTOS or voc:VOC2012#val"
    )
    parser.add_argument("--most", type=natural, default=50, help="places to name (50; 0: all)")
    add_model(parser)
    add_device(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    from fcn_core.data.modality import of_data, require
    from fcn_core.data.specs import open_dataset
    from fcn_core.predict import Predictor
    from fcn_core.suggest.check_dataset import check_dataset, place_to_json
    from fcn_core.zoo import find_model

    data, _ = open_dataset(options.data)
    predictor = Predictor.load(find_model(options.model), options.device, options.threads)
    given = of_data(options.data.partition(":")[0])
    require(options.model, predictor.info.preprocessing.modality, given)
    with progress_bar(total=len(data), desc="check", unit="image", disable=options.json) as bar:
        found = check_dataset(predictor, data, lambda _: bar.update())
    known = predictor.info.labels.names
    unknown = [name for name in data.labels.names if name not in known]
    shown = [place_to_json(p, data.labels) for p in found[: options.most or None]]
    if options.json:
        print_json(
            {
                "model": predictor.description,
                "data": options.data,
                "images": len(data),
                "found": len(found),
                "unknown": unknown,
                "places": shown,
            }
        )
        return 0
    for place in shown:
        box = place["box"]
        print(
            f"{place['image']}  {box['width']}x{box['height']}+{box['x']}+{box['y']}  "
            f"said {place['said']}, the net says {place['net']}, {place['confidence']:.0%} sure"
        )
    print(f"{len(found)} places in {len(data)} images.")
    if unknown:
        print(f"The net does not know {', '.join(unknown)}: that was not compared.")
    return 0
