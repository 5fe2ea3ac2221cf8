"""Videos, read from their start on: frame by frame, upright, 8-bit.

Nothing seeks: where a seek ends depends on how a video was coded, and each frame's number and time
shall be right. OpenCV brings the decoders.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from fcn_core.errors import FcnError
from fcn_core.imaging.pixels import RGB
from fcn_core.imaging.refusing import UNSUPPORTED, check_size
from fcn_core.sentences import said

CONVERT = said("Convert it to MP4 with H.264 in another program.")

# What is wrong with a file is told to whoever opens it, not by FFmpeg on standard error.
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")


@dataclass(frozen=True, kw_only=True)
class VideoHeader:
    """Upright size in pixels, and how long it is said to be; 0 seconds where nobody says."""

    width: int
    height: int
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A frame's number in its video, from 0 on, and its time in seconds from the start."""

    number: int
    seconds: float


class Video:
    """An open video. `image` is the frame at which `moments` is."""

    def __init__(self, path: Path, capture: cv2.VideoCapture) -> None:
        self._path, self._capture = path, capture
        rate = capture.get(cv2.CAP_PROP_FPS)
        frames = capture.get(cv2.CAP_PROP_FRAME_COUNT)
        self.header = VideoHeader(
            width=int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
            height=int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
            seconds=max(0.0, frames / rate) if rate > 0 else 0.0,
        )

    def moments(self) -> Iterator[Moment]:
        """All frames in order, none of them as pixels yet. Raises `FcnError` if there is none."""
        number = 0
        while self._capture.grab():
            seconds = self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
            yield Moment(number=number, seconds=seconds)
            number += 1
        if not number:
            raise _unreadable(self._path, said("none of its frames can be decoded"))

    def image(self) -> RGB:
        """The frame's pixels, uint8 RGB (H, W, 3). Raises `FcnError`."""
        is_read, pixels = self._capture.retrieve()
        if not is_read:
            raise _unreadable(self._path, said("one of its frames is damaged"))
        return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB), np.uint8)


@contextmanager
def opened_video(path: Path) -> Iterator[Video]:
    """A video, read from its start. Raises `FcnError`."""
    try:
        path.open("rb").close()
    except OSError as error:
        raise FcnError(
            said("{path} cannot be read: {reason}.", path=path, reason=error.strerror),
            "Check that it is there and that you may read it.",
        ) from error
    capture = _captured(path)
    try:
        if not capture.isOpened():
            raise _unreadable(path, UNSUPPORTED)
        video = Video(path, capture)
        check_size(path, video.header.width, video.header.height)
        yield video
    finally:
        capture.release()


def _captured(path: Path) -> cv2.VideoCapture:
    level = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        # A relative path may look to FFmpeg as an address, "shots: first.mp4".
        return cv2.VideoCapture(str(path.absolute()), cv2.CAP_FFMPEG)
    finally:
        cv2.utils.logging.setLogLevel(level)


def _unreadable(path: Path, reason: str) -> FcnError:
    return FcnError(said("{path} cannot be read: {reason}.", path=path, reason=reason), CONVERT)
