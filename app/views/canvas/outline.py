"""The open outline of the canvas's tool: shown with its way to the pointer, finished by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPen

from app.state.draft import Draft
from app.state.rect import NOWHERE
from app.state.session import Session
from app.tools.stamps import Spot
from app.tools.tool import Outlining, Point, open_outline
from app.views.canvas.cursor import DARK, LIGHT, draw_path, path_rect

if TYPE_CHECKING:
    from app.views.canvas.canvas import Canvas

# Logical pixels: of the square at the first corner, and of a smaller one at the last.
FIRST, LAST = 9.0, 5.0
NO_KEY = Qt.KeyboardModifier.NoModifier
CLOSING = ((NO_KEY, Qt.Key.Key_Return), (NO_KEY, Qt.Key.Key_Enter))
BACK, DROP = (NO_KEY, Qt.Key.Key_Backspace), (NO_KEY, Qt.Key.Key_Escape)


class OpenOutline(QObject):
    """Watches the keys of one canvas while its tool has an open outline, and draws that."""

    changed = Signal(object)
    """Its `Draft`, None if none is open any more."""

    def __init__(self, canvas: Canvas, session: Session) -> None:
        super().__init__(canvas)
        self._canvas, self._session = canvas, session
        self._path: tuple[Spot, ...] = ()
        """What is drawn: the points, and the way to the pointer after them."""
        self._points = 0
        """How many of them are the outline's."""
        self._told: tuple[tuple[Point, ...], int | None] = (), None
        self._can_close = False
        self._at: Point | None = None
        self._box = NOWHERE
        self._undo: tuple[QKeySequence, ...] = ()
        canvas.installEventFilter(self)
        canvas.view_changed.connect(self.refresh)
        session.label_changed.connect(lambda _: self.refresh())

    @property
    def tool(self) -> Outlining | None:
        """The tool, if an outline is open."""
        return open_outline(self._canvas.tool)

    def resume(self, draft: Draft) -> None:
        """Go on with an outline that was open when the program ended, with its tool."""
        self._session.set_tool(draft.tool)
        tool, context = self._canvas.tool, self._canvas.context()
        if context is not None and isinstance(tool, Outlining):
            tool.resume(draft, context)
            self.refresh()

    def move(self, at: Point | None) -> None:
        """The pointer is over this image point, or has left."""
        self._at = at
        self.refresh()

    def refresh(self) -> None:
        """The outline, the view or the pointer may have changed."""
        tool, viewport = self.tool, self._canvas.viewport
        points = () if tool is None else tool.outline
        path = tuple(Spot(point.x, point.y) for point in (*points, *self._lead()))
        old, self._path, self._points = self._box, path, len(points)
        self._can_close = tool is not None and tool.can_close
        ratio = self._canvas.pixel_ratio
        reach = FIRST * ratio
        self._box = NOWHERE if viewport is None else path_rect(viewport, path, reach)
        for box in {old, self._box}:
            self._canvas.update_device(box)
        self._tell(tool, points)

    def _tell(self, tool: Outlining | None, points: tuple[Point, ...]) -> None:
        """A press under way may still be cancelled: it is told of when it has ended."""
        state = points, self._session.label if points else None
        if state != self._told and not self._canvas.is_stroking:
            self._told = state
            self.changed.emit(None if tool is None else tool.draft)

    def _lead(self) -> tuple[Point, ...]:
        """From the last corner to the pointer."""
        tool, context = self.tool, self._canvas.context()
        if tool is None or context is None or self._at is None:
            return ()
        return tool.lead(self._at, context)

    def draw(self, painter: QPainter) -> None:
        viewport, ratio = self._canvas.viewport, self._canvas.pixel_ratio
        if viewport is None or not self._path:
            return
        draw_path(painter, viewport, self._path, ratio)
        ends = ((self._path[0], FIRST), (self._path[self._points - 1], LAST))
        for spot, side in ends if self._can_close else ends[1:]:
            x, y = viewport.to_screen(spot.x, spot.y)
            square = QRectF(x - side * ratio / 2, y - side * ratio / 2, side * ratio, side * ratio)
            painter.setPen(QPen(DARK, ratio))
            painter.fillRect(square, LIGHT)
            painter.drawRect(square)

    def set_undo_keys(self, keys: Sequence[str]) -> None:
        """The keys of undo: they take back a corner, also while there is no edit to take back."""
        self._undo = tuple(QKeySequence(key) for key in keys)

    def step_back(self) -> bool:
        """Take back what the last press added; False if no outline is open."""
        tool = self.tool
        if tool is None:
            return False
        if not self._canvas.is_stroking:
            tool.step_back()
            self.refresh()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that mean something else where no outline is open."""
        if not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Shift:
            self.refresh()  # held, it makes the way straight
        deed = self._deed(event)
        if deed is None:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # it comes again, as a press
        elif event.type() == QEvent.Type.KeyPress and not self._canvas.is_stroking:
            deed()
        return True

    def _deed(self, event: QKeyEvent) -> Callable[[], object] | None:
        pressed = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, Qt.Key(event.key())
        is_closing = pressed in CLOSING
        if is_closing and event.isAutoRepeat() and isinstance(self._canvas.tool, Outlining):
            return lambda: None  # the press before it closed an outline, and this is the same one
        if self.tool is None or self._canvas.is_comparing:
            return None
        if is_closing:
            return self._canvas.finish_stroke
        if pressed == BACK or QKeySequence(QKeyCombination(*pressed)) in self._undo:
            return self.step_back
        if pressed == DROP and not self._canvas.is_stroking:
            return self._canvas.cancel_stroke
        return None
