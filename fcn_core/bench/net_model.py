"""The window's own way: a net from a file, fine-tuned by the same `Finetuner`, kept by its gate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from fcn_core.bench.models import Example, Lesson, Look, blank
from fcn_core.events import Event, Finished
from fcn_core.finetune.control import Control
from fcn_core.finetune.job import FinetuneJob, JobImage
from fcn_core.finetune.run import Finetuner
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import VOC, LabelSet
from fcn_core.masks import UNTOUCHED, VOID, write_mask
from fcn_core.predict import Predictor
from fcn_core.suggest.candidates import Candidate
from fcn_core.suggest.glance import glance


class NetModel:
    """A net in a project: its labels are the shipped net's, and the data's after them.

    Every run starts from the same net, `start`, with all corrections, and is judged against the
    net in use. With `knows` false the net says nothing before it has learned. `others` are nets
    that a run may start from instead.
    """

    def __init__(
        self,
        start: Path,
        labels: LabelSet,
        folder: Path,
        *,
        knows: bool,
        device: str,
        recipe: dict[str, Any],
        others: tuple[str, ...] = (),
    ) -> None:
        self.start, self.labels, self.folder = start, labels, folder
        self.knows, self.device, self.recipe = knows, device, recipe
        self.others = others
        mine = (label for label in labels.labels if label.name not in VOC.names)
        self.project = LabelSet((*VOC.labels, *mine))
        self._to_project = labels.translation(self.project, VOID)
        self.in_use, self.runs = start, 0
        self._predictor = Predictor.load(start, device)

    def look(self, image_HWC: RGB) -> Look:
        """Labels that the data lacks come as UNTOUCHED, as they do in the window."""
        if not self.knows:
            return blank(image_HWC.shape)
        outputs = list(self._predictor.predict(image_HWC))
        table = self._predictor.info.labels.translation(self.labels, missing=UNTOUCHED)
        masks = {output.stride: table[output.labels] for output in outputs}
        return Look(masks=masks, doubt=outputs[-1].doubt)

    def glance(self, image_id: str, image_HWC: RGB) -> Candidate:
        """As in the window: one pass at a small size."""
        table = self._predictor.info.labels.translation(self.labels, missing=UNTOUCHED)
        found = glance(self._predictor, image_id, image_HWC)
        return found.translated(table[: len(self._predictor.info.labels)], len(self.labels))

    def learn(self, lesson: Lesson) -> str:
        """One run; its result is used unless the gate says it is worse."""
        self.runs += 1
        job = FinetuneJob(
            images=tuple(self._written(example) for example in lesson.examples),
            labels=self.project,
            model=str(self.start),
            compare=str(self.in_use),
            others=self.others,
            out=str(self.folder / f"run-{self.runs}"),
            device=self.device,
            seconds=lesson.seconds,
            recipe=self.recipe,
            replay=tuple(str(self._image(s.image_id, s.image)) for s in lesson.others),
        )
        events: list[Event] = []
        Finetuner(job, events.append, Control()).run()
        (finished,) = (event for event in events if isinstance(event, Finished))
        report = finished.report or {}
        if report["gate"]["keep"]:
            self.in_use, self.knows = Path(finished.path), True
            self._predictor = Predictor.load(self.in_use, self.device)
        return str(report["verdict"])

    def _written(self, example: Example) -> JobImage:
        """The example as files."""
        image = self._image(example.image_id, example.image)
        corrections = self.folder / f"{example.image_id}-corrections.png"
        write_mask(corrections, self._to_project[example.corrections])
        return JobImage(
            image_id=example.image_id,
            image=str(image),
            corrections=str(corrections),
            held_out=example.held_out,
        )

    def _image(self, image_id: str, image_HWC: RGB) -> Path:
        """The image as a file, without loss; written only once."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{image_id}.png"
        if not path.exists():
            Image.fromarray(np.ascontiguousarray(image_HWC)).save(path)
        return path
