"""All tools by id. Polygon, live-wire and smart region will be further lines of this table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.tools.brush import brush, eraser
from app.tools.clicks import accept_region, fill, flip, pick
from app.tools.tool import Tool

TOOLS: Mapping[str, Callable[[], Tool]] = {
    "brush": brush,
    "eraser": eraser,
    "fill": fill,
    "pick": pick,
    "accept": accept_region,
    "flip": flip,
}
