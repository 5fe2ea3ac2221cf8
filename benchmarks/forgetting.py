"""What a net forgets of its labels while it learns one more from a few images.

python benchmarks/forgetting.py --train TRAIN --score VAL --label sheep

The label is taken out of the model, which then learns it anew, by the program's own fine-tuning,
from `--images` wholly labelled images that show it. The mean IU of all other labels, and the new
one's IU, are counted before and after on `--most` images of the scored set; half of them show the
new label. `--replay` images without corrections lie in the project beside them. Before, pixels of
the new label are whatever the model takes them for, which counts against the old labels; so images
that do not show it ("others") are counted by themselves, too.

Both folders have VOC's layout.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import minute
import numpy as np
from PIL import Image

from fcn_core.data.dataset import Dataset
from fcn_core.data.voc import voc
from fcn_core.finetune.control import Control
from fcn_core.finetune.job import FinetuneJob, JobImage
from fcn_core.finetune.run import Finetuner
from fcn_core.labels import LabelSet
from fcn_core.masks import VOID, Mask, write_mask
from fcn_core.metrics import ConfusionMatrix
from fcn_core.nets.fcn import grow_labels
from fcn_core.predict import Predictor
from fcn_core.weights.checkpoint import load_model, save_model


def main() -> None:
    """Run every seed and print, or write, what came out."""
    options = arguments()
    minute.set_threads(options)
    train, score = voc(options.train), voc(options.score)
    new = train.labels.names.index(options.label)
    with tempfile.TemporaryDirectory() as folder:
        rows = [one_run(train, score, new, seed, options, Path(folder)) for seed in options.seeds]
    changes = {
        part: [row[part]["old_after"] - row[part]["old_before"] for row in rows]
        for part in ("showing", "others", "all")
    }
    result = {
        "label": options.label,
        "change": {part: minute.spread(found) for part, found in changes.items()},
        "runs": rows,
    }
    minute.report(options, result)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--label", default="sheep")
    parser.add_argument("--replay", type=int, default=20)
    minute.add_options(parser, most=60, most_help="images to score on")
    return parser.parse_args()


def one_run(
    train: Dataset, score: Dataset, new: int, seed: int, options: argparse.Namespace, folder: Path
) -> dict[str, Any]:
    """Take the label out, learn it anew, count before and after."""
    labels = LabelSet(labels=tuple(e for i, e in enumerate(train.labels.labels) if i != new))
    labels = labels.added(train.labels.labels[new])
    table = train.labels.translation(labels, VOID)
    parent = folder / "parent.safetensors"
    without(options.model, parent, options.label)
    rng = np.random.default_rng(seed)
    given, replay = drawn(train, new, options.images, options.replay, rng)
    job = FinetuneJob(
        images=tuple(stored(train, i, folder, table, k >= 8) for k, i in enumerate(given)),
        labels=labels,
        model=str(parent),
        out=str(folder / f"out{seed}"),
        device="cpu",
        seconds=options.seconds,
        recipe={"seed": seed, **options.recipe},
        replay=tuple(stored(train, i, folder, table, False).image for i in replay),
    )
    Finetuner(job, lambda _: None, Control()).run()
    shown, others = drawn(score, new, options.most // 2, options.most // 2, rng)
    tuned = Path(job.out) / MODEL
    row: dict[str, Any] = {"seed": seed}
    for name, indices in (("showing", shown), ("others", others), ("all", shown + others)):
        before, after = (counted(score, indices, table, m, labels) for m in (parent, tuned))
        row[name] = {
            "old_before": old_mean(before),
            "old_after": old_mean(after),
            "new_after": after.scores().per_class_iu[-1],
            "before": before.scores().to_json(),
            "after": after.scores().to_json(),
        }
    return row


MODEL = "model.safetensors"


def without(model: Path, target: Path, label: str) -> None:
    """The model with one label's scores taken out."""
    net, info = load_model(model)
    keep = [i for i, name in enumerate(info.labels.names) if name != label]
    grow_labels(net, list(keep))
    labels = LabelSet(labels=tuple(info.labels.labels[i] for i in keep))
    save_model(target, net, type(info)(**{**vars(info), "labels": labels, "config": net.config}))


def drawn(
    data: Dataset, new: int, showing: int, others: int, rng: np.random.Generator
) -> tuple[list[int], list[int]]:
    """So many images that show the label, and so many that do not."""
    order = [int(i) for i in rng.permutation(len(data))]
    found: tuple[list[int], list[int]] = ([], [])
    for index in order:
        shows = bool((data.mask(index) == new).mean() > 0.02)
        part, most = (found[0], showing) if shows else (found[1], others)
        if len(part) < most:
            part.append(index)
        if len(found[0]) >= showing and len(found[1]) >= others:
            break
    return found


def stored(data: Dataset, index: int, folder: Path, table: Mask, held_out: bool) -> JobImage:
    """The image and its mask as files of a job."""
    sample = data.sample(index)
    image, mask = folder / f"{index}.png", folder / f"{index}_mask.png"
    Image.fromarray(sample.image).save(image)
    write_mask(mask, table[sample.mask])
    return JobImage(
        image_id=sample.image_id, image=str(image), corrections=str(mask), held_out=held_out
    )


def counted(
    data: Dataset, indices: list[int], table: Mask, model: Path, labels: LabelSet
) -> ConfusionMatrix:
    """A model's hits and misses on these images."""
    predictor = Predictor.load(model, "cpu")
    matrix = ConfusionMatrix(len(labels))
    to_labels = predictor.info.labels.translation(labels, 0)
    for index in indices:
        sample = data.sample(index)
        *_, last = predictor.predict(sample.image)
        matrix.add(table[sample.mask], to_labels[last.labels])
    return matrix


def old_mean(matrix: ConfusionMatrix) -> float:
    """Mean IU of all labels but the last, the new one, that the truth shows."""
    shown = matrix.counts.sum(1)[:-1] > 0
    return float(np.array(matrix.scores().per_class_iu[:-1])[shown].mean())


if __name__ == "__main__":
    main()
