"""Half-way back: a net that should not forget, averaged with what it was before.

The weights between a net and its fine-tuned self do nearly as well as the latter on what was
learned, and better on the rest (Wortsman et al., "Robust fine-tuning of zero-shot models", 2022).
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

import torch

from fcn_core.nets.fcn import FCN

UPSAMPLING = ("twice.", "to_pixels.")


@torch.no_grad()
def averaged(net: FCN, before: FCN, kept: Sequence[tuple[int, int]], share: float) -> FCN:
    """A copy of `net` that has gone only `share` of the way from `before`.

    `kept` pairs (new id, old id) of the labels that both have. What belongs to other labels, and
    upsampling learned for another set of labels, stays as it is, for `before` has nothing like
    it. Both nets have the same structure, on the same device.
    """
    result = copy.deepcopy(net)
    old = dict(before.named_parameters())
    scores = {id(p) for p in result.scores.parameters()}
    new_rows, old_rows = [new for new, _ in kept], [was for _, was in kept]
    same_labels = new_rows == old_rows == [*range(max(net.labels, before.labels))]
    for name, parameter in result.named_parameters():
        if id(parameter) in scores:
            rows = torch.lerp(old[name][old_rows], parameter[new_rows], share)
            parameter[new_rows] = rows
        elif same_labels or not name.startswith(UPSAMPLING):
            parameter.lerp_(old[name], 1 - share)
    return result
