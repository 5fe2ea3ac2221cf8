"""The check of labels over a data set on disk: every mask against one net."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from fcn_core.data.dataset import Dataset
from fcn_core.errors import FcnError
from fcn_core.evaluate import planes
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, confirmed
from fcn_core.predict import Predictor, finest_output
from fcn_core.suggest.check_labels import Comparison, Place, compare, places


def check_dataset(
    predictor: Predictor, data: Dataset, on_image: Callable[[int], object] = lambda _: None
) -> list[Place]:
    """Places in label ids of `data`, the most telling first; ids >= its labels are void.

    Raises `FcnError` for an image that cannot be read, or if net and data share no label.
    """
    table = predictor.info.labels.translation(data.labels, UNTOUCHED)
    known = {int(label) for label in table[: len(predictor.info.labels)]} - {UNTOUCHED}
    if not known:
        raise FcnError(
            "The net and the data have no label in common.",
            f"The net knows {', '.join(predictor.info.labels.names)}.",
        )
    compared: list[Comparison] = []
    for index in range(len(data)):
        sample = data.sample(index)
        (mask,) = planes(sample.mask)
        said = np.where(mask < len(data.labels), mask, np.uint8(UNTOUCHED))
        finest = finest_output(predictor, sample.image, confirmed(said))
        compared.append(compare(sample.image_id, said, table[finest.labels], finest.doubt, known))
        on_image(index)
    return places(compared)


def place_to_json(place: Place, labels: LabelSet) -> dict[str, Any]:
    """What a program needs to show or mend a place: image, names, box in pixels, how sure."""
    region = place.region
    height, width = region.inside_HW.shape
    return {
        "image": place.image_id,
        "said": labels.names[region.said],
        "net": labels.names[region.net],
        "confidence": round(place.confidence, 4),
        "pixels": place.pixels,
        "box": {"x": region.x, "y": region.y, "width": width, "height": height},
    }
