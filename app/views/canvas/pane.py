"""A widget that shows one image under its labels and can be zoomed and panned. No tools."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QEnterEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from app.state.lighting import Lighting
from app.state.rect import NOWHERE, Rect
from app.views.canvas.navigation import Navigator
from app.views.canvas.overlay import Layers, Paint
from app.views.canvas.photo import Photo
from app.views.canvas.screen import Screen
from app.views.canvas.viewport import Viewport
from app.views.look import theme

# Between paints of a photo that is not final yet (milliseconds): the window stays in charge.
REFINE_EVERY = 15


class ImagePane(QWidget):
    """Shows a photo and an overlay through a `Viewport`.

    `zoom_changed` carries device pixels per image pixel (1.0 is 100 %); `hovered` the pixel under
    the pointer, (-1, -1) when there is none.
    """

    zoom_changed = Signal(float)
    view_changed = Signal()
    hovered = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(64, 64)
        self.viewport: Viewport | None = None
        self._screen = Screen()
        self._is_fitted = True
        self._hovered = (-1, -1)
        self._navigator = Navigator(self)
        self._refining = QTimer(self)
        self._refining.setSingleShot(True)
        self._refining.setInterval(REFINE_EVERY)
        self._refining.timeout.connect(self._refine)

    # --- what is shown ------------------------------------------------------------------------

    def set_image(self, image_HWC: NDArray[np.uint8] | None, photo: Photo | None = None) -> None:
        """Show an image (uint8 RGB) as a whole, or nothing. `photo` shares one between panes."""
        if image_HWC is None:
            self.viewport = None
            self._screen.set_photo(None)
            self._set_hovered(-1, -1)
        else:
            self._screen.set_photo(photo or Photo(image_HWC))
            height, width = image_HWC.shape[:2]
            view_width, view_height = self._view_size()
            self.viewport = Viewport(
                image_width=width,
                image_height=height,
                view_width=view_width,
                view_height=view_height,
            ).fitted()
            self._is_fitted = True
            self._show_viewport()
            # Without having moved the pointer is on another pixel now.
            self._set_hovered(-1, -1)
            if self.underMouse():
                self.hover(QPointF(self.mapFromGlobal(QCursor.pos())))
        self.update()

    def set_overlay(self, layers: Layers, paint: Paint) -> None:
        """Lay labels over the image, in the given colours."""
        self._screen.set_overlay(layers, paint)
        self.update()

    def set_overlay_shown(self, shown: bool) -> None:
        """Show the image with its labels or bare."""
        self._screen.set_overlay_shown(shown)
        self.update()

    def set_lighting(self, lighting: Lighting) -> None:
        """Show images lighter or darker."""
        self._screen.set_lighting(lighting)
        self.update()

    def overlay_changed(self, pixels: Rect) -> None:
        """Repaint what shows the image rectangle `pixels`."""
        self.update_device(self._screen.overlay_changed(pixels))

    # --- where one looks ----------------------------------------------------------------------

    @property
    def pixel_ratio(self) -> float:
        """Device pixels per logical pixel."""
        return self.devicePixelRatioF()

    @property
    def zoom(self) -> float:
        """Device pixels per image pixel; 1.0 when there is no image."""
        return 1.0 if self.viewport is None else self.viewport.zoom

    def set_viewport(self, viewport: Viewport) -> None:
        """Look elsewhere. Emits `view_changed`, and `zoom_changed` if the zoom is another."""
        if viewport != self.viewport:
            self._is_fitted = False
            self._change_viewport(viewport)

    def fit(self) -> None:
        """Show the whole image, also after the widget changes its size."""
        if self.viewport is not None:
            # First the flag: whoever hears of the change may ask.
            self._is_fitted = True
            self._change_viewport(self.viewport.fitted())

    def zoom_to(self, zoom: float) -> None:
        """Zoom about the centre of the view."""
        if self.viewport is not None:
            centre = (self.viewport.view_width / 2, self.viewport.view_height / 2)
            self.set_viewport(self.viewport.zoomed(zoom, centre))

    def zoom_in(self) -> None:
        if self.viewport is not None:
            self.set_viewport(self.viewport.stepped(1))

    def zoom_out(self) -> None:
        if self.viewport is not None:
            self.set_viewport(self.viewport.stepped(-1))

    @property
    def is_fitted(self) -> bool:
        """True while the whole image is shown, whatever the widget's size."""
        return self._is_fitted

    @property
    def is_panning(self) -> bool:
        """True while the pointer pans, or would if pressed."""
        return self._navigator.is_active

    def device_point(self, at: QPointF) -> tuple[float, float]:
        """A widget position in device pixels."""
        return at.x() * self.pixel_ratio, at.y() * self.pixel_ratio

    def image_point(self, at: QPointF) -> tuple[float, float]:
        """The image point at a widget position; (-1, -1) without an image."""
        if self.viewport is None:
            return -1.0, -1.0
        return self.viewport.to_image(*self.device_point(at))

    def update_device(self, rect: Rect) -> None:
        """Repaint a rectangle of device pixels."""
        if rect.is_empty:
            return
        ratio = self.pixel_ratio
        x, y = math.floor(rect.x / ratio), math.floor(rect.y / ratio)
        right, bottom = math.ceil(rect.right / ratio), math.ceil(rect.bottom / ratio)
        self.update(QRect(x, y, right - x, bottom - y))

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.pixel_ratio
        with QPainter(self) as painter:
            painter.scale(1 / ratio, 1 / ratio)
            for part in _rects(event.region()):
                self._paint_part(painter, _device_rect(part, ratio))
            self.paint_above(painter)
        if self.viewport is not None and not self._screen.is_final:
            self._refining.start()

    def paint_above(self, painter: QPainter) -> None:
        """Hook: draw over everything, in device pixels, clipped to what is repainted."""

    def show_pointer(self) -> None:
        """Hook: set the pointer that the pane has when nobody pans."""
        self.unsetCursor()

    def backdrop(self) -> QColor:
        """What surrounds the image."""
        return QColor(theme.current().canvas)

    def _paint_part(self, painter: QPainter, rect: Rect) -> None:
        area = self._screen.area if self.viewport is not None else NOWHERE
        inside = rect.intersected(area)
        if inside != rect:
            painter.fillRect(rect.x, rect.y, rect.width, rect.height, self.backdrop())
        if self.viewport is not None:
            self._screen.draw(painter, rect)

    def _refine(self) -> None:
        self._screen.refine()
        self.update()

    # --- events -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._match_view()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._match_view()
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hover(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hovered(-1, -1)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.hover(event.position())
        focused = QApplication.focusWidget()
        # Keys go where the pointer is, but never away from somebody who is typing.
        if focused is None or not focused.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def hover(self, at: QPointF) -> None:
        """The pointer is here now."""
        x, y = self.image_point(at)
        if self.viewport is not None and self.viewport.holds(x, y):
            self._set_hovered(math.floor(x), math.floor(y))
        else:
            self._set_hovered(-1, -1)

    def _set_hovered(self, x: int, y: int) -> None:
        if (x, y) != self._hovered:
            self._hovered = (x, y)
            self.hovered.emit(x, y)

    def _view_size(self) -> tuple[int, int]:
        ratio = self.pixel_ratio
        width, height = math.ceil(self.width() * ratio), math.ceil(self.height() * ratio)
        return max(1, width), max(1, height)

    def _match_view(self) -> None:
        """The widget has another size, or is on a display with another pixel ratio."""
        viewport = self.viewport
        if viewport is None or self._view_size() == (viewport.view_width, viewport.view_height):
            return
        resized = viewport.resized(*self._view_size())
        self._change_viewport(resized.fitted() if self._is_fitted else resized)

    def _change_viewport(self, viewport: Viewport) -> None:
        old, self.viewport = self.viewport, viewport
        self._show_viewport()
        if old is None or old.zoom != viewport.zoom:
            self.zoom_changed.emit(viewport.zoom)
        self.view_changed.emit()

    def _show_viewport(self) -> None:
        if self.viewport is not None:
            self._screen.set_viewport(self.viewport)
            self.update()


def _rects(region: QRegion) -> list[QRect]:
    return [region[index] for index in range(region.rectCount())]  # type: ignore[index]


def _device_rect(part: QRect, ratio: float) -> Rect:
    x, y = math.floor(part.x() * ratio), math.floor(part.y() * ratio)
    right = math.ceil((part.x() + part.width()) * ratio)
    bottom = math.ceil((part.y() + part.height()) * ratio)
    return Rect(x, y, right - x, bottom - y)
