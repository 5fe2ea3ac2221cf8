"""What reading an image yields, before it is a document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.state.edits import Edit
from app.state.picture import Picture
from app.state.records import Record
from fcn_core.imaging.channels import ImageChannels
from fcn_core.masks import Mask


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What reading an image and its corrections yields; safe to hand between threads.

    `base` starts a new journal and is None where one exists. `notes` are sentences for the user
    about what recovery found. `picture` is what was read, None if nobody knows; `corrected` is
    another one that the corrections are of, if they are.
    """

    image_id: str
    path: Path
    image_HWC: NDArray[np.uint8]
    channels: ImageChannels | None = None
    """What there is to choose from; None for a photo."""
    corrections_HW: Mask
    revision: int = 0
    done: tuple[Edit, ...] = ()
    undone: tuple[Edit, ...] = ()
    base: Record | None = None
    notes: tuple[str, ...] = ()
    picture: Picture | None = None
    corrected: Picture | None = None
