"""`fcn frames VIDEO... --out DIR`: images out of videos, at intervals."""

from __future__ import annotations

import argparse
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fcn_core.cli.options import Commands, add_json, print_json
from fcn_core.cli.progress import progress_bar
from fcn_core.frames import JPEG, PNG, FramesWish, TakenFrames, frames_folder, take_frames
from fcn_core.imaging.videos import opened_video

STEPS = (1, 60, 3600)
"""Seconds of what stands last in a time, before it, and first."""


def register(commands: Commands) -> None:
    """Add this command and its options."""
    parser = commands.add_parser("frames", help="images out of videos", description=__doc__)
    parser.add_argument("videos", nargs="+", type=Path, help="MP4, MOV, AVI, MKV, WebM, ...")
    parser.add_argument(
        "--out", type=Path, help="folder for the images (default: NAME_frames beside each video)"
    )
    parser.add_argument(
        "--every", type=moment, default=1.0, help="seconds between frames (1); 0: all frames"
    )
    parser.add_argument(
        "--from", dest="first", type=moment, default=0.0, help="where to begin: 90, 1:30, 1:02:03.5"
    )
    parser.add_argument("--to", dest="last", type=moment, help="where to end (default: at the end)")
    parser.add_argument(
        "--changing", action="store_true", help="leave out what hardly differs from the one before"
    )
    parser.add_argument("--png", action="store_true", help="as PNGs instead of JPEGs")
    add_json(parser)
    parser.set_defaults(run=run)


def moment(text: str) -> float:
    """Seconds, as the type of an option: `90`, `1:30` or `1:02:03.5`."""
    parts = text.split(":")
    try:
        values = [float(part) for part in reversed(parts)]
    except ValueError:
        values = []
    is_time = 0 < len(values) <= len(STEPS) and all(0 <= value < math.inf for value in values)
    if not is_time:
        raise argparse.ArgumentTypeError(f"{text!r} is no time: write 90, 1:30 or 1:02:03.5")
    return sum(value * step for value, step in zip(values, STEPS, strict=False))


def run(options: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    wish = FramesWish(
        every=options.every,
        first=options.first,
        last=options.last,
        changing=options.changing,
        suffix=PNG if options.png else JPEG,
    )
    taken = [_take(video, wish, options) for video in options.videos]
    if options.json:
        print_json({"videos": [_json(*each) for each in zip(options.videos, taken, strict=True)]})
        return 0
    for each in taken:
        print(f"{each.folder}  {len(each.files)} images{_more(each)}")
    return 0


def _take(video: Path, wish: FramesWish, options: argparse.Namespace) -> TakenFrames:
    with opened_video(video) as opened:
        seconds = round(opened.header.seconds if wish.last is None else wish.last)
    with progress_bar(
        desc=video.name, unit="s", total=seconds or None, disable=options.json
    ) as bar:
        return take_frames(
            video,
            options.out or frames_folder(video),
            wish,
            told=lambda reached, _: bar.update(int(reached) - bar.n),
        )


def _more(taken: TakenFrames) -> str:
    """What there is to know beside their number."""
    parts = [f"{taken.alike} hardly differed"] if taken.alike else []
    if taken.cut_off:
        parts.append(f"the video is damaged from {taken.seconds:.1f} s on")
    return f"  ({', '.join(parts)})" if parts else ""


def _json(video: Path, taken: TakenFrames) -> dict[str, Any]:
    facts = asdict(taken) | {"folder": str(taken.folder), "files": [str(f) for f in taken.files]}
    return {"video": str(video), **facts}
