"""What a file is, by the end of its name."""

from __future__ import annotations

from pathlib import PurePath

SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".avif", ".bmp", ".pgm", ".ppm", ".jp2", ".tif", ".tiff"}
)
"""Images."""
VIDEOS = frozenset(
    {".avi", ".m2ts", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".mts", ".webm", ".wmv"}
)
"""They are no images, but their frames may become some: `fcn_core.frames`."""


def is_video(path: PurePath) -> bool:
    """Whether a file's name promises a video."""
    return path.suffix.lower() in VIDEOS
