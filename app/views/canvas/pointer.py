"""The tool's pointer on the canvas: brush outline, straight-line preview, label tag, ruler.

Knows what it drew, so that moving it repaints two small rectangles and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QCursor, QPainter
from PySide6.QtWidgets import QApplication

from app.language import tr
from app.state.label_words import color_of, label_name
from app.state.rect import NOWHERE, Rect
from app.tools.brush import stamp_of
from app.tools.stamps import Spot, Stamp
from app.tools.tool import Point, Pointer, ToolContext, open_outline
from app.views.canvas.cursor import (
    Tag,
    draw_outline,
    draw_path,
    draw_tag,
    outline_rect,
    path_rect,
    tag_rect,
)
from app.views.canvas.ruler import RulerLine
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED

if TYPE_CHECKING:
    from app.views.canvas.canvas import Canvas


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """All that is drawn for one position of the pointer, and where (device pixels)."""

    spot: Spot
    stamp: Stamp | None
    outline: Rect
    tag: Tag | None
    tag_box: Rect
    line: tuple[Spot, Spot] | None
    line_box: Rect

    @property
    def boxes(self) -> tuple[Rect, Rect, Rect]:
        return self.outline, self.tag_box, self.line_box


class ToolPointer:
    """Follows the pointer over one canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas, self.ruler = canvas, RulerLine(canvas)
        self._at: Point | None = None
        self._drawn: Drawn | None = None

    def move(self, at: Point) -> None:
        """The pointer is over this image point, which may lie outside the image."""
        self._at = at
        self.refresh()

    def find(self) -> None:
        """Without having moved it is over another point of the image now."""
        at = QCursor.pos()
        if QApplication.widgetAt(at) is self._canvas:
            position = QPointF(self._canvas.mapFromGlobal(at))
            self._at = Point(*self._canvas.image_point(position))
        self.refresh()

    def hide(self) -> None:
        self._at = None
        self.refresh()

    def refresh(self) -> None:
        """Something that shows in the pointer may have changed."""
        self.ruler.refresh()
        drawn = self._described()
        if drawn == self._drawn:
            return
        for old in (self._drawn, drawn):
            for box in old.boxes if old is not None else ():
                self._canvas.update_device(box)
        self._drawn = drawn

    def draw(self, painter: QPainter) -> None:
        viewport, drawn, ratio = self._canvas.viewport, self._drawn, self._canvas.pixel_ratio
        self.ruler.draw(painter)
        if viewport is None or drawn is None:
            return
        if drawn.line is not None:
            draw_path(painter, viewport, drawn.line, ratio)
        if drawn.stamp is not None:
            draw_outline(painter, viewport, drawn.stamp, drawn.spot, ratio)
        if drawn.tag is not None:
            draw_tag(painter, drawn.tag_box, drawn.tag, self._canvas.font(), ratio)

    def _described(self) -> Drawn | None:
        at, viewport, context = self._at, self._canvas.viewport, self._canvas.context()
        if at is None or viewport is None or context is None or self._canvas.is_panning:
            return None
        tool, ratio = self._canvas.tool, self._canvas.pixel_ratio
        stamp = stamp_of(context.session) if tool.pointer == Pointer.BRUSH else None
        spot = Spot(at.x, at.y) if stamp is None else stamp.spot(at.x, at.y)
        line = self._line(spot, context)
        tag = self._tag(at, context)
        reach = 8 * ratio if stamp is None else stamp.size / 2 * viewport.zoom
        font = self._canvas.font()
        return Drawn(
            spot=spot,
            stamp=stamp,
            outline=NOWHERE if stamp is None else outline_rect(viewport, stamp, spot, ratio),
            tag=tag,
            tag_box=NOWHERE if tag is None else tag_rect(viewport, tag, spot, reach, font, ratio),
            line=line,
            line_box=NOWHERE if line is None else path_rect(viewport, line, 2 * ratio),
        )

    def _line(self, spot: Spot, context: ToolContext) -> tuple[Spot, Spot] | None:
        start = self._canvas.tool.line_from(context) if context.shift else None
        if start is None or self._canvas.is_stroking:
            return None
        return Spot(start.x, start.y), spot

    def _tag(self, at: Point, context: ToolContext) -> Tag | None:
        viewport, tool = self._canvas.viewport, self._canvas.tool
        # While one paints, the hand knows what it holds, and the tag would hide the work.
        is_painting = self._canvas.is_stroking or open_outline(tool) is not None
        if is_painting or viewport is None or not viewport.holds(at.x, at.y):
            return None
        label = tool.label_at(at, context)
        return None if label is None else tag_of(label, self._canvas.labels)


def tag_of(label: int, labels: LabelSet) -> Tag:
    """How a mask value is called beside the pointer."""
    if label == UNTOUCHED:
        return Tag(tr("Erase"), None)
    return Tag(label_name(labels, label), color_of(labels, label))
