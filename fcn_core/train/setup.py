"""The net a training run starts from: fresh, a model, a model with finer skips, or two fused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, repeat
from pathlib import Path

import torch

from fcn_core.data.modality import of_data, require
from fcn_core.data.transforms import CAFFE, Preprocessing
from fcn_core.errors import FcnError
from fcn_core.labels import LabelSet
from fcn_core.nets.catalog import spec
from fcn_core.nets.fcn import FCN, FINE, NetConfig, grow_labels
from fcn_core.nets.surgery import fuse_streams, warm_start
from fcn_core.train.inputs import preprocessing, shaped, side_by_side
from fcn_core.train.recipe import Recipe
from fcn_core.weights.checkpoint import ModelInfo, load_model
from fcn_core.weights.classifier import load_backbone
from fcn_core.zoo import find_model

CAFFE_BACKBONES = ("vgg16", "caffenet", "googlenet-bvlc")
Model = tuple[FCN, ModelInfo]


@dataclass(frozen=True, kw_only=True)
class Start:
    """Where a run's net comes from: `models` if there are any, else `weights`, else chance."""

    kind: str = ""
    """The data's kind, which decides channels, streams, tasks and means."""
    net: str = ""
    """A net of the catalogue, for what it sees; its config is in the recipe."""
    weights: Path | None = None
    """A classifier, for the backbone."""
    models: tuple[str, ...] = ()
    """A model to go on with, or one for each stream of a late-fusion net."""


def new_model(recipe: Recipe, labels: LabelSet, name: str, start: Start) -> Model:
    """The net and what its checkpoint will say. Raises `FcnError`.

    The net is the recipe's, with the channels and tasks of the data. Labels that a model already
    knows keep what it has learned of them; see `started_from`.
    """
    torch.manual_seed(recipe.seed)
    if start.models:
        wanted = _shaped(recipe.net, start.kind, labels)
        parts = [adapted(*load_model(find_model(m)), labels, name) for m in start.models]
        net, info = started_from(parts[0] if len(parts) == 1 else fused(parts), wanted)
        sees = info.preprocessing.modality
        require(" + ".join(start.models), sees, of_data(start.kind))
    else:
        net, info = _fresh(recipe, labels, name, start)
    seen = info.preprocessing
    seen = replace(
        seen,
        long_side=recipe.long_side or seen.long_side,
        views=seen.views if recipe.views == "one" else recipe.views,
        brightened=recipe.brightened or seen.brightened,
    )
    return net, replace(info, preprocessing=seen)


def adapted(net: FCN, info: ModelInfo, labels: LabelSet, name: str) -> Model:
    """The model with its score layers arranged for `labels`; new ones start from zero."""
    old = info.labels.names
    sources = {new: old.index(n) for new, n in enumerate(labels.names) if n in old}
    return arranged(net, info, labels, sources, name)


def arranged(
    net: FCN, info: ModelInfo, labels: LabelSet, sources: Mapping[int, int], name: str
) -> Model:
    """The same, where `sources` says which of the model's labels each new one starts from."""
    if sources != {i: i for i in range(len(info.labels))} or len(labels) != len(info.labels):
        grow_labels(net, [sources.get(new) for new in range(len(labels))])
    return net, ModelInfo(
        config=net.config,
        labels=labels,
        preprocessing=info.preprocessing,
        name=name,
        provenance={"parent": info.name},
    )


def first_task(net: FCN, info: ModelInfo) -> Model:
    """The model without the further tasks that it may have, for those who have one labeling."""
    if info.config.tasks:
        labels = info.labels.picked(range(info.config.tasks[0]))
        grow_labels(net, [*range(len(labels))])
        info = replace(info, config=net.config, labels=labels)
    return net, info


