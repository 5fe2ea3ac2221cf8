"""What an interrupted run needs to go on to the bit: weights, average, optimizer, step."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from fcn_core.errors import FcnError
from fcn_core.files import write_atomic
from fcn_core.nets.fcn import FCN
from fcn_core.train.begun import Begun
from fcn_core.train.optim import WeightAverage
from fcn_core.train.recipe import Recipe, from_json


@dataclass(frozen=True, kw_only=True)
class Reached:
    """How far a run has come."""

    step: int = 0
    """Steps done."""
    mean_loss: float = math.nan
    """The running mean that the learning curve shows; NaN before the first step."""


def save_state(
    path: Path,
    net: FCN,
    average: WeightAverage | None,
    optimizer: torch.optim.Optimizer,
    reached: Reached,
    recipe: Recipe,
    begun: Begun | None,
) -> None:
    """Write everything that a run consists of so far, as plain tensors."""
    tensors = {f"net/{k}": v for k, v in net.state_dict().items()}
    if average is not None:
        tensors |= {f"average/{k}": v for k, v in average.net.state_dict().items()}
    for index, values in optimizer.state_dict()["state"].items():
        tensors |= {f"optimizer/{index}/{k}": v for k, v in values.items() if _is_tensor(v)}
    tensors = {k: v.detach().cpu().contiguous().clone() for k, v in tensors.items()}
    about = {**asdict(reached), "recipe": recipe.to_json(), "begun": begun and begun.to_json()}
    write_atomic(path, save(tensors, {"resume": json.dumps(about)}))


def load_state(
    path: Path, net: FCN, average: WeightAverage | None, optimizer: torch.optim.Optimizer
) -> Reached:
    """Put a saved state back; returns where its run was. Raises `FcnError`."""
    try:
        with safe_open(path, framework="pt") as file:
            about = json.loads((file.metadata() or {})["resume"])
            # Older states lack the mean, without which a run goes on all the same.
            mean_loss = float(about.get("mean_loss", math.nan))
            reached = Reached(step=int(about["step"]), mean_loss=mean_loss)
            tensors = {k: file.get_tensor(k) for k in file.keys()}  # noqa: SIM118
        net.load_state_dict(_under(tensors, "net/"))
        if average is not None:
            average.net.load_state_dict(_under(tensors, "average/"))
        _fill_optimizer(optimizer, _under(tensors, "optimizer/"))
    except (OSError, SafetensorError, RuntimeError, KeyError, ValueError) as error:
        raise FcnError(
            f"The training state {path} cannot be used: {error}", "Start the training anew."
        ) from error
    return reached


def saved_run(path: Path) -> tuple[Recipe, Begun]:
    """The recipe of an interrupted run, and what it was begun with. Raises `FcnError`."""
    try:
        with safe_open(path, framework="pt") as file:
            about = json.loads((file.metadata() or {})["resume"])
        return from_json(about["recipe"]), Begun.from_json(about["begun"])
    except (KeyError, TypeError, AttributeError) as error:
        raise FcnError(
            f"{path} does not tell what its run was begun with.",
            "Another version of the program wrote it: begin a new run in another folder.",
        ) from error
    except (OSError, SafetensorError, ValueError) as error:
        raise FcnError(
            f"There is no run to resume: {path} ({error}).", "Begin one without --resume."
        ) from error


def _fill_optimizer(optimizer: torch.optim.Optimizer, tensors: dict[str, Tensor]) -> None:
    state: dict[int, dict[str, Any]] = {}
    for key, value in tensors.items():
        index, name = key.split("/", 1)
        state.setdefault(int(index), {})[name] = value
    optimizer.load_state_dict(
        {"state": state, "param_groups": optimizer.state_dict()["param_groups"]}
    )


def _under(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}


def _is_tensor(value: object) -> bool:
    return isinstance(value, Tensor)
