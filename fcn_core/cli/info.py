"""`fcn info MODEL`: what a model file holds, or what a net of the catalogue is made of."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fcn_core.cli.options import MODEL_HELP, Commands, add_json, print_json
from fcn_core.zoo import SHIPPED


def register(commands: Commands) -> None:
    """Add this command and its options."""
    parser = commands.add_parser("info", help="what a model is", description=__doc__)
    parser.add_argument(
        "model",
        nargs="?",
        default=SHIPPED,
        help=f"{MODEL_HELP}, or a net's name",
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    if is_net_name(options.model):
        from fcn_core.nets.facts import describe

        return _print(describe(options.model).to_json(), options.json)
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
    return _print(facts, options.json)


def is_net_name(name: str) -> bool:
    """Whether this names a net rather than a model: fcn8s-vgg16, say, and no file is called so."""
    from fcn_core.zoo import BUILT_IN

    return name not in BUILT_IN and not Path(name).suffix and not Path(name).exists()


def _print(facts: dict[str, Any], as_json: bool) -> int:
    if as_json:
        print_json(facts)
        return 0
    for key, value in facts.items():
        print(
            f"{key:16}{', '.join(map(str, value)) if isinstance(value, (list, tuple)) else value}"
        )
    return 0
