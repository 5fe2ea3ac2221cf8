"""Wires the next most useful image to its strip, and what the net knows nothing of to a notice."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.bootstrap.parts import Parts
from app.flows.suggest.suggesting import Suggested
from app.language import QT_TR_NOOP, tr
from app.views.banner import BannerKind
from app.views.main_window import MainWindow

UNKNOWN = QT_TR_NOOP(
    "The shipped net finds next to nothing that it knows here. Paint a label of your own and "
    "fine-tune, or look at the nets for nuclei and for roads."
)


class SuggestionWiring(QObject):
    """The strip says what `Suggesting` says."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        parts.suggesting.suggested.connect(self._show)
        parts.suggesting.said.connect(window.status.show_message)
        window.suggestion.skip_requested.connect(parts.suggesting.skip)
        parts.noticing.unknown.connect(self._offer_nets)

    def _show(self, suggested: Suggested | None) -> None:
        if suggested is None:
            self._window.suggestion.take_back()
        else:
            self._window.banner.make_way()
            self._window.suggestion.show_reason(suggested.words, suggested.basis)
        self._window.refresh_actions()

    def _offer_nets(self) -> None:
        window = self._window
        window.show_notice(tr(UNKNOWN), BannerKind.INFO, tr("Show nets"), window.show_models)
