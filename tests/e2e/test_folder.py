"""A folder of which nobody has seen every image: all are predicted, filters know them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.views.images.model import SortBy
from tests.e2e.conftest import User


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


def test_all_images_are_predicted_and_the_filter_by_label_knows_them(
    user: User, photos: Path
) -> None:
    user.opens(photos)
    user.sees("astronaut.jpg")
    images, flow = user.window.image_list, user.parts.predicting_all
    user.waits(lambda: images.footer.predicted.full_text == "1 predicted, 7 not yet")
    menu = images.filter_menu()
    labels = next(a.menu() for a in menu.actions() if a.text() == "With label")
    assert isinstance(labels, QMenu)
    assert "1 predicted, 7 not yet" in entries(labels) and "Predict all images" in entries(labels)
    cat = next(a for a in labels.actions() if a.text() == "cat")
    cat.trigger()
    assert list(images.order()) == []
    user.clicks(images.footer.start)
    user.waits(user.window.status.task.isVisible)
    assert "of 8" in user.window.status.task.words.text()
    # Meanwhile the open image can be painted, and another one comes first.
    user.paints((100, 100), (140, 120))
    user.waits(lambda: not flow.is_running)
    user.waits(lambda: {"cat.jpg", "kitten.jpg"} <= set(images.order()))
    assert "horses.jpg" not in images.order()
    assert not images.footer.start.isVisible() and not user.window.status.task.isVisible()
    tip = images.model.data(images.model.index_of("cat.jpg"), Qt.ItemDataRole.ToolTipRole)
    assert "The net finds:" in tip and "cat" in tip
    images.clear_filter()
    images.sort_by(SortBy.DOUBT)
    doubts = [images.model.image_at(row).doubt for row in range(8)]
    assert None not in doubts and doubts == sorted(doubts, reverse=True)  # type: ignore[type-var]


def test_it_can_be_stopped_and_goes_on_where_it_was(user: User, photos: Path) -> None:
    user.opens(photos)
    user.sees("astronaut.jpg")
    flow, known = user.parts.predicting_all, user.parts.known
    user.window.bars.actions["predict-all"].trigger()
    user.waits(lambda: known.counts()[0] >= 3)
    user.clicks(user.window.status.task.stop)
    assert not flow.is_running
    stopped_at = known.counts()[0]
    user.window.bars.actions["predict-all"].trigger()
    assert known.counts()[0] >= stopped_at
    user.waits(lambda: known.counts() == (8, 8))
