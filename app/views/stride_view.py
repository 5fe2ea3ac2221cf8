"""The stride view: 32s | 16s | 8s | mask side by side, with one cursor, pan and zoom.

Nets that go on to 4s and 2s get a pane for each.

A click takes the region under it from that pane's output into the corrections; in the mask pane
it confirms the region. A dashed line surrounds what differs from the mask.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.language import figure, tr
from app.state.document import Document
from app.state.predictions import STRIDES, USUAL
from app.state.rect import Rect
from app.state.session import Session
from app.views.canvas.agreement import agreement
from app.views.canvas.colors import look_changed, look_of
from app.views.canvas.cursor import Tag
from app.views.canvas.overlay import Layers, Paint
from app.views.canvas.peek import Peek
from app.views.canvas.photo import Photo
from app.views.canvas.pointer import tag_of
from app.views.canvas.stride_pane import MASK, StridePane
from app.views.canvas.viewport import Viewport
from app.views.words import percent
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED

# Milliseconds without a change before the scores are counted anew.
COUNT_AFTER = 250


class StrideView(QWidget):
    """Linked panes on one document: one for each output, and the mask.

    Signals as in `Canvas`.
    """

    hovered = Signal(int, int)
    zoom_changed = Signal(float)
    view_changed = Signal()

    def __init__(self, session: Session, labels: LabelSet) -> None:
        super().__init__()
        self._session, self._labels = session, labels
        self._document: Document | None = None
        self._is_linking = False
        self._shape = (0, 0)
        self.panes = [StridePane(stride, self) for stride in (*STRIDES, MASK)]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        # Panes come and go; the window's smallest size does not change with them.
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(COUNT_AFTER)
        self._counting.timeout.connect(self.count)
        for pane in self.panes:
            self._connect(pane)
        for changed in look_changed(session):
            changed.connect(lambda *_: self._refresh())
        session.overlay_hidden_changed.connect(self._set_hidden)
        session.lighting_changed.connect(self._set_lighting)
        self.setFocusProxy(self.panes[-1].view)
        self._arrange()

    # --- what is shown ------------------------------------------------------------------------

    def set_document(self, document: Document | None) -> None:
        """Show another document, as a whole."""
        if document is self._document:
            return
        if self._document is not None:
            self._document.corrections_changed.disconnect(self._part_changed)
            self._document.prediction_grew.disconnect(self._part_changed)
            self._document.prediction_changed.disconnect(self._prediction_changed)
        self._document = document
        photo = None
        if document is not None:
            document.corrections_changed.connect(self._part_changed)
            document.prediction_grew.connect(self._part_changed)
            document.prediction_changed.connect(self._prediction_changed)
            photo = Photo(document.image_HWC)
        self._arrange()
        for pane in self.panes:
            pane.view.set_image(None if document is None else document.image_HWC, photo)
        self._refresh()

    def set_labels(self, labels: LabelSet) -> None:
        """Show the labels by these names and colours."""
        self._labels = labels
        self._refresh()

    def fit(self) -> None:
        """Show the whole image in every pane."""
        for pane in self.panes:
            pane.view.fit()

    def zoom_to(self, zoom: float) -> None:
        self.panes[-1].view.zoom_to(zoom)

    def zoom_in(self) -> None:
        self.panes[-1].view.zoom_in()

    def zoom_out(self) -> None:
        self.panes[-1].view.zoom_out()

    @property
    def zoom(self) -> float:
        """Device pixels per image pixel."""
        return self.panes[-1].view.zoom

    def count(self) -> None:
        """Write the scores of each output into its header."""
        document = self._document
        for pane in self.panes:
            pane.scores.set_texts(
                *([""] if document is None else self._scores(pane.stride, document))
            )

    # --- inside -------------------------------------------------------------------------------

    def _connect(self, pane: StridePane) -> None:
        view = pane.view
        Peek(self._session, view)
        view.hovered.connect(lambda x, y: self._hover(pane, x, y))
        view.view_changed.connect(lambda: self._link(pane))
        view.clicked.connect(lambda x, y: self._take(pane.stride, x, y))
        if pane.stride == MASK:
            view.zoom_changed.connect(self.zoom_changed)

    def _refresh(self) -> None:
        document = self._document
        paint = Paint.of(self._labels, look_of(self._session), self.devicePixelRatioF())
        for pane in self.panes:
            layers = Layers() if document is None else _layers(document, pane.stride)
            pane.view.set_overlay(layers, paint)
            if document is not None and layers.is_empty:
                pane.scores.set_texts(tr("waiting for the net"), "…")
        self._counting.start()

    def _prediction_changed(self, *_: object) -> None:
        self._arrange()
        self._refresh()

    def _part_changed(self, rect: Rect) -> None:
        for pane in self.panes:
            pane.view.overlay_changed(rect)
        self._counting.start()

    def _take(self, stride: int, x: int, y: int) -> None:
        document = self._document
        if document is None:
            return
        if stride == MASK:
            document.accept_region(x, y)
        else:
            document.take_region(x, y, stride, self._session.limits)

    def _hover(self, source: StridePane, x: int, y: int) -> None:
        for pane in self.panes:
            pane.view.set_cursor(*((-1, -1) if pane is source else (x, y)))
            pane.name_label(self._tag(pane.stride, x, y))
        self.hovered.emit(x, y)

    def _link(self, source: StridePane) -> None:
        viewport = source.view.viewport
        # What fits is fitted by each pane for itself.
        if self._is_linking or viewport is None or source.view.is_fitted:
            return
        self._is_linking = True
        for pane in self.panes:
            other = pane.view.viewport
            # Who is yet to get the size that the others have keeps its centre by itself.
            if pane is source or other is None:
                continue
            if pane.isHidden() or _are_alike(viewport, other):
                size = {"view_width": other.view_width, "view_height": other.view_height}
                pane.view.set_viewport(replace(viewport, **size))
        self._is_linking = False
        self.view_changed.emit()

    def _set_hidden(self, hidden: bool) -> None:
        for pane in self.panes:
            pane.view.set_overlay_shown(not hidden)

    def _set_lighting(self) -> None:
        for pane in self.panes:
            pane.view.set_lighting(self._session.lighting)

    def _tag(self, stride: int, x: int, y: int) -> Tag | None:
        document = self._document
        if document is None or x < 0:
            return None
        if stride == MASK:
            value = int(document.composite(Rect(x, y, 1, 1))[0, 0])
        else:
            prediction = document.predictions.by_stride.get(stride)
            value = UNTOUCHED if prediction is None else int(prediction[y, x])
        return None if value == UNTOUCHED else tag_of(value, self._labels)

    def _scores(self, stride: int, document: Document) -> list[str]:
        """What a header says, and what instead where that does not fit."""
        corrections = document.corrections
        if stride == MASK:
            share = percent(corrections.touched / max(1, corrections.values_HW.size))
            return [tr("{share} confirmed").format(share=share), share]
        prediction = document.predictions.by_stride.get(stride)
        if prediction is None:
            return [tr("waiting for the net"), "…"]
        found = agreement(prediction, document.prediction, corrections.values_HW, len(self._labels))
        share = percent(found.differs)
        differs = tr("differs {share}").format(share=share)
        if found.mean_iu is None:
            return [differs, share]
        return [f"IU {figure(found.mean_iu, '.2f')} · {differs}", differs, share]

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """All panes in a row, or in a grid where that shows the image larger."""
        strides = (*(self._document.predictions.strides if self._document else USUAL), MASK)
        shape = self._best_shape(len(strides))
        shown = [pane for pane in self.panes if pane.stride in strides]
        if shape == self._shape and len(shown) == self._grid.count():
            return
        for index in range(max(*self._shape, *shape)):
            self._grid.setRowStretch(index, 1 if index < shape[0] else 0)
            self._grid.setColumnStretch(index, 1 if index < shape[1] else 0)
        for pane in self.panes:
            self._grid.removeWidget(pane)
            if pane.isHidden() == (pane in shown):
                pane.setVisible(pane in shown)
        for index, pane in enumerate(shown):
            self._grid.addWidget(pane, index // shape[1], index % shape[1])
        self._shape = shape
        self._grid.activate()
        self._link(self.panes[-1])

    def _best_shape(self, panes: int) -> tuple[int, int]:
        """Rows and columns for so many panes."""
        height, width = (3, 4) if self._document is None else self._document.shape

        def scale(shape: tuple[int, int]) -> float:
            return min(self.width() / shape[1] / width, self.height() / shape[0] / height)

        shapes = {(rows, -(-panes // rows)) for rows in range(1, panes + 1)}
        return max(sorted(shapes), key=scale)


def _are_alike(one: Viewport, other: Viewport) -> bool:
    """Views of one size, but for a pixel that could not be divided."""
    across, down = one.view_width - other.view_width, one.view_height - other.view_height
    return abs(across) <= 1 and abs(down) <= 1


def _layers(document: Document, stride: int) -> Layers:
    corrections = document.corrections.values_HW
    if stride == MASK:
        return Layers(prediction=document.prediction, corrections=corrections, doubt=document.doubt)
    predictions = document.predictions
    return Layers(
        prediction=predictions.by_stride.get(stride),
        doubt=predictions.doubt_by_stride.get(stride),
        reference=document.prediction,
        reference_corrections=corrections,
    )
