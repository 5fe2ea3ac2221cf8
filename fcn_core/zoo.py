"""Where models are found: the shipped one, and any file by path."""

from __future__ import annotations

import os
from pathlib import Path

from fcn_core.errors import FcnError

SHIPPED = "shipped"


def resource_folder() -> Path:
    """The `resources` folder beside the packages, in a checkout, a wheel or a frozen program."""
    return Path(__file__).resolve().parent.parent / "resources"


def shipped_model() -> Path:
    """The net that comes with the program; `FCN_MODEL` names another in its place."""
    chosen = os.environ.get("FCN_MODEL")
    return Path(chosen) if chosen else resource_folder() / "models" / "shipped.safetensors"


def sample_photos() -> list[Path]:
    """The photos that come with the program, by name."""
    return sorted((resource_folder() / "samples").glob("*.jpg"))


def find_model(name: str) -> Path:
    """The checkpoint called `name`: `shipped` or a path. Raises `FcnError` if there is none."""
    path = shipped_model() if name == SHIPPED else Path(name).expanduser()
    if not path.is_file():
        raise FcnError(
            f"There is no model {name!r} ({path}).", f"Use {SHIPPED!r} or the path of a model file."
        )
    return path
