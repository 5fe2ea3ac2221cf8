"""Is the net ever kept waiting for images? Trains a few steps and says where the time went.

    python benchmarks/loading.py --data voc:FOLDER [--steps 40] [--threads 2]

`net share` is the part of the time not spent waiting for a batch (must: 95 %). `loading` is
the processor time that one batch takes in the loading thread, relative to a step: below 100 %, a
thread of its own keeps up; what it takes it takes from the net, where no core is left over.
Every image is read and decoded in the first pass, and kept if there is room: --cold measures
without keeping.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from pathlib import Path

import torch

from fcn_core.data.dataset import Dataset, InMemory
from fcn_core.data.specs import open_dataset
from fcn_core.devices import choose_device, describe_device
from fcn_core.events import Event, Finished
from fcn_core.train.inputs import common_kind
from fcn_core.train.loop import Batch, Trainer
from fcn_core.train.recipe import load
from fcn_core.train.setup import Start, new_model

KEPT_BYTES = 4 << 30
MUST = 0.95


class Metered(Trainer):
    """A trainer that adds up the processor time of making batches."""

    loading = 0.0

    def _batch(self, step: int) -> Batch:
        began = time.thread_time()
        made = super()._batch(step)
        self.loading += time.thread_time() - began
        return made


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", required=True, help="KIND:FOLDER[#SPLIT]")
    parser.add_argument("--recipe", default="shipped")
    parser.add_argument("--set", action="append", default=[], dest="overrides")
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--cold", action="store_true", help="read every image from its file")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    source: Dataset = open_dataset(options.data)[0]
    if not options.cold:
        source = InMemory(source, KEPT_BYTES)
    recipe = load(options.recipe, [*options.overrides, f"iterations={options.steps}"])
    kind = common_kind([options.data])
    net, info = new_model(recipe, source.labels, "loading", Start(kind=kind))
    ends: list[Finished] = []

    def listen(event: Event) -> None:
        if isinstance(event, Finished):
            ends.append(event)

    device = choose_device(options.device)
    with tempfile.TemporaryDirectory() as folder:
        trainer = Metered(net, info, source, recipe, Path(folder), device, listen)
        trainer.run(threading.Event())
    report = ends[0].report or {}
    step = report["seconds"] / options.steps
    print(f"{describe_device(device)}, {options.steps} steps of {recipe.batch} images")
    print(f"step       {1000 * step:8.1f} ms")
    print(f"loading    {trainer.loading / options.steps / step:8.1%} of a step, processor time")
    verdict = "" if report["net_share"] >= MUST else f"   (must: {MUST:.0%})"
    print(f"net share  {report['net_share']:8.1%}{verdict}")


if __name__ == "__main__":
    main()
