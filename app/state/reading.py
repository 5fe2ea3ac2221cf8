"""Reading an image with all that a person made of it, and whether it still is that image."""

from __future__ import annotations

from pathlib import Path

from app.state.opened import Opened
from app.state.paths import ProjectPaths
from app.state.picture import OTHER_PICTURE, read_pictured
from app.state.recovery import recover
from fcn_core.imaging.image_channels import read_channels
from fcn_core.imaging.pages import without_channels
from fcn_core.names import image_id


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
        corrections_HW=found.corrections_HW,
        revision=found.revision,
        done=found.done,
        undone=found.undone,
        base=found.base,
        notes=(*found.notes, OTHER_PICTURE) if other and found.is_touched else found.notes,
        picture=picture,
        corrected=other,
    )
