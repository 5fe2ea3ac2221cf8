"""All tools by id."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.tools.brush import brush, eraser
from app.tools.clicks import accept_region, fill, flip, pick
from app.tools.live_wire import live_wire
from app.tools.outliner import polygon
from app.tools.ruler import Ruler
from app.tools.smart_region import SmartRegion
from app.tools.tool import Tool

TOOLS: Mapping[str, Callable[[], Tool]] = {
    "brush": brush,
    "eraser": eraser,
    "polygon": polygon,
    "live-wire": live_wire,
    "smart-region": SmartRegion,
    "fill": fill,
    "pick": pick,
    "accept": accept_region,
    "flip": flip,
    "ruler": Ruler,
}
