"""What each kind of data shows a net: channels, streams, tasks, and the means to subtract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fcn_core.data.modality import HHA_MEAN
from fcn_core.data.transforms import Preprocessing
from fcn_core.errors import FcnError
from fcn_core.nets.catalog import (
    CONTEXT_INPUT,
    NYUD_INPUTS,
    SIFTFLOW_INPUT,
)
from fcn_core.nets.fcn import NetConfig

BYTE = 255.0
HHA_FRACTIONS = tuple(mean / BYTE for mean in HHA_MEAN)


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """How a kind of data is seen, where it is not plain colour with the classifier's means."""

    caffe: Preprocessing
    """For the paper's nets, which see bytes less the data set's means."""
    channels: int = 3
    streams: int = 1
    tasks: tuple[int, ...] = ()


KINDS: dict[str, Inputs] = {
    "nyud": Inputs(caffe=NYUD_INPUTS["rgb"]),
    "nyud-rgbd": Inputs(caffe=NYUD_INPUTS["rgbd"], channels=4),
    "nyud-hha": Inputs(caffe=NYUD_INPUTS["hha"]),
    "nyud-rgb-hha": Inputs(caffe=NYUD_INPUTS["rgb-hha"], streams=2),
    "siftflow": Inputs(caffe=SIFTFLOW_INPUT),
    "siftflow-geometric": Inputs(caffe=SIFTFLOW_INPUT),
    "siftflow-both": Inputs(caffe=SIFTFLOW_INPUT, tasks=(33, 3)),
    "context": Inputs(caffe=CONTEXT_INPUT),
}


def common_kind(specs: Sequence[str]) -> str:
    """The kind of several data sets (`KIND:FOLDER`). Raises `FcnError` if they show other things.

    Kinds without an entry here all show plain colour.
    """
    kinds = [spec.partition(":")[0] for spec in specs]
    if len({KINDS.get(kind) for kind in kinds}) > 1:
        raise FcnError(
            f"Data of the kinds {', '.join(sorted(set(kinds)))} cannot be mixed.",
            "Train on one kind at a time.",
        )
    return kinds[0]


def shaped(config: NetConfig, kind: str) -> NetConfig:
    """The net with the channels, streams and tasks that the data have.

    Raises `FcnError` if the net was asked for with others.
    """
    found = KINDS.get(kind)
    inputs, streams, tasks = (found.channels, found.streams, found.tasks) if found else (3, 1, ())
    shape, plain = (config.inputs, config.streams, config.tasks), (3, 1, ())
    if shape not in (plain, (inputs, streams, tasks)):
        raise FcnError(
            f"The net takes {config.channels} channels and has {max(1, len(config.tasks))} "
            f"task(s); {kind or 'this'} data show {inputs * streams} and {max(1, len(tasks))}.",
            f"Open the data as one of {', '.join(KINDS)}, or choose another net.",
        )
    return replace(config, inputs=inputs, streams=streams, tasks=tasks)


def preprocessing(base: Preprocessing, kind: str) -> Preprocessing:
    """What a net that sees plain colour as `base` sees of this kind of data.

    Nets that see bytes get the data set's published means. Others keep the means of their
    classifier, and depth and HHA come to a like scale.
    """
    found = KINDS.get(kind)
    if found is None or len(base.mean) != 3:
        return base
    if base.scale == 1.0:
        return replace(found.caffe, long_side=base.long_side)
    if kind == "nyud-hha":
        return replace(base, mean=HHA_FRACTIONS, modality="hha")
    if kind == "nyud-rgb-hha":
        mean = base.mean + HHA_FRACTIONS
        return replace(base, mean=mean, std=base.std * 2, modality="rgb-hha")
    if kind == "nyud-rgbd":
        depth, spread = (parts[-1] / BYTE for parts in (found.caffe.mean, found.caffe.std))
        mean, std = (*base.mean, depth), (*base.std, spread)
        return replace(base, mean=mean, std=std, modality="rgbd")
    return base


def side_by_side(parts: Sequence[Preprocessing]) -> Preprocessing:
    """What a net of several streams sees, whose streams see these. Raises `FcnError`."""
    first, seen = parts[0], [part.modality for part in parts]
    if len(parts) > 1 and seen != ["rgb", "hha"]:
        raise FcnError(
            f"These models see {' and '.join(seen)} images.",
            "Fuse a model for rgb and one for hha, in this order.",
        )
    if any(part.scale != first.scale or part.order != "rgb" for part in parts[1:]):
        raise FcnError(
            "These models see their images in ways that one net cannot.",
            "Fuse models of one family: colour first, HHA after it.",
        )
    return replace(
        first,
        modality="rgb-hha" if len(parts) > 1 else first.modality,
        mean=tuple(value for part in parts for value in part.mean),
        std=tuple(value for part in parts for value in part.std),
    )
