"""Images out of videos: frames at intervals, as files that are named by the frame's number."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.cancelling import Cancelled, never
from fcn_core.errors import FcnError
from fcn_core.files import unwritable, write_atomic
from fcn_core.imaging.videos import VideoHeader, opened_video
from fcn_core.sentences import said

JPEG, PNG = ".jpg", ".png"
# A video was coded once already: 95 with full colour takes no more of it that one could see.
CODING = {
    JPEG: (
        cv2.IMWRITE_JPEG_QUALITY, 95,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
    ),
    PNG: (cv2.IMWRITE_PNG_COMPRESSION, 3),
}  # fmt: skip
CELLS = 32
"""Into so many parts a side two frames are compared: noise goes, a thing that moved does not."""
ALIKE = 12
"""Of 255: by less no part differs in any colour between frames that hardly differ."""
SHORT = 1.0
"""Seconds by which the end of a video may be told wrongly."""

Told: TypeAlias = Callable[[float, int], object]
"""Called with the time in a video, in seconds, and how many frames were taken so far."""


@dataclass(frozen=True, kw_only=True)
class FramesWish:
    """Which frames: one `every` so many seconds (0: all), from the second `first` on up to `last`
    (None: the end); `changing`: none that hardly differs from the one taken before it.
    """

    every: float = 1.0
    first: float = 0.0
    last: float | None = None
    changing: bool = False
    suffix: str = JPEG

    def __post_init__(self) -> None:
        if not (0 <= self.every < math.inf and 0 <= self.first < math.inf):
            raise FcnError(said("Frames are taken at intervals of 0 seconds or more."))
        if self.last is not None and not self.first <= self.last:
            raise FcnError(
                said("The end of what frames are taken from lies before its beginning."),
                "Name an end that is later.",
            )


@dataclass(frozen=True, kw_only=True)
class TakenFrames:
    """What was taken, and lies in `folder` now."""

    folder: Path
    files: tuple[Path, ...]
    """In the order of the video; those that were there before are among them, as they were."""
    alike: int
    """Frames that were left out because they hardly differ."""
    seconds: float
    """The time of the last frame that was looked at."""
    cut_off: bool
    """Whether the video ended sooner than it says: it is damaged from there on."""


@dataclass(frozen=True, kw_only=True)
class Poster:
    """What a video is known by: its header, and its first frame, uint8 RGB (H, W, 3)."""

    header: VideoHeader
    image: NDArray[np.uint8]
    size: int
    """Bytes of that frame as a file."""


def read_poster(path: Path) -> Poster:
    """A video's header and first frame. Raises `FcnError`."""
    with opened_video(path) as video:
        next(video.moments())
        pixels = video.image()
        size = len(_coded(pixels, JPEG))
        return Poster(header=video.header, image=np.ascontiguousarray(pixels[..., ::-1]), size=size)


def planned(header: VideoHeader, wish: FramesWish) -> int | None:
    """About how many frames there will be; None where that depends on the video."""
    end = header.seconds if wish.last is None else min(wish.last, header.seconds)
    if not wish.every or not header.seconds:
        return None
    return max(0, math.ceil((end - wish.first) / wish.every))


def frames_folder(video: Path) -> Path:
    """Where frames go if nobody says: beside the video."""
    return video.with_name(f"{video.stem}_frames")


def take_frames(
    path: Path,
    folder: Path,
    wish: FramesWish,
    told: Told = lambda seconds, taken: None,
    stopped: Cancelled = never,
) -> TakenFrames:
    """Write frames of a video into a folder, as `NAME_NUMBER.jpg`; a file that is there stays.

    So a second time adds what a finer interval finds, and touches no image that somebody works on.
    Whoever stops it has what was taken so far. Raises `FcnError`; what is written by then is whole.
    """
    files, choosing, reached, ended = list[Path](), _Choosing(wish), 0.0, True
    with opened_video(path) as video:
        _make(folder)
        for moment in video.moments():
            if stopped() or (wish.last is not None and moment.seconds > wish.last):
                ended = False
                break
            reached = moment.seconds
            told(reached, len(files))
            if choosing.is_due(reached) and choosing.is_other(pixels := video.image()):
                files.append(folder / f"{path.stem}_{moment.number:06d}{wish.suffix}")
                _write(files[-1], pixels)
        cut_off = ended and video.header.seconds - reached > SHORT
    return TakenFrames(
        folder=folder,
        files=tuple(files),
        alike=choosing.alike,
        seconds=reached,
        cut_off=cut_off,
    )


class _Choosing:
    """Goes along with a video: is this frame one that is wished for?"""

    def __init__(self, wish: FramesWish) -> None:
        self._wish, self._due = wish, wish.first
        self._last_look: NDArray[np.int16] | None = None
        self.alike = 0
        """Frames that were due, but hardly differed."""

    def is_due(self, seconds: float) -> bool:
        """Whether it is time for one. The steps go on from the first, so no error adds up."""
        if seconds < self._due:
            return False
        if every := self._wish.every:
            self._due += every * (math.floor((seconds - self._due) / every) + 1)
        return True

    def is_other(self, pixels: NDArray[np.uint8]) -> bool:
        """Whether a frame that is due differs from the one before, if it has to."""
        if not self._wish.changing:
            return True
        look = cv2.resize(pixels, (CELLS, CELLS), interpolation=cv2.INTER_AREA).astype(np.int16)
        if self._last_look is not None and np.abs(look - self._last_look).max() < ALIKE:
            self.alike += 1
            return False
        self._last_look = look
        return True


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error.strerror or str(error)) from error


def _write(file: Path, pixels: NDArray[np.uint8]) -> None:
    if file.exists():
        return
    try:
        write_atomic(file, _coded(pixels, file.suffix), syncs=False)
    except OSError as error:
        raise unwritable(file, error.strerror or str(error)) from error


def _coded(pixels: NDArray[np.uint8], suffix: str) -> bytes:
    is_coded, found = cv2.imencode(suffix, pixels, CODING[suffix])
    if not is_coded:
        raise ValueError(f"OpenCV does not write {suffix}")
    return found.tobytes()
