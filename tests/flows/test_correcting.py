from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.flows.counting import edit_words
from app.state import tiles
from app.state.index import ImageStatus
from app.state.rect import Rect
from fcn_core.masks import UNTOUCHED, VOID
from tests.flows.world import World, make_photo
from tests.strategies import accept_all


def test_accepting_confirms_every_pixel_and_goes_on(world: World, folder: Path) -> None:
    world.open(folder)
    document = world.predicted()
    world.parts.correcting.accept_and_go_on()
    assert UNTOUCHED not in document.corrections.values_HW
    world.until(lambda: world.document.image_id == "photo1.png")
    world.parts.saving.flush()
    assert world.parts.opening.project.status("photo0.png") is ImageStatus.ACCEPTED


def test_filling_the_rest_confirms_the_current_label_everywhere_else(
    world: World, folder: Path
) -> None:
    world.open(folder)
    document = world.predicted()
    world.paint(x=3, label=2)
    mine = document.corrections.values_HW == 2
    world.parts.session.set_label(1)
    world.parts.correcting.fill_rest()
    world.until(lambda: UNTOUCHED not in document.corrections.values_HW)
    assert (document.corrections.values_HW[mine] == 2).all()
    assert (document.corrections.values_HW[~mine] == 1).all()
    world.parts.saving.flush()
    assert world.parts.opening.project.status("photo0.png") is ImageStatus.ACCEPTED


def test_accepting_a_region_confirms_that_region(world: World, folder: Path) -> None:
    world.open(folder)
    document = world.predicted()
    world.parts.correcting.accept_region(0, 0)
    values = document.corrections.values_HW
    assert values[0, 0] == 0
    assert values[0, -1] == UNTOUCHED


def test_undo_redo_and_going_through_the_history(world: World, folder: Path) -> None:
    document = world.open(folder)
    correcting = world.parts.correcting
    assert not correcting.can_undo
    for x in (1, 8, 15):
        world.paint(x=x)
    correcting.undo()
    assert (correcting.can_undo, correcting.can_redo) == (True, True)
    correcting.redo()
    correcting.go(-3)
    assert document.corrections.touched == 0
    correcting.go(9)
    assert len(document.history.done) == 3


def test_labels_brush_and_locks(world: World, folder: Path) -> None:
    world.open(folder)
    session, correcting = world.parts.session, world.parts.correcting
    correcting.choose_label(5)
    correcting.choose_label(99)
    assert session.label == 5
    correcting.choose_label(VOID)
    assert session.label == VOID
    session.set_brush_size(1)
    correcting.resize_brush(True)
    assert session.brush_size == 2
    correcting.resize_brush(False)
    correcting.resize_brush(False)
    assert session.brush_size == 1
    correcting.set_locked(3, True)
    assert session.limits.locked == {3}
    correcting.set_locked(3, False)
    assert session.limits.is_free


def test_without_a_document_nothing_happens(world: World) -> None:
    correcting = world.parts.correcting
    for deed in (correcting.undo, correcting.redo, correcting.accept_image, correcting.fill_rest):
        deed()
    assert not correcting.can_accept
    assert world.parts.opening.document is None


def test_the_history_says_what_was_done_with_which_label(world: World, folder: Path) -> None:
    document = world.open(folder)
    world.paint(label=12)
    said: list[str] = []
    world.parts.correcting.said.connect(said.append)
    world.parts.correcting.undo()
    assert said == ["Undone: Paint · dog · 12 px"]
    labels = world.parts.opening.project.labels
    painting = document.begin_stroke("Brush")
    painting.paint(Rect(0, 0, 2, 2), np.ones((2, 2), np.bool_), VOID)
    edit = painting.finish()
    assert edit is not None
    assert edit_words(edit, labels) == "Brush · void · 4 px"
    world.predicted()
    edit = accept_all(document)
    assert edit is not None
    assert edit_words(edit, labels) == f"Accept image · {24 * 32 - 4} px"
    world.parts.saving.flush()
    world.parts.close_project()
    again = world.open(folder)
    assert [e.pixels for e in again.history.done] == [4, 24 * 32 - 4]
    assert again.history.done[0].label == VOID


def test_closing_while_an_image_is_accepted_loses_nothing(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiles, "PIXELS_PER_BAND", 1)
    make_photo(folder / "tall.png", 9, height=150)
    world.open(folder / "tall.png")
    document = world.predicted()
    world.parts.correcting.accept_image()
    assert document.is_painting
    assert world.parts.close_project()
    again = world.open(folder / "tall.png")
    assert UNTOUCHED not in again.corrections.values_HW


def test_a_region_is_changed_and_given_back_to_the_net(world: World, folder: Path) -> None:
    world.open(folder)
    document = world.predicted()
    correcting = world.parts.correcting
    assert correcting.is_corrected_at(0, 0) == (False, False)
    correcting.change_region(0, 0, 5)
    values = document.corrections.values_HW
    assert values[0, 0] == 5 and values[0, -1] == UNTOUCHED
    assert correcting.is_corrected_at(0, 0) == (True, True)
    correcting.restore_region(0, 0)
    assert (values == UNTOUCHED).all() and document.composite()[0, 0] == 0
    correcting.undo()
    assert values[0, 0] == 5
