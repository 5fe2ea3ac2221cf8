"""A data set of image and mask files side by side: what the other layouts are turned into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fcn_core.data.dataset import Sample
from fcn_core.data.page_counts import need_same_pages
from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_image
from fcn_core.imaging.kinds import SUFFIXES
from fcn_core.imaging.listing import pages_of
from fcn_core.imaging.pages import stem_of
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import MASK_SUFFIXES, Mask, read_mask, unlabelled
from fcn_core.sentences import said

LISTS = Path(__file__).parent / "lists"
"""Lists of ids that come with the program, where a data set's own archive lacks them."""
VOC_IMAGES, VOC_MASKS = "JPEGImages", "SegmentationClass"
IMAGE_FOLDERS = ("images", "image", VOC_IMAGES, "img")
MASK_FOLDERS = ("masks", VOC_MASKS, "mask", "labels", "label", "annotations")
"""What folders of images and masks are called; the first that is there is taken."""
ReadMask = Callable[[Path], Mask]
ReadImage = Callable[[Path], RGB]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One image and its mask, as files."""

    image_id: str
    image: Path
    mask: Path


class Pairs:
    """Images with masks, read when asked for; sizes and label ids are checked.

    `read` turns a mask file into label ids (H, W) or, for several `tasks` of so many labels each,
    (H, W, tasks), whose planes count from 0 each.
    """

    def __init__(
        self,
        labels: LabelSet,
        pairs: Sequence[Pair],
        read: ReadMask = read_mask,
        read_picture: ReadImage = read_image,
        tasks: Sequence[int] = (),
    ) -> None:
        self.labels, self.pairs = labels, pairs
        self._tasks = tuple(tasks) or (len(labels),)
        self._read, self._read_picture = read, read_picture

    def __len__(self) -> int:
        return len(self.pairs)

    def sample(self, index: int) -> Sample:
        pair = self.pairs[index]
        image, mask = self._read_picture(pair.image), self.mask(index)
        if image.shape[:2] != mask.shape[:2]:
            raise FcnError(
                "{image} and its mask {mask} differ in size: {size} and {other}.",
                "Replace the one that is wrong.",
                image=pair.image,
                mask=pair.mask,
                size=image.shape[:2],
                other=mask.shape[:2],
            )
        return Sample(image_id=pair.image_id, image=image, mask=mask)

    def mask(self, index: int) -> Mask:
        mask = self._read(self.pairs[index].mask)
        planes = np.moveaxis(np.atleast_3d(mask), 2, 0)
        for plane, labels in zip(planes, self._tasks, strict=True):
            strange = unlabelled(plane, labels)
            if strange.any():
                raise FcnError(
                    "{mask} holds the value {value}, but there are {labels} labels.",
                    "Masks hold label ids from 0 on, and 255 where nothing counts.",
                    mask=self.pairs[index].mask,
                    value=int(plane[strange][0]),
                    labels=labels,
                )
        return mask


def need_folders(root: Path, parts: Sequence[str], layout: str) -> None:
    """Raise `FcnError` naming every part of a layout that `root` lacks."""
    missing = [part for part in parts if not (root / part).exists()]
    if missing:
        raise FcnError(
            "{folder} is not in {layout}'s layout: {missing} is missing."
            if len(missing) == 1
            else "{folder} is not in {layout}'s layout: {missing} are missing.",
            "It needs {parts}.",
            folder=root,
            layout=layout,
            missing=", ".join(missing),
            parts=", ".join(parts),
        )


def paired(
    images: dict[str, Path], masks: dict[str, Path], ids: Sequence[str], root: Path
) -> list[Pair]:
    """The pairs of `ids`; raises `FcnError` if a half is missing, naming the first, or if a file of
    masks has more pages or fewer than the images.
    """
    for found in (images, masks):
        missing = [i for i in ids if i not in found]
        if missing:
            raise FcnError(
                "{missing} of {count} images listed in {folder} are missing, the first is {first}."
                if found is images
                else "{missing} of {count} masks listed in {folder} are missing, the first is "
                "{first}.",
                "Restore them, or take them off the list.",
                missing=len(missing),
                count=len(ids),
                folder=root,
                first=missing[0],
            )
    need_same_pages(images.items(), masks, [masks[i] for i in ids])
    return [Pair(image_id=i, image=images[i], mask=masks[i]) for i in ids]


def by_stem(folder: Path, suffixes: Sequence[str] = tuple(SUFFIXES)) -> dict[str, Path]:
    """The files of a folder with these suffixes, by name without suffix, in order."""
    return dict(named_files(folder, suffixes))


def named_files(folder: Path, suffixes: Sequence[str]) -> list[tuple[str, Path]]:
    """The same with their names, where several may have one. Pages of a TIFF are files, too."""
    found = (p for p in sorted(folder.iterdir()) if p.suffix.lower() in suffixes)
    files = (p for p in found if not p.name.startswith("."))
    return [named for p in files for named in pages_by_stem(p)]


def pages_by_stem(file: Path) -> list[tuple[str, Path]]:
    """A file's pages with their names."""
    return [(stem_of(page), page) for page in pages_of(file)]


def masks_by_stem(folder: Path) -> dict[str, Path]:
    """The index masks of a folder, PNGs and TIFFs, by name without suffix.

    Raises `FcnError` where two have the same name: which one is meant, nobody knows.
    """
    return one_by_stem(named_files(folder, MASK_SUFFIXES), said("masks"))


def one_by_stem(files: Iterable[tuple[str, Path]], what: str) -> dict[str, Path]:
    """The same of named files, which are `what` of images."""
    found: dict[str, Path] = {}
    for stem, path in files:
        if found.setdefault(stem, path) != path:
            raise FcnError(
                "{other} and {path} are {what} of the same image.",
                "Take one of them away.",
                other=found[stem],
                path=path,
                what=what,
            )
    return found


def read_lines(path: Path) -> list[str]:
    """The lines of a list that hold something. Raises `FcnError`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FcnError(
            "The list {path} cannot be read ({reason}).",
            "Restore it, or name another.",
            path=path,
            reason=(error.strerror if isinstance(error, OSError) else None) or error,
        ) from error
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise FcnError("The list {path} is empty.", "Fill it, or take it away.", path=path)
    return lines


def split_list(root: Path, split: str, packaged: str) -> list[str]:
    """The ids of `SPLIT.txt` in a data set's folder, or of the list that comes with the program.

    `packaged` is the prefix of the latter's name. Raises `FcnError` if there is neither.
    """
    own, ours = root / f"{split}.txt", LISTS / f"{packaged}-{split}.txt"
    return read_lines(ours if ours.is_file() and not own.is_file() else own)


def named(split: str, splits: Sequence[str], default: str, root: Path) -> str:
    """`split`, or the default where none is given. Raises `FcnError` for an unknown one."""
    if (split or default) not in splits:
        raise FcnError(
            "{folder} has the splits {splits}, not {split!r}.",
            "Name one of them behind a #, as in KIND:FOLDER#val.",
            folder=root,
            splits=", ".join(splits) or "none",
            split=split or default,
        )
    return split or default


def replaced(mask: Mask, old: int, new: int) -> Mask:
    """The mask with one value for another."""
    return np.where(mask == old, np.uint8(new), mask)
