"""Wires the next most useful image to its strip, and which net knows the images to a notice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from app.bootstrap.net_titles import title_in_sentence
from app.bootstrap.parts import Parts
from app.flows.suggest.suggesting import Suggested
from app.language import QT_TR_NOOP, tr
from app.views.banner import BannerKind
from app.views.main_window import MainWindow

UNKNOWN = QT_TR_NOOP(
    "The shipped net finds next to nothing that it knows here. Paint a label of your own and "
    "fine-tune, or look at the nets for nuclei and for roads."
)
FITTING = QT_TR_NOOP("These look like the images that {net} was made for.")


class SuggestionWiring(QObject):
    """The strip says what `Suggesting` says."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._parts, self._window, self._hint = parts, window, ""
        parts.suggesting.suggested.connect(self._show)
        parts.suggesting.said.connect(window.status.show_message)
        window.suggestion.skip_requested.connect(parts.suggesting.skip)
        parts.noticing.unknown.connect(self._offer_nets)
        parts.noticing.fits.connect(self._offer_net)
        parts.models.chosen.connect(lambda _: window.banner.take_back(self._hint))

    def _show(self, suggested: Suggested | None) -> None:
        if suggested is None:
            self._window.suggestion.take_back()
        else:
            self._window.banner.make_way()
            self._window.suggestion.show_reason(suggested.words, suggested.basis)
        self._window.refresh_actions()

    def _offer_nets(self) -> None:
        self._give_hint(tr(UNKNOWN), tr("Show nets"), self._window.show_models)

    def _offer_net(self, model_id: str) -> None:
        said = tr(FITTING).format(net=title_in_sentence(model_id))
        self._give_hint(said, tr("Use it"), partial(self._parts.models.use, model_id))

    def _give_hint(self, text: str, action: str, run: Callable[[], object]) -> None:
        """It is one until a net is chosen, here or in the list."""
        self._hint = text
        self._window.show_notice(text, BannerKind.INFO, action, run)
