"""A few fully labelled images, a minute: what the program's own fine-tuning makes of the rest.

python benchmarks/fewshot.py roads:data/roads --seeds 0 1 2 --out roads.json

DATA is KIND:FOLDER: `camvid` (train/, trainannot/, void 11), or another name for image/ and label/,
PNGs whose values are label ids. `--images` of them, drawn by the seed, are confirmed as a whole and
split into training and held-out ones as the window does (with `--all` the net learns from all of
them); what comes out is scored on the others. With `--cpu` the seconds are those of this process on
one thread, for machines that do other work as well: 60 quiet seconds on two cores are about 100.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import minute
import numpy as np

from fcn_core.events import Event, Finished, Message
from fcn_core.images import read_image
from fcn_core.labels import LabelSet
from fcn_core.masks import VOID, Mask, read_mask, write_mask
from fcn_core.metrics import ConfusionMatrix
from fcn_core.predict import Predictor
from fcn_core.split import choose_held_out, content_hash
from fcn_core.train.control import Control
from fcn_core.train.finetune import Finetuner
from fcn_core.train.job import FinetuneJob, JobImage

CAMVID = ("sky", "building", "pole", "road", "pavement", "tree", "sign", "fence", "car",
          "pedestrian", "bicyclist")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A data set whose truth is known: image files, and the mask file of each."""

    name: str
    labels: LabelSet
    images: tuple[Path, ...]
    masks: tuple[Path, ...]

    def mask(self, index: int) -> Mask:
        """Values without a label are void."""
        mask = read_mask(self.masks[index])
        return np.where(mask < len(self.labels), mask, np.uint8(VOID))


def main() -> None:
    """Run every seed and print, or write, what came out."""
    options = arguments()
    clock = minute.clock(options)
    data = labelled(options.data)
    rows = [one_run(data, seed, options, clock) for seed in options.seeds]
    scores = np.array([row["mean_iu"] for row in rows])
    result = {
        "data": data.name,
        "images": options.images,
        "held_out": options.hold_out,
        "mean_iu": {"mean": scores.mean(), "low": scores.min(), "high": scores.max()},
        "runs": rows,
    }
    minute.report(options, result)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", help="KIND:FOLDER")
    parser.add_argument("--all", dest="hold_out", action="store_false", help="hold none out")
    minute.add_options(parser, most=0, most_help="score at most so many others; 0: all")
    return parser.parse_args()


def labelled(spec: str) -> Labelled:
    """The data set of KIND:FOLDER."""
    kind, _, folder = spec.partition(":")
    root = Path(folder)
    if kind == "camvid":
        images, masks, labels = root / "train", root / "trainannot", list(CAMVID)
    else:
        images, masks, labels = root / "image", root / "label", ["background", "thing"]
    files = sorted(images.iterdir())
    return Labelled(
        name=kind,
        labels=LabelSet.from_names(labels),
        images=tuple(files),
        masks=tuple(masks / f"{file.stem}.png" for file in files),
    )


def one_run(
    data: Labelled, seed: int, options: argparse.Namespace, clock: Callable[[], float]
) -> dict[str, Any]:
    """Fine-tune on the seed's images, as the window would; score on the rest."""
    order = np.random.default_rng(100 + seed).permutation(len(data.images)).tolist()
    given, others = order[: options.images], order[options.images :]
    with tempfile.TemporaryDirectory() as folder:
        job = job_of(data, given, Path(folder), options, seed)
        events: list[Event] = []
        began = clock()
        Finetuner(job, events.append, Control(), clock).run()
        took = clock() - began
        finished = events[-1]
        assert isinstance(finished, Finished)
        predictor = Predictor.load(Path(finished.path), "cpu")
    strides = scored(data, others[: options.most or None], predictor)
    return {
        "seed": seed,
        "mean_iu": strides[predictor.finest],
        "by_stride": strides,
        "took": round(took, 1),
        "steps": predictor.info.provenance["steps"],
        "structure": predictor.info.provenance["structure"],
        "said": [event.text for event in events if isinstance(event, Message)],
    }


def job_of(
    data: Labelled, given: list[int], folder: Path, options: argparse.Namespace, seed: int
) -> FinetuneJob:
    """The job that the window would write for these images, all of them confirmed as a whole."""
    hashes = {index: content_hash(data.images[index]) for index in given}
    held_out = choose_held_out(list(hashes.values())) if options.hold_out else set()
    images = []
    for index in given:
        corrections = folder / f"{index}.png"
        write_mask(corrections, data.mask(index))
        images.append(
            JobImage(
                image_id=data.images[index].stem,
                image=str(data.images[index]),
                corrections=str(corrections),
                held_out=hashes[index] in held_out,
            )
        )
    return FinetuneJob(
        images=tuple(images),
        labels=data.labels,
        model=str(options.model),
        out=str(folder / "out"),
        device="cpu",
        seconds=options.seconds,
        recipe={"seed": seed, **options.recipe},
    )


def scored(data: Labelled, indices: list[int], predictor: Predictor) -> dict[int, float]:
    """Mean IU of every output on these images."""
    found: dict[int, ConfusionMatrix] = {}
    for index in indices:
        truth = data.mask(index)
        for output in predictor.predict(read_image(data.images[index])):
            matrix = found.setdefault(output.stride, ConfusionMatrix(len(data.labels)))
            matrix.add(truth, output.labels)
    return {stride: round(m.scores().mean_iu, 4) for stride, m in found.items()}


if __name__ == "__main__":
    main()
