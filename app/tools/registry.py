"""All tools by id. Live-wire and smart region will be further lines of this table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.tools.brush import brush, eraser
from app.tools.clicks import accept_region, fill, flip, pick
from app.tools.polygon import Polygon
from app.tools.tool import Tool

TOOLS: Mapping[str, Callable[[], Tool]] = {
    "brush": brush,
    "eraser": eraser,
    "polygon": Polygon,
    "fill": fill,
    "pick": pick,
    "accept": accept_region,
    "flip": flip,
}
