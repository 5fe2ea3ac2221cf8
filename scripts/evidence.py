"""Runs the experiments of docs/results, each with `fcn train` and `fcn evaluate`, and reports.

    python scripts/evidence.py --data DATA                 # all of them, small backbone, CPU
    python scripts/evidence.py --data DATA --family vgg16 --device cuda
    python scripts/evidence.py --data DATA --list          # the commands, without running them

The small family's scores lie in resources/measured, where `fcn report` finds them, and its
report in docs/results; other families' in folders of their own there.
What is done is not done again: interrupted, the same command goes on, in the middle of a training
too. `--share 0.01` shortens everything for a dry run; give that one its own --runs,
--measured and --results.
"""

from __future__ import annotations

import argparse
import json
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

from evidence_plan import EXPERIMENTS, FAMILIES, STRIDES, VOC_VAL, Experiment, Family

from fcn_core.charts import Line, line_chart
from fcn_core.cli.main import main as fcn
from fcn_core.data.nyud import fill_cache
from fcn_core.errors import FcnError
from fcn_core.events import Event, Finished, Progress, from_line
from fcn_core.report import load_measured, render, save_measured
from fcn_core.zoo import our_measurements

POINTS = 120
BEGIN, END = "<!-- tables -->", "<!-- /tables -->"
GROUPS = {
    "voc": ("table2", "Training loss on PASCAL VOC"),
    "nyud": ("table4", "Training loss on NYUDv2"),
    "camvid": ("camvid", "Training loss on CamVid"),
    "sampling": ("sampling", "Loss sampling and class balancing on CamVid"),
    "bounds": ("bounds", ""),
}
"""By group: the table that `fcn report` prints, and the title of its curves."""


