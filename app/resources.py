"""The files that come with the program (icons, fonts, the theme, sample photos), and its folder."""

from __future__ import annotations

import shutil
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from fcn_core.errors import FcnError
from fcn_core.zoo import resource_folder

DISTRIBUTION, GUIDE = "fcn-gui", "guide.md"


@cache
def root() -> Path:
    """The folder of all resources; `FcnError` where the installation has none."""
    folder = resource_folder()
    if not (folder / "icons").is_dir():
        raise FcnError(
            "The program's own files are not in {folder}.", "Install FCN GUI again.", folder=folder
        )
    return folder


@cache
def documents() -> Path:
    """The folder of the guide and the pages on how nets work; `FcnError` where there is none."""
    beside = root().parent / "docs"
    if (beside / GUIDE).is_file():
        return beside
    # An installed wheel has them where the environment keeps what programs share.
    files = distribution(DISTRIBUTION).files or ()
    found = next((Path(str(f.locate())) for f in files if f.name == GUIDE), None)
    if found is None or not found.is_file():
        raise FcnError(
            "The program's guide is not in {folder}.", "Install FCN GUI again.", folder=beside
        )
    return found.resolve().parent


def path(*parts: str) -> Path:
    """The path of a resource: `path("icons", "brush.svg")`. It need not exist."""
    return root().joinpath(*parts)


def own_folder() -> Path:
    """Where the program keeps what it makes for a user beside their images."""
    location = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(location)) / DISTRIBUTION


def copy_photos(folder: Path, copies: Path) -> None:
    """Copy a folder's photos that are not there yet. Raises `OSError`."""
    copies.mkdir(parents=True, exist_ok=True)
    for photo in sorted(folder.glob("*.jpg")):
        if not (copies / photo.name).exists():
            shutil.copyfile(photo, copies / photo.name)
