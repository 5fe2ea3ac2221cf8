"""The canvas: a photo under its labels, looked at, zoomed and painted on.

From the ground up: `viewport` (where the image lies on the screen), `sampling` (which image pixel
a screen pixel shows), `pyramid` and `photo` (the picture), `colors` and `overlay` (the labels),
`screen` (both, kept between repaints), `pane` (a widget that shows them), `canvas` (tools).
All screen coordinates inside are device pixels, so one image pixel is crisp on any display.
"""

from app.views.canvas.canvas import Canvas
from app.views.canvas.viewport import Viewport

__all__ = ["Canvas", "Viewport"]
