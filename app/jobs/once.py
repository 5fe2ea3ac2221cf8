"""A prediction beside the engine's: the finest output of a net, in a thread that has time."""

from __future__ import annotations

import logging

from app.language import tr
from app.state.net_words import NetWords
from app.workers.loading import Loader
from app.workers.orders import LoadOrder, PredictorLike
from app.workers.priority import torch_threads
from fcn_core.cancelling import Cancelled, go_on_unless, never
from fcn_core.errors import FcnError
from fcn_core.imaging.pixels import RGB
from fcn_core.masks import Mask
from fcn_core.outputs import last_of

log = logging.getLogger(__name__)


def predict_once(
    order: LoadOrder, load: Loader, image_HWC: RGB, words: NetWords, stopped: Cancelled
) -> Mask:
    """What a net says about an image, in the project's ids. Loads the net.

    Raises `FcnError`, and `StoppedError` once it is `stopped`.
    """
    predictor = load(order, torch_threads(), log.info).predictor
    return finest_labels(predictor, image_HWC, words, stopped)


def finest_labels(
    predictor: PredictorLike,
    image_HWC: RGB,
    words: NetWords,
    stopped: Cancelled = never,
) -> Mask:
    """The finest output in the project's ids; labels that it lacks are untouched."""
    table = words.table(predictor.info.labels)
    output = last_of(predictor.predict(image_HWC, stopped, only_finest=True))
    go_on_unless(stopped)
    if output is None:
        raise FcnError(tr("The net gave no prediction."), tr("Choose another net."))
    return table[output.labels]
