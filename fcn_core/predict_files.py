"""Predictions as files: index masks, and overlays to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from fcn_core.data.pictures import ReadPicture, photo
from fcn_core.dense import Method, predict_dense
from fcn_core.errors import FcnError
from fcn_core.files import spare
from fcn_core.imaging.pages import file_of, name_of, stem_of, without_channels
from fcn_core.imaging.pixels import RGB
from fcn_core.masks import Mask, value_counts, write_mask
from fcn_core.overlay import overlaid
from fcn_core.predict import Predictor
from fcn_core.tiling import nearest

MASK, STRIDE, OVERLAY = ".png", "_{}s.png", "_overlay.jpg"
"""What the names of files end with."""
OPACITY = 0.55
"""Of the labels' colours over an image."""


@dataclass(frozen=True, kw_only=True)
class Output:
    """Where predictions go, and which files besides the mask `<name>.png`."""

    folder: Path
    strides: bool = False
    """Also `<name>_32s.png`, `<name>_16s.png` and so on."""
    overlay: bool = False
    """Also `<name>_overlay.jpg`."""
    dense: Method | None = None
    """Score densely by this method (section 3.2) instead of upsampling the finest stride."""
    step: int = 4
    """Dense scores are computed at every `step`-th pixel."""

    def ends(self, strides: Sequence[int]) -> list[str]:
        """What the files of an image end with, behind its name, by a net of these strides."""
        ends = [MASK, *(STRIDE.format(stride) for stride in strides if self.strides)]
        return [*ends, OVERLAY] if self.overlay else ends


def planned(
    paths: Sequence[Path], output: Output, strides: Sequence[int], depths: Iterable[Path] = ()
) -> dict[Path, str]:
    """The images, each once, and the name that its files get.

    Raises `FcnError` if that would replace an image, its depth, or anything that lies among them.
    """
    images, ends = list(dict.fromkeys(paths)), output.ends(strides)
    names = output_names(images, ends)
    targets = [output.folder / f"{name}{end}" for name in names for end in ends]
    remedy = "Choose another folder for the masks."
    read = [file_of(path) for path in (*images, *depths)]
    spare(read, targets, remedy)
    if output.folder.resolve() in {path.parent.resolve() for path in read}:
        for target in targets:
            if target.exists():
                raise FcnError(f"{target} is there already, beside the images.", remedy)
    return dict(zip(images, names, strict=True))


def output_names(paths: Sequence[Path], ends: Sequence[str] = (MASK,)) -> list[str]:
    """A name for each image, so that no two are alike, whichever of `ends` is put behind them.

    Its stem; its whole name where two share that, with its folder's where they share that, too;
    and with a number where nothing else is left.
    """
    names = [stem_of(path) for path in paths]
    for longer in (_whole, _with_folder):
        taken = _taken(names, ends)
        names = [
            longer(path) if _is_shared(name, ends, taken) else name
            for path, name in zip(paths, names, strict=True)
        ]
    return _numbered(names, ends)


def _whole(path: Path) -> str:
    return name_of(path).replace("/", "_")


def _with_folder(path: Path) -> str:
    return f"{file_of(path).resolve().parent.name}_{_whole(path)}"


def _taken(names: Sequence[str], ends: Sequence[str]) -> Counter[str]:
    """How often each file name would be written; for Windows "a" and "A" are one."""
    return Counter(f"{name}{end}".casefold() for name in names for end in ends)


def _is_shared(name: str, ends: Sequence[str], taken: Counter[str]) -> bool:
    return any(taken[f"{name}{end}".casefold()] > 1 for end in ends)


def _numbered(names: Sequence[str], ends: Sequence[str]) -> list[str]:
    """The names, with a number behind each that comes again."""
    taken, result = _taken(names, ends), []
    for name in names:
        free = name
        if _is_shared(name, ends, taken):
            tries = (f"{name}_{number}" for number in count(1))
            free = next(n for n in tries if not any(f"{n}{e}".casefold() in taken for e in ends))
            taken += _taken([free], ends)
        result.append(free)
    return result


def predict_file(
    predictor: Predictor, path: Path, name: str, output: Output, read: ReadPicture = photo
) -> dict[str, Any]:
    """Predict one image and write its files under `name`.

    Returns what was written: `image`, `mask`, and the `labels` with their share of the pixels; of
    nets that see depth its file as `depth`, and how much of it is not known as `depth_missing`.
    Raises `FcnError` for an image that cannot be read.
    """
    picture, labels = read(path), predictor.info.labels
    mask: Mask = np.zeros(picture.image.shape[:2], np.uint8)
    for stride, mask in _masks(predictor, picture.seen, output):
        if output.strides and stride:
            write_mask(output.folder / f"{name}{STRIDE.format(stride)}", mask)
    target = output.folder / f"{name}{MASK}"
    write_mask(target, mask)
    if output.overlay:
        things = range(1, len(labels))  # the background stays clear
        overlay = overlaid(picture.image, mask, labels, things, OPACITY)
        Image.fromarray(overlay).save(output.folder / f"{name}{OVERLAY}")
    share = value_counts(mask)[: len(labels)] / mask.size
    result: dict[str, Any] = {
        "image": str(without_channels(path)),
        "mask": str(target),
        "labels": {labels.names[i]: round(float(share[i]), 4) for i in np.flatnonzero(share)},
    }
    if picture.depth is not None:
        result |= {"depth": str(picture.depth), "depth_missing": round(picture.missing, 4)}
    return result


def _masks(predictor: Predictor, image: RGB, output: Output) -> Iterator[tuple[int, Mask]]:
    """(stride, mask) from coarse to fine; a dense mask comes last, as stride 0."""
    if output.dense is None or output.strides:
        for prediction in predictor.predict(image, only_finest=not output.strides):
            yield prediction.stride, prediction.labels
    if output.dense is not None:
        preprocessing = predictor.info.preprocessing
        work = preprocessing.working(image)
        mask = predict_dense(predictor.net, preprocessing, work, output.dense, output.step)
        yield 0, nearest(mask, image.shape)
