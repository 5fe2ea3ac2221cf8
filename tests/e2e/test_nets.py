"""Images of which the shipped net knows nothing: the window says so, and another net finds them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from fcn_core.data.synthetic.nuclei import COUNT, SyntheticNuclei
from fcn_core.zoo import NUCLEI
from tests.e2e.conftest import User

IMAGES = 4


@pytest.fixture
def cells(tmp_path: Path) -> Path:
    """Microscopy that no net has learned from."""
    folder = tmp_path / "cells"
    folder.mkdir()
    data = SyntheticNuclei(COUNT + IMAGES)
    for number in range(IMAGES):
        Image.fromarray(data.sample(COUNT + number).image).save(folder / f"{number}.png")
    return folder


@pytest.mark.e2e
@pytest.mark.timeout(600)
def test_a_folder_of_cells_leads_to_the_net_that_knows_them(user: User, cells: Path) -> None:
    window = user.window
    user.opens(cells)
    user.sees("0.png")
    user.waits(lambda: any("knows" in m.text for m in window.banner.messages))
    (show,) = (b for b in window.banner.findChildren(QPushButton) if b.text() == "Show nets")
    user.clicks(show)
    panel = window.models_panel
    user.waits(panel.tree.isVisible)
    row = panel.tree.visualItemRect(panel.tree.topLevelItem(1)).center()
    user.qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=row)
    user.clicks(panel.use)
    user.waits(lambda: user.document.prediction_model == NUCLEI)
    user.waits(lambda: 2 in user.document.predictions.by_stride)
    project = user.parts.opening.project
    assert project is not None and project.labels.names[-1] == "nucleus"
    assert user.parts.session.label == len(project.labels) - 1
    truth = SyntheticNuclei(COUNT + IMAGES).mask(COUNT) == 1
    found = user.document.composite() == len(project.labels) - 1
    assert np.logical_and(truth, found).sum() > 0.7 * np.logical_or(truth, found).sum()
