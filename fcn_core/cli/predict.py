"""`fcn predict IMAGE... --out DIR`: masks for images, as VOC palette PNGs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from fcn_core.channels import Channels
from fcn_core.cli.options import Commands, add_device, add_json, add_model, positive, print_json
from fcn_core.cli.progress import progress_bar
from fcn_core.errors import FcnError
from fcn_core.images import check_channels, list_images
from fcn_core.pages import pages_of, with_channels, without_channels


def register(commands: Commands) -> None:
    """Add this command and its options."""
    parser = commands.add_parser("predict", help="masks for images", description=__doc__)
    parser.add_argument("images", nargs="+", type=Path, help="images, or folders of images")
    parser.add_argument("--out", type=Path, required=True, help="folder for the masks")
    parser.add_argument("--strides", action="store_true", help="also write the 32s and 16s masks")
    parser.add_argument("--overlay", action="store_true", help="also write pictures to look at")
    parser.add_argument(
        "--dense",
        choices=("shift", "rarefy"),
        help="score densely, by shift-and-stitch or by filter rarefaction (section 3.2)",
    )
    parser.add_argument(
        "--channels",
        help='channels or bands of TIFFs to see: one ("4"), or red, green and blue ("4,3,2")',
    )
    parser.add_argument("--step", type=positive, default=4, help="pixels between dense scores (4)")
    add_model(parser)
    add_device(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    from fcn_core.predict import Predictor
    from fcn_core.predict_files import Output, planned, predict_file
    from fcn_core.zoo import find_model

    paths = [
        path
        for given in options.images
        for path in (list_images(given) if given.is_dir() else pages_of(given))
    ]
    if not paths:
        raise FcnError("There are no images to predict.", "Name image files or a folder of them.")
    if options.channels is not None:
        wanted = Channels.parse(options.channels)
        paths = [with_channels(path, wanted) for path in paths]
    predictor = Predictor.load(find_model(options.model), options.device, options.threads)
    output = Output(
        folder=options.out,
        strides=options.strides,
        overlay=options.overlay,
        dense=options.dense,
        step=options.step,
    )
    names = planned(paths, output, predictor.net.strides)
    options.out.mkdir(parents=True, exist_ok=True)
    done, problems = [], []
    bar = progress_bar(
        iterable=names.items(),
        desc="predict",
        unit="image",
        disable=options.json or len(names) == 1,
    )
    for path, name in bar:
        try:
            check_channels(path)
            done.append(predict_file(predictor, path, name, output))
        except FcnError as error:  # one bad file does not stop the rest
            image = str(without_channels(path))
            problems.append({"image": image, "problem": error.problem, "remedy": error.remedy})
            print(f"fcn predict: {error}", file=sys.stderr)
    if options.json:
        print_json({"model": predictor.description, "predicted": done, "problems": problems})
    else:
        for result in done:
            print(f"{result['mask']}  {', '.join(result['labels'])}")
    return 1 if problems else 0
