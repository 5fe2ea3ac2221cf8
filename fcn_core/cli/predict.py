"""`fcn predict IMAGE... --out DIR`: masks for images, as VOC palette PNGs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fcn_core.cli.depth import add_depth, with_depth
from fcn_core.cli.options import Commands, add_device, add_json, add_model, positive, print_json
from fcn_core.cli.progress import progress_bar
from fcn_core.errors import FcnError
from fcn_core.imaging.channels import Channels
from fcn_core.imaging.image_channels import check_channels
from fcn_core.imaging.listing import list_images, pages_of
from fcn_core.imaging.pages import file_of, with_channels, without_channels

if TYPE_CHECKING:
    from fcn_core.predict import Predictor


def register(commands: Commands) -> None:
    """Add this command and its options."""
    parser = commands.add_parser("predict", help="masks for images", description=__doc__)
    parser.add_argument("images", nargs="+", type=Path, help="images, or folders of images")
    parser.add_argument("--out", type=Path, required=True, help="folder for the masks")
    parser.add_argument(
        "--strides", action="store_true", help="also write each stride's own mask: 32s, 16s, ..."
    )
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
    add_depth(parser)
    add_model(parser)
    add_device(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def require_file(path: Path) -> None:
    """Raise `FcnError` for an image that was named, but is not there."""
    if not file_of(path).exists():
        raise FcnError(f"There is no image {path}.", "Check the path.")


def images_of(given: Path) -> list[Path]:
    """The images of a folder, a file, or those that a pattern fits, which Windows' shells leave to
    the programs.
    """
    if given.is_dir():
        return list_images(given)
    is_pattern = not {*"*?"}.isdisjoint(given.name) and not given.exists()
    found = sorted(given.parent.glob(given.name)) if is_pattern else []
    return [page for file in found or [given] for page in pages_of(file)]


def run(options: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    from fcn_core.data.pictures import photo
    from fcn_core.predict import Predictor
    from fcn_core.predict_files import Output, planned, predict_file
    from fcn_core.zoo import find_model

    paths = [path for given in options.images for path in images_of(given)]
    if not paths:
        raise FcnError("There are no images to predict.", "Name image files or a folder of them.")
    if options.channels is not None:
        wanted = Channels.parse(options.channels)
        paths = [with_channels(path, wanted) for path in paths]
    predictor = Predictor.load(find_model(options.model), options.device, options.threads)
    depth = with_depth(options, predictor.info.preprocessing.modality, paths)
    output = Output(
        folder=options.out,
        strides=options.strides,
        overlay=options.overlay,
        dense=options.dense,
        step=options.step,
    )
    names = planned(paths, output, predictor.net.strides, depth.depths.values() if depth else ())
    options.out.mkdir(parents=True, exist_ok=True)
    done, problems = [], []
    bar = progress_bar(
        iterable=names.items(),
        desc="predict",
        unit="image",
        disable=options.json or len(names) == 1,
    )
    try:
        for path, name in bar:
            try:
                require_file(path)
                check_channels(path)
                done.append(predict_file(predictor, path, name, output, depth or photo))
            except FcnError as error:  # one bad file does not stop the rest
                problems.append({"image": str(without_channels(path)), **error.to_json()})
                print(f"fcn predict: {error}", file=sys.stderr)
    except KeyboardInterrupt:  # the masks so far are written
        tell(predictor, done, problems, options.json)
        raise
    tell(predictor, done, problems, options.json)
    return 1 if problems else 0


def tell(
    predictor: Predictor,
    done: Sequence[dict[str, Any]],
    problems: Sequence[dict[str, str]],
    as_json: bool,
) -> None:
    """Print which masks were written, and with what labels."""
    if as_json:
        print_json({"model": predictor.description, "predicted": done, "problems": problems})
        return
    for result in done:
        print(f"{result['mask']}  {', '.join(result['labels'])}{unknown(result)}")


def unknown(result: dict[str, Any]) -> str:
    """How much of an image's depth is not known, if any is missing."""
    missing = result.get("depth_missing", 0)
    return f"  ({missing:.1%} without depth)" if missing else ""
