"""A run that is paused or stopped heeds it soon, wherever it is; one that is left alone ends."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from fcn_core.cancelling import StoppedError
from fcn_core.cli.main import main
from fcn_core.events import Event, Finished, Message, Progress
from fcn_core.finetune.control import Control
from fcn_core.finetune.job import FinetuneJob, write_job
from fcn_core.finetune.run import Finetuner
from fcn_core.held import is_held
from fcn_core.labels import LabelSet
from tests.core.finetune.test_run import QUICK, make_job


class Listening(Control):
    """Notes when it is asked, and says `stop` when it is asked for the n-th time."""

    def __init__(self, stop_at: int = -1) -> None:
        super().__init__()
        self.asked, self._stop_at = 0, stop_at

    def heed(self) -> None:
        self.asked += 1
        if self.asked == self._stop_at:
            self.obey("stop")
        super().heed()


def new_task(job: FinetuneJob) -> FinetuneJob:
    return replace(job, labels=LabelSet.from_names(("background", "another")))


def asked_before_learning(job: FinetuneJob) -> int:
    """How often a run asks until its first step."""
    control = Listening()
    at: list[int] = []

    def emit(event: Event) -> None:
        if isinstance(event, Progress):
            at.append(control.asked)

    Finetuner(job, emit, control).run()
    return at[0]


def test_it_asks_for_every_image_that_it_reads_judges_or_learns_from(tmp_path: Path) -> None:
    job = make_job(tmp_path, count=5, held_out=2)
    # Read (5), scored (2), and the taps of three images and their mirror images.
    assert asked_before_learning(job) >= 5 + 2 + 6


@pytest.mark.parametrize("new", [False, True])
@pytest.mark.parametrize("share", [0.1, 0.5, 1.0])
def test_what_is_stopped_before_its_first_step_makes_no_net(
    tmp_path: Path, share: float, new: bool
) -> None:
    job = make_job(tmp_path, count=5, held_out=2)
    job = new_task(job) if new else job
    asked = asked_before_learning(job)
    control = Listening(stop_at=max(1, round(share * asked)))
    events: list[Event] = []
    with pytest.raises(StoppedError):
        Finetuner(replace(job, out=str(tmp_path / "b")), events.append, control).run()
    assert control.asked == control._stop_at  # nothing more was begun
    assert not any(isinstance(event, Progress) for event in events)
    assert list((tmp_path / "b").iterdir()) == []


@pytest.mark.parametrize("new", [False, True])
def test_what_has_learned_is_kept_and_judged(tmp_path: Path, new: bool) -> None:
    job = make_job(tmp_path, count=5, held_out=2)
    job = new_task(job) if new else job
    events: list[Event] = []
    control = Control()

    def emit(event: Event) -> None:
        events.append(event)
        if isinstance(event, Progress):
            control.obey("stop")

    Finetuner(replace(job, seconds=60.0), emit, control).run()
    assert sum(isinstance(event, Progress) for event in events) == 1
    assert isinstance(events[-1], Finished) and events[-1].report is not None
    assert events[-1].stopped and events[-1].report["after"] is not None


def test_a_point_of_the_curve_is_given_up(tmp_path: Path) -> None:
    job = replace(make_job(tmp_path, count=6, held_out=4), recipe={**QUICK, "curve_seconds": 0.0})
    control = Control()
    events: list[Event] = []

    def emit(event: Event) -> None:
        events.append(event)
        if isinstance(event, Progress):
            for image in tmp_path.glob("[2345].png"):
                image.unlink()  # judging says which images it misses
            control.obey("stop")

    Finetuner(replace(job, seconds=60.0), emit, control).run()
    said = [event.text for event in events if isinstance(event, Message)]
    end = said.index("Comparing the net before and after on the held-out images.")
    assert not [text for text in said[:end] if text.startswith("Left out")]


def test_a_stopped_run_says_that_there_is_no_net(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Control, "listen", lambda control: control.obey("stop"))
    write_job(tmp_path / "job.json", make_job(tmp_path))
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(str(tmp_path / "job.json"))))
    assert main(["finetune", "-"]) == 1
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["event"] == "Failed" and "Nothing was learned" in last["problem"]


def test_pauses_are_heeded_and_take_no_time() -> None:
    control = Control()
    control.heed()
    control.obey("pause")
    control.obey("some word of a newer window")
    began, wall = control.now(), time.monotonic()
    threading.Timer(0.3, control.obey, ["resume"]).start()
    control.heed()
    assert time.monotonic() - wall >= 0.3
    assert control.now() - began < 0.1


def test_stop_ends_a_pause() -> None:
    control = Control()
    control.obey("pause")
    control.obey("stop")
    with pytest.raises(StoppedError):
        control.heed()
    control.end()
    control.heed()


KEEP = """
import os, sys
from fcn_core.finetune.control import keep_input
keep_input()
print(ascii(sys.stdin.readline()), os.read(0, 9), sys.stdin.readline().strip(), flush=True)
"""


def test_who_else_looks_at_the_input_meanwhile_finds_nothing_and_waits_for_nothing() -> None:
    """As libraries do when they are loaded: on Windows they would wait for the next word."""
    command = [sys.executable, "-c", KEEP]
    with subprocess.Popen(command, stdin=-1, stdout=-1, encoding="utf-8") as process:
        said, _ = process.communicate("grün\nstop\n", timeout=60)
    assert said.split() == [ascii("grün\n"), "b''", "stop"]


def started(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "fcn_core.cli", "finetune", *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_run_whose_starter_is_gone_ends_at_once(tmp_path: Path) -> None:
    job = replace(make_job(tmp_path), seconds=600.0)
    write_job(tmp_path / "job.json", job)
    with started("-") as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(str(tmp_path / "job.json")) + "\n")
        process.stdin.flush()
        for line in process.stdout:
            if json.loads(line)["event"] == "Progress":
                break
        assert is_held(tmp_path / "out")
        process.stdin.close()
        assert process.wait(60) != 0
        assert '"Finished"' not in process.stdout.read()
    assert not is_held(tmp_path / "out")


def test_a_run_by_its_file_leaves_standard_input_to_others(tmp_path: Path) -> None:
    """As in a shell's loop over files, which reads their names from there."""
    write_job(tmp_path / "job.json", make_job(tmp_path))
    with started(str(tmp_path / "job.json")) as process:
        said, _ = process.communicate("stop\n", timeout=300)
        assert process.returncode == 0
    assert not json.loads(said.splitlines()[-1])["stopped"]
