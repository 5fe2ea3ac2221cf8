"""The net a training run starts from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch

from fcn_core.data.transforms import CAFFE, Preprocessing
from fcn_core.labels import LabelSet
from fcn_core.nets.fcn import FCN, grow_labels
from fcn_core.train.recipe import Recipe
from fcn_core.weights.checkpoint import ModelInfo, load_backbone, load_model
from fcn_core.zoo import find_model


def new_model(
    recipe: Recipe, labels: LabelSet, name: str, weights: Path | None, model: str | None
) -> tuple[FCN, ModelInfo]:
    """A seeded net by the recipe, its backbone from `weights`; or `model`, with these labels.

    Labels that `model` already knows keep what it has learned of them. Raises `FcnError`.
    """
    if model is not None:
        net, info = adapted(*load_model(find_model(model)), labels, name)
        return net, _at_scale(info, recipe.long_side or info.preprocessing.long_side)
    torch.manual_seed(recipe.seed)
    net = FCN(recipe.net, len(labels))
    if weights is not None:
        load_backbone(net, weights)
    caffe = recipe.net.backbone.startswith("vgg16")
    info = ModelInfo(
        config=recipe.net,
        labels=labels,
        preprocessing=CAFFE if caffe else Preprocessing(),
        name=name,
        provenance={"backbone": weights.name if weights else "random"},
    )
    return net, _at_scale(info, recipe.long_side)


def _at_scale(info: ModelInfo, long_side: int) -> ModelInfo:
    return replace(info, preprocessing=replace(info.preprocessing, long_side=long_side))


def adapted(net: FCN, info: ModelInfo, labels: LabelSet, name: str) -> tuple[FCN, ModelInfo]:
    """The model with its score layers arranged for `labels`; new ones start from zero."""
    old = info.labels.names
    if old != labels.names:
        grow_labels(net, [old.index(n) if n in old else None for n in labels.names])
    return net, ModelInfo(
        config=info.config,
        labels=labels,
        preprocessing=info.preprocessing,
        name=name,
        provenance={"parent": info.name},
    )
