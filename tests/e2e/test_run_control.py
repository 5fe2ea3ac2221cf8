"""A run obeys its buttons, through the pipe to the training process, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.views.training.drawer import Stage
from fcn_core.events import Progress
from fcn_core.masks import Mask
from fcn_core.zoo import SHIPPED
from tests.e2e.conftest import CTRL, SHIFT, User

CORRECTED = ("astronaut.jpg", "cat.jpg", "cow.jpg")
ENOUGH = 5
"""Steps that show that a run goes on."""
IN_FLIGHT = 2
"""Steps that may still arrive after a pause was asked for: one at work, one in the pipe."""


@pytest.mark.e2e
@pytest.mark.timeout(900)
def test_cancel_pause_resume_and_stop(user: User, photos: Path) -> None:
    steps: list[int] = []
    user.parts.training.happened.connect(
        lambda event: steps.append(event.step) if isinstance(event, Progress) else None
    )
    user.opens(photos)
    drawn = correct(user)
    page = user.window.training_drawer.running

    begin(user, steps)
    user.clicks(page.cancel)
    user.waits(lambda: user.window.training_drawer.stage is Stage.PREVIEW)
    user.waits(lambda: not kept(photos))

    begin(user, steps)
    user.clicks(page.pause)
    paused_at = steps[-1]
    user.qtbot.wait(2000)
    assert steps[-1] <= paused_at + IN_FLIGHT
    user.clicks(page.pause)
    user.waits(lambda: steps[-1] > paused_at + IN_FLIGHT)
    user.clicks(page.stop)
    user.waits(lambda: user.window.training_drawer.stage is Stage.REPORT)
    user.clicks(user.window.training_drawer.report.keep)
    user.waits(lambda: user.parts.models.in_use != SHIPPED)
    net = user.parts.models.in_use

    user.types(Qt.Key.Key_W, CTRL)
    user.waits(lambda: user.parts.opening.project is None)
    user.opens(photos)
    user.sees("dog.jpg")
    for name, values in drawn.items():
        user.parts.opening.show(name)
        assert np.array_equal(user.sees(name).corrections.values_HW, values)
    assert user.parts.models.in_use == net
    assert [folder.name for folder in kept(photos)] == [net]


def correct(user: User) -> dict[str, Mask]:
    """A stroke of background on each, the rest is accepted."""
    drawn: dict[str, Mask] = {}
    for name in CORRECTED:
        document = user.sees(name)
        user.types(Qt.Key.Key_B)
        user.types(Qt.Key.Key_0)
        user.paints((20, 20), (120, 24))
        user.types(Qt.Key.Key_Return, SHIFT)
        drawn[name] = document.corrections.values_HW.copy()
    user.sees("dog.jpg")
    return drawn


def begin(user: User, steps: list[int]) -> None:
    """Start a run that would take minutes, and wait until it learns."""
    drawer = user.window.training_drawer
    steps.clear()
    if not drawer.isVisible():
        user.types(Qt.Key.Key_T, CTRL)
    user.waits(drawer.preview.start.isEnabled)
    drawer.preview.budget.setCurrentIndex(drawer.preview.budget.count() - 1)
    user.clicks(drawer.preview.start)
    user.waits(lambda: len(steps) >= ENOUGH)


def kept(photos: Path) -> list[Path]:
    """The folders of nets that were fine-tuned here."""
    return [path for path in (photos / "fcn-project" / "models").iterdir() if path.is_dir()]
