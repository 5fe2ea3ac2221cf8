"""Rough strokes and their things: one edit each, in order, and no stroke is ever lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.flows.smart_region import Growing
from app.flows.work.one_by_one import WAIT_MS
from app.state.corrections import PaintLimits
from app.state.document import Document
from app.tools import Point, Tool, ToolContext
from app.tools.brush import brush
from app.tools.grab_cut import Thing, thing_under
from app.tools.smart_region import SmartRegion
from tests.flows.world import HEIGHT, WIDTH, World

LABEL, OTHER = 5, 6
RIGHT = np.arange(WIDTH) >= WIDTH // 2
"""The bright side of a photo: the thing."""


class Gate:
    """Holds back what the thread finds until it is opened."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._open = threading.Event()
        patch.setattr("app.tools.smart_region.thing_under", self._find)

    def _find(self, *args: object) -> Thing:
        assert self._open.wait(20)
        return thing_under(*args)  # type: ignore[arg-type]

    def open(self) -> None:
        self._open.set()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate(monkeypatch)
    yield gate
    gate.open()


@pytest.fixture
def document(gate: Gate, world: World, folder: Path) -> Document:
    world.parts.session.set_label(LABEL)
    world.parts.session.set_brush_size(2)
    return world.open(folder)


def draw(world: World, *places: tuple[float, float], tool: Tool | None = None) -> None:
    """A stroke, by the smart region if no other tool is named."""
    tool, points = tool or SmartRegion(), [Point(x, y) for x, y in places]
    context = ToolContext(document=world.document, session=world.parts.session)
    tool.press(points[0], context)
    for point in points[1:]:
        tool.move(point, context)
    tool.release(points[-1], context)


DRAWN = 38
"""Pixels of one of these strokes."""
NEAR, FAR = ((20.0, 3.0), (20.0, 20.0)), ((28.0, 3.0), (28.0, 20.0))


def done(world: World) -> Growing:
    world.until(lambda: not world.parts.growing.is_running)
    return world.parts.growing


def labelled(document: Document, label: int = LABEL) -> int:
    return int(np.count_nonzero(document.corrections.values_HW == label))


def is_grown(document: Document) -> bool:
    found = document.corrections.values_HW == LABEL
    return bool(found[:, RIGHT].mean() > 0.95 and not found[:, ~RIGHT].any())


def titles(document: Document) -> list[str]:
    return [edit.title for edit in document.history.done]


def test_the_stroke_is_there_at_once_and_one_edit_with_its_thing(
    world: World, document: Document, gate: Gate
) -> None:
    said: list[str] = []
    world.parts.growing.said.connect(said.append)
    draw(world, *NEAR)
    stroke = document.history.done[-1]
    assert labelled(document) == stroke.pixels == DRAWN and said == ["Smart region …"]
    world.saved()
    gate.open()
    done(world)
    assert is_grown(document) and titles(document) == ["Smart region"]
    edit = document.history.done[0]
    assert edit.label == LABEL and edit.pixels == labelled(document)
    assert said[1:] == [f"Smart region · bottle · {edit.pixels} px"]
    world.saved()
    assert document.undo() is edit and not document.corrections.touched
    assert document.redo() is edit and is_grown(document)
    world.parts.opening.close()
    again = world.open(document.path.parent)
    assert is_grown(again) and titles(again) == ["Smart region"]


def test_on_the_disk_a_stroke_is_never_only_taken_back(
    world: World, document: Document, gate: Gate
) -> None:
    draw(world, *NEAR)
    draw(world, *FAR)
    world.saved()
    told: list[list[str]] = []
    document.history_changed.connect(lambda: told.append([r.kind for r in document.pending]))
    gate.open()
    world.parts.growing.finish()
    assert told[0] == ["undo", "undo", "edit", "edit"] and len(told) == 2


def test_quick_strokes_are_one_edit_each_in_the_order_in_which_they_were_drawn(
    world: World, document: Document, gate: Gate
) -> None:
    draw(world, *NEAR)
    world.parts.session.set_label(OTHER)
    draw(world, (8.0, 3.0), (8.0, 20.0))
    world.parts.session.set_label(7)
    draw(world, *FAR)
    gate.open()
    done(world)
    assert [edit.label for edit in document.history.done] == [LABEL, OTHER, 7]
    values = document.corrections.values_HW
    assert (values[4:20, 28] == 7).all() and (values[4:20, 20] == LABEL).all()
    assert (values[:, ~RIGHT] == OTHER).mean() > 0.95
    assert labelled(document) > DRAWN
    for left in (2, 1, 0):
        document.undo()
        assert len(document.history.done) == left
    assert not document.corrections.touched


def test_a_stroke_is_drawn_while_another_s_thing_is_found(
    world: World, document: Document, gate: Gate
) -> None:
    draw(world, *NEAR)
    tool = SmartRegion()
    context = ToolContext(document=document, session=world.parts.session)
    tool.press(Point(8.0, 3.0), context)
    gate.open()
    world.qtbot.wait(5 * WAIT_MS)
    assert not is_grown(document) and document.is_painting
    tool.move(Point(8.0, 20.0), context)
    tool.release(Point(8.0, 20.0), context)
    done(world)
    assert len(document.history.done) == 2
    document.undo()
    assert is_grown(document)


