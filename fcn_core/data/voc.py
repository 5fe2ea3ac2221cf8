"""PASCAL VOC's layout: JPEGImages/, SegmentationClass/, ImageSets/Segmentation/<split>.txt."""

from __future__ import annotations

from pathlib import Path

from fcn_core.data.benchmarks import seg11valid
from fcn_core.data.dataset import Sample
from fcn_core.errors import FcnError
from fcn_core.images import SUFFIXES, read_image
from fcn_core.labels import VOC, LabelSet
from fcn_core.masks import Mask, read_mask


class VocFolder:
    """The images of one split, with masks of VOC label ids, 255 void.

    The split seg11valid (736 images of VOC 2011 val, on which the paper scores) is known without
    a list. `labels` come from `labels.txt` beside the folders where there is one, else VOC's 21.
    Raises `FcnError` if the layout is incomplete, naming what is missing.
    """

    def __init__(self, root: Path, split: str = "") -> None:
        self.root = root
        for part in ("JPEGImages", "SegmentationClass", "ImageSets/Segmentation"):
            if not (root / part).is_dir():
                raise FcnError(
                    f"{root} is not in VOC's layout: {part}/ is missing.",
                    "It needs JPEGImages/, SegmentationClass/ and ImageSets/Segmentation/.",
                )
        self.ids = self._listed(split)
        self.labels = self._labels()
        self._images = {
            p.stem: p for p in (root / "JPEGImages").iterdir() if p.suffix.lower() in SUFFIXES
        }
        missing = [i for i in self.ids if i not in self._images]
        if missing:
            raise FcnError(
                f"{len(missing)} images listed in {root} are missing, the first is {missing[0]}.",
                "Restore them, or take them off the list.",
            )

    def __len__(self) -> int:
        return len(self.ids)

    def sample(self, index: int) -> Sample:
        image_id = self.ids[index]
        image, mask = read_image(self._images[image_id]), self.mask(index)
        if image.shape[:2] != mask.shape:
            raise FcnError(
                f"{self._images[image_id]} and its mask differ in size: "
                f"{image.shape[:2]} and {mask.shape}.",
                "Replace the one that is wrong.",
            )
        return Sample(image_id=image_id, image=image, mask=mask)

    def mask(self, index: int) -> Mask:
        return read_mask(self.root / "SegmentationClass" / f"{self.ids[index]}.png")

    def _listed(self, split: str) -> list[str]:
        lists = {p.stem: p for p in sorted((self.root / "ImageSets/Segmentation").glob("*.txt"))}
        if not split and len(lists) == 1:
            split = next(iter(lists))
        if split == "seg11valid" and split not in lists:
            return seg11valid()
        if split not in lists:
            raise FcnError(
                f"{self.root} has the lists {', '.join(lists) or 'none'}, not {split or '?'!r}.",
                "Name one behind a #, as in voc:FOLDER#val.",
            )
        ids = _lines(lists[split])
        if not ids:
            raise FcnError(f"The list {lists[split]} is empty.", "Choose another split.")
        return ids

    def _labels(self) -> LabelSet:
        names = self.root / "labels.txt"
        if not names.is_file():
            return VOC
        return LabelSet.from_names(_lines(names))


def _lines(path: Path) -> list[str]:
    """The lines of a list that hold something. Raises `FcnError`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FcnError(f"The list {path} cannot be read ({error}).", "Save it as UTF-8.") from error
    return [line.strip() for line in text.splitlines() if line.strip()]
