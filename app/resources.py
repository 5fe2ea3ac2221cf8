"""Where the files that come with the program are: icons, fonts, the theme, sample photos, the net.

The one place that knows the ways of running. A checkout has `resources/` beside `app/`, and so has
an installed wheel; a PyInstaller bundle has it in the folder that it unpacks to.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from fcn_core.errors import FcnError

DISTRIBUTION, GUIDE = "fcn-gui", "guide.md"


@cache
def root() -> Path:
    """The folder of all resources; `FcnError` where the installation has none."""
    above = getattr(sys, "_MEIPASS", None) or Path(__file__).resolve().parent.parent
    folder = Path(above) / "resources"
    if not (folder / "icons").is_dir():
        raise FcnError(f"The program's own files are not in {folder}.", "Install FCN GUI again.")
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
        raise FcnError(f"The program's guide is not in {beside}.", "Install FCN GUI again.")
    return found.resolve().parent


def path(*parts: str) -> Path:
    """The path of a resource: `path("icons", "brush.svg")`. It need not exist."""
    return root().joinpath(*parts)
