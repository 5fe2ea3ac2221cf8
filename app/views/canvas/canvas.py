"""The canvas: one document under the current tool."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPointingDevice,
    QTabletEvent,
)
from PySide6.QtWidgets import QWidget

from app.state.document import Document
from app.state.rect import Rect
from app.state.session import Session
from app.tools import TOOLS, Point, Tool, ToolContext
from app.tools.tool import Outlining, Pointer
from app.views.canvas.colors import look_changed, look_of
from app.views.canvas.objects import ObjectColors
from app.views.canvas.outline import OpenOutline
from app.views.canvas.pane import ImagePane
from app.views.canvas.peek import Peek
from app.views.canvas.pointer import ToolPointer
from app.views.canvas.strokes import Sizing, Strokes
from app.views.canvas.swipe import Swipe
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask

# On the canvas's grey, which is dark in every theme.
HINT = QColor(255, 255, 255, 150)
NEAR = 8.0
"""Logical pixels within which a hand means the same place."""


class Canvas(ImagePane):
    """Shows a document and lets the session's tool work on it.

    Follows the session (tool, brush, label, opacity, ...) and the document (corrections,
    prediction) by their signals.
    """

    def __init__(self, session: Session, labels: LabelSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._labels = session, labels
        self._document: Document | None = None
        self._hint = ""
        self._strokes, self._sizing = Strokes(session), Sizing(session)
        self._pointer = ToolPointer(self)
        self.ruler = self._pointer.ruler
        self.outline = OpenOutline(self, session)
        self._swipe, self.objects = Swipe(self), ObjectColors(self)
        self._tools: dict[str, Tool] = {}
        self.tool = self._own_tool(session.tool)
        Peek(session, self)
        self.view_changed.connect(self._pointer.find)
        self._follow(session)
        self.show_pointer()

    # --- what it works on ---------------------------------------------------------------------

    @property
    def labels(self) -> LabelSet:
        return self._labels

    @property
    def document(self) -> Document | None:
        return self._document

    def set_document(self, document: Document | None) -> None:
        """Show another document, as a whole; a stroke under way is finished first."""
        if document is self._document:
            return
        self.finish_stroke()
        self.cancel_stroke()  # what was only measured
        self._swipe.compare_with(None)
        self.objects.drop()
        if self._document is not None:
            self._document.corrections_changed.disconnect(self.overlay_changed)
            self._document.prediction_grew.disconnect(self.overlay_changed)
            self._document.prediction_changed.disconnect(self.refresh_overlay)
        self._document = document
        if document is not None:
            document.corrections_changed.connect(self.overlay_changed)
            document.prediction_grew.connect(self.overlay_changed)
            document.prediction_changed.connect(self.refresh_overlay)
        self.set_image(None if document is None else document.image_HWC)
        self.refresh_overlay()
        self._pointer.find()
        self.show_pointer()

    def set_hint(self, hint: str) -> None:
        """What to say while no image is open."""
        self._hint = hint
        self.update()

    def set_labels(self, labels: LabelSet) -> None:
        """Show the labels by these names and colours."""
        self._labels = labels
        self.refresh_overlay()
        self._pointer.refresh()

    def set_tool(self, tool: Tool) -> None:
        """Work with a tool until the session names another."""
        self.finish_stroke()
        self.cancel_stroke()
        self.tool = tool
        self.show_pointer()

    def refresh_overlay(self) -> None:
        """Colour all that is visible anew."""
        layers, look = self._swipe.layers(self._document), look_of(self._session)
        self.set_overlay(*self.objects.shown(layers, self._labels, look, self.pixel_ratio))

    def overlay_changed(self, pixels: Rect) -> None:
        self.objects.painted(self._document, pixels)
        super().overlay_changed(pixels)

    def compare_with(self, before_HW: Mask | None) -> None:
        """Show another net's mask left of a line that can be dragged, or the document alone.

        Both are shown without corrections; dashes surround where they contradict them. An open
        outline waits.
        """
        self._strokes.release()
        self._swipe.compare_with(before_HW)
        self.refresh_overlay()
        self.show_pointer()

    def context(self) -> ToolContext | None:
        """What the tool would work on now; None without a document."""
        if self._document is None:
            return None
        near = NEAR * self.pixel_ratio / self.zoom
        return self._strokes.context(self._document, near)

    @property
    def is_comparing(self) -> bool:
        """True while two nets' masks are shown instead of the document."""
        return self._swipe.halves is not None

    @property
    def is_stroking(self) -> bool:
        """True from a press of the tool to its release."""
        return self._strokes.is_active

    def finish_stroke(self) -> None:
        """End a stroke under way where it is, and keep it; an open outline, too."""
        self._strokes.release()
        if (tool := self.outline.tool) is not None:
            tool.close()
            self.outline.refresh()

    def cancel_stroke(self) -> None:
        """End a stroke under way as if it had not been; else an open outline or a ruler's line."""
        context = self.context()
        if self.is_stroking:
            self._strokes.cancel()
        elif context is not None:
            self.tool.cancel(context)
        self.outline.refresh()
        self._pointer.refresh()

    # --- painting -----------------------------------------------------------------------------

    def paint_above(self, painter: QPainter) -> None:
        if self._document is None:
            painter.resetTransform()
            painter.setPen(HINT)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._hint)
        elif not self.is_comparing:
            self.outline.draw(painter)
            self._pointer.draw(painter)
        else:
            self._swipe.draw(painter)

    def show_pointer(self) -> None:
        is_drawn = self._document is not None and self.tool.pointer == Pointer.BRUSH
        shape = Qt.CursorShape.BlankCursor if is_drawn else Qt.CursorShape.CrossCursor
        self.setCursor(Qt.CursorShape.SplitHCursor if self.is_comparing else shape)
        self._pointer.refresh()

    # --- events -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._sizing.press(event.position())
            else:
                self._press(self.tool, self._point(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if isinstance(self.tool, Outlining):  # its first click was one of the outline's
            self.finish_stroke()
        else:
            self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._sizing.is_active:
            self._sizing.move(event.position(), self.zoom / self.pixel_ratio)
            return
        self._move(event.position(), 1.0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._sizing.release()
            self._release(self._point(event.position()))

    def tabletEvent(self, event: QTabletEvent) -> None:
        kind, at = event.type(), event.position()
        if self.is_panning or event.button() not in (
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.NoButton,
        ):
            event.ignore()
        elif kind == QEvent.Type.TabletPress:
            is_eraser = event.pointerType() == QPointingDevice.PointerType.Eraser
            tool = self._own_tool("eraser") if is_eraser else self.tool
            self._press(tool, self._point(at, event.pressure()))
        elif kind == QEvent.Type.TabletMove:
            self._move(at, event.pressure())
        elif kind == QEvent.Type.TabletRelease:
            self._release(self._point(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_begun = self.is_stroking or self.ruler.span is not None
        if event.key() == Qt.Key.Key_Escape and is_begun:
            self.cancel_stroke()
        else:
            self._strokes.heed(event)
            self._pointer.refresh()
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._strokes.heed(event)
        self._pointer.refresh()
        super().keyReleaseEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._point_at(self._point(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointer.hide()
        self.outline.move(None)

    # --- inside -------------------------------------------------------------------------------

    def _press(self, tool: Tool, at: Point) -> None:
        context = self.context()
        if context is not None and not self.is_stroking:
            self._strokes.press(tool, at, context)
            self._point_at(at)

    def _move(self, position: QPointF, pressure: float) -> None:
        at = self._point(position, pressure)
        self._strokes.move(at)
        self._point_at(at)
        self.hover(position)

    def _release(self, at: Point) -> None:
        self._strokes.release(at)
        self._point_at(at)

    def _point_at(self, at: Point) -> None:
        self._pointer.move(at)
        self.outline.move(at)

    def _point(self, position: QPointF, pressure: float = 1.0) -> Point:
        return Point(*self.image_point(position), pressure)

    def _own_tool(self, id: str) -> Tool:
        if id not in self._tools:
            self._tools[id] = TOOLS[id]()
        return self._tools[id]

    def _follow(self, session: Session) -> None:
        session.tool_changed.connect(lambda id: self.set_tool(self._own_tool(id)))
        session.brush_changed.connect(self._pointer.refresh)
        session.label_changed.connect(self._pointer.refresh)
        session.overlay_hidden_changed.connect(lambda hidden: self.set_overlay_shown(not hidden))
        session.lighting_changed.connect(lambda: self.set_lighting(session.lighting))
        for changed in look_changed(session):
            changed.connect(lambda *_: self.refresh_overlay())
