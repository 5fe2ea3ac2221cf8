"""What tools have begun is finished before anything else looks at the corrections, or changes them.

An open outline is closed, and the thing under a rough stroke is waited for.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.actions.table import Action, Finishes
from app.bootstrap.parts import Parts
from app.language import tr
from app.state.document import Document
from app.state.draft import Draft
from app.views.canvas import Canvas
from app.views.main_window import MainWindow


class LooseEnds(QObject):
    """To be made before what follows the same signals and acts on the corrections."""

    def __init__(self, parts: Parts, window: MainWindow, canvas: Canvas) -> None:
        super().__init__(window)
        self._parts, self._window, self._canvas = parts, window, canvas
        canvas.outline.changed.connect(self._keep)
        parts.drafting.found.connect(self._resume)
        window.bars.about_to_run.connect(self._finish_before)
        panel = window.label_panel
        for acts in (
            parts.opening.closing,
            panel.merge_asked,
            panel.delete_asked,
            panel.unused_asked,
        ):
            acts.connect(self.finish)

    def finish(self) -> None:
        """Nothing that was begun is left open; it may take as long as a thing is looked for."""
        self._canvas.finish_stroke()
        self._parts.growing.finish()

    def _keep(self, draft: Draft | None) -> None:
        if self._canvas.document is not None:
            self._parts.drafting.keep(self._canvas.document, draft)

    def _resume(self, document: Document, draft: Draft) -> None:
        """What was begun meanwhile goes on instead."""
        if self._canvas.document is document and not self._is_begun:
            self._parts.correcting.choose_label(draft.label)
            self._canvas.outline.resume(draft)
            self._window.show_notice(
                tr("The outline that was open is there again: Enter closes it, Esc drops it.")
            )

    @property
    def _is_begun(self) -> bool:
        return self._canvas.is_stroking or self._canvas.outline.tool is not None

    def _finish_before(self, action: Action) -> None:
        if action.finishes is Finishes.STROKE:
            self._canvas.finish_stroke()
        elif action.finishes is Finishes.ALL:
            self.finish()
