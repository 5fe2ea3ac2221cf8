"""Tools: what a press, moves and a release do to the document. Pure: no widgets, no painting."""

from app.tools.registry import TOOLS
from app.tools.tool import Point, Tool, ToolContext

__all__ = ["TOOLS", "Point", "Tool", "ToolContext"]
