"""Against forgetting: where nobody contradicted it, the net should answer as it did before.

The old net's probabilities are the targets (Li and Hoiem, "Learning without Forgetting", 2016).
A label that is new was background to the old net, so the two are taken together where the old
net says background (Cermelli et al., "Modeling the Background", 2020): a new label may spread
over untouched background, but not over the things that the net knew.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from fcn_core.labels import BACKGROUND
from fcn_core.masks import UNTOUCHED


def distillation_loss(
    scores_NChw: Tensor, old_NKhw: Tensor, kept: list[tuple[int, int]], masks_Nhw: Tensor
) -> Tensor:
    """Mean cross-entropy to the old net's probabilities where they were not contradicted.

    That is on untouched pixels, and on those where a person confirmed the old net's label.
    `kept` pairs (new id, old id) of the labels that both nets know. All maps share one grid.
    """
    if not kept:
        return scores_NChw.sum() * 0.0
    old_scores = old_NKhw[:, [old for _, old in kept]].float()
    said = torch.tensor([new for new, _ in kept], device=masks_Nhw.device)[old_scores.argmax(1)]
    agreed = (masks_Nhw == UNTOUCHED) | (masks_Nhw == said)
    count = agreed.sum().clamp(min=1)
    target = old_scores.softmax(1)
    per_pixel = -(target * _as_old_labels(scores_NChw.float(), kept)).sum(1)
    return torch.where(agreed, per_pixel, torch.zeros_like(per_pixel)).sum() / count


def _as_old_labels(scores_NChw: Tensor, kept: list[tuple[int, int]]) -> Tensor:
    """Log probabilities of the kept labels; the new ones count as background."""
    added = sorted(set(range(scores_NChw.shape[1])) - {new for new, _ in kept})
    log_p = F.log_softmax(scores_NChw, 1)
    known = log_p[:, [new for new, _ in kept]]
    if not added:
        return known
    columns = list(known.unbind(1))
    for place, (new, old) in enumerate(kept):
        if old == BACKGROUND:
            columns[place] = log_p[:, [new, *added]].logsumexp(1)
    return torch.stack(columns, 1)
