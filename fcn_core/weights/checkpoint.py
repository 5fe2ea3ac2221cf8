"""Checkpoints: one safetensors file with the weights and all that is needed to use them.

The metadata holds the net's config, its labels, its preprocessing, the recipe it was trained
by and where it came from. Nothing in the file can run code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from fcn_core.data.transforms import Preprocessing
from fcn_core.errors import FcnError
from fcn_core.files import write_atomic
from fcn_core.labels import LabelSet
from fcn_core.nets.fcn import FCN, NetConfig
from fcn_core.sentences import said

FORMAT = "fcn-1"


@dataclass(frozen=True, kw_only=True)
class ModelInfo:
    """Everything about a model but its weights."""

    config: NetConfig
    labels: LabelSet
    preprocessing: Preprocessing = field(default_factory=Preprocessing)
    name: str = ""
    recipe: dict[str, Any] = field(default_factory=dict)
    provenance: dict[str, Any] = field(default_factory=dict)
    """Parents, data, metrics, dates: whatever tells where the weights come from."""

    @property
    def learned_from(self) -> frozenset[str]:
        """Ids of the project's images that the net has learned from, as far as it knows."""
        return frozenset(self.provenance.get("images", ()))

    def to_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "name": self.name,
            "config": asdict(self.config),
            "labels": self.labels.to_json(),
            "preprocessing": asdict(self.preprocessing),
            "recipe": self.recipe,
            "provenance": self.provenance,
        }


def save_model(path: Path, net: FCN, info: ModelInfo, *, half: bool = False) -> None:
    """Write net and info, whole or not at all; `half` stores fp16. Raises `OSError`."""
    state = {k: v.detach().cpu().contiguous() for k, v in net.state_dict().items()}
    if half:
        state = {k: v.half() if v.is_floating_point() else v for k, v in state.items()}
    _write(path, state, info)


def _write(path: Path, state: dict[str, Tensor], info: ModelInfo) -> None:
    write_atomic(path, save(state, {"fcn": json.dumps(info.to_json())}))


def load_info(path: Path) -> ModelInfo:
    """The metadata of a checkpoint, without its weights. Raises `FcnError`."""
    with _opened(path) as file:
        return _info(path, _description(path, file))


def load_model(path: Path) -> tuple[FCN, ModelInfo]:
    """The net, float32, in evaluation mode on the CPU, and its info. Raises `FcnError`."""
    # Opened once: a file that is replaced or deleted meanwhile is still read whole.
    with _opened(path) as file:
        info = _info(path, _description(path, file))
        return _net(path, info, file)[0].eval(), info


def copy_model(source: Path, target: Path, names: Mapping[str, str]) -> ModelInfo:
    """Write the net of `source` to `target`, tensor for tensor, for a project of other images.

    The ids of the images that it learned from go: there they may be those of others. Labels get
    other `names`, where there are any. Returns what is written. Raises `FcnError` for what is no
    whole net, or `OSError`.
    """
    with _opened(source) as file:
        info = _info(source, _description(source, file))
        _, state = _net(source, info, file)
    elsewhere = {key: value for key, value in info.provenance.items() if key != "images"}
    labels = info.labels
    for index, name in enumerate(labels.names):
        if (new := names.get(name, name)) not in labels.names:  # else another one is called so
            labels = labels.changed(index, name=new)
    info = replace(info, labels=labels, provenance=elsewhere)
    _write(target, state, info)
    return info


def _net(path: Path, info: ModelInfo, file: Any) -> tuple[FCN, dict[str, Tensor]]:
    """The net, and its tensors as they are stored."""
    try:
        net = FCN(info.config, len(info.labels))
        state = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
        strange = [key for key, tensor in state.items() if not tensor.isfinite().all()]
        if strange:
            raise ValueError(said("{value} holds values that are no numbers", value=strange[0]))
        net.load_state_dict(
            {k: v.float() if v.is_floating_point() else v for k, v in state.items()}
        )
    except (OSError, SafetensorError, RuntimeError, TypeError, ValueError) as error:
        raise FcnError(
            "The weights in {path} do not fit their own description: {reason}",
            "The file is damaged: export or download it again.",
            path=path,
            reason=error,
        ) from error
    return net, state


def _opened(path: Path) -> AbstractContextManager[Any]:
    try:
        return safe_open(path, framework="pt")
    except FileNotFoundError as error:
        raise FcnError(
            "The net {path} is not there.", "Put the file back, or choose another net.", path=path
        ) from error
    except (OSError, SafetensorError) as error:
        raise FcnError(
            "{path} is not a model of this program ({reason}).",
            "Models are .safetensors files written by it; pickles (.pth, .pt) are not opened.",
            path=path,
            reason=error,
        ) from error


def _description(path: Path, file: Any) -> dict[str, Any]:
    metadata = file.metadata() or {}
    if "fcn" not in metadata:
        raise FcnError(
            "{path} holds tensors but no description of a net.",
            "Choose a model that this program has written.",
            path=path,
        )
    try:
        return dict(json.loads(metadata["fcn"]))
    except (ValueError, TypeError) as error:
        raise _damaged(path, error) from error


def _info(path: Path, data: dict[str, Any]) -> ModelInfo:
    if data.get("format") != FORMAT:
        raise FcnError(
            "{path} is of format {format!r}, this program reads {known!r}.",
            "Update the program.",
            path=path,
            format=data.get("format"),
            known=FORMAT,
        )
    try:
        config: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in data["config"].items()
        }
        net, seen = NetConfig(**config), Preprocessing.from_json(data["preprocessing"])
        if len(seen.mean) != net.channels:
            raise ValueError(
                said(
                    "{count} means for {channels} channels",
                    count=len(seen.mean),
                    channels=net.channels,
                )
            )
        return ModelInfo(
            config=net,
            labels=LabelSet.from_json(data["labels"]),
            preprocessing=seen,
            name=data["name"],
            recipe=data["recipe"],
            provenance=data["provenance"],
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> FcnError:
    return FcnError(
        "The description inside {path} is damaged ({kind}: {reason}).",
        "Export or download the model again.",
        path=path,
        kind=type(error).__name__,
        reason=error,
    )
