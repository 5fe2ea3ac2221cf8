"""What to look at next, in the real window with the shipped net: an image, then a slip."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.state.regions import region_at
from app.views.place_marker import PlaceMarker
from fcn_core.masks import UNTOUCHED
from tests.e2e.conftest import CTRL, SHIFT, User

COW, HORSE = 10, 13


@pytest.mark.e2e
@pytest.mark.timeout(600)
def test_the_next_useful_image_is_shown_with_its_reason_and_skipped(
    user: User, photos: Path
) -> None:
    user.opens(photos)
    user.sees("astronaut.jpg")
    scanning, suggesting = user.parts.scanning, user.parts.suggesting
    user.waits(lambda: scanning.is_done)
    assert len(scanning.seen) == 8
    project = user.parts.opening.project
    assert all(project.facts(name).doubt is not None for name in project.entries.ids)
    [best] = (s.image_id for s in suggesting.ranking(1))
    user.types(Qt.Key.Key_N)
    user.sees(best)
    strip = user.window.suggestion
    assert strip.isVisible() and "%" in strip.words.text()
    user.clicks(strip.skip)
    user.waits(lambda: user.document.image_id != best)
    assert strip.isVisible() and suggesting.shown is not None
    second = suggesting.shown.image_id
    assert user.document.image_id == second
    user.parts.opening.show("kitten.jpg" if second != "kitten.jpg" else "cat.jpg")
    user.waits(lambda: user.document.image_id != second)
    assert not strip.isVisible()
    assert best not in {s.image_id for s in suggesting.ranking()}


@pytest.mark.e2e
@pytest.mark.timeout(600)
def test_a_slip_is_found_shown_taken_undone_and_kept(user: User, photos: Path) -> None:
    user.opens(photos)
    user.sees("astronaut.jpg")
    user.parts.opening.show("cow.jpg")
    document = user.sees("cow.jpg")
    user.types(Qt.Key.Key_Return, SHIFT)
    values = document.corrections.values_HW
    rows, columns = np.nonzero(values == COW)
    middle = len(rows) // 2
    cow = region_at(values, int(columns[middle]), int(rows[middle]))
    assert cow is not None and cow.label == COW and UNTOUCHED not in values
    document.paint("Slip", cow, HORSE)
    user.waits(lambda: not document.is_dirty)
    check_and_choose(user)
    take_and_undo(user)
    keep(user)


def check_and_choose(user: User) -> None:
    """Ctrl+L, then a click on the first row: the picture goes there."""
    user.types(Qt.Key.Key_L, CTRL)
    panel, checking = user.window.check_panel, user.parts.checking
    user.waits(lambda: checking.progress == (1, 1) and panel.list.count() > 0)
    user.canvas.fit()
    box = panel.list.visualItemRect(panel.list.item(0))
    user.qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    [place, *_] = checking.places
    assert (place.said, place.net) == (HORSE, COW)
    user.waits(lambda: user.document.image_id == "cow.jpg" and not user.canvas.is_fitted)
    marker = user.canvas.findChild(PlaceMarker)
    assert marker is not None and marker.isVisible()
    view, rect = user.canvas.viewport, place.rect
    assert view is not None
    x, y = view.centre
    assert rect.contains(round(x), round(y))


def take_and_undo(user: User) -> None:
    panel, checking = user.window.check_panel, user.parts.checking
    [place, *_], values = checking.places, user.document.corrections.values_HW
    user.clicks(panel.net)
    user.waits(lambda: place not in checking.places)
    marker = user.canvas.findChild(PlaceMarker)
    user.waits(lambda: marker is not None and not marker.isVisible())
    assert (values[place.rect.slices][place.inside_HW] == COW).all()
    user.types(Qt.Key.Key_Z, CTRL)
    user.waits(lambda: place in checking.places and panel.list.count() > 0)
    assert (values[place.rect.slices][place.inside_HW] == HORSE).all()


def keep(user: User) -> None:
    """Answer everything with "mine is right": a second check finds nothing."""
    panel, checking = user.window.check_panel, user.parts.checking
    while checking.places:
        left = len(checking.places)
        user.waits(lambda left=left: panel.list.count() == left)  # type: ignore[misc]
        panel.list.setCurrentRow(0)
        user.clicks(panel.mine)
        user.waits(lambda left=left: len(checking.places) < left)  # type: ignore[misc]
    user.clicks(panel.again)
    user.waits(lambda: checking.progress == (1, 1))
    assert checking.places == ()
