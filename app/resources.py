"""Where the files that come with the program are: icons, fonts, the theme, sample photos, the net.

The one place that knows the ways of running. A checkout has `resources/` beside `app/`, and so has
an installed wheel; a PyInstaller bundle has it in the folder that it unpacks to.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from fcn_core.errors import FcnError


@cache
def root() -> Path:
    """The folder of all resources; `FcnError` where the installation has none."""
    above = getattr(sys, "_MEIPASS", None) or Path(__file__).resolve().parent.parent
    folder = Path(above) / "resources"
    if not (folder / "icons").is_dir():
        raise FcnError(f"The program's own files are not in {folder}.", "Install FCN GUI again.")
    return folder


def path(*parts: str) -> Path:
    """The path of a resource: `path("icons", "brush.svg")`. It need not exist."""
    return root().joinpath(*parts)
