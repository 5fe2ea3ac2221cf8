"""From the pointer on the widget to the tool on the document: presses, moves, releases."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.state.document import Document
from app.state.session import Session
from app.tools.tool import Point, Tool, ToolContext


class Strokes:
    """Feeds one tool with points of one document, in the right order.

    What begins on a document ends on it, whatever becomes the current tool or document meanwhile.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tool: Tool | None = None
        self._context: ToolContext | None = None
        self._last = Point(0.0, 0.0)

    @property
    def is_active(self) -> bool:
        """True from a press to its release."""
        return self._tool is not None

    def context(self, document: Document, near: float) -> ToolContext:
        """What a tool would work on now, with the keys that are held."""
        return ToolContext(
            document=document, session=self._session, shift=_is_shift_held(), near=near
        )

    def press(self, tool: Tool, at: Point, context: ToolContext) -> None:
        self._tool, self._context, self._last = tool, context, at
        tool.press(at, context)

    def move(self, at: Point) -> None:
        if self._tool is not None and self._context is not None:
            self._last = at
            self._tool.move(at, replace(self._context, shift=_is_shift_held()))

    def heed(self, event: QKeyEvent) -> None:
        """Shift is held from now on, or no more: the application says so only at the next event."""
        if event.key() == Qt.Key.Key_Shift and self._tool is not None and self._context is not None:
            is_held = event.type() == QEvent.Type.KeyPress
            self._tool.move(self._last, replace(self._context, shift=is_held))

    def release(self, at: Point | None = None) -> None:
        """Finish where the pointer is, or where it was last."""
        tool, context = self._tool, self._context
        self._tool = self._context = None
        if tool is not None and context is not None:
            tool.release(at or self._last, replace(context, shift=_is_shift_held()))

    def cancel(self) -> None:
        """As if the press had not been."""
        tool, context = self._tool, self._context
        self._tool = self._context = None
        if tool is not None and context is not None:
            tool.cancel(context)


class Sizing:
    """Alt + drag: the brush grows to the right and shrinks to the left."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._from: tuple[float, int] | None = None

    @property
    def is_active(self) -> bool:
        return self._from is not None

    def press(self, at: QPointF) -> None:
        self._from = at.x(), self._session.brush_size

    def move(self, at: QPointF, zoom: float) -> None:
        """`zoom` is widget pixels per image pixel: the edge follows the pointer."""
        if self._from is not None:
            start, size = self._from
            self._session.set_brush_size(size + round(2 * (at.x() - start) / zoom))

    def release(self) -> None:
        self._from = None


def _is_shift_held() -> bool:
    return bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
