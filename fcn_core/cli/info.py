"""`fcn info MODEL`: what a model file holds."""

from __future__ import annotations

import argparse

from fcn_core.cli.options import Commands, add_json, print_json


def register(commands: Commands) -> None:
    """Add this command and its options."""
    parser = commands.add_parser("info", help="what a model is", description=__doc__)
    parser.add_argument("model", nargs="?", default="shipped", help="'shipped' or a model file")
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    from fcn_core.weights.checkpoint import load_model
    from fcn_core.zoo import find_model

    path = find_model(options.model)
    net, info = load_model(path)
    facts = {
        "name": info.name,
        "file": str(path),
        "parameters": sum(p.numel() for p in net.parameters()),
        "strides": list(net.strides),
        "labels": list(info.labels.names),
        **{k: v for k, v in info.to_json().items() if k not in ("labels", "name")},
    }
    if options.json:
        print_json(facts)
        return 0
    for key, value in facts.items():
        print(f"{key:14}{', '.join(map(str, value)) if isinstance(value, list) else value}")
    return 0
