"""The session: what the user has in hand and how they look at it.

Nothing here is saved with a project but how light its images are shown; the settings remember the
sizes of tidying up.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from app.state.corrections import FREE, PaintLimits
from app.state.lighting import AS_IT_IS, Lighting

MIN_BRUSH, MAX_BRUSH = 1, 500
MAX_RADIUS, MAX_SPECK = 99, 99_999
USUAL_RADIUS, USUAL_SPECK = 2, 64
"""Pixels by which outlines are tidied up, and below which a part of a label is a speck."""


class BrushShape(StrEnum):
    """The outline of the brush's stamp."""

    ROUND = "round"
    SQUARE = "square"


class Session(QObject):
    """Tool, brush, label and view options. Each setter emits its signal only on a change."""

    tool_changed = Signal(str)
    brush_changed = Signal()
    label_changed = Signal(int)
    opacity_changed = Signal(int)
    outline_changed = Signal(bool)
    overlay_hidden_changed = Signal(bool)
    hatch_changed = Signal(bool)
    doubt_changed = Signal(bool)
    objects_colored_changed = Signal(bool)
    visibility_changed = Signal()
    lighting_changed = Signal()
    limits_changed = Signal()
    nothing_changed = Signal()
    """A tool was used in vain; there are limits, which may be why."""
    rough_stroke_made = Signal(object)
    """A stroke (a `RoughStroke`) that shall become the thing under it."""
    stays_in_region_changed = Signal(bool)
    tidying_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tool = "brush"
        self._brush_size, self._brush_shape = 20, BrushShape.ROUND
        self._label, self._previous_label = 1, 0
        self._opacity, self._outline, self._overlay_hidden = 60, False, False
        self._hatch, self._doubt, self._objects_colored = False, False, False
        self._lighting = AS_IT_IS
        self._hidden_labels: frozenset[int] = frozenset()
        self._limits, self._stays_in_region = FREE, False
        self._tidy_radius, self._speck_size = USUAL_RADIUS, USUAL_SPECK

    @property
    def tool(self) -> str:
        """Id of the current tool."""
        return self._tool

    def set_tool(self, tool: str) -> None:
        if tool != self._tool:
            self._tool = tool
            self.tool_changed.emit(tool)

    @property
    def brush_size(self) -> int:
        """Diameter or side in image pixels, 1-500."""
        return self._brush_size

    def set_brush_size(self, size: int) -> None:
        """Set the size, kept within 1-500."""
        size = max(MIN_BRUSH, min(MAX_BRUSH, size))
        if size != self._brush_size:
            self._brush_size = size
            self.brush_changed.emit()

    @property
    def brush_shape(self) -> BrushShape:
        return self._brush_shape

    def set_brush_shape(self, shape: BrushShape) -> None:
        if shape != self._brush_shape:
            self._brush_shape = shape
            self.brush_changed.emit()

    @property
    def label(self) -> int:
        """Label id that tools paint: 0-253, or 255 for void."""
        return self._label

    def set_label(self, label: int) -> None:
        if label != self._label:
            self._previous_label, self._label = self._label, label
            self.label_changed.emit(label)

    def swap_labels(self) -> None:
        """Back to the label before, and the other way round."""
        self.set_label(self._previous_label)

    def drop_labels(self, labels: Collection[int], instead: int) -> None:
        """Nobody paints with these any more, or over them alone."""
        if self._label in labels:
            self.set_label(instead)
        if self._previous_label in labels:
            self._previous_label = instead
        limits = self._limits
        over = None if limits.only_over in labels else limits.only_over
        self.set_limits(replace(limits, only_over=over, locked=limits.locked - set(labels)))

    @property
    def opacity(self) -> int:
        """Of the overlay, in percent."""
        return self._opacity

    def set_opacity(self, percent: int) -> None:
        """Set the opacity, kept within 0-100."""
        percent = max(0, min(100, percent))
        if percent != self._opacity:
            self._opacity = percent
            self.opacity_changed.emit(percent)

    @property
    def outline_only(self) -> bool:
        return self._outline

    def set_outline_only(self, outline: bool) -> None:
        if outline != self._outline:
            self._outline = outline
            self.outline_changed.emit(outline)

    @property
    def overlay_hidden(self) -> bool:
        """True while the hide key is held."""
        return self._overlay_hidden

    def set_overlay_hidden(self, hidden: bool) -> None:
        if hidden != self._overlay_hidden:
            self._overlay_hidden = hidden
            self.overlay_hidden_changed.emit(hidden)

    @property
    def hatch_shown(self) -> bool:
        """True while the pixels that a person confirmed are hatched."""
        return self._hatch

    def set_hatch_shown(self, shown: bool) -> None:
        if shown != self._hatch:
            self._hatch = shown
            self.hatch_changed.emit(shown)

    @property
    def doubt_shown(self) -> bool:
        """True while the net's doubt is shown instead of the labels."""
        return self._doubt

    def set_doubt_shown(self, shown: bool) -> None:
        if shown != self._doubt:
            self._doubt = shown
            self.doubt_changed.emit(shown)

    @property
    def objects_colored(self) -> bool:
        """True while each object has a colour of its own, instead of its label's."""
        return self._objects_colored

    def set_objects_colored(self, colored: bool) -> None:
        if colored != self._objects_colored:
            self._objects_colored = colored
            self.objects_colored_changed.emit(colored)

    @property
    def hidden_labels(self) -> frozenset[int]:
        """Labels left out of the overlay; new labels are visible."""
        return self._hidden_labels

    def set_visible(self, label: int, visible: bool) -> None:
        self.set_hidden_labels(
            self._hidden_labels - {label} if visible else self._hidden_labels | {label}
        )

    def set_hidden_labels(self, labels: frozenset[int]) -> None:
        if labels != self._hidden_labels:
            self._hidden_labels = labels
            self.visibility_changed.emit()

    @property
    def lighting(self) -> Lighting:
        """How light images are shown."""
        return self._lighting

    def set_lighting(self, lighting: Lighting) -> None:
        if lighting != self._lighting:
            self._lighting = lighting
            self.lighting_changed.emit()

    @property
    def limits(self) -> PaintLimits:
        """Where tools may paint; locked labels are part of it."""
        return self._limits

    def set_limits(self, limits: PaintLimits) -> None:
        if limits != self._limits:
            self._limits = limits
            self.limits_changed.emit()

    @property
    def stays_in_region(self) -> bool:
        """True if a stroke stays in the region of the net's mask in which it starts."""
        return self._stays_in_region

    def set_stays_in_region(self, stays: bool) -> None:
        if stays != self._stays_in_region:
            self._stays_in_region = stays
            self.stays_in_region_changed.emit(stays)

    @property
    def tidy_radius(self) -> int:
        """By how many pixels labels are smoothed, grown and shrunk, 1-99."""
        return self._tidy_radius

    @property
    def speck_size(self) -> int:
        """Parts of a label that have fewer pixels are specks, 1-99,999."""
        return self._speck_size

    def set_tidying(self, radius: int, speck: int) -> None:
        """Set both, kept within their ranges."""
        sizes = max(1, min(MAX_RADIUS, radius)), max(1, min(MAX_SPECK, speck))
        if sizes != (self._tidy_radius, self._speck_size):
            self._tidy_radius, self._speck_size = sizes
            self.tidying_changed.emit()
