"""A prediction beside the engine's: the finest output of a net, in a thread that has time."""

from __future__ import annotations

import logging

from app.workers.engine import Loader
from app.workers.orders import LoadOrder, PredictorLike
from app.workers.priority import spare_threads
from fcn_core.errors import FcnError
from fcn_core.images import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, Mask

log = logging.getLogger(__name__)


def predict_once(order: LoadOrder, load: Loader, image_HWC: RGB, names: LabelSet) -> Mask:
    """What a net says about an image, in the ids of `names`. Loads the net. Raises `FcnError`."""
    return finest(load(order, spare_threads(), log.info).predictor, image_HWC, names)


def finest(predictor: PredictorLike, image_HWC: RGB, names: LabelSet) -> Mask:
    """The finest output in the ids of `names`; labels that are not among them are untouched."""
    table = predictor.info.labels.translation(names, UNTOUCHED)
    output = None
    for output in predictor.predict(image_HWC):  # noqa: B007  # the last one counts
        pass
    if output is None:
        raise FcnError("The net gave no prediction.", "Choose another net.")
    return table[output.labels]
