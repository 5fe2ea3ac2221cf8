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
    """Tool, brush, label and view options: read them here, set them by their setters, each of which
    emits its signal on a change alone.
    """

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
        self.tool = "brush"
        """Id of the current tool."""
        self.brush_size, self.brush_shape = 20, BrushShape.ROUND
        """Diameter or side in image pixels, 1-500, and the outline."""
        self.label, self._previous_label = 1, 0
        """Label id that tools paint: 0-253, or 255 for void."""
        self.opacity = 60
        """Of the overlay, in percent."""
        self.outline_only = False
        self.overlay_hidden = False
        """True while the hide key is held."""
        self.hatch_shown = False
        """True while the pixels that a person confirmed are hatched."""
        self.doubt_shown = False
        """True while the net's doubt is shown instead of the labels."""
        self.objects_colored = False
        """True while each object has a colour of its own, instead of its label's."""
        self.lighting = AS_IT_IS
        """How light images are shown."""
        self.hidden_labels: frozenset[int] = frozenset()
        """Labels left out of the overlay; new labels are visible."""
        self.limits = FREE
        """Where tools may paint; locked labels are part of it."""
        self.stays_in_region = False
        """True if a stroke stays in the region of the net's mask in which it starts."""
        self.tidy_radius = USUAL_RADIUS
        """By how many pixels labels are smoothed, grown and shrunk, 1-99."""
        self.speck_size = USUAL_SPECK
        """Parts of a label that have fewer pixels are specks, 1-99,999."""

    def set_tool(self, tool: str) -> None:
        if tool != self.tool:
            self.tool = tool
            self.tool_changed.emit(tool)

    def set_brush_size(self, size: int) -> None:
        """Set the size, kept within 1-500."""
        size = max(MIN_BRUSH, min(MAX_BRUSH, size))
        if size != self.brush_size:
            self.brush_size = size
            self.brush_changed.emit()

    def set_brush_shape(self, shape: BrushShape) -> None:
        if shape != self.brush_shape:
            self.brush_shape = shape
            self.brush_changed.emit()

    def set_label(self, label: int) -> None:
        if label != self.label:
            self._previous_label, self.label = self.label, label
            self.label_changed.emit(label)

    def swap_labels(self) -> None:
        """Back to the label before, and the other way round."""
        self.set_label(self._previous_label)

    def drop_labels(self, labels: Collection[int], instead: int) -> None:
        """Nobody paints with these any more, or over them alone."""
        if self.label in labels:
            self.set_label(instead)
        if self._previous_label in labels:
            self._previous_label = instead
        limits = self.limits
        over = None if limits.only_over in labels else limits.only_over
        self.set_limits(replace(limits, only_over=over, locked=limits.locked - set(labels)))

    def forget_labels(self) -> None:
        """Another project has other labels: what was said of those before is said of none."""
        self._previous_label = self.label
        self.set_hidden_labels(frozenset())
        self.set_limits(replace(self.limits, only_over=None, locked=frozenset()))

    def set_opacity(self, percent: int) -> None:
        """Set the opacity, kept within 0-100."""
        percent = max(0, min(100, percent))
        if percent != self.opacity:
            self.opacity = percent
            self.opacity_changed.emit(percent)

    def set_outline_only(self, outline: bool) -> None:
        if outline != self.outline_only:
            self.outline_only = outline
            self.outline_changed.emit(outline)

    def set_overlay_hidden(self, hidden: bool) -> None:
        if hidden != self.overlay_hidden:
            self.overlay_hidden = hidden
            self.overlay_hidden_changed.emit(hidden)

    def set_hatch_shown(self, shown: bool) -> None:
        if shown != self.hatch_shown:
            self.hatch_shown = shown
            self.hatch_changed.emit(shown)

    def set_doubt_shown(self, shown: bool) -> None:
        if shown != self.doubt_shown:
            self.doubt_shown = shown
            self.doubt_changed.emit(shown)

    def set_objects_colored(self, colored: bool) -> None:
        if colored != self.objects_colored:
            self.objects_colored = colored
            self.objects_colored_changed.emit(colored)

    def set_visible(self, label: int, visible: bool) -> None:
        self.set_hidden_labels(
            self.hidden_labels - {label} if visible else self.hidden_labels | {label}
        )

    def set_hidden_labels(self, labels: frozenset[int]) -> None:
        if labels != self.hidden_labels:
            self.hidden_labels = labels
            self.visibility_changed.emit()

    def set_lighting(self, lighting: Lighting) -> None:
        if lighting != self.lighting:
            self.lighting = lighting
            self.lighting_changed.emit()

    def set_limits(self, limits: PaintLimits) -> None:
        if limits != self.limits:
            self.limits = limits
            self.limits_changed.emit()

    def set_stays_in_region(self, stays: bool) -> None:
        if stays != self.stays_in_region:
            self.stays_in_region = stays
            self.stays_in_region_changed.emit(stays)

    def set_tidying(self, radius: int, speck: int) -> None:
        """Set both, kept within their ranges."""
        sizes = max(1, min(MAX_RADIUS, radius)), max(1, min(MAX_SPECK, speck))
        if sizes != (self.tidy_radius, self.speck_size):
            self.tidy_radius, self.speck_size = sizes
            self.tidying_changed.emit()
