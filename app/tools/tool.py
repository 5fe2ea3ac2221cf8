"""What a tool is: the values it is given and the protocol it follows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from app.state.document import Document
from app.state.draft import Draft
from app.state.edits import Edit
from app.state.session import Session


@dataclass(frozen=True)
class Point:
    """A place on the image: pixel (0, 0) covers [0, 1) x [0, 1). `pressure` (0-1) of a stylus."""

    x: float
    y: float
    pressure: float = 1.0

    @property
    def pixel(self) -> tuple[int, int]:
        """Column and row of the pixel under the point."""
        return int(self.x // 1), int(self.y // 1)


@dataclass(frozen=True, kw_only=True)
class ToolContext:
    """What a tool works on, and which keys are held."""

    document: Document
    session: Session
    shift: bool = False
    near: float = 0.0
    """Distance in image pixels below which a hand means the same place."""


class Pointer(StrEnum):
    """What a tool's pointer looks like."""

    BRUSH = "brush"
    CROSS = "cross"


class Tool(Protocol):
    """Press, moves and a release make one edit; `cancel` makes it as if nothing had happened.

    A tool object lives as long as the window and serves one document after the other.
    """

    id: str
    title: str
    pointer: Pointer

    def press(self, at: Point, ctx: ToolContext) -> None: ...

    def move(self, at: Point, ctx: ToolContext) -> None: ...

    def release(self, at: Point, ctx: ToolContext) -> Edit | None:
        """Finish. Returns the edit that was made, None if nothing changed."""
        ...

    def cancel(self, ctx: ToolContext) -> None: ...

    def line_from(self, ctx: ToolContext) -> Point | None:
        """Where a straight line would start if Shift were held at the next press."""
        ...

    def label_at(self, at: Point, ctx: ToolContext) -> int | None:
        """The label that a press here would give or take, to be named beside the pointer."""
        ...


def told(edit: Edit | None, session: Session) -> Edit | None:
    """The edit; where there is none, and limits may be why, the session says so."""
    if edit is None and not session.limits.is_free:
        session.nothing_changed.emit()
    return edit


@runtime_checkable
class Outlining(Protocol):
    """A tool whose edit takes several presses: until it is closed there is an open outline."""

    @property
    def outline(self) -> tuple[Point, ...]:
        """Its points so far; empty if none is open."""
        ...

    @property
    def can_close(self) -> bool:
        """True if it has corners enough to surround something."""
        ...

    def lead(self, at: Point, ctx: ToolContext) -> tuple[Point, ...]:
        """The points that a press there would add to it; how it goes on to the pointer."""
        ...

    def close(self) -> Edit | None:
        """Finish it. Returns the edit that was made, None if nothing changed."""
        ...

    def step_back(self) -> None:
        """Take back what the last press added."""
        ...

    @property
    def draft(self) -> Draft | None:
        """What to keep of it on the disk; None if none is open."""
        ...

    def resume(self, draft: Draft, ctx: ToolContext) -> None:
        """Open the outline that was kept."""
        ...


@runtime_checkable
class Spanning(Protocol):
    """A tool with a line that is measured, and stays until the next press or `cancel`."""

    @property
    def span(self) -> tuple[Point, Point] | None:
        """Its ends; None if there is none."""
        ...


def open_outline(tool: Tool) -> Outlining | None:
    """The tool, if it has an open outline."""
    return tool if isinstance(tool, Outlining) and tool.outline else None
