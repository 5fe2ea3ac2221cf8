"""Which scene of a video an image was taken from: its file says so in a comment.

Frames of one scene look alike, so they are held out of training together (`fcn_core.split`).
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

DIGITS = 8
SCENE = re.compile(rb"fcn-gui scene ([0-9a-f]{%d})" % DIGITS)
START = 2048
"""Bytes of a file in which the comment stands."""


def scene_comment(video: str, number: int, seconds: float, scene: int) -> str:
    """What the image says that is a frame of a `video` (its name), of so many scenes before it."""
    key = hashlib.sha256(f"{video}/{scene}".encode()).hexdigest()[:DIGITS]
    return f"frame {number} of {video} at {seconds:.3f} s, fcn-gui scene {key}"


def scene_of(file: Path) -> str:
    """The scene's digits, as hex; nothing for an image that is from none. Raises `OSError`."""
    with file.open("rb") as opened:
        found = SCENE.search(opened.read(START))
    return "" if found is None else found[1].decode()