class Runner:
    """Everything that one command line decides."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.family: Family = FAMILIES[options.family]
        self.runs: Path = options.runs / options.family
        main = options.family == "small"
        self.results: Path = options.results if main else options.results / options.family
        self.measured: Path = options.measured if main else self.results

    def train_command(self, e: Experiment) -> list[str]:
        """`fcn train ...` of an experiment."""
        family, data = self.family, self.options.data
        command = ["train", "--recipe", "small", "--out", str(self.folder(e)), "--name", e.name]
        if family.by_name:
            command += ["--net", e.net]
        else:
            command += ["--set", f"net.strides={STRIDES[e.stride]}"]
        settings = (*family.settings, f"lr={family.lr * e.rate:g}", *e.settings)
        settings += (f"iterations={self.steps(e)}",)
        for setting in settings:
            command += ["--set", setting]
        for spec in e.train:
            command += ["--data", spec.format(data=data)]
        for start in e.starts:
            command += ["--model", str(self.runs / start / "model.safetensors")]
        if not e.starts:
            command += ["--weights", family.weights.format(data=data)]
        return command + self.device()

    def score_command(self, e: Experiment) -> list[str]:
        """`fcn evaluate ...` of an experiment."""
        note = f"{self.family.words}; {self.steps(e)} steps. {e.note}".strip()
        command = ["evaluate", "--model", str(self.folder(e) / "model.safetensors")]
        command += ["--data", e.test.format(data=self.options.data), "--row", e.row]
        command += ["--results", str(self.measured), "--note", note]
        if e.at_least:
            command += ["--at-least", str(e.at_least)]
        return command + self.device()

    def run(self, e: Experiment) -> None:
        """Train and score, unless that is done."""
        folder, train = self.folder(e), self.train_command(e)
        end = finished(folder / "events.jsonl")
        if end is None:
            if (folder / "resume.safetensors").is_file():
                train.append("--resume")
            self._fcn(train)
            end = finished(folder / "events.jsonl")
        if end is None:
            raise SystemExit(f"{e.name} was stopped; the same command goes on from there.")
        if not self.kept(e).is_file():
            self._fcn(self.score_command(e))
            self._add_time(e, end)
        self._keep_curve(e)

    def bounds(self) -> None:
        """Measure how good coarse truth is, unless that is done."""
        command = ["report", "bounds", "--data", VOC_VAL.format(data=self.options.data), "--keep"]
        command += ["--results", str(self.measured)]
        if self.options.list:
            print("fcn", shlex.join(command))
        elif not any(self.measured.glob("bounds-*.json")):
            self._fcn(command)

    def folder(self, e: Experiment) -> Path:
        return self.runs / e.name

    def kept(self, e: Experiment) -> Path:
        return self.measured / f"{e.row.replace('/', '-')}.json"

    def steps(self, e: Experiment) -> int:
        return max(1, int(e.steps * self.family.steps * self.options.share))

    def device(self) -> list[str]:
        threads = ["--threads", str(self.options.threads)] if self.options.threads else []
        return ["--device", self.options.device, *threads]

    def _fcn(self, command: list[str]) -> None:
        print("fcn", shlex.join(command), flush=True)
        if fcn(command):
            raise SystemExit(1)

    def _add_time(self, e: Experiment, end: Finished) -> None:
        """How long the training took belongs to what was measured."""
        report = end.report or {}
        words = f"Trained in {report['seconds']:.0f} s, {report['net_share']:.1%} of it in the net."
        path = self.kept(e)
        own = next(m for m in load_measured(path.parent) if f"{m.table}/{m.net}" == e.row)
        save_measured(path, replace(own, note=f"{own.note} {words}"))

    def _keep_curve(self, e: Experiment) -> None:
        told = events(self.folder(e) / "events.jsonl")
        points = {event.step: event.loss for event in told if isinstance(event, Progress)}
        steps = sorted(points)
        chosen = steps[:: max(1, len(steps) // POINTS)]
        folder = self.results / "curves"
        folder.mkdir(parents=True, exist_ok=True)
        end = finished(self.folder(e) / "events.jsonl")
        curve = {
            "name": e.name,
            "seconds": (end.report or {}).get("seconds") if end else None,
            "steps": chosen,
            "loss": [round(points[s], 5) for s in chosen],
        }
        (folder / f"{e.name}.json").write_text(json.dumps(curve) + "\n", encoding="utf-8")


def events(path: Path) -> list[Event]:
    """What a run has told so far; a line that a crash has torn tells nothing."""
    told: list[Event] = []
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                told.append(from_line(line))
            except FcnError:
                continue
    return told


def finished(path: Path) -> Finished | None:
    """The end of a training that came to its end, from its curve."""
    told = events(path)
    last = told[-1] if told else None
    return last if isinstance(last, Finished) and not last.stopped else None


def write_report(results: Path, scores: Path) -> None:
    """The tables into README.md between its marks, and the curves of each group as SVG."""
    results.mkdir(parents=True, exist_ok=True)
    measured, parts = load_measured(scores), []
    for group, (table, title) in GROUPS.items():
        parts.append("## " + render(table, measured))
        curves = [curve for e in EXPERIMENTS if e.group == group for curve in _curve(results, e)]
        charts = [(group, "step", [1.0] * len(curves))]
        if group == "sampling":  # Figure 5 has both: by step, and by the clock
            charts.append(("sampling-time", "seconds", [_per_step(curve) for curve in curves]))
        for name, unit, factors in charts if curves else ():
            chart = line_chart(title, unit, "loss per pixel", _lines(curves, factors))
            (results / f"{name}.svg").write_text(chart, encoding="utf-8")
            parts.append(f"![{title}, by {unit}]({name}.svg)\n")
    page = results / "README.md"
    text = page.read_text(encoding="utf-8") if page.is_file() else f"{BEGIN}\n{END}\n"
    head, rest = text.split(BEGIN)
    body = "\n".join(parts)
    page.write_text(f"{head}{BEGIN}\n\n{body}\n{END}{rest.split(END)[1]}", encoding="utf-8")


def _curve(results: Path, e: Experiment) -> list[dict[str, Any]]:
    """An experiment's curve, if it has been run."""
    path = results / "curves" / f"{e.name}.json"
    return [json.loads(path.read_text(encoding="utf-8"))] if path.is_file() else []


def _per_step(curve: dict[str, Any]) -> float:
    return float(curve["seconds"] / max(curve["steps"]))


def _lines(curves: list[dict[str, Any]], factors: list[float]) -> list[Line]:
    return [
        Line(name=curve["name"], x=[step * factor for step in curve["steps"]], y=curve["loss"])
        for curve, factor in zip(curves, factors, strict=True)
    ]


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder of voc/, nyud/, ...")
    parser.add_argument("--family", choices=sorted(FAMILIES), default="small")
    parser.add_argument("--only", nargs="*", default=list(GROUPS), choices=list(GROUPS))
    parser.add_argument("--share", type=float, default=1.0, help="of every experiment's steps")
    parser.add_argument("--runs", type=Path, default=Path("runs/evidence"))
    parser.add_argument("--measured", type=Path, default=our_measurements())
    parser.add_argument("--results", type=Path, default=Path("docs/results"))
    parser.add_argument("--device", default="auto")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--list", action="store_true", help="print the commands and stop")
    options = parser.parse_args()
    runner = Runner(options)
    if "nyud" in options.only and not options.list:
        print("Computing HHA where it is not kept yet.", flush=True)
        fill_cache(options.data / "nyud")
    if "bounds" in options.only:
        runner.bounds()
    for experiment in [e for e in EXPERIMENTS if e.group in options.only]:
        if options.list:
            print("fcn", shlex.join(runner.train_command(experiment)))
            print("fcn", shlex.join(runner.score_command(experiment)))
        else:
            runner.run(experiment)
            write_report(runner.results, runner.measured)
    if not options.list:
        write_report(runner.results, runner.measured)


if __name__ == "__main__":
    main()
