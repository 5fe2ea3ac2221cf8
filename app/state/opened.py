"""Reading an image with all that a person made of it, before it is a document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.state.edits import Edit
from app.state.paths import ProjectPaths
from app.state.picture import OTHER_PICTURE, Picture, read_pictured
from app.state.records import Record
from app.state.recovery import recover
from fcn_core.imaging.channels import ImageChannels
from fcn_core.imaging.image_channels import read_channels
from fcn_core.imaging.image_pixel_size import read_pixel_size
from fcn_core.imaging.pages import without_channels
from fcn_core.imaging.pixel_size import PixelSize
from fcn_core.masks import Mask
from fcn_core.names import image_id


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
    pixel: PixelSize | None = None
    """How large one is, where the file says it."""
    corrections_HW: Mask
    revision: int = 0
    done: tuple[Edit, ...] = ()
    undone: tuple[Edit, ...] = ()
    base: Record | None = None
    notes: tuple[str, ...] = ()
    picture: Picture | None = None
    corrected: Picture | None = None


def read_opened(paths: ProjectPaths, images: Path, path: Path) -> Opened:
    """What becomes a document, of one of the `images`. For any one thread.

    Nothing of this image may be waiting to be written. Raises `FcnError`.
    """
    paths.check_read()
    image, picture = read_pictured(path)
    name = image_id(without_channels(path.absolute()).relative_to(images))
    height, width = image.shape[:2]
    found = recover(paths, name, (height, width))
    other = found.other_than(picture)
    return Opened(
        image_id=name,
        path=path,
        image_HWC=image,
        channels=read_channels(path),
        pixel=read_pixel_size(path),
        corrections_HW=found.corrections_HW,
        revision=found.revision,
        done=found.done,
        undone=found.undone,
        base=found.base,
        notes=(*found.notes, OTHER_PICTURE) if other and found.is_touched else found.notes,
        picture=picture,
        corrected=other,
    )
