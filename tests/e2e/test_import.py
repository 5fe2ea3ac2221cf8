"""Masks that labelme made become corrections, by the menu, in the real window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.state.index import ImageStatus
from fcn_core.images import read_header
from tests.e2e.conftest import User

pytestmark = pytest.mark.e2e
BOX = (20, 30, 119, 89)


def labelme(photo: Path, folder: Path) -> None:
    header = read_header(photo)
    shape = {"label": "unicorn", "shape_type": "rectangle", "points": [BOX[:2], BOX[2:]]}
    data = {
        "imagePath": photo.name,
        "imageHeight": header.height,
        "imageWidth": header.width,
        "shapes": [shape],
    }
    (folder / f"{photo.stem}.json").write_text(json.dumps(data), encoding="utf-8")


def test_masks_come_in_by_the_menu(
    user: User, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user.opens(photos)
    opened = user.sees(sorted(p.name for p in photos.glob("*.jpg"))[0])
    user.paints((300, 200), (340, 220))
    drawn = opened.corrections.values_HW.copy()
    masks = tmp_path / "masks"
    masks.mkdir()
    for photo in photos.glob("*.jpg"):
        labelme(photo, masks)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(masks))
    user.window.bars.actions["import-masks"].trigger()
    user.waits(lambda: user.program.imports.box is not None)
    box = user.program.imports.box
    assert box is not None and "unicorn" in box.informativeText()
    assert "1 image stays as you left it" in box.informativeText()
    box.checkBox().click()
    user.clicks(box.button(QMessageBox.StandardButton.Ok))
    project = user.parts.opening.project
    assert project is not None
    others = [name for name in project.entries.ids if name != opened.image_id]
    user.waits(lambda: all(project.status(n) is ImageStatus.CORRECTED for n in others))
    assert (opened.corrections.values_HW == drawn).all()
    user.parts.opening.show(others[0])
    values = user.sees(others[0]).corrections.values_HW
    unicorn = project.labels.id_of("unicorn")
    assert (values[30:90, 20:120] == unicorn).all() and (values == unicorn).sum() == 100 * 60
    user.waits(lambda: bool(user.window.banner.messages))
    assert "7 masks imported. 1 image stays as you left it." in user.window.banner.messages[0].text
