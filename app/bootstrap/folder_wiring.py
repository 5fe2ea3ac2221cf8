"""Wires the prediction of all images to the image list, the status bar and the menu's action."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.bootstrap.parts import Parts
from app.language import tr
from app.views.main_window import MainWindow
from app.views.words import duration

# Counts are renewed at most this often, lists less so: they change under the eyes.
COUNT_MS, LIST_MS = 250, 3000


class FolderWiring(QObject):
    """The list knows what `Known` knows; the status bar says how `PredictingAll` gets on."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._parts, self._window = parts, window
        self._counting = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._counting.timeout.connect(self._show_counts)
        self._listing = QTimer(self, singleShot=True, interval=LIST_MS)
        self._listing.timeout.connect(window.image_list.renew)
        known, flow, footer = parts.known, parts.predicting_all, window.image_list.footer
        known.found.connect(self._show_found)
        known.renewed.connect(self._renew)
        known.outdated.connect(self._say_outdated)
        flow.progressed.connect(self._show_progress)
        flow.finished.connect(self._say_finished)
        footer.predict_requested.connect(flow.start)
        footer.stop_requested.connect(flow.stop)
        window.status.task.stop_requested.connect(flow.stop)

    def _show_found(self, image_id: str) -> None:
        project = self._parts.opening.project
        if project is not None and project.entry(image_id) is not None:
            self._window.image_list.update_row(image_id)
            self._count_soon()
            if not self._listing.isActive():
                self._listing.start()

    def _renew(self) -> None:
        images = self._window.image_list
        images.list.viewport().update()
        images.renew(at_once=True)
        self._show_counts()

    def _count_soon(self) -> None:
        if not self._counting.isActive():
            self._counting.start()

    def _show_counts(self) -> None:
        done, images = self._parts.known.counts()
        running = self._parts.predicting_all.is_running
        self._window.image_list.set_predicted(done, images, running=running)
        self._window.refresh_actions()

    def _show_progress(self) -> None:
        flow, task = self._parts.predicting_all, self._window.status.task
        self._count_soon()
        if not flow.is_running:
            task.say("")
            self._window.image_list.renew()
            self._show_counts()
            return
        done, images = self._parts.known.counts()
        tip, words = (
            tr("All images are predicted while nobody waits for the net"),
            tr("Predicting {done:,} of {images:,}"),
        )
        if flow.waits_for_training:
            tip = tr("It goes on when fine-tuning is done")
            words = tr("Predicting {done:,} of {images:,} · waits")
        words = words.format(done=done, images=images)
        if not flow.waits_for_training and (left := flow.seconds_left) is not None:
            words = f"{words} · {duration(left)}"
        task.say(words, tip)

    def _say_finished(self) -> None:
        done, images = self._parts.known.counts()
        if done < images:
            text = tr("{done:,} of {images:,} images are predicted; the net failed on the others")
        else:
            text = tr("All {images:,} images are predicted")
        self._window.status.show_message(text.format(done=done, images=images), seconds=8)

    def _say_outdated(self, images: int) -> None:
        text = tr("Another net: {images:,} images are to be predicted anew")
        if self._parts.predicting_all.can_start and images > 1:
            self._window.status.show_message(text.format(images=images), seconds=8)
