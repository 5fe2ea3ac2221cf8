"""A few fully labelled images, a minute: what each way of learning makes of the rest.

python benchmarks/fewshot.py folder:data/roads camvid:data/camvid --arms ours forest unet

`--images` of a data set, drawn by the seed, are confirmed as a whole and split into training and
held-out ones by the window's rule (with `--all` all are for training); what comes out is scored on
the others. As in the window, up to 16 of these, without their masks, remind the net of what it
knows. With `--pool` more are drawn, and of these `--order useful` picks those that the window
would suggest before the net has learned. The arms are the simulated annotator's: the program's own
fine-tuning, judged by its gate, and what it is compared with.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import minute
import numpy as np

from fcn_core.bench.arms import ARMS, Setting
from fcn_core.bench.models import Example, Lesson, Model, scores_by_stride
from fcn_core.bench.orders import ORDER_TITLES, Order, order_called
from fcn_core.bench.runs import data_name
from fcn_core.bench.session import uncorrected
from fcn_core.data.dataset import Dataset
from fcn_core.data.specs import open_dataset
from fcn_core.finetune.corrected_images import content
from fcn_core.finetune.judge import confirmed_labels
from fcn_core.split import choose_held_out
from fcn_core.suggest.candidates import Candidate
from fcn_core.suggest.next_image import LabelCounts


def main() -> None:
    """Run every arm, data set and seed; print, or write, what came out."""
    options = arguments()
    minute.set_threads(options)
    found = [
        {"data": data_name(spec), "arm": arm, **of_arm(open_dataset(spec)[0], arm, options)}
        for spec in options.data
        for arm in options.arms
    ]
    drawn = {"images": options.images, "pool": options.pool, "order": options.order}
    minute.report(options, {**drawn, "held_out": options.hold_out, "ways": found})


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="+", help="KIND:FOLDER[#SPLIT]")
    parser.add_argument("--arms", nargs="+", choices=ARMS, default=["ours"])
    parser.add_argument("--weights", type=Path, help="for the arm 'imagenet'")
    parser.add_argument("--pool", type=int, default=0, help="draw so many to pick from")
    parser.add_argument("--order", choices=ORDER_TITLES, default="random", help="how to pick")
    parser.add_argument("--all", dest="hold_out", action="store_false", help="hold none out")
    minute.add_options(parser, most=0, most_help="score at most so many others; 0: all")
    return parser.parse_args()


def of_arm(data: Dataset, arm: str, options: argparse.Namespace) -> dict[str, Any]:
    """All seeds of one arm on one data set, and their spread."""
    rows = [one_run(data, arm, seed, options) for seed in options.seeds]
    return {"mean_iu": minute.spread([row["mean_iu"] for row in rows]), "runs": rows}


def one_run(data: Dataset, arm: str, seed: int, options: argparse.Namespace) -> dict[str, Any]:
    """Learn from the seed's images, as the window would; score on the rest."""
    drawn = np.random.default_rng(100 + seed).permutation(len(data)).tolist()
    pool = max(options.pool, options.images)
    with tempfile.TemporaryDirectory() as folder:
        setting = Setting(
            labels=data.labels,
            folder=Path(folder),
            seed=seed,
            device="cpu",
            threads=options.threads,
            model=str(options.model),
            weights=options.weights,
            recipe=options.recipe,
        )
        model = ARMS[arm].make(setting)
        given = picked(data, model, drawn[:pool], options.images, order_called(options.order, seed))
        lesson = Lesson(
            examples=examples(data, given, hold_out=options.hold_out),
            others=uncorrected(data, range(len(data)), given),
            seconds=options.seconds,
        )
        began = time.monotonic()
        outcome = model.learn(lesson)
        took, memory = time.monotonic() - began, minute.most_memory_gb()
        scores = scores_by_stride(model, data, drawn[pool:][: options.most or None])
        strides = {stride: round(found.mean_iu, 4) for stride, found in scores.items()}
    return {
        "seed": seed,
        "mean_iu": strides[min(strides)],
        "by_stride": strides,
        "seconds": round(took, 1),
        # Before the others are scored at every stride, which takes more than learning does.
        "memory_gb": memory,
        "outcome": outcome,
    }


@dataclass(frozen=True, kw_only=True)
class FewShotDesk:
    """What an order may look at: the net as it is before it has learned, and whole masks."""

    data: Dataset
    model: Model
    given: list[int]
    candidates: dict[int, Candidate] = field(default_factory=dict)

    @property
    def confirmed(self) -> LabelCounts:
        return confirmed_labels([self.data.mask(i) for i in self.given], len(self.data.labels))

    def name(self, index: int) -> str:
        return self.data.sample(index).image_id

    def candidate(self, index: int) -> Candidate:
        """Looked at once: the net stays as it is."""
        if index not in self.candidates:
            sample = self.data.sample(index)
            self.candidates[index] = self.model.glance(sample.image_id, sample.image)
        return self.candidates[index]


def picked(data: Dataset, model: Model, pool: list[int], count: int, order: Order) -> list[int]:
    """`count` images of the pool in that order; all of them if they are no more."""
    given: list[int] = []
    desk = FewShotDesk(data=data, model=model, given=given)
    while len(given) < count < len(pool):
        given.append(order([i for i in pool if i not in given], given, desk))
    return given or pool


def examples(data: Dataset, given: list[int], *, hold_out: bool) -> list[Example]:
    """Wholly confirmed images; which are held out is decided by the window's rule."""
    samples = [data.sample(index) for index in given]
    hashes = [content(sample) for sample in samples]
    held_out = choose_held_out(hashes) if hold_out else set()
    return [
        Example(
            image_id=sample.image_id,
            image=sample.image,
            corrections=sample.mask,
            held_out=found in held_out,
        )
        for sample, found in zip(samples, hashes, strict=True)
    ]


if __name__ == "__main__":
    main()
