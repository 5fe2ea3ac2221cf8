"""Small videos, written by OpenCV."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

RATE = 10
CODERS = {".avi": "MJPG"}
"""FFmpeg's MPEG-4 where nothing is said."""


def grey_of(number: int) -> NDArray[np.uint8]:
    """The frame of a number, uint8 (48, 64, 3)."""
    return np.full((48, 64, 3), 70 + 6 * (number % 30), np.uint8)


def write_video(path: Path, frames: Sequence[NDArray[np.uint8]]) -> Path:
    """Frames, uint8 BGR (H, W, 3), ten a second."""
    height, width = frames[0].shape[:2]
    coder = cv2.VideoWriter.fourcc(*CODERS.get(path.suffix, "mp4v"))
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, coder, RATE, (width, height))
    assert writer.isOpened(), path
    for frame in frames:
        writer.write(frame)
    writer.release()
    return path
