"""A canvas as a test looks at it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.state.session import Session
from app.views.canvas import Canvas
from fcn_core.labels import VOC
from tests.tools.parts import blob, document


def shown_canvas(qtbot: QtBot, session: Session) -> Canvas:
    """300 x 200, with a small image in which the net found a thing."""
    made = Canvas(session, VOC)
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    qtbot.waitExposed(made)
    made.set_document(document(prediction=blob()))
    return made
