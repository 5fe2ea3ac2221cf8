"""Tidying up in the open image: one edit each, in order, said in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from app.flows.tidy import tidying as tidying_flow
from app.flows.tidy.tidying import Tidying
from app.flows.tidy.words import outcome, title
from app.flows.work.stepping import go_on
from app.language import ENGLISH, speak
from app.state.corrections import PaintLimits
from app.state.document import Document
from app.state.rect import Rect
from app.state.tidy.order import OF_LABELS, OF_REGIONS, Operation, Order, Seen, Tidied
from fcn_core.labels import VOC
from fcn_core.masks import VOID
from tests.flows.world import World

DOG = VOC.id_of("dog")


def words(world: World) -> list[str]:
    said: list[str] = []
    world.parts.tidying.said.connect(said.append)
    return said


def done(world: World) -> Tidying:
    flow = world.parts.tidying
    world.until(lambda: not flow.is_running)
    return flow


def dog(world: World, folder: Path) -> Document:
    """The first photo with 4 x 3 pixels of dog that a person painted; it is the current label."""
    document = world.open(folder)
    world.paint(label=DOG, x=10, y=10)
    world.parts.session.set_label(DOG)
    return document


def test_one_order_after_the_other(world: World, folder: Path) -> None:
    document, said, flow = dog(world, folder), words(world), world.parts.tidying
    world.parts.session.set_tidying(1, 1)
    for operation in (Operation.GROW, Operation.GROW, Operation.SHRINK, Operation.SHRINK):
        flow.tidy(operation)
    done(world)
    titles = [edit.title for edit in document.history.done[1:]]
    assert titles == ["Grow dog by 1 px"] * 2 + ["Shrink dog by 1 px"] * 2
    assert np.array_equal(np.argwhere(document.corrections.values_HW == DOG).min(0), [10, 10])
    assert said[1] == "Grew dog by 1 px, 14 pixels"
    while document.undo():
        pass
    assert not document.corrections.touched


def test_nothing_to_do_and_nothing_allowed(world: World, folder: Path) -> None:
    document, said = dog(world, folder), words(world)
    world.parts.tidying.tidy(Operation.FILL_HOLES)
    done(world)
    assert said[-1] == "Fill holes of dog: nothing to do"
    world.parts.session.set_limits(PaintLimits(locked=frozenset({DOG})))
    world.parts.tidying.tidy(Operation.SHRINK, DOG)
    done(world)
    assert "limits or locks" in said[-1] and len(document.history.done) == 1


def test_a_region_has_its_own_label(world: World, folder: Path) -> None:
    document, said, flow = dog(world, folder), words(world), world.parts.tidying
    world.parts.session.set_label(1)
    assert flow.label_at(0, 0) is None and flow.label_at(10, 10) == DOG
    flow.tidy_region(Operation.REMOVE, 0, 0)
    assert not flow.is_running
    flow.tidy_region(Operation.REMOVE, 10, 10)
    done(world)
    assert said[-1] == "Removed a region of dog, 12 pixels"
    assert not document.corrections.touched


def test_a_region_that_is_gone_takes_no_other_along(world: World, folder: Path) -> None:
    """Asked for twice before the first is done: the pixel is in another region by then."""
    document, said, flow = dog(world, folder), words(world), world.parts.tidying
    world.predicted()
    flow.tidy_region(Operation.REMOVE, 10, 10)
    flow.tidy_region(Operation.REMOVE, 10, 10)
    done(world)
    assert said[-1] == "Remove a region of dog: nothing to do"
    assert len(document.history.done) == 2


def test_a_stroke_under_way_is_waited_for(world: World, folder: Path) -> None:
    document, flow = dog(world, folder), world.parts.tidying
    flow.tidy(Operation.GROW)
    painting = document.begin_stroke("Brush")
    world.parts.tidier.flush()
    assert flow.is_running
    painting.paint(Rect(0, 0, 2, 2), np.ones((2, 2), np.bool_), 3)
    painting.finish()
    done(world)
    assert [edit.title for edit in document.history.done[1:]] == ["Brush", "Grow dog by 2 px"]


def test_another_image_meanwhile(world: World, folder: Path) -> None:
    first = dog(world, folder)
    world.parts.tidying.tidy(Operation.GROW)
    world.show("photo1.png")
    done(world)
    assert first.history.done[-1].title == "Grow dog by 2 px"
    assert not world.document.corrections.touched


def test_a_project_that_is_closed_meanwhile(world: World, folder: Path) -> None:
    first = dog(world, folder)
    world.parts.tidying.tidy(Operation.GROW)
    world.parts.close_project()
    done(world)
    assert len(first.history.done) == 1
    world.parts.tidying.tidy(Operation.GROW)
    assert not world.parts.tidying.is_running


def waits_to_be_stopped(order: Order, seen: Seen) -> Tidied:
    """In place of the work on a very large image: step after step, until nobody wants it."""
    while seen.stopped.wait(0.001) is False:
        seen.next_step()
    seen.next_step()
    raise AssertionError("it went on")


def test_orders_are_given_up(world: World, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document, said, flow = dog(world, folder), words(world), world.parts.tidying
    with monkeypatch.context() as patch:
        patch.setattr(tidying_flow, "tidied", waits_to_be_stopped)
        flow.stop()
        assert said == [] and flow.undone == ""
        for operation in (Operation.GROW, Operation.SMOOTH, Operation.SHRINK):
            flow.tidy(operation)
        assert flow.undone == "Grow dog by 2 px and 2 more"
        flow.stop()
        assert said[-1] == "Stopped before it was done: Grow dog by 2 px and 2 more"
        done(world)
    flow.tidy(Operation.GROW)
    done(world)
    assert [edit.title for edit in document.history.done[1:]] == ["Grow dog by 2 px"]


def test_what_is_being_put_in_is_not_given_up(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, flow = dog(world, folder), world.parts.tidying
    held: list[Callable[[], None]] = []
    monkeypatch.setattr(tidying_flow, "go_on", lambda *how: held.append(partial(go_on, *how)))
    flow.tidy(Operation.GROW)
    world.until(lambda: bool(held))
    assert flow.undone == "" and document.is_painting
    flow.stop()
    held[0]()
    done(world)
    assert document.history.done[-1].title == "Grow dog by 2 px"


def test_a_closed_project_is_told_what_was_left_undone(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dog(world, folder)
    monkeypatch.setattr(tidying_flow, "tidied", waits_to_be_stopped)
    left: list[str] = []
    world.parts.tidying.left_undone.connect(left.append)
    world.parts.tidying.tidy(Operation.GROW)
    world.parts.close_project()
    assert left == ["Not done, for the project was closed: Grow dog by 2 px"]
    done(world)


def test_what_fails_changes_nothing_and_is_named(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, flow = dog(world, folder), world.parts.tidying
    flow.problem.connect(lambda error: world.problems.append(str(error)))

    def fails(*_: object) -> Tidied:
        raise MemoryError("out of memory")

    monkeypatch.setattr(tidying_flow, "tidied", fails)
    flow.tidy(Operation.GROW)
    done(world)
    assert "Grow dog by 2 px did not work (out of memory)" in world.problems[0]
    assert len(document.history.done) == 1


def test_what_a_menu_says_follows_label_and_sizes(
    world: World, folder: Path, qapp: QApplication
) -> None:
    flow, session = world.parts.tidying, world.parts.session
    assert flow.words(Operation.GROW) == ""
    dog(world, folder)
    assert flow.words(Operation.FILL_HOLES) == "Fill holes of dog"
    session.set_label(VOC.id_of("cat"))
    session.set_tidying(7, 1200)
    assert flow.words(Operation.GROW) == "Grow cat by 7 px"
    speak(qapp, "de")
    german = flow.words(Operation.DROP_SPECKS)
    speak(qapp, ENGLISH)
    assert german == "Flecken von cat unter 1.200 px entfernen"


def test_names(world: World, folder: Path) -> None:
    world.open(folder)
    flow = world.parts.tidying
    assert (flow.name(DOG), flow.name(VOID), flow.name(200)) == ("dog", "void", "label 200")


def test_the_history_keeps_english(world: World, folder: Path, qapp: QApplication) -> None:
    document, said = dog(world, folder), words(world)
    world.paint(label=VOID, x=20)
    speak(qapp, "de")
    world.parts.tidying.tidy(Operation.GROW, VOID)
    done(world)
    speak(qapp, ENGLISH)
    assert document.history.done[-1].title == "Grow void by 2 px"
    assert not said[-1].startswith("Grew")


@pytest.mark.parametrize("operation", [*OF_LABELS, *OF_REGIONS])
def test_every_operation_has_its_words(operation: Operation) -> None:
    order = Order(operation=operation, label=1, radius=3, speck=1200)
    found = Tidied(patches=(), parts=1, wanted=5, overruled=2)
    assert "dog" in title(order, "dog")
    said = outcome(order, "dog", found, 5)
    assert "dog" in said and "5 pixels (2 of them had been confirmed" in said
