"""A random forest on filter features, as ilastik and Trainable Weka Segmentation classify pixels.

The filters are scikit-image's `multiscale_basic_features` (intensity, edges and texture, Gaussian
scales up to 16 pixels); the forest is scikit-learn's. Both come with the `bench` extra.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fcn_core.bench.models import Example, Lesson, Look, blank, glance_of
from fcn_core.errors import FcnError
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED
from fcn_core.suggest.candidates import Candidate

LARGEST_SIGMA = 16
TREES, DEPTH = 100, 12
PIXELS_PER_IMAGE = 8000


class Forest:
    """Learns anew from all corrections each time; knows nothing before the first."""

    def __init__(self, labels: LabelSet, seed: int, threads: int | None) -> None:
        check_installed()
        self.labels, self.seed, self.threads = labels, seed, threads
        self._forest: Any = None

    def look(self, image_HWC: RGB) -> Look:
        """The likeliest label of each pixel, at a single stride."""
        if self._forest is None:
            return blank(image_HWC.shape)
        shape = image_HWC.shape[:2]
        scores = self._forest.predict_proba(features(image_HWC, self.threads))
        labels = self._forest.classes_.astype(np.uint8)[scores.argmax(1)]
        doubt = 255 * (1 - scores.max(1))
        return Look(masks={1: labels.reshape(shape)}, doubt=doubt.astype(np.uint8).reshape(shape))

    def glance(self, image_id: str, image_HWC: RGB) -> Candidate:
        """From a full look: filters see little in a small image."""
        return glance_of(self.look(image_HWC), image_id, self.labels)

    def learn(self, lesson: Lesson) -> str:
        """The time is not used up: a forest is grown when it is grown."""
        from sklearn.ensemble import RandomForestClassifier

        rng = np.random.default_rng(self.seed)
        parts = [self._sampled(example, rng) for example in lesson.training]
        forest = RandomForestClassifier(
            n_estimators=TREES, max_depth=DEPTH, random_state=self.seed, n_jobs=self.threads or -1
        )
        forest.fit(np.concatenate([x for x, _ in parts]), np.concatenate([y for _, y in parts]))
        self._forest = forest
        return "trained"

    def _sampled(
        self, example: Example, rng: np.random.Generator
    ) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
        """Features and labels of so many confirmed pixels."""
        labels = example.corrections.ravel()
        known = np.flatnonzero(labels < UNTOUCHED)
        picked = rng.choice(known, min(PIXELS_PER_IMAGE, len(known)), replace=False)
        return features(example.image, self.threads)[picked], labels[picked]


def features(image_HWC: RGB, threads: int | None) -> NDArray[np.float32]:
    """Filter responses of every pixel, float32 (H * W, features)."""
    from skimage.feature import multiscale_basic_features

    found = multiscale_basic_features(
        image_HWC, channel_axis=-1, sigma_max=LARGEST_SIGMA, workers=threads
    )
    responses: NDArray[np.float32] = found.reshape(-1, found.shape[-1]).astype(np.float32)
    return responses


def check_installed() -> None:
    """Raise `FcnError` if scikit-learn or scikit-image is missing."""
    try:
        import skimage
        import sklearn
    except ImportError as error:
        raise FcnError(
            f"The random forest needs scikit-learn and scikit-image ({error}).",
            "Install them with: pip install 'fcn-gui[bench]'.",
        ) from error
    assert skimage and sklearn
