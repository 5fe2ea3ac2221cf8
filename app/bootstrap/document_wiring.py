"""Wires the open document to canvas, panels and status bar."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.bootstrap.parts import Parts
from app.flows.counting import (
    certainty_words,
    edit_words,
    label_at,
    labels_of,
    shown_pixels,
)
from app.language import tr
from app.state.document import Document
from app.state.edits import Edit
from app.state.label_words import color_of, label_name
from app.views.canvas import Canvas
from app.views.canvas.agreement import agreement
from app.views.canvas.viewport import Viewport
from app.views.main_window import STRIDE_VIEW, MainWindow
from app.views.status_bar import SavedKind
from app.views.stride_view import StrideView
from fcn_core.imaging.pages import file_of, name_of
from fcn_core.masks import UNTOUCHED, VOID

COUNT_DELAY_MS = 400


class DocumentWiring(QObject):
    """Follows `Opening.document_changed`."""

    def __init__(
        self, parts: Parts, window: MainWindow, canvas: Canvas, strides: StrideView
    ) -> None:
        super().__init__(window)
        self._parts, self._window = parts, window
        self._canvas, self._strides = canvas, strides
        self._document: Document | None = None
        self._left: tuple[Path, Viewport | None] = (Path(), None)
        """The file that was open last, and where in it one looked."""
        self.at = (-1, -1)
        """The image pixel under the pointer; (-1, -1) beside the picture."""
        self._counting = QTimer(self, singleShot=True, interval=COUNT_DELAY_MS)
        self._counting.timeout.connect(self._show_counts)
        parts.opening.document_changed.connect(self._follow)
        parts.opening.history_changed.connect(self._edited)
        parts.opening.prediction_changed.connect(self._predicted)
        parts.predicting.text_changed.connect(
            lambda _: window.label_panel.model.refresh(stale=parts.predicting.is_behind)
        )
        parts.objects.counted.connect(lambda found: window.label_panel.model.refresh(objects=found))
        parts.objects.colored.connect(canvas.objects.set)
        parts.session.objects_colored_changed.connect(lambda _: window.refresh_actions())
        parts.opening.stayed.connect(window.image_list.set_current)
        parts.listing.order_changed.connect(self._show_title)
        parts.saving.saved.connect(self._show_saved)
        parts.saving.problem.connect(lambda _: self._show_unsaved())
        window.history_panel.steps_requested.connect(parts.correcting.go)
        window.central_changed.connect(lambda _: self._change_view())
        window.image_list.clicked.connect(self._give_keys)
        window.label_panel.label_added.connect(self._give_keys)
        window.status.zoom_clicked.connect(self.fit)
        for pane in (canvas, strides.panes[-1].view):
            pane.view_changed.connect(self._look_at)
        for view in (canvas, strides):
            view.hovered.connect(self._show_position)
            view.zoom_changed.connect(lambda _: self._show_zoom())

    @property
    def picture(self) -> Canvas | StrideView:
        """The view of the open image that is in sight."""
        return self._strides if self._window.central_name == STRIDE_VIEW else self._canvas

    def fit(self) -> None:
        """Show the whole image in the view that is in sight."""
        self.picture.fit()

    def _give_keys(self) -> None:
        """The keys are the picture's again."""
        self.picture.setFocus()

    def _change_view(self) -> None:
        """The stride view works only while it is in sight: its panes cost as much as canvases."""
        is_shown = self.picture is self._strides
        self._strides.set_document(self._document if is_shown else None)
        self._show_zoom()
        self._give_keys()

    def _show_zoom(self) -> None:
        if self._document is None:
            self._window.status.clear_zoom()
        else:
            self._window.status.set_zoom(self.picture.zoom)

    def _follow(self, document: Document | None) -> None:
        if self._document is not None:
            self._left = (file_of(self._document.path), self._looked_at)
        self._document = document
        self._canvas.set_document(document)
        self._look_again(document)
        self._look_at()
        if self.picture is self._strides:
            self._strides.set_document(document)
        self._window.image_list.set_current("" if document is None else document.image_id)
        self._show_zoom()
        self._show_title()
        self._show_history()
        self._counting.start()
        self._show_whether_saved()
        self._window.refresh_actions()

    def _look_at(self) -> None:
        """Of a large image the part that is looked at is predicted first."""
        view = self.picture if self.picture is self._canvas else self._strides.panes[-1].view
        x, y = view.viewport.centre if view.viewport else (0.0, 0.0)
        self._parts.predicting.looked_at = (y, x)

    @property
    def _looked_at(self) -> Viewport | None:
        """The part of the image that somebody looks at; None where it is all of it."""
        return None if self._canvas.is_fitted else self._canvas.viewport

    def _look_again(self, document: Document | None) -> None:
        """Another page of a file, or the same seen otherwise: at the place where one was."""
        file, there = self._left
        now = self._canvas.viewport
        if document is None or there is None or now is None or file_of(document.path) != file:
            return
        if (there.image_width, there.image_height) == (now.image_width, now.image_height):
            self._canvas.set_viewport(there.resized(now.view_width, now.view_height))

    def _edited(self) -> None:
        self._show_history()
        self._counting.start()
        if not self._parts.saving.is_failing:
            self._window.status.set_saved(tr("Saving …"), SavedKind.SAVING)
        self._window.refresh_actions()

    def _predicted(self) -> None:
        self._counting.start()
        self._show_position(*self.at)
        self._window.refresh_actions()

    def _show_title(self) -> None:
        project, document = self._parts.opening.project, self._document
        if project is None or document is None:
            self._window.set_title("" if project is None else project.images.name)
            return
        place, images = self._parts.listing.place(document.image_id)
        detail = tr("{place:,} of {images:,}").format(place=place, images=images) if place else ""
        page, pages = self._parts.paging.place
        if pages > 1:
            words = tr("page {page:,} of {pages:,}").format(page=page, pages=pages)
            detail = f"{words}   {detail}"
        self._window.set_title(project.images.name, name_of(document.path), detail)

    def _show_history(self) -> None:
        history = None if self._document is None else self._document.history
        done, undone = (history.done, history.undone) if history else ((), ())
        self._window.history_panel.set_history(done, undone, self._words_of)

    def _words_of(self, edit: Edit) -> str:
        return edit_words(edit, labels_of(self._parts.opening.project))

    def _show_counts(self) -> None:
        project, document = self._parts.opening.project, self._document
        labels = self._window.label_panel.model
        if project is None or document is None:
            labels.refresh(pixels={}, scores={})
            return
        pixels, net = shown_pixels(document), document.prediction
        said = document.corrections.values_HW
        judged = None if net is None else agreement(net, net, said, len(project.labels))
        labels.refresh(pixels=pixels, scores={} if judged is None else judged.iu)
        if pixels:
            project.set_labels_found(document.image_id, frozenset(pixels) - {VOID})

    def _show_position(self, x: int, y: int) -> None:
        self.at = (x, y)
        project, status = self._parts.opening.project, self._window.status
        if self._document is None or project is None or x < 0 or y < 0:
            status.clear_position()
            return
        label = label_at(self._document, x, y)
        if label is None:
            status.clear_position()
        elif label == UNTOUCHED:
            status.set_position(x, y)
        else:
            words = label_name(project.labels, label)
            if label != VOID:  # nobody but a person says so
                words = f"{words} · {certainty_words(self._document, x, y)}"
            status.set_position(x, y, words, color_of(project.labels, label))

    def _show_whether_saved(self) -> None:
        document, status = self._document, self._window.status
        if document is None or document.revision == 0:
            status.set_saved("")
        elif document.is_dirty:
            status.set_saved(tr("Saving …"), SavedKind.SAVING)
        else:
            status.set_saved(tr("Saved"))

    def _show_saved(self, image_id: str) -> None:
        if self._document is not None and image_id == self._document.image_id:
            saved = tr("Saved {time:%H:%M}").format(time=datetime.now())
            self._window.status.set_saved(saved)

    def _show_unsaved(self) -> None:
        self._window.status.set_saved(tr("Not saved"), SavedKind.FAILED)
