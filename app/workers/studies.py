"""Studies: questions to the net about images that nobody waits for, each with its own answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.workers.engine import Engine
from app.workers.orders import Study, StudyOrder, StudyResult

Answered = Callable[[object, str], None]
"""Takes what was found out, and the id of the net that did."""


class Studies(QObject):
    """Hands each study's answer to whoever asked. For the window's thread."""

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._asked = 0
        self._open: dict[int, tuple[Answered, Callable[[str], None]]] = {}
        engine.studied.connect(self._answer)

    def ask(self, study: Study, done: Answered, failed: Callable[[str], None]) -> None:
        """Ask this when nothing else is to be done."""
        self._asked += 1
        self._open[self._asked] = (done, failed)
        self._engine.study(StudyOrder(study_id=self._asked, study=study))

    def _answer(self, result: StudyResult) -> None:
        done, failed = self._open.pop(result.study_id)
        if result.problem:
            failed(result.problem)
        else:
            done(result.value, result.model_id)
