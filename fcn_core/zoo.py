"""Where models are found: those that come with the program, and any file by path."""

from __future__ import annotations

import os
from pathlib import Path

from fcn_core.errors import FcnError

SHIPPED = "shipped"
NUCLEI = "nuclei"
ROADS = "roads"
BUILT_IN = (SHIPPED, NUCLEI, ROADS)
"""Names of the nets that come with the program: for photos, for microscopes, and for photos from
above."""

FOREIGN = (".caffemodel", ".pth")
NETS = (".safetensors", *FOREIGN)
"""Files of nets: the program's own, and those of other programs that it reads."""


def resource_folder() -> Path:
    """The `resources` folder beside the packages.

    A checkout has it there, and so have an installed wheel and the folder that a PyInstaller bundle
    unpacks to.
    """
    return Path(__file__).resolve().parent.parent / "resources"


def built_in_model(name: str) -> Path:
    """A net that comes with the program; `FCN_MODEL` names another in place of the shipped one."""
    chosen = os.environ.get("FCN_MODEL") if name == SHIPPED else None
    return Path(chosen) if chosen else resource_folder() / "models" / f"{name}.safetensors"


def built_in_models() -> tuple[Path, ...]:
    """All of them, the shipped one first."""
    return tuple(built_in_model(name) for name in BUILT_IN)


def sample_photos() -> list[Path]:
    """The photos that come with the program, by name."""
    return sorted((resource_folder() / "samples").glob("*.jpg"))


def our_measurements() -> Path:
    """The folder of our own measurements, which come with the program for `fcn report`."""
    return resource_folder() / "measured"


def find_model(name: str) -> Path:
    """The checkpoint called `name`, built in or a path. Raises `FcnError` if there is none."""
    path = built_in_model(name) if name in BUILT_IN else Path(name).expanduser()
    if not path.is_file():
        known = ", ".join(repr(each) for each in BUILT_IN)
        raise FcnError(f"There is no model {name!r}.", f"Use {known} or the path of a model file.")
    return path
