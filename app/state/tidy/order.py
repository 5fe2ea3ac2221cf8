"""What tidying up is asked for, what it sees, and what comes out. See decisions 58 and 66."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Event

from app.state.corrections import FREE, PaintLimits, composited
from app.state.document import Document
from app.state.rect import Rect
from fcn_core.cancelling import go_on_unless
from fcn_core.masks import Mask


class Operation(StrEnum):
    """What is done to a label, or to one region of it."""

    FILL_HOLES = "fill-holes"
    DROP_SPECKS = "drop-specks"
    KEEP_LARGEST = "keep-largest"
    SMOOTH = "smooth"
    GROW = "grow"
    SHRINK = "shrink"
    SEPARATE = "separate"
    REMOVE = "remove"
    KEEP_ALONE = "keep-alone"


OF_LABELS = (
    Operation.FILL_HOLES,
    Operation.DROP_SPECKS,
    Operation.KEEP_LARGEST,
    Operation.SMOOTH,
    Operation.GROW,
    Operation.SHRINK,
    Operation.SEPARATE,
)
"""What is done to all of a label in an image."""
OF_REGIONS = (
    Operation.FILL_HOLES,
    Operation.SMOOTH,
    Operation.GROW,
    Operation.SHRINK,
    Operation.SEPARATE,
    Operation.REMOVE,
    Operation.KEEP_ALONE,
)
"""What is done to the region at a pixel."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """Do `operation` to all of a label, or to its region `at` a pixel (x, y).

    `radius`: by how many pixels to smooth, grow or shrink; `speck`: parts of fewer pixels are
    specks; `limits`: where corrections may be written.
    """

    operation: Operation
    label: int
    at: tuple[int, int] | None = None
    radius: int = 1
    speck: int = 1
    limits: PaintLimits = FREE


@dataclass(frozen=True, kw_only=True)
class Seen:
    """An image's masks at one moment, uint8 (H, W); nobody changes them any more.

    `stopped`: set by whoever gives the order up, from any thread.
    """

    corrections_HW: Mask
    prediction_HW: Mask | None = None
    stopped: Event = field(default_factory=Event)

    @property
    def whole(self) -> Rect:
        return Rect.of_shape(self.corrections_HW.shape)

    def next_step(self) -> None:
        """Bands and blocks are steps, each of some milliseconds. Raises `StoppedError`."""
        go_on_unless(self.stopped.is_set)

    def composite(self, rect: Rect) -> Mask:
        """What is shown in a rectangle inside the image, as a new array. Begins a step."""
        self.next_step()
        return composited(self.corrections_HW, self.prediction_HW, rect)


@dataclass(frozen=True, kw_only=True)
class Patch:
    """What is shown in `rect` before and after. No two patches share a tile."""

    rect: Rect
    before_HW: Mask
    after_HW: Mask

    def put_into(self, corrections_HW: Mask, shown_HW: Mask) -> None:
        """Change the corrections in `rect`, but not where something else is shown by now."""
        changed = (self.after_HW != self.before_HW) & (shown_HW == self.before_HW)
        corrections_HW[changed] = self.after_HW[changed]


@dataclass(frozen=True, kw_only=True)
class Tidied:
    """What an order comes to. `parts`: holes, specks, regions or gaps that change.

    `wanted`: pixels that would change if nothing were locked or limited; `overruled`: those of
    the ones that do change which a person had said to be something else than the label.
    """

    patches: tuple[Patch, ...]
    parts: int
    wanted: int
    overruled: int

    @property
    def rects(self) -> tuple[Rect, ...]:
        """Where the patches lie."""
        return tuple(patch.rect for patch in self.patches)

    def put_into(self, values_HW: Mask) -> None:
        """Change the masks that the order saw, of which nothing has changed since."""
        for patch in self.patches:
            patch.put_into(values_HW[patch.rect.slices], patch.before_HW)

    def values(self, document: Document) -> Callable[[Rect], Mask]:
        """The corrections to come in a patch's rectangle, as `Document.begin_whole` asks."""
        by_rect = {patch.rect: patch for patch in self.patches}

        def corrected(rect: Rect) -> Mask:
            values = document.corrections.values_HW[rect.slices].copy()
            by_rect[rect].put_into(values, document.composite(rect))
            return values

        return corrected
