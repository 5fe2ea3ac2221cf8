"""`synthetic:NAME` or `synthetic:NAME#COUNT`: computed images by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fcn_core.data.synthetic.aerial.roads import SyntheticRoads
from fcn_core.data.synthetic.images import COUNT, Computed
from fcn_core.data.synthetic.microscopy.nuclei import SyntheticNuclei
from fcn_core.errors import FcnError

KINDS: dict[str, type[Computed[Any]]] = {
    kind.name: kind for kind in (SyntheticNuclei, SyntheticRoads)
}


def synthetic(what: Path, split: str) -> Computed[Any]:
    """The data set `what`, of `split` images if it is not empty. Raises `FcnError`."""
    if str(what) not in KINDS:
        raise FcnError(
            f"There are no synthetic images of {str(what)!r}.", f"Write {' or '.join(KINDS)}."
        )
    if split and not (split.isdecimal() and int(split) > 0):
        raise FcnError(f"{split!r} is no number of images.", f"Write synthetic:{what}#2000, say.")
    return KINDS[str(what)](int(split) if split else COUNT)
