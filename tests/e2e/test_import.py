"""Masks that others made become corrections, by the menu, in the real window, and leave again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.state.index import ImageStatus
from fcn_core.data.specs import open_dataset
from fcn_core.imaging.images import read_header
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


def cvat(photos: list[Path], folder: Path) -> None:
    """A task with a shape on every photo but the last, which has a box, as CVAT exports it."""
    images = []
    for number, photo in enumerate(photos):
        header = read_header(photo)
        low, high = number * 10, number * 10 + 100
        shape = (
            f'<polygon label="yeti" points="{low},{low};{high},{low};{high},{high};{low},{high}" '
            f'z_order="0"/><mask label="cat" rle="0, 400" left="{low}" top="{low}" width="20" '
            f'height="20" z_order="1"/>'
            if photo is not photos[-1]
            else '<box label="yeti" xtl="1" ytl="1" xbr="9" ybr="9"/>'
        )
        images.append(
            f'<image id="{number}" name="day 1/{photo.name}" width="{header.width}" '
            f'height="{header.height}">{shape}</image>'
        )
    text = f"<annotations><version>1.1</version>{''.join(images)}</annotations>"
    (folder / "annotations.xml").write_text(text, encoding="utf-8")


def test_what_cvat_made_comes_in_and_leaves_again(
    user: User, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sorted(photos.glob("*.jpg"))
    cvat(files, tmp_path)
    user.opens(photos)
    user.sees(files[0].name)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    user.window.bars.actions["import-masks"].trigger()
    user.waits(lambda: user.program.imports.box is not None)
    box = user.program.imports.box
    assert box is not None and box.text() == "Import CVAT masks for 7 images?"
    assert "New labels: yeti." in box.informativeText()
    said = "Left out, as they outline no area: 1 box. 1 image without areas stays as it is."
    assert said in box.informativeText()
    user.clicks(box.button(QMessageBox.StandardButton.Ok))
    user.waits(lambda: bool(user.window.banner.messages))
    assert "7 masks imported." in user.window.banner.messages[0].text

    user.window.bars.actions["export"].trigger()
    dialog = user.program.export.dialog
    assert dialog is not None
    user.waits(dialog.fields.format.isVisible)
    while dialog.fields.format.currentData() != "cvat":
        user.qtbot.keyClick(dialog.fields.format, Qt.Key.Key_Down)
    user.qtbot.keyClick(dialog.fields.scope, Qt.Key.Key_Down)
    assert dialog.fields.scope.currentText() == "Corrected images"
    dialog.fields.folder.setText(str(tmp_path / "out"))
    user.clicks(dialog.export)
    user.waits(dialog.reveal.isVisible)
    user.clicks(dialog.close_button)
    read, _ = open_dataset(f"cvat:{tmp_path / 'out/cvat'}")
    found = {read.sample(i).image_id: read.mask(i) for i in range(len(read))}
    assert set(found) == {file.stem for file in files[:-1]}
    for number, file in enumerate(files[:-1]):
        values, low = found[file.stem], number * 10
        yeti, cat = (read.labels.id_of(name) for name in ("yeti", "cat"))
        assert (values[low : low + 20, low : low + 20] == cat).all()
        assert (values == cat).sum() == 400 and (values == yeti).sum() == 10_000 - 400


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
