"""The experiments' commands can be parsed, follow one another, and are not run twice."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import evidence
import pytest
from evidence_plan import EXPERIMENTS, FAMILIES, Experiment

from fcn_core.cli.evaluate import report_row
from fcn_core.cli.main import build_parser
from fcn_core.cli.train import chosen_recipe
from fcn_core.data.specs import KINDS
from fcn_core.events import Finished, Progress, Started, to_line
from fcn_core.train.inputs import common_kind, shaped


def runner(folder: Path, family: str) -> evidence.Runner:
    options = Namespace(
        data=Path("data"), family=family, share=0.01, runs=folder / "runs",
        measured=folder / "measured", results=folder / "results", device="cpu", threads=1,
    )  # fmt: skip
    return evidence.Runner(options)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_command_is_one_that_fcn_understands(tmp_path: Path, family: str) -> None:
    seen: set[str] = set()
    for e in EXPERIMENTS:
        commands = runner(tmp_path, family)
        train = build_parser().parse_args(commands.train_command(e))
        recipe = chosen_recipe(train)
        assert recipe.net.strides[-1] == e.stride and recipe.iterations >= 1
        assert common_kind(train.data) in KINDS
        assert shaped(recipe.net, common_kind(train.data)).channels in (3, 4, 6)
        assert set(e.starts) <= seen  # what it starts from comes before
        assert bool(train.model) != bool(train.weights)
        score = build_parser().parse_args(commands.score_command(e))
        assert "/".join(report_row(score.row)) == e.row
        seen.add(e.name)
    assert len(seen) == len(EXPERIMENTS) == len({e.row for e in EXPERIMENTS})


def fake_run(folder: Path, *, stopped: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    events = [
        Started(title="t", steps=2, device="cpu"),
        Progress(step=1, steps=2, loss=2.0, seconds_left=1.0),
        Progress(step=2, steps=2, loss=1.0, seconds_left=0.0),
        Finished(path="m", stopped=stopped, report={"seconds": 4.0, "net_share": 0.99}),
    ]
    (folder / "events.jsonl").write_text("".join(to_line(e) + "\n" for e in events))


def keep_scores(runner: evidence.Runner, e: Experiment) -> None:
    table, _, net = e.row.partition("/")
    values = {"table": table, "net": net, "values": {"mean_iu": 0.5}, "data": "d", "machine": "m",
              "note": "n."}  # fmt: skip
    runner.measured.mkdir(parents=True, exist_ok=True)
    runner.kept(e).write_text(json.dumps(values))


def test_what_is_done_is_not_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = runner(tmp_path, "small")
    e = next(e for e in EXPERIMENTS if e.group == "sampling")
    called: list[list[str]] = []

    def fcn(command: list[str]) -> int:
        called.append(command)
        if command[0] == "train":
            fake_run(run.folder(e), stopped=False)
        else:
            keep_scores(run, e)
        return 0

    monkeypatch.setattr(evidence, "fcn", fcn)
    fake_run(run.folder(e), stopped=True)
    (run.folder(e) / "resume.safetensors").touch()
    with (run.folder(e) / "events.jsonl").open("a") as file:
        file.write('{"event": "Prog')  # torn by a crash
    run.run(e)
    assert [c[0] for c in called] == ["train", "evaluate"] and called[0][-1] == "--resume"
    assert "Trained in 4 s, 99.0% of it in the net." in run.kept(e).read_text()
    run.run(e)
    assert len(called) == 2
    evidence.write_report(run.results, run.measured)
    evidence.write_report(run.results, run.measured)  # between the marks, not behind them
    page = (run.results / "README.md").read_text()
    assert page.count("## Loss sampling") == 1 and "– / 50.0" in page
    for name in ("sampling", "sampling-time"):
        assert f"({name}.svg)" in page and (run.results / f"{name}.svg").is_file()
