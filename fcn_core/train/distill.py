"""Against forgetting: where nobody said anything, the net should answer as it did before.

Li and Hoiem, "Learning without Forgetting", 2016: the old net's probabilities are targets for
the old labels; labels that are new stay free.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from fcn_core.masks import UNTOUCHED


def distillation_loss(
    scores_NChw: Tensor, old_NKhw: Tensor, kept: list[tuple[int, int]], masks_Nhw: Tensor
) -> Tensor:
    """Mean cross-entropy to the old net's probabilities, over the untouched pixels.

    `kept` pairs (new id, old id) of the labels that both nets know. All maps share one grid.
    """
    new_ids, old_ids = [n for n, _ in kept], [o for _, o in kept]
    untouched = masks_Nhw == UNTOUCHED
    count = untouched.sum()
    if not kept or not int(count):
        return scores_NChw.sum() * 0.0
    target = old_NKhw[:, old_ids].float().softmax(1)
    answer = F.log_softmax(scores_NChw[:, new_ids].float(), 1)
    per_pixel = -(target * answer).sum(1)
    return torch.where(untouched, per_pixel, torch.zeros_like(per_pixel)).sum() / count
