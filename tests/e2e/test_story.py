"""The whole story, in the real window, with the shipped net and real mouse and key events."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.state.index import ImageStatus
from app.views.training.drawer import Stage
from fcn_core.masks import UNTOUCHED, Mask
from fcn_core.zoo import SHIPPED
from tests.e2e.conftest import CTRL, SHIFT, User

CORRECTED = ("astronaut.jpg", "cat.jpg", "cow.jpg")
CAT = 8


def read_with_torchvision(root: Path) -> dict[str, Mask]:
    """Masks by image name, as torchvision's own VOC reader gives them."""
    from fcn_core.nets.torchvision_ops import declare

    declare()
    from torchvision.datasets import VOCSegmentation

    data = VOCSegmentation(str(root), year="2012", image_set="trainval")
    found = {}
    for index, image_file in enumerate(data.images):
        image, mask = data[index]
        assert image.size == mask.size
        found[Path(image_file).stem] = np.array(mask, np.uint8)
    return found


@pytest.mark.e2e
@pytest.mark.timeout(1800)
def test_open_see_correct_finetune_export_and_roll_back(
    user: User, photos: Path, tmp_path: Path
) -> None:
    strides = overlay_appears(user, photos)
    assert strides == [32, 16, 8]
    brush_undo_redo(user)
    drawn = correct_three_and_come_back(user)
    fine_tune_and_keep(user, drawn)
    export_and_read_back(user, tmp_path / "out", drawn)
    roll_back(user)
    user.window.close()
    assert not user.window.isVisible()
    assert user.problems == []


def overlay_appears(user: User, photos: Path) -> list[int]:
    strides: list[int] = []
    user.parts.engine.predicted.connect(lambda result: strides.append(result.stride))
    user.opens(photos)
    user.sees("astronaut.jpg")
    person = user.parts.opening.project.labels.id_of("person")
    assert (user.document.prediction == person).mean() > 0.2
    return strides


def brush_undo_redo(user: User) -> None:
    document = user.document
    user.types(Qt.Key.Key_8)
    user.types(Qt.Key.Key_B)
    before = document.corrections.values_HW.copy()
    user.paints((60, 60), (160, 60), (160, 120))
    after = document.corrections.values_HW.copy()
    assert after[60, 110] == after[90, 160] == CAT
    assert after[90, 60] == UNTOUCHED
    assert (document.composite()[60, 60:161] == CAT).all()
    user.types(Qt.Key.Key_Z, CTRL)
    assert np.array_equal(document.corrections.values_HW, before)
    user.types(Qt.Key.Key_Z, CTRL | SHIFT)
    assert np.array_equal(document.corrections.values_HW, after)
    user.types(Qt.Key.Key_Z, CTRL)


def correct_three_and_come_back(user: User) -> dict[str, Mask]:
    """A stroke of background on each, the rest is accepted; then look at the first again."""
    drawn: dict[str, Mask] = {}
    for name in CORRECTED:
        document = user.sees(name)
        user.types(Qt.Key.Key_0)
        user.paints((20, 20), (120, 24))
        user.types(Qt.Key.Key_Return, SHIFT)
        assert UNTOUCHED not in document.corrections.values_HW
        drawn[name] = document.corrections.values_HW.copy()
    user.sees("dog.jpg")
    for name in reversed(CORRECTED):
        user.types(Qt.Key.Key_A)
        document = user.sees(name)
        assert np.array_equal(document.corrections.values_HW, drawn[name])
        assert len(document.history.done) == 2
        assert user.parts.opening.project.status(name) is ImageStatus.ACCEPTED
    return drawn


def fine_tune_and_keep(user: User, drawn: dict[str, Mask]) -> None:
    drawer = user.window.training_drawer
    snapshots: list[str] = []
    user.parts.predicting.net_changed.connect(lambda info: snapshots.append(info.model_id))
    user.types(Qt.Key.Key_D)
    user.types(Qt.Key.Key_T, CTRL)
    user.waits(drawer.preview.start.isEnabled)
    drawer.preview.budget.setCurrentIndex(1)
    user.clicks(drawer.preview.start)
    user.waits(lambda: drawer.stage is Stage.RUNNING)
    user.waits(lambda: any("@" in model_id for model_id in snapshots), 300)
    user.waits(lambda: drawer.stage is Stage.REPORT, 600)
    record = user.parts.training.record
    assert record is not None and record.report is not None
    assert (record.report["held_out"], len(record.images)) == (1, 2)
    assert {*record.images, *record.held_out} == set(drawn)
    for moment in ("before", "after"):
        assert 0 <= record.report[moment]["mean_iu"] <= 1
    assert drawer.report.image_ids() == list(record.held_out)
    user.clicks(drawer.report.keep)
    user.waits(lambda: user.document.prediction_model == record.model_id)
    assert user.parts.models.in_use == record.model_id
    for name, values in drawn.items():
        user.parts.opening.show(name)
        assert np.array_equal(user.sees(name).corrections.values_HW, values)


def export_and_read_back(user: User, out: Path, drawn: dict[str, Mask]) -> None:
    composite = user.sees("cow.jpg").composite()
    user.types(Qt.Key.Key_E, CTRL)
    dialog = user.program.export.dialog
    assert dialog is not None
    dialog.fields.folder.setText(str(out))
    user.clicks(dialog.export)
    user.waits(dialog.reveal.isVisible, 120)
    user.clicks(dialog.close_button)
    masks = read_with_torchvision(out)
    assert len(masks) == 8
    assert np.array_equal(masks["cow"], composite)
    for name, values in drawn.items():
        assert np.array_equal(masks[Path(name).stem], values), name
    user.parts.opening.show("sheep.jpg")
    assert np.array_equal(masks["sheep"], user.sees("sheep.jpg").composite())


def roll_back(user: User) -> None:
    corrections = user.document.corrections.values_HW.copy()
    user.window.bars.actions["roll-back"].trigger()
    user.waits(lambda: user.document.prediction_model == SHIPPED)
    assert user.parts.models.in_use == SHIPPED
    assert np.array_equal(user.document.corrections.values_HW, corrections)
