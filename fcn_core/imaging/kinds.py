"""What a file is, by the end of its name."""

from __future__ import annotations

from pathlib import PurePath

from fcn_core.sentences import said

SUFFIXES = frozenset(
    ".jpg .jpeg .png .webp .avif .heic .heif .hif .bmp .pgm .ppm .jp2 .tif .tiff".split()
)
"""Images."""
VIDEOS = frozenset(".avi .m2ts .m4v .mkv .mov .mp4 .mpeg .mpg .mts .webm .wmv".split())
"""They are no images, but their frames may become some: `fcn_core.frames`."""
MICROSCOPES = frozenset(".czi .ims .lif .lsm .mrxs .nd2 .ndpi .oib .oir .svs .vsi".split())
"""Files of makers of microscopes; Fiji opens most of them."""
NEGATIVES = frozenset(".arw .cr2 .cr3 .dng .nef .orf .raf .rw2".split())
"""What cameras' sensors saw, before it is an image."""


def way_in(path: PurePath) -> str:
    """How what a file shows becomes an image that is opened; nothing where nobody knows."""
    suffix = path.suffix.lower()
    if suffix in VIDEOS:
        return said("Take images out of it first: File > Open video, or fcn frames.")
    if suffix in MICROSCOPES:
        return said("Save it as TIFF first, in Fiji or the microscope's own program.")
    if suffix in NEGATIVES:
        return said("Develop it as JPEG or TIFF first, in the camera's own program.")
    return ""
