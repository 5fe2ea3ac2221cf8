"""Lists of labels, one a line: everyone reads them here, so a mask's ids mean the same to all."""

from __future__ import annotations

from pathlib import Path

from fcn_core.data.pairs import read_lines
from fcn_core.interchange.shapes import IGNORE
from fcn_core.labels import BACKGROUND_NAMES

NAME_LISTS = ("labels.txt", "classes.txt", "class_names.txt")
"""What this program, YOLO and labelme2voc call them."""


def listed_labels(folder: Path) -> list[str] | None:
    """The names in a folder's list of labels (`names_in`); None if there is no list."""
    found = (folder / name for name in NAME_LISTS)
    path = next((path for path in found if path.is_file()), None)
    return None if path is None else names_in(path)


def names_in(path: Path) -> list[str]:
    """The names in a list of labels, by id, `__ignore__` left out. Raises `FcnError`.

    The first is "background" where it has a name of the background; if it has not, the list holds
    the things alone where it is labelme's (with an `__ignore__`), and all labels otherwise.
    """
    lines = read_lines(path)
    names = [line for line in lines if line != IGNORE]
    if names and names[0] in BACKGROUND_NAMES and "background" not in names[1:]:
        return ["background", *names[1:]]
    return names if len(names) == len(lines) else ["background", *names]
