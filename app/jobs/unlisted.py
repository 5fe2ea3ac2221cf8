"""Corrections of images that are not listed: in subfolders that are left out, or away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.jobs.corrected import CorrectionsSource, labelled
from app.language import tr
from app.state.net_words import became
from app.state.recovery import recover
from fcn_core.cancelling import Cancelled, go_on_unless
from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_header


@dataclass(frozen=True, kw_only=True)
class Unlisted:
    """Pixels by label id of each such image that has any, and what is wrong with the others."""

    pixels: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()


def count_unlisted(source: CorrectionsSource, ids: Iterable[str], stopped: Cancelled) -> Unlisted:
    """Count their corrections, without the images. Raises `StoppedError` once it is `stopped`."""
    found, unread = {}, []
    for image_id in ids:
        go_on_unless(stopped)
        try:
            pixels = _pixels(source, image_id)
        except FcnError as error:
            unread.append(str(error))
            continue
        if pixels:
            found[image_id] = pixels
    return Unlisted(pixels=found, unread=tuple(unread))


def _pixels(source: CorrectionsSource, image_id: str) -> dict[int, int]:
    """Of an image that is open all the same, as it is now. Raises `FcnError`."""
    values = source.live.get(image_id)
    if values is None:
        file = source.paths.corrections(image_id)
        if not file.exists():
            text = tr("{image} is not listed, and its size is not known.").format(image=image_id)
            raise FcnError(text, tr("Put the image back, and open it once."))
        header = read_header(file)
        shape = (header.height, header.width)
        values = recover(source.paths, image_id, shape, tidies=False).corrections_HW
    if source.gone:
        values = became(source.gone)[values]
    return labelled(values)
