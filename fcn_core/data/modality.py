"""What the channels of an image hold: colours, depth, or HHA. A net sees what it learned from.

HHA is depth as three channels (`fcn_core.data.hha`), so their number alone does not tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from fcn_core.errors import FcnError
from fcn_core.sentences import said

Modality: TypeAlias = Literal["rgb", "rgbd", "hha", "rgb-hha"]
CHANNELS: dict[Modality, int] = {"rgb": 3, "rgbd": 4, "hha": 3, "rgb-hha": 6}
HHA_MEAN = (132.431, 94.076, 118.477)
"""Of NYUDv2's training images, 0-255: nets that see HHA subtract it."""
NEAR = 0.5


def of_data(kind: str) -> Modality:
    """What a kind of data sets shows (`KIND:FOLDER`): photos, unless it says otherwise."""
    return next((m for m in CHANNELS if kind == f"nyud-{m}"), "rgb")


def of_means(mean: Sequence[float], scale: float) -> Modality:
    """What a net sees that subtracts these means from pixels / scale: of files that say nothing.

    Raises `ValueError` for a number of channels that nothing here has.
    """
    if len(mean) == 3:
        pairs = zip(mean, HHA_MEAN, strict=True)
        return "hha" if all(abs(m * scale - h) < NEAR for m, h in pairs) else "rgb"
    for modality, channels in CHANNELS.items():
        if channels == len(mean):
            return modality
    raise ValueError(said("means for {count} channels", count=len(mean)))


def require(net: str, sees: Modality, shown: Modality) -> None:
    """Raise `FcnError` if a net that sees the one would be shown the other."""
    if sees == shown:
        return
    if shown == "rgb":
        raise FcnError(
            "The net {name!r} sees depth ({kind}), and these images are photos.",
            "Choose a net for photos. Nets that see depth work with --data nyud-{kind}:FOLDER, "
            "and with --depth of fcn predict.",
            name=net,
            kind=sees,
        )
    kind = "nyud" if sees == "rgb" else f"nyud-{sees}"
    raise FcnError(
        "The net {net!r} sees {sees} images, the data show {shown}.",
        "Open the data as {kind}:FOLDER, or choose a net for {shown} images.",
        net=net,
        sees=sees,
        shown=shown,
        kind=kind,
    )
