"""An outline around a thing: drawn, taken back, closed, and kept wherever one goes meanwhile."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.state.corrections import PaintLimits
from app.state.document import Document
from tests.e2e.conftest import CTRL, SHIFT, User

SQUARE = ((100.0, 60.0), (200.0, 60.0), (200.0, 160.0), (100.0, 160.0))
INSIDE = (slice(60, 160), slice(100, 200))


def begun(user: User, photos: Path) -> Document:
    """The first photo, to be painted with a label of the net's."""
    user.opens(photos)
    first = user.sees(sorted(photos.iterdir())[0].name)
    user.parts.session.set_label(5)
    return first


def outlines(user: User, corners: tuple[tuple[float, float], ...] = SQUARE) -> None:
    user.types(Qt.Key.Key_P)
    user.waits(lambda: user.canvas.tool.id == "polygon")
    for corner in corners:
        user.paints(corner)


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_a_polygon_from_the_first_corner_to_undo(user: User, photos: Path) -> None:
    first = begun(user, photos)
    outlines(user)
    assert not first.corrections.touched
    user.types(Qt.Key.Key_Return)  # it would accept a region if no outline were open
    values = first.corrections.values_HW
    assert (values[INSIDE] == 5).all() and np.count_nonzero(values == 5) == 10_000
    assert first.history.done[-1].title == "Polygon"
    user.types(Qt.Key.Key_Z, CTRL)
    assert not first.corrections.touched

    outlines(user)
    user.types(Qt.Key.Key_Z, CTRL)  # takes back a corner, not an edit
    user.types(Qt.Key.Key_Escape)
    assert not first.corrections.touched and not first.history.done

    outlines(user)
    user.types(Qt.Key.Key_D)
    user.waits(lambda: user.document.image_id != first.image_id)
    user.types(Qt.Key.Key_A)
    user.waits(lambda: user.document.image_id == first.image_id)
    assert (user.document.corrections.values_HW[INSIDE] == 5).all()


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_an_open_outline_outlives_the_window(user: User, photos: Path) -> None:
    name = begun(user, photos).image_id
    outlines(user)
    user.types(Qt.Key.Key_W, CTRL)
    user.waits(lambda: user.parts.opening.project is None)
    user.opens(photos)
    user.sees(name)
    assert (user.document.corrections.values_HW[INSIDE] == 5).all()


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_whatever_looks_at_corrections_finds_an_open_outline_closed(
    user: User, photos: Path
) -> None:
    first = begun(user, photos)
    session, actions = user.parts.session, user.window.bars.actions

    outlines(user)
    actions["zoom-in"].trigger()
    assert len(user.canvas.tool.outline) == 4 and not first.corrections.touched
    actions["fit"].trigger()
    actions["save"].trigger()
    assert [edit.title for edit in first.history.done] == ["Polygon"]
    session.set_label(6)
    outlines(user)
    actions["undo"].trigger()
    assert len(user.canvas.tool.outline) == 3 and len(first.history.done) == 1
    user.types(Qt.Key.Key_Escape)
    actions["undo"].trigger()
    assert not first.corrections.touched
    session.set_label(5)

    session.set_limits(PaintLimits(only_untouched=True))
    outlines(user)
    user.types(Qt.Key.Key_Return, SHIFT)
    assert [edit.title for edit in first.history.done] == ["Polygon", "Accept image"]
    assert (first.corrections.values_HW[INSIDE] == 5).all()


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_a_label_that_is_deleted_takes_its_open_outline_with_it(user: User, photos: Path) -> None:
    first = begun(user, photos)
    outlines(user)
    user.window.label_panel.delete_asked.emit(5)
    assert (first.corrections.values_HW[INSIDE] == 5).all() and user.canvas.tool.outline == ()
