from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from app.workers.training import KILLED_FOR_MEMORY, TrainingProcess, core_command, death
from fcn_core.events import Failed, Finished, Message, Progress
from fcn_core.finetune.job import FinetuneJob, write_job
from fcn_core.labels import VOC
from tests.conftest import ChildScript

CHILD = """
import json, sys, time
from fcn_core.events import *
from fcn_core.finetune.job import read_job
def say(event): print(to_line(event), flush=True)
assert sys.argv[1:3] == ["finetune", "-"]
line = sys.stdin.readline()
if not line: sys.exit()
job = read_job(__import__("pathlib").Path(json.loads(line)))
print("a library talks", flush=True)
"""
Start = Callable[[str], TrainingProcess]


@pytest.fixture
def start(qtbot: QtBot, child_script: ChildScript) -> Iterator[Start]:
    made: list[TrainingProcess] = []

    def begin(body: str) -> TrainingProcess:
        process = TrainingProcess(child_script(CHILD + body))
        made.append(process)
        return process

    yield begin
    for process in made:
        process.shutdown()


def job_file(tmp_path: Path) -> Path:
    job = FinetuneJob(images=(), labels=VOC, model="parent", out=str(tmp_path))
    write_job(tmp_path / "job.json", job)
    return tmp_path / "job.json"


def run(process: TrainingProcess, tmp_path: Path) -> list[object]:
    events: list[object] = []
    process.reported.connect(events.append)
    process.start(job_file(tmp_path))
    return events


def run_to_end(process: TrainingProcess, tmp_path: Path, qtbot: QtBot) -> list[object]:
    with qtbot.waitSignal(process.ended):
        return run(process, tmp_path)


def test_events_arrive_in_order_and_other_output_does_not(
    start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    process = start(
        'say(Message(text="hä")); say(Progress(step=1, steps=2, loss=0.5, seconds_left=3.0))\n'
        'say(Finished(path="x"))'
    )
    events = run_to_end(process, tmp_path, qtbot)
    assert events == [
        Message(text="hä"),
        Progress(step=1, steps=2, loss=0.5, seconds_left=3.0),
        Finished(path="x"),
    ]


def test_the_child_hears_pause_resume_and_stop(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    process = start(
        "for line in sys.stdin:\n"
        "    say(Message(text=line.strip()))\n"
        '    if line.strip() == "stop": break\n'
        'say(Finished(path="x", stopped=True))'
    )
    events = run(process, tmp_path)
    with qtbot.waitSignal(process.ended):
        process.pause()
        process.resume()
        process.stop_and_keep()
    assert [e.text for e in events if isinstance(e, Message)] == ["pause", "resume", "stop"]
    assert events[-1] == Finished(path="x", stopped=True)


def test_a_death_is_named_with_the_last_words(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    process = start('sys.exit("no more cheese")')
    with qtbot.waitSignal(process.died) as death:
        run(process, tmp_path)
    assert "no more cheese" in death.args[0]
    assert death.args[1] == "Start it again."


def test_a_problem_that_the_child_named_is_no_death(
    start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    process = start('say(Failed(problem="p", remedy="r")); sys.exit(1)')
    with qtbot.assertNotEmitted(process.died):
        events = run_to_end(process, tmp_path, qtbot)
    assert events == [Failed(problem="p", remedy="r")]


def test_cancel_kills_at_once_and_silently(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    process = start('say(Message(text="here")); time.sleep(60)')
    events = run(process, tmp_path)
    qtbot.waitUntil(lambda: len(events) == 1)
    with qtbot.assertNotEmitted(process.died), qtbot.waitSignal(process.ended):
        process.cancel()
    assert not process.is_running


def test_a_run_starts_while_the_one_before_is_still_ending(
    start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    process = start('say(Failed(problem="p", remedy="r")); time.sleep(60)')
    with qtbot.waitSignal(process.reported):
        run(process, tmp_path)
    with qtbot.assertNotEmitted(process.died), qtbot.waitSignal(process.reported):
        process.start(job_file(tmp_path))
    assert process.is_running


PID = 'import os; say(Message(text=str(os.getpid()))); say(Finished(path="x"))'


def pid_of_run(process: TrainingProcess, tmp_path: Path, qtbot: QtBot) -> int:
    return int(run_to_end(process, tmp_path, qtbot)[0].text)  # type: ignore[attr-defined]


def pid_of(process: TrainingProcess) -> int:
    return process._process.processId()


def test_a_process_that_waits_takes_the_job(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    process = start(PID)
    process.warm_up()
    waiting = pid_of(process)
    process.warm_up()
    assert pid_of(process) == waiting > 0
    assert pid_of_run(process, tmp_path, qtbot) == waiting


def test_a_process_that_waits_is_not_missed_when_it_ends(
    start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    """Whether it is no longer wanted, was killed by a cancelled start, or died."""
    process = start(PID)
    with qtbot.assertNotEmitted(process.died):
        for end in (process.cool_down, process.cancel, process._process.terminate):
            process.warm_up()
            qtbot.waitUntil(lambda: process._process.state() == QProcess.ProcessState.Running)
            waiting = pid_of(process)
            end()
            qtbot.waitUntil(lambda: not process.is_running)
            assert pid_of_run(process, tmp_path, qtbot) != waiting


def test_a_process_at_work_is_left_alone(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    process = start('say(Message(text="at work")); time.sleep(60)')
    with qtbot.waitSignal(process.reported):
        run(process, tmp_path)
    at_work = pid_of(process)
    process.warm_up()
    process.cool_down()
    assert process.is_running and pid_of(process) == at_work


def test_a_program_that_is_missing_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    process = TrainingProcess([str(tmp_path / "missing")])
    with qtbot.waitSignal(process.died) as death:
        process.start(job_file(tmp_path))
    assert "did not start" in death.args[0]


def test_a_kill_by_the_system_means_memory() -> None:
    problem, _ = death(KILLED_FOR_MEMORY, QProcess.ExitStatus.CrashExit, "")
    assert "memory ran out" in problem


def test_a_frozen_program_runs_its_console_twin(monkeypatch: pytest.MonkeyPatch) -> None:
    assert core_command() == [sys.executable, "-m", "fcn_core.cli"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/fcn/fcn-gui")
    assert core_command() == [str(Path("/opt/fcn/fcn"))]


def test_of_steps_that_come_at_once_the_last_is_told(
    start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    process = start(
        "steps = [Progress(step=i, steps=99, loss=0.5, seconds_left=3.0) for i in range(99)]\n"
        'lines = [*steps[:50], Message(text="half"), *steps[50:], Finished(path="x")]\n'
        'print("\\n".join(map(to_line, lines)), flush=True)'
    )
    events = run_to_end(process, tmp_path, qtbot)
    steps = [event.step for event in events if isinstance(event, Progress)]
    # A pipe may hand the text over in pieces; each piece has one last step.
    assert steps == sorted(steps) and steps[-1] == 98 and len(steps) < 20
    assert [e for e in events if not isinstance(e, Progress)] == [
        Message(text="half"),
        Finished(path="x"),
    ]
