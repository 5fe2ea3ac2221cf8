"""`fcn models list | show | diff | add`: the nets of a project, in what they differ, one more."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fcn_core.cli.options import Commands, add_json, add_project, print_json
from fcn_core.lineage import Differences, Family, differences, mean_iu, recipe_of, scores
from fcn_core.outcome import Report
from fcn_core.registry import ModelRecord
from fcn_core.zoo import BUILT_IN

NEVER = "-"


def register(actions: Commands) -> None:
    """Add these actions of `fcn models`."""
    listing = actions.add_parser("list", help="the nets of a project, as a tree")
    _finish(listing, run_list)
    showing = actions.add_parser("show", help="what is known of one net")
    showing.add_argument("model", help="its id, as `list` prints it")
    _finish(showing, run_show)
    comparing = actions.add_parser("diff", help="in what one net differs from another")
    comparing.add_argument("first", help="id of a net")
    comparing.add_argument("second", help="id of another")
    _finish(comparing, run_diff)
    adding = actions.add_parser("add", help="a net that was made elsewhere, into a project")
    adding.add_argument("file", type=Path, help="a model, a .caffemodel or a .pth")
    _finish(adding, run_add)


def run_list(options: argparse.Namespace) -> int:
    """Print the tree; returns the exit status."""
    family = Family.of(options.project)
    trees = family.trees()
    if options.json:
        rows = [row for tree in trees.values() for row in tree]
        nets = [_facts(record, family.in_use) | {"generation": depth} for depth, record in rows]
        print_json({"in_use": family.in_use, "nets": nets})
        return 0
    for root, tree in trees.items():
        if root in BUILT_IN:
            print(f"{root}{'   in use' if family.in_use == root else ''}")
        for depth, record in tree:
            print(_line(depth, record, family.in_use))
    for problem in family.registry.problems():
        print(problem)
    return 0


def run_show(options: argparse.Namespace) -> int:
    """Print one net's record; returns the exit status."""
    family = Family.of(options.project)
    record = family.get(options.model)
    if options.json:
        print_json(_facts(record, family.in_use))
        return 0
    report = record.report
    facts = {
        "net": record.model_id + ("   in use" if record.model_id == family.in_use else ""),
        "made": record.created,
        "state": f"{record.state}{f', {record.decided}' if record.decided else ''}",
        "made in": record.origin or NEVER,
        "replaces": record.parent or NEVER,
        # A run that found another net to know its task went over to that one.
        "starts from": (report and report.get("start")) or record.base or record.parent or NEVER,
        "images": _names(record.images),
        "held out": _names(record.held_out),
        "data": record.data_hash or NEVER,
        "seed": str(record.seed),
        "mean IU": _gain(record) or NEVER,
        "interval": _interval(report) or NEVER,
        "verdict": report.get("sentence", NEVER) if report else NEVER,
        "advice": report.get("gate", {}).get("why", NEVER) if report else NEVER,
        "note": _remarks(record) or NEVER,
    }
    others = report.get("others", {}) if report else {}
    facts |= {f"same images, {net}": _percent(iu) for net, iu in others.items()}
    for key, value in facts.items():
        print(f"{key:12}  {value}")
    # What qualifies the scores stands before them.
    for note in report.get("notes", ()) if report else ():
        print(f"  !  {note}")
    for fact in report.get("facts", ()) if report else ():
        print(f"  -  {fact}")
    before = scores(record, "before")
    for label, iu in scores(record).items():
        print(f"  IU {_percent(before.get(label)):>5} -> {_percent(iu):>5}  {label}")
    for key, value in recipe_of(record).items():
        print(f"  recipe  {key} = {value}")
    return 0


def run_diff(options: argparse.Namespace) -> int:
    """Print the differences; returns the exit status."""
    family = Family.of(options.project)
    first, second = family.get(options.first), family.get(options.second)
    found = differences(first, second)
    if options.json:
        print_json(found.to_json())
        return 0
    lines = list(_difference_lines(found))
    print(f"{first.model_id} -> {second.model_id}")
    print("\n".join(lines or ["no difference"]))
    return 0


def run_add(options: argparse.Namespace) -> int:
    """Bring a net into the project; returns the exit status."""
    from fcn_core.bring import bring

    family = Family.of(options.project)
    record = bring(family.registry, options.file, options.file.name)
    if options.json:
        print_json(_facts(record, family.in_use))
        return 0
    print(f"{record.model_id}: {options.file.name}, one of the project's nets now.")
    return 0


def _finish(parser: argparse.ArgumentParser, run: Any) -> None:
    add_project(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def _facts(record: ModelRecord, in_use: str) -> dict[str, Any]:
    """The record as JSON, with the scores at hand."""
    return asdict(record) | {
        "in_use": record.model_id == in_use,
        "before": mean_iu(record, "before"),
        "after": mean_iu(record, "after"),
    }


def _line(depth: int, record: ModelRecord, in_use: str) -> str:
    name = "  " * depth + record.model_id
    made = record.created[:16].replace("T", " ")
    mark = "   in use" if record.model_id == in_use else ""
    note = f"   {remarks}" if (remarks := _remarks(record)) else ""
    images = "" if record.origin else f"{len(record.images)} images"
    return (
        f"{name:24}{made:18}{record.state:11}{images:>11}   {_gain(record):16}{mark}{note}".rstrip()
    )


def _difference_lines(found: Differences) -> list[str]:
    lines = [f"recipe  {key}: {one} -> {other}" for key, (one, other) in found.recipe.items()]
    lines += [f"labels  + {name}" for name in found.labels_added]
    lines += [f"labels  - {name}" for name in found.labels_removed]
    lines += [f"data    + {name}" for name in found.images_added]
    lines += [f"data    - {name}" for name in found.images_removed]
    if not found.same_data and not (found.images_added or found.images_removed):
        lines.append("data    the same images, other corrections")
    if not found.same_held_out:
        return [*lines, "scores  of other held-out images: they cannot be compared"]
    return lines + [
        f"IU      {_percent(old):>5} -> {_percent(new):>5}  {name}" for name, old, new in found.iu
    ]


def _remarks(record: ModelRecord) -> str:
    """Where it was made, that its run was cut short, and what a person noted."""
    origin = f"from {record.origin}" if record.origin else ""
    cut_short = "interrupted" if record.interrupted else ""
    return ": ".join(filter(None, (origin, cut_short, record.note)))


def _gain(record: ModelRecord) -> str:
    before, after = mean_iu(record, "before"), mean_iu(record, "after")
    return "" if before is None or after is None else f"{_percent(before)} -> {_percent(after)}"


def _interval(report: Report | None) -> str:
    """The 95 % interval of the change, in points."""
    span = report and report.get("interval")
    return f"{100 * span[0]:+.1f} to {100 * span[1]:+.1f}" if span else ""


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(names[:5])
    return f"{len(names)}: {shown}{', ...' if len(names) > 5 else ''}" if names else NEVER


def _percent(score: float | None) -> str:
    return NEVER if score is None else f"{100 * score:.1f}"