def test_what_is_painted_meanwhile_stays(world: World, document: Document, gate: Gate) -> None:
    draw(world, *NEAR)
    world.paint(label=OTHER, x=22, y=10)
    gate.open()
    done(world)
    assert labelled(document, OTHER) == 12 and labelled(document) > 250
    assert titles(document) == ["Smart region", "Paint", "Smart region"]
    while document.undo():
        pass
    assert not document.corrections.touched


def test_a_stroke_that_is_taken_back_does_not_grow(
    world: World, document: Document, gate: Gate
) -> None:
    world.paint(label=OTHER, x=2, y=2)
    draw(world, *NEAR)
    document.undo()
    gate.open()
    done(world)
    assert not labelled(document) and len(document.history.undone) == 1
    document.redo()
    assert labelled(document) == DRAWN


def test_what_was_undone_can_still_be_redone(world: World, document: Document, gate: Gate) -> None:
    said: list[str] = []
    world.parts.growing.said.connect(said.append)
    draw(world, *NEAR)
    world.paint(label=OTHER, x=2, y=2)
    document.undo()
    gate.open()
    done(world)
    assert labelled(document) == DRAWN and "undone meanwhile" in said[-1]
    document.redo()
    assert labelled(document, OTHER) == 12


def test_a_stroke_that_is_made_again_in_time_grows(
    world: World, document: Document, gate: Gate
) -> None:
    draw(world, *NEAR)
    document.undo()
    document.redo()
    gate.open()
    done(world)
    assert is_grown(document) and titles(document) == ["Smart region"]


def test_it_goes_on_behind_another_image(world: World, document: Document, gate: Gate) -> None:
    draw(world, *NEAR)
    other = world.show("photo1.png")
    gate.open()
    done(world)
    assert is_grown(document) and not other.corrections.touched
    world.until(lambda: not document.is_dirty)


def test_the_stroke_of_an_image_that_was_closed_is_on_the_disk(
    world: World, document: Document, gate: Gate
) -> None:
    draw(world, *NEAR)
    world.parts.opening.close()
    again = world.open(document.path.parent)
    gate.open()
    done(world)
    assert labelled(again) == labelled(document) == DRAWN


def test_whoever_needs_the_corrections_can_wait(
    world: World, document: Document, gate: Gate
) -> None:
    for stroke in (NEAR, FAR):
        draw(world, *stroke)
    threading.Timer(0.05, gate.open).start()
    world.parts.growing.finish()
    assert is_grown(document) and not world.parts.growing.is_running


def test_nobody_waits_for_a_stroke_that_is_still_drawn(
    world: World, document: Document, gate: Gate
) -> None:
    draw(world, *NEAR)
    gate.open()
    painting = document.begin_stroke("Brush")
    world.qtbot.wait(5 * WAIT_MS)
    world.parts.growing.finish()
    painting.cancel()
    world.parts.growing.finish()
    assert is_grown(document)


def test_limits_are_those_of_the_stroke_and_what_they_keep_off_is_said(
    world: World, document: Document, gate: Gate
) -> None:
    gate.open()
    document.set_prediction(8, np.zeros((HEIGHT, WIDTH), np.uint8), "net")
    session, vain = world.parts.session, list[bool]()
    session.nothing_changed.connect(lambda: vain.append(True))
    session.set_limits(PaintLimits(locked=frozenset({0})))
    draw(world, *NEAR)
    session.set_limits(PaintLimits())
    done(world)
    assert vain == [True] and not document.corrections.touched
    draw(world, *NEAR)
    session.set_limits(PaintLimits(locked=frozenset({0})))
    done(world)
    assert vain == [True] and is_grown(document)


def test_a_stroke_over_what_is_labelled_already_grows_by_an_edit_of_its_own(
    world: World, document: Document, gate: Gate
) -> None:
    draw(world, *NEAR, tool=brush())
    draw(world, *NEAR)
    assert titles(document) == ["Brush"]
    gate.open()
    done(world)
    assert is_grown(document) and titles(document) == ["Brush", "Smart region"]


def test_a_search_that_fails_says_so_and_the_next_works(
    world: World, document: Document, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    problems: list[str] = []
    world.parts.growing.problem.connect(lambda error: problems.append(str(error)))
    with monkeypatch.context() as patch:
        patch.setattr("app.tools.smart_region.thing_under", _no_memory)
        draw(world, *NEAR)
        done(world)
    assert "no memory" in problems[0] and "The stroke stays." in problems[0]
    assert labelled(document) == DRAWN
    gate.open()
    draw(world, *FAR)
    done(world)
    assert is_grown(document) and len(problems) == 1


def _no_memory(*_: object) -> Thing:
    raise MemoryError("no memory")
