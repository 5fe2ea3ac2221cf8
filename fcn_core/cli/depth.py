"""Options of commands that show a net images with their depth."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fcn_core.errors import FcnError

if TYPE_CHECKING:
    from fcn_core.data.modality import Modality
    from fcn_core.data.pictures import WithDepth


def add_depth(parser: argparse.ArgumentParser) -> None:
    """--depth, --depth-scale and --camera."""
    parser.add_argument(
        "--depth",
        type=Path,
        help="for nets that see depth: the image's depth picture, or a folder of them by name",
    )
    parser.add_argument(
        "--depth-scale",
        type=units,
        metavar="UNITS",
        help="units of depth per metre (default: 1000 in files of 16 bits, 25.5 of 8 bits, 1 of "
        "floats; TUM RGB-D: 5000)",
    )
    parser.add_argument(
        "--camera",
        metavar="FX,FY,CX,CY",
        help="for nets that see HHA: focal lengths and centre in pixels (default: NYUDv2's Kinect)",
    )


def units(text: str) -> float:
    """A number above 0, as the type of an option."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return number


def with_depth(
    options: argparse.Namespace, sees: Modality, images: Sequence[Path]
) -> WithDepth | None:
    """How images are read with depth, if the net `options.model` sees it.

    Raises `FcnError` where net and options do not fit.
    """
    if sees == "rgb":
        if options.depth is not None:
            raise FcnError(
                f"The net {options.model!r} sees photos without depth.",
                "Leave --depth out, or choose a net that sees depth.",
            )
        _refuse(options, "without --depth", ("depth_scale", "camera"))
        return None
    if options.depth is None:
        raise FcnError(
            f"The net {options.model!r} sees depth ({sees}), and none is given.",
            "Name the depth picture or its folder with --depth, or choose a net for photos.",
        )
    if sees == "rgbd":
        _refuse(options, "for a net that sees no HHA", ("camera",))
    return _opened(options, sees, images)


def _opened(options: argparse.Namespace, sees: Modality, images: Sequence[Path]) -> WithDepth:
    from fcn_core.data.hha import Camera
    from fcn_core.data.pictures import WithDepth, depths_of

    return WithDepth(
        modality=sees,
        place=options.depth,
        depths=depths_of(images, options.depth, sees),
        units=options.depth_scale,
        camera=None if options.camera is None else Camera.parse(options.camera),
    )


def _refuse(options: argparse.Namespace, why: str, names: Sequence[str]) -> None:
    for name in names:
        if getattr(options, name) is not None:
            flag = f"--{name.replace('_', '-')}"
            raise FcnError(f"{flag} means nothing {why}.", f"Leave {flag} out.")
