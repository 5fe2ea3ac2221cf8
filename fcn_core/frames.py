"""Images out of videos: frames at intervals, as files that are named by the frame's number."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from fcn_core.cancelling import Cancelled, never
from fcn_core.errors import FcnError
from fcn_core.files import unwritable, write_atomic
from fcn_core.imaging.pixels import RGB
from fcn_core.imaging.scenes import scene_comment
from fcn_core.imaging.videos import VideoHeader, opened_video
from fcn_core.sentences import said

JPEG, PNG = ".jpg", ".png"
SCENE, FEW, MANY = 10.0, 5, 20
"""Seconds of a video that are held out of training together, or not, and into how few and how many
such scenes it is cut.
"""
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
    image: RGB
    size: int
    """Bytes of that frame as a file."""


def read_poster(path: Path) -> Poster:
    """A video's header and first frame. Raises `FcnError`."""
    with opened_video(path) as video:
        next(video.moments())
        image = video.image()
        return Poster(header=video.header, image=image, size=len(_coded(image, JPEG, "")))


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
                scene = int(reached // _scene_seconds(video.header.seconds))
                comment = scene_comment(path.name, moment.number, reached, scene)
                _write(files[-1], pixels, comment)
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

    def is_other(self, pixels: RGB) -> bool:
        """Whether a frame that is due differs from the one before, if it has to."""
        if not self._wish.changing:
            return True
        look = cv2.resize(pixels, (CELLS, CELLS), interpolation=cv2.INTER_AREA).astype(np.int16)
        if self._last_look is not None and np.abs(look - self._last_look).max() < ALIKE:
            self.alike += 1
            return False
        self._last_look = look
        return True


def _scene_seconds(length: float) -> float:
    """How long a scene of a video is, so that a second time the same frames are in the same one."""
    return min(max(SCENE, length / MANY), length / FEW) if length else SCENE


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error.strerror or str(error)) from error


def _write(file: Path, pixels: RGB, comment: str) -> None:
    if file.exists():
        return
    try:
        write_atomic(file, _coded(pixels, file.suffix, comment), syncs=False)
    except OSError as error:
        raise unwritable(file, error.strerror or str(error)) from error


def _coded(pixels: RGB, suffix: str, comment: str) -> bytes:
    coded, image = io.BytesIO(), Image.fromarray(pixels)
    if suffix == PNG:
        words = PngInfo()
        words.add_itxt("Comment", comment)
        image.save(coded, "PNG", compress_level=3, pnginfo=words)
    else:  # a video was coded once already: so, no more is lost that one could see
        image.save(coded, "JPEG", quality=95, subsampling=0, comment=comment.encode())
    return coded.getvalue()
