"""Tiny data with hidden truth, and a model that learns at once, for tests of sessions."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from fcn_core.bench.arms import Arm
from fcn_core.bench.models import Lesson, Look, blank, glance_of
from fcn_core.data.dataset import Sample
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask
from fcn_core.suggest.candidates import Candidate
from tests.core.models import LABELS, picture


@dataclass
class Pictures:
    """Bright squares on noise, in memory."""

    count: int = 10
    labels: LabelSet = LABELS

    def __len__(self) -> int:
        return self.count

    def sample(self, index: int) -> Sample:
        image, mask = picture(index)
        return Sample(image_id=f"picture_{index}", image=image, mask=mask)

    def mask(self, index: int) -> Mask:
        return self.sample(index).mask


@dataclass
class Quick:
    """Knows nothing, and after the first learning that bright is a thing. Remembers its lessons."""

    knows: bool = False
    lessons: list[Lesson] = field(default_factory=list)

    def look(self, image_HWC: RGB) -> Look:
        if not self.knows:
            return blank(image_HWC.shape)
        labels = (image_HWC.mean(2) > 130).astype(np.uint8)
        return Look(masks={8: labels}, doubt=np.zeros_like(labels))

    def glance(self, image_id: str, image_HWC: RGB) -> Candidate:
        return glance_of(self.look(image_HWC), image_id, LABELS)

    def learn(self, lesson: Lesson) -> str:
        self.lessons.append(lesson)
        self.knows = True
        return "better"


QUICK_ARM = Arm(title="quick", make=lambda _: Quick())
