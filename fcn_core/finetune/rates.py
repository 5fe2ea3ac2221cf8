"""How fast each part of a net learns: what is new fast, what a net should not forget slowly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from fcn_core.nets.fcn import FCN


class Rates:
    """AdamW on `net`, in which trained parts move by a fraction `trained` of the others' rate.

    `new_labels` are rows of the score layers that are not trained yet; without any, and with
    `trained` below 1, everything is slow. The backbone moves by `backbone` of its part's rate;
    with None it stands still, and its stem does in any case.
    """

    def __init__(
        self,
        net: FCN,
        *,
        new_labels: Sequence[int],
        trained: float,
        backbone: float | None,
        weight_decay: float,
    ) -> None:
        self._trained = trained
        self._scores = [m for m in net.scores.modules() if isinstance(m, nn.Conv2d)]
        self._old_rows = [i for i in range(net.labels) if i not in set(new_labels)]
        self._pulls = trained < 1 and bool(new_labels)
        scores = [p for m in self._scores for p in m.parameters()]
        held = {id(p) for p in scores}
        others = [p for p in net.head_parameters() if id(p) not in held]
        groups: list[dict[str, Any]] = [
            {"params": scores, "scale": 1.0 if self._pulls else trained},
            {"params": others, "scale": trained},
        ]
        if backbone is not None:
            for module in net.backbone.stem():
                module.requires_grad_(False)  # nor are its gradients computed
            moving = [p for p in net.backbone.parameters() if p.requires_grad]
            groups.append({"params": moving, "scale": trained * backbone})
        self.optimizer = torch.optim.AdamW(groups, weight_decay=weight_decay)

    def step(self, loss: Tensor, rate: float) -> None:
        """One step down `loss` at this rate."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["scale"]
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        before = self._rows() if self._pulls else []
        self.optimizer.step()
        self._pull_back(before)

    def _rows(self) -> list[tuple[Tensor, Tensor]]:
        """Each score parameter, and its trained rows as they are."""
        parameters = [p for module in self._scores for p in module.parameters()]
        return [(p, p.detach()[self._old_rows].clone()) for p in parameters]

    @torch.no_grad()
    def _pull_back(self, before: list[tuple[Tensor, Tensor]]) -> None:
        """Adam's steps do not depend on the gradient's size: shorten those of trained rows."""
        for parameter, rows in before:
            parameter[self._old_rows] = torch.lerp(rows, parameter[self._old_rows], self._trained)
