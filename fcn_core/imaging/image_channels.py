"""The channels of an image file: what there is, and whether it has what is asked for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fcn_core.errors import FcnError
from fcn_core.imaging.channels import ImageChannels
from fcn_core.imaging.images import read_stored
from fcn_core.imaging.pages import channels_of, file_of, page_of, without_channels
from fcn_core.imaging.refusing import naming
from fcn_core.imaging.tiff_layout import is_tiff_file


def read_channels(path: Path) -> ImageChannels | None:
    """Which channels a TIFF has, and which of them its path shows.

    None where there is nothing to choose: photos, palettes, inks. Raises `FcnError`.
    """
    with naming(path):
        if not is_tiff_file(path):
            return None
        from fcn_core.imaging.tiffs import read_tiff_channels

        return read_tiff_channels(file_of(path), page_of(path), channels_of(path))


def read_unseen(path: Path) -> NDArray[np.generic] | None:
    """All stored values (H, W, channels) of an image of which some channels are not seen unless
    somebody chooses them; None where all are. Raises `FcnError`.
    """
    path = without_channels(path)
    found = read_channels(path)
    if found is None or found.count <= len({*found.usual.shown}):
        return None
    return read_stored(path)


def check_channels(path: Path) -> None:
    """Refuse an image that has not the channels which its path asks for. Raises `FcnError`.

    Whoever does not ask sees such an image as it is usual.
    """
    wanted = channels_of(path)
    found = None if wanted is None else read_channels(path)
    if found is not None and found.shown != wanted:
        raise FcnError(
            "{path} has {count} channels, so not channels {wanted}.",
            "Choose among 1 to {count}, or leave the image out.",
            path=without_channels(path),
            count=found.count,
            wanted=wanted,
        )
