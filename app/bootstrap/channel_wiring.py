"""Wires channels and pages: the dialog, the strip, and what is said of what is not seen."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from app.bootstrap.parts import Parts
from app.language import count, tr
from app.state.document import Document
from app.views.banner import BannerKind
from app.views.channels_dialog import PREVIEW, ChannelsDialog
from app.views.main_window import MainWindow
from app.views.words import channels_shown
from app.workers.rounds import Rounds
from app.workers.thumbnails import to_qimage
from fcn_core.errors import explained
from fcn_core.imaging.channels import NOTHING, Channels, ImageChannels
from fcn_core.imaging.images import read_thumbnail
from fcn_core.imaging.pages import with_channels


class ChannelWiring(QObject):
    """Follows the open image."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._parts, self._window = parts, window
        self.dialog: ChannelsDialog | None = None
        self._rounds = Rounds()
        self._said = ""
        parts.channels.hidden.connect(self._tell_hidden)
        parts.channels.changed.connect(window.image_list.model.forget_thumbnails)
        parts.channels.changed.connect(lambda: window.banner.take_back(self._said))
        parts.opening.document_changed.connect(self._follow)
        parts.opening.stayed.connect(lambda _: self._show_pages())
        parts.listing.order_changed.connect(self._show_pages)
        window.pages.page_wanted.connect(parts.paging.show)
        window.status.channels_clicked.connect(self.show)

    def show(self) -> None:
        """Open the dialog for the open image."""
        document, there = self._parts.opening.document, self._parts.channels.there
        if document is None or there is None:
            return
        dialog = ChannelsDialog(there, self._window)
        dialog.chosen.connect(partial(self._choose, there))
        dialog.preview_wanted.connect(partial(self._preview, document.path))
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        self._preview(document.path, there.shown)
        dialog.open()

    def _forget(self) -> None:
        self._rounds.begin()
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _choose(self, there: ImageChannels, channels: Channels) -> None:
        if channels != there.shown:
            self._parts.channels.choose(None if channels == there.usual else channels)

    def _preview(self, path: Path, channels: Channels) -> None:
        side = round(max(PREVIEW.width(), PREVIEW.height()) * self._window.devicePixelRatioF())
        self._rounds.begin()
        self._parts.tasks.submit_latest(
            "channels",
            lambda _: to_qimage(read_thumbnail(with_channels(path, channels), side)),
            self._rounds.bound(self._show_preview),
            self._rounds.bound(lambda error: self._window.show_problem(explained(error, ""))),
        )

    def _show_preview(self, picture: QImage) -> None:
        if self.dialog is not None:
            self.dialog.set_preview(picture)

    def _follow(self, document: Document | None) -> None:
        there = None if document is None else document.channels
        self._window.status.set_channels("" if there is None else channels_shown(there))
        self._show_pages()

    def _show_pages(self) -> None:
        self._window.pages.set_place(*self._parts.paging.place)

    def _tell_hidden(self, there: ImageChannels) -> None:
        channels = count(there.count, tr("channel"), tr("channels"))
        seen = ", ".join(str(number) for number in there.shown.shown if number != NOTHING)
        self._said = tr("Of this image's {channels}, you and the net see {seen} alone.").format(
            channels=channels, seen=seen
        )
        # A passing notice would give way to the next one.
        window, kind = self._window, BannerKind.WARNING
        window.show_notice(self._said, kind, tr("Channels…"), self.show)
