"""Reading an image with all that a person made of it."""

from __future__ import annotations

from pathlib import Path

from app.state.opened import Opened
from app.state.paths import ProjectPaths
from app.state.recovery import recover
from fcn_core.images import read_channels, read_image
from fcn_core.names import image_id
from fcn_core.pages import without_channels


def read_opened(images: Path, paths: ProjectPaths, path: Path) -> Opened:
    """Image, corrections and history of one of the `images`, seen as its path says.

    For any one thread; nothing of it may be waiting to be written. Raises `FcnError`.
    """
    image = read_image(path)
    name = image_id(without_channels(path.absolute()).relative_to(images))
    height, width = image.shape[:2]
    found = recover(paths, name, (height, width))
    return Opened(
        image_id=name,
        path=path,
        image_HWC=image,
        channels=read_channels(path),
        corrections_HW=found.corrections_HW,
        revision=found.revision,
        done=found.done,
        undone=found.undone,
        base=found.base,
        notes=found.notes,
    )
