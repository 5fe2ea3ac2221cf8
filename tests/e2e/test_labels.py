"""Labels are merged and deleted by the panel, in the real window, and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from fcn_core.labels import VOC
from tests.e2e.conftest import CTRL, User

pytestmark = pytest.mark.e2e
CAT, DOG = VOC.id_of("cat"), VOC.id_of("dog")


def agrees(user: User, to: str) -> str:
    """Wait for the question, agree, and return what it said."""
    merges = user.program.merges
    user.waits(lambda: merges.box is not None)
    box, merges.box = merges.box, None
    assert box is not None and box.text() == to
    said = box.informativeText()
    user.clicks(box.button(QMessageBox.StandardButton.Ok))
    user.window.activateWindow()  # as a window manager does
    return said


def notice(user: User, text: str) -> None:
    messages = user.window.banner
    user.waits(lambda: any(m.text == text for m in messages.messages))


def test_merge_undo_and_delete_what_is_unused(user: User, photos: Path) -> None:
    user.opens(photos)
    document = user.sees(sorted(p.name for p in photos.glob("*.jpg"))[0])
    panel, session = user.window.label_panel, user.parts.session
    session.set_label(DOG)
    user.paints((300, 200), (340, 220))
    session.set_label(CAT)
    user.paints((100, 60), (140, 60))
    dogs = document.corrections.values_HW == DOG
    [below] = [a.menu() for a in panel.label_menu(DOG).actions() if a.text() == "Merge into"]
    [into_cat] = [action for action in below.actions() if action.text() == "cat"]
    into_cat.trigger()
    said = agrees(user, "Merge dog into cat?")
    assert said.startswith(f"{dogs.sum():,} pixels on 1 image change from dog to cat")
    notice(user, f"dog merged into cat: {dogs.sum():,} pixels on 1 image.")
    assert user.window.status.currentMessage() == ""
    assert (document.corrections.values_HW[dogs] == CAT).all()
    assert not panel.model.index_of(DOG).isValid()
    user.types(Qt.Key.Key_Z, CTRL)
    assert (document.corrections.values_HW[dogs] == DOG).all()
    assert user.window.banner.messages == ()
    assert panel.model.index_of(DOG).isValid()
    user.window.bars.actions["delete-unused-labels"].trigger()
    said = agrees(user, "Delete 18 labels that nothing was corrected with?")
    assert said.startswith("aeroplane, bicycle, bird")
    assert panel.model.rowCount() == 4  # background, cat, dog, void
    user.types(Qt.Key.Key_2)
    assert session.label == DOG
    notice(user, "18 labels deleted.")
    edits = len(document.history.done)
    user.types(Qt.Key.Key_Z, CTRL)
    assert panel.model.rowCount() == len(VOC) + 2, "what was done last is undone"
    assert user.window.banner.messages == () and len(document.history.done) == edits
    user.window.bars.actions["delete-unused-labels"].trigger()
    agrees(user, "Delete 18 labels that nothing was corrected with?")
    notice(user, "18 labels deleted.")
    user.paints((100, 90), (140, 90))
    user.types(Qt.Key.Key_Z, CTRL)
    assert panel.model.rowCount() == 4, "a stroke came after them"
    user.clicks(user.window.banner._action)
    assert panel.model.rowCount() == len(VOC) + 2  # and void, and a heading over the others