def started_from(model: Model, wanted: NetConfig) -> Model:
    """A net like `wanted` with the model's weights: FCN-16s from FCN-32s (section 4.2).

    Score layers of strides that the model lacks start from zero, deconvolutions that are to be
    learned from bilinear. Raises `FcnError` if the nets differ in what the weights were made for.
    """
    net, info = model
    if wanted == info.config:
        return model
    differing = _differing(wanted, info.config)
    if differing:
        asked, has = (
            [f"net.{n}={getattr(c, n)}" for n in differing] for c in (wanted, info.config)
        )
        raise FcnError(
            f"The net asked for has {' '.join(asked)}, the model to start from {' '.join(has)}.",
            "Choose another model or another net; without --net and --recipe it is the model's.",
        )
    new = FCN(wanted, len(info.labels))
    warm_start(new, net)
    return new, replace(info, config=wanted)


def _differing(wanted: NetConfig, has: NetConfig) -> list[str]:
    """The settings that would give the model's weights another meaning, or no place."""
    names = ["backbone", "width", "inputs", "streams", "context"]
    if set(has.strides[1:]).difference(FINE):
        names.append("hidden")
    if set(has.strides).intersection(FINE):
        names.append("fine")
    differing = [name for name in names if getattr(wanted, name) != getattr(has, name)]
    if wanted.strides[: len(has.strides)] != has.strides:
        differing.append("strides")
    if has.strides[1:] and has.upsampling == "learned" and wanted.upsampling != "learned":
        differing.append("upsampling")
    scales = (
        tuple(islice(chain(c.skip_scales, repeat(1.0)), len(has.strides))) for c in (wanted, has)
    )
    return [*differing, "skip_scales"] if len(set(scales)) > 1 else differing


def fused(parts: Sequence[Model]) -> Model:
    """Models side by side as the streams of one, their scores averaged (late fusion)."""
    info = parts[0][1]
    if any(replace(i.config, inputs=info.config.inputs) != info.config for _, i in parts):
        raise FcnError(
            "The models to fuse are nets of different kinds.", "Train both by the same recipe."
        )
    if info.config.context or info.config.hidden:
        raise FcnError(
            "Late fusion averages plain score layers; these models have others before them.",
            "Train both with --set net.context=0 --set net.hidden=0.",
        )
    config = replace(info.config, streams=len(parts))
    net = FCN(config, len(info.labels))
    fuse_streams(net, *(part for part, _ in parts))
    return net, replace(
        info,
        config=config,
        preprocessing=side_by_side([part.preprocessing for _, part in parts]),
        provenance={"parents": [part.provenance["parent"] for _, part in parts]},
    )


def _fresh(recipe: Recipe, labels: LabelSet, name: str, start: Start) -> Model:
    config = _shaped(recipe.net, start.kind, labels)
    net = FCN(config, len(labels))
    sees = _published(config, start.net)
    if sees.modality != "rgb":  # one for colours is made to see whatever the data show
        require(start.net, sees.modality, of_data(start.kind))
    provenance: dict[str, object] = {"backbone": "random"}
    if start.weights is not None:
        loaded = load_backbone(net, start.weights)
        if loaded.preprocessing is not None and loaded.preprocessing.scale != sees.scale:
            sees = loaded.preprocessing
        provenance = {"backbone": start.weights.name, "untrained": list(loaded.untrained)}
        if loaded.by_name:
            provenance["taken_for"] = loaded.by_name
    return net, ModelInfo(
        config=config,
        labels=labels,
        preprocessing=preprocessing(sees, start.kind),
        name=name,
        provenance=provenance,
    )


def _shaped(config: NetConfig, kind: str, labels: LabelSet) -> NetConfig:
    """The net with the shape of the data. Raises `FcnError` where tasks and labels do not fit."""
    config = shaped(config, kind)
    if config.tasks and sum(config.tasks) != len(labels):
        raise FcnError(
            f"The net's tasks have {' + '.join(map(str, config.tasks))} labels, "
            f"the data {len(labels)}.",
            "Open SIFT Flow as siftflow-both, or choose a net with one task.",
        )
    return config


def _published(config: NetConfig, net: str) -> Preprocessing:
    """What a net was published to see: the catalogue's, or its family's."""
    if net:
        return spec(net).preprocessing
    return CAFFE if config.backbone.startswith(CAFFE_BACKBONES) else Preprocessing()
