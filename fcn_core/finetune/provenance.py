"""Which images a net has learned from: nobody should be judged by those."""

from __future__ import annotations

from collections.abc import Iterator

from fcn_core.finetune.corrected_images import CorrectedImages
from fcn_core.weights.checkpoint import ModelInfo


def learned_from(held_out: CorrectedImages, in_use: ModelInfo, start: ModelInfo) -> Iterator[str]:
    """What to say where nets have learned from held-out images, as when those held out before are
    gone.
    """
    for net, info, when in (
        ("The net in use", in_use, "before"),
        ("The net that the run started from", start, "after"),
    ):
        learned = set(info.provenance.get("images", ()))
        count = sum(image.image_id in learned for image in held_out.images)
        if count:
            yield (
                f"{net} has learned from {count} of the {len(held_out)} held-out image(s), "
                f"so the score {when} is too good. Correct new images, to have others held out."
            )
