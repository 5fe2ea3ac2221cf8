"""Work on documents in a thread: in order, and put in when nobody paints."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.flows.work.one_by_one import Task, Turns
from app.state.document import Document
from app.workers.background import Background
from tests.flows.world import World


class Desk:
    """Turns on a world's documents, and what became of each task, by its name."""

    def __init__(self, world: World) -> None:
        self.world, self.heard = world, list[str]()
        self.thread = Background("turns under test")
        self.turns = Turns(world.parts.opening, self.thread)

    def task(self, name: str, work: Callable[[], str] | None = None) -> Task[str]:
        def begin() -> Callable[[], str]:
            self.heard.append(f"{name} begins")
            return work or (lambda: name)

        def put(found: str, done: Callable[[], None]) -> None:
            self.heard.append(f"{found} put in")
            done()

        return Task(
            document=self.world.document,
            begin=begin,
            put=put,
            closed=lambda: self.heard.append(f"{name} closed"),
            failed=lambda error: self.heard.append(f"{name} failed: {error}"),
        )

    def done(self) -> list[str]:
        self.world.until(lambda: not self.turns.is_running)
        return self.heard


@pytest.fixture
def document(world: World, folder: Path) -> Document:
    return world.open(folder)


@pytest.fixture
def desk(world: World, document: Document, request: pytest.FixtureRequest) -> Desk:
    desk = Desk(world)
    request.addfinalizer(desk.thread.shutdown)
    return desk


def test_a_task_begins_when_the_one_before_is_put_in(desk: Desk) -> None:
    for name in ("one", "two"):
        desk.turns.add(desk.task(name))
    assert desk.done() == ["one begins", "one put in", "two begins", "two put in"]


def test_after_one_that_fails_the_next_has_its_turn(desk: Desk) -> None:
    def fails() -> str:
        raise ValueError("no luck")

    desk.turns.add(desk.task("one", fails))
    desk.turns.add(desk.task("two"))
    assert desk.done() == ["one begins", "one failed: no luck", "two begins", "two put in"]


def test_what_is_found_waits_for_the_stroke_under_way(desk: Desk, document: Document) -> None:
    stroke = document.begin_stroke("Paint")
    found = threading.Event()
    desk.turns.add(desk.task("one", lambda: "one" if found.wait(20) else "late"))
    found.set()
    desk.thread.flush()
    assert desk.turns.is_running and desk.heard == ["one begins"]
    stroke.finish()
    assert desk.done() == ["one begins", "one put in"]


def test_a_closed_image_is_left_alone(desk: Desk) -> None:
    go_on = threading.Event()
    desk.turns.add(desk.task("one", lambda: "one" if go_on.wait(20) else "late"))
    desk.world.parts.close_project()
    go_on.set()
    assert desk.done() == ["one begins", "one closed"]


def test_all_is_put_in_for_whoever_waits(desk: Desk) -> None:
    for name in ("one", "two", "three"):
        desk.turns.add(desk.task(name))
    desk.turns.finish()
    assert not desk.turns.is_running
    assert desk.heard[-1] == "three put in"


def test_nobody_waits_for_a_stroke_under_way(desk: Desk, document: Document) -> None:
    stroke = document.begin_stroke("Paint")
    desk.turns.add(desk.task("one"))
    desk.turns.finish()
    assert desk.turns.is_running
    stroke.finish()
    assert desk.done() == ["one begins", "one put in"]
