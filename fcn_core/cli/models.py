"""`fcn models`: nets by name, models from and for other programs, and the nets of a project."""

from __future__ import annotations

import argparse
from pathlib import Path

from fcn_core.cli import export_model, lineage
from fcn_core.cli.options import Commands, add_json, print_json
from fcn_core.errors import FcnError
from fcn_core.files import spare


def register(commands: Commands) -> None:
    """Add this command and its options."""
    parser = commands.add_parser(
        "models", help="nets by name, import, export, a project's nets", description=__doc__
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    names = actions.add_parser("names", help="the nets that can be built by name")
    add_json(names)
    names.set_defaults(run=run_names)
    importing = actions.add_parser(
        "import", help="a .caffemodel, or a .pth of pytorch-fcn or torchvision"
    )
    importing.add_argument("file", type=Path, help="the file to import")
    importing.add_argument("--net", default="", help="the net it fills, if that cannot be told")
    importing.add_argument("--out", type=Path, help="model file (default: FILE.safetensors)")
    add_json(importing)
    importing.set_defaults(run=run_import)
    export_model.register(actions)
    lineage.register(actions)


def run_names(options: argparse.Namespace) -> int:
    """List the nets; returns the exit status."""
    from fcn_core.nets.catalog import names, spec

    specs = [spec(name) for name in names()]
    if options.json:
        print_json({s.name: {"recipe": s.recipe, "starts_from": s.starts_from} for s in specs})
        return 0
    for found in specs:
        print(f"{found.name:28}recipe {found.recipe:16}starts from {found.starts_from}")
    print("fcn32s|16s|8s|4s|2s-BACKBONE  any of timm's convolutional backbones")
    return 0


def run_import(options: argparse.Namespace) -> int:
    """Import a file; returns the exit status."""
    from fcn_core.weights.checkpoint import save_model
    from fcn_core.weights.imports import import_model

    out = model_to_write(options.file, options.out)
    net, info = import_model(options.file, options.net)
    out.parent.mkdir(parents=True, exist_ok=True)
    save_model(out, net, info)
    facts = {"name": info.name, "file": str(out), "labels": len(info.labels), **info.provenance}
    if options.json:
        print_json(facts)
        return 0
    print(f"{info.name}: {len(info.labels)} labels, written to {out}.")
    release = info.provenance["release"]
    print(f"The released file {release}." if release else "Not one of the released files known.")
    if info.provenance["untrained"]:
        print("Its scores are zero: it is a classifier, a start for training.")
    return 0


def model_to_write(file: Path, out: Path | None) -> Path:
    """`out`, or the model beside the file to import. Raises `FcnError`.

    Never the file itself; and what is there already is replaced only where it was named.
    """
    target = out or file.with_suffix(".safetensors")
    remedy = "Name another file with --out."
    spare([file], [target], remedy)
    if out is None and target.exists():
        raise FcnError(f"{target} is there already.", remedy)
    return target
