"""A model file written as ONNX, and only if ONNX Runtime and the program agree about it."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

import onnx_ir as ir
import torch

from fcn_core.errors import FcnError
from fcn_core.files import require_folder, spare, unwritable, write_atomic
from fcn_core.interchange.onnx.check import Agreement, agreement, trial_images
from fcn_core.interchange.onnx.graph import onnx_model
from fcn_core.predict import Predictor
from fcn_core.sentences import said
from fcn_core.weights.checkpoint import ModelInfo, load_model


@dataclass(frozen=True, kw_only=True)
class Written:
    """What was written where, and how well it does."""

    file: Path
    size: int
    """In bytes."""
    opset: int
    info: ModelInfo
    agreement: Agreement


def export_onnx(model: Path, out: Path, *, all_views: bool = True) -> Written:
    """Write the model at `model` to `out`, checked with ONNX Runtime on several images.

    Without `all_views` a net that looks at an image in several ways does so in one alone: a half or
    a quarter of the work. Takes some tens of seconds. Raises `FcnError`, and leaves what was at
    `out` before, if the net cannot be written, the disk refuses, or labels or scores are not the
    same.
    """
    _refuse_folder(out)
    spare([model], [out], said("Choose another file."))
    net, info = load_model(model)
    if not all_views:
        info = replace(info, preprocessing=replace(info.preprocessing, views="one"))
    predictor = Predictor(net, info, torch.device("cpu"))
    try:
        graph = onnx_model(net, info)
    except torch.onnx.OnnxExporterError as error:
        raise FcnError(
            "PyTorch cannot write the backbone {backbone!r} as ONNX ({reason}).",
            "Choose a net with another backbone.",
            backbone=info.config.backbone,
            reason=str(error).strip().splitlines()[0],
        ) from error
    found: list[Agreement] = []
    try:
        write_atomic(
            out,
            ir.to_proto(graph).SerializeToString(),
            lambda file: found.append(checked(file, predictor)),
        )
    except OSError as error:
        raise unwritable(out, error.strerror or str(error)) from error
    return Written(
        file=out,
        size=out.stat().st_size,
        opset=graph.opset_imports[""],
        info=info,
        agreement=found[0],
    )


def checked(file: Path, predictor: Predictor) -> Agreement:
    """How far file and program agree. Raises `FcnError` if that is not enough."""
    found = agreement(file, predictor, trial_images())
    if not found.good:
        raise FcnError(
            "ONNX Runtime gives {share:.2f} % of the pixels the label that the program gives "
            "them, and scores that differ by up to {difference:.3g} of {span:.3g}: the file was "
            "not kept.",
            "Nothing was written. Update ONNX Runtime, or choose another net.",
            share=100 * found.share,
            difference=found.difference,
            span=found.span,
        )
    return found


def _refuse_folder(out: Path) -> None:
    """Say so before half a minute of work, not after it."""
    require_folder(out)
    if out.is_dir():
        raise unwritable(out, said("it is a folder"))
    if not os.access(out.parent, os.W_OK):
        raise unwritable(out, said("its folder is read-only"))
