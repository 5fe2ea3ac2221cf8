"""A file of several masks belongs to images of as many pages: else which is whose nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from fcn_core.errors import FcnError
from fcn_core.imaging.pages import file_of
from fcn_core.sentences import said

REMEDY = said("Replace the one that is wrong.")


def misfits(images: Iterable[tuple[str, Path]], masks: Mapping[str, Path]) -> dict[Path, str]:
    """The files of several masks that have more pages, or fewer, than their images; what to say.

    `images` are all there are, each with what its mask is called; `masks` have paths by that name.
    Several images may have one mask: whose it is has to be told elsewhere.
    """
    named = list(images)
    pairs = [(file_of(path), file_of(masks[name])) for name, path in named if name in masks]
    of_image = Counter(file_of(path) for _, path in named)
    of_mask = Counter(file_of(path) for path in masks.values())
    met_image = Counter(image for image, _ in pairs)
    met_mask = Counter(file_of(masks[name]) for name in {name for name, _ in named} & masks.keys())
    return {
        mask: said(
            "{masks} holds {count} masks, but the image {image} has {pages} pages: which is "
            "whose, nobody knows.",
            masks=mask.name,
            count=of_mask[mask],
            image=image.name,
            pages=of_image[image],
        )
        for image, mask in dict.fromkeys(pairs)
        if of_mask[mask] > 1
        and (met_image[image] != of_image[image] or met_mask[mask] != of_mask[mask])
    }


def need_same_pages(
    images: Iterable[tuple[str, Path]], masks: Mapping[str, Path], wanted: Iterable[Path]
) -> None:
    """Raise `FcnError` if one of the `wanted` masks lies in such a file."""
    found = misfits(images, masks)
    for file in map(file_of, wanted) if found else ():
        if file in found:
            raise FcnError(found[file], REMEDY)
