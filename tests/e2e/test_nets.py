"""Images of which the shipped net knows nothing: the window says so, and another net finds them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from fcn_core.data.synthetic.aerial.roads import SyntheticRoads
from fcn_core.data.synthetic.images import COUNT, Computed
from fcn_core.data.synthetic.microscopy.nuclei import SyntheticNuclei
from fcn_core.zoo import BUILT_IN, NUCLEI, SHIPPED, built_in_model
from tests.e2e.conftest import User

IMAGES = 4


def saved(data: Computed[Any], folder: Path) -> Path:
    """Images that no net has learned from."""
    folder.mkdir()
    for number in range(IMAGES):
        Image.fromarray(data.sample(COUNT + number).image).save(folder / f"{number}.png")
    return folder


@pytest.mark.e2e
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("data", "found"),
    # The image of roads shows thin lanes, of which an output every eight pixels is a rough one.
    [(SyntheticNuclei(COUNT + IMAGES), 0.7), (SyntheticRoads(COUNT + IMAGES), 0.5)],
    ids=["nuclei", "roads"],
)
def test_a_folder_leads_to_the_net_that_knows_it(
    user: User, tmp_path: Path, data: Computed[Any], found: float
) -> None:
    window = user.window
    user.opens(saved(data, tmp_path / "images"))
    user.sees("0.png")
    user.waits(lambda: any("knows" in m.text for m in window.banner.messages))
    (show,) = (b for b in window.banner.findChildren(QPushButton) if b.text() == "Show nets")
    user.clicks(show)
    panel = window.models_panel
    user.waits(panel.tree.isVisible)
    item = panel.tree.topLevelItem(BUILT_IN.index(data.name))
    row = panel.tree.visualItemRect(item).center()
    user.qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=row)
    user.clicks(panel.use)
    user.waits(lambda: user.document.prediction_model == data.name)
    finest = {"nuclei": 2, "roads": 8}[data.name]
    user.waits(lambda: finest in user.document.predictions.by_stride)
    project = user.parts.opening.project
    assert project is not None and project.labels.names[-1] == data.labels.names[-1]
    assert user.parts.session.label == len(project.labels) - 1
    buttons = window.banner.findChildren(QPushButton)
    assert any(button.text() == "Use only my labels" for button in buttons)
    truth = data.mask(COUNT) == 1
    shown = user.document.composite() == len(project.labels) - 1
    assert np.logical_and(truth, shown).sum() > found * np.logical_or(truth, shown).sum()


@pytest.mark.e2e
@pytest.mark.timeout(600)
def test_a_net_of_ones_own_is_dropped_onto_the_window(user: User, tmp_path: Path) -> None:
    data = SyntheticNuclei(COUNT + IMAGES)
    user.opens(saved(data, tmp_path / "images"))
    user.sees("0.png")
    mine = shutil.copy(built_in_model(NUCLEI), tmp_path / "mine.safetensors")
    user.window.dropped.emit([str(mine)])
    user.waits(lambda: user.document.prediction_model not in ("", SHIPPED))
    user.waits(lambda: 2 in user.document.predictions.by_stride)
    (record,) = user.parts.models.records()
    assert record.origin == "mine.safetensors"
    assert user.document.prediction_model == record.model_id
    project = user.parts.opening.project
    assert project is not None
    user.waits(lambda: "nucleus" in project.labels.names)
    truth = data.mask(COUNT) == 1
    shown = user.document.composite() == project.labels.id_of("nucleus")
    assert np.logical_and(truth, shown).sum() > 0.7 * np.logical_or(truth, shown).sum()
