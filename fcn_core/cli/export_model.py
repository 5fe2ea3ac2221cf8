"""`fcn models export MODEL --out FILE.onnx`: a net for ONNX Runtime, checked against ours."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fcn_core.cli.options import (
    MODEL_HELP,
    Commands,
    add_json,
    add_project,
    add_threads,
    print_json,
)
from fcn_core.errors import FcnError
from fcn_core.lineage import Family
from fcn_core.zoo import BUILT_IN, find_model

if TYPE_CHECKING:
    from fcn_core.interchange.onnx.export import Written


def register(actions: Commands) -> None:
    """Add this action of `fcn models`."""
    parser = actions.add_parser("export", help="a net as an ONNX file", description=__doc__)
    parser.add_argument("model", help=f"{MODEL_HELP}, or the id of a project's net")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    parser.add_argument(
        "--one-view",
        action="store_true",
        help="no mirror image, no turns: two or four times as fast, labels a little worse",
    )
    add_threads(parser)
    add_project(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    import torch

    from fcn_core.interchange.onnx.export import export_onnx

    if options.threads:
        torch.set_num_threads(options.threads)
    model = model_file(options.model, options.project)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    written = export_onnx(model, options.out, all_views=not options.one_view)
    if options.json:
        print_json(_facts(written))
    else:
        _print(written)
    return 0


def model_file(name: str, project: Path) -> Path:
    """The file of a built-in net, of a path, or of a project's net by its id."""
    if name in BUILT_IN or Path(name).suffix or Path(name).is_file():
        return find_model(name)
    try:
        family = Family.of(project)
    except FcnError as error:
        raise FcnError(
            "There is no model {name!r}, and {problem}",
            "Use {names}, the path of a model file, or the id of a net with its project's folder "
            "(--project).",
            name=name,
            problem=error.problem,
            names=", ".join(map(repr, BUILT_IN)),
        ) from error
    return find_model(str(family.registry.path(family.get(name).model_id)))


def _facts(written: Written) -> dict[str, Any]:
    found = written.agreement
    return {
        "file": str(written.file),
        "bytes": written.size,
        "opset": written.opset,
        "labels": list(written.info.labels.names),
        "images": found.images,
        "pixels": found.pixels,
        "same": found.same,
        "difference": found.difference,
        "span": found.span,
    }


def _print(written: Written) -> None:
    count, found = len(written.info.labels), written.agreement
    print(f"{written.file}: {written.size / 1e6:.1f} MB, opset {written.opset}")
    print("in   image   uint8 (batch, height, width, 3), RGB")
    print(f"out  scores  float32 (batch, {count}, height, width)")
    print("out  labels  uint8 (batch, height, width)")
    print(
        f"Checked with ONNX Runtime on {found.images} images: {found.same:,} of {found.pixels:,} "
        f"pixels have the same label; scores, which span {found.span:.1f}, differ by at most "
        f"{found.difference:.2g}."
    )
