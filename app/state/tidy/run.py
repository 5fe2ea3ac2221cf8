"""From an order and what it sees to the patches that carry it out. Pure, for any thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from app.state.rect import Rect
from app.state.tidy.found import Found
from app.state.tidy.gaps import separate
from app.state.tidy.order import Operation, Order, Seen, Tidied
from app.state.tidy.outline import grown, halo, shrunk, smoothed
from app.state.tidy.parts import CORNERS, SIDES, Parts
from app.state.tidy.scene import Scene
from app.state.tidy.surroundings import surroundings
from app.state.tiles import TILE, bands_of
from fcn_core.masks import VOID, Mask

BLOCK = 8 * TILE
OUTLINES: dict[Operation, Callable[[Mask, Mask, int, int], Mask]] = {
    Operation.SMOOTH: smoothed,
    Operation.GROW: grown,
    Operation.SHRINK: shrunk,
}


def tidied(order: Order, seen: Seen) -> Tidied:
    """What an order comes to; nothing where its pixel shows another label than it names.

    `ValueError` if that pixel is off the image, `StoppedError` soon after `seen.stopped` is set.
    """
    scene, found = Scene.of(order, seen), Found(order)
    if scene is not None:
        _carry_out(scene, order, found)
    return found.tidied()


def _carry_out(scene: Scene, order: Order, found: Found) -> None:
    if order.operation in OUTLINES:
        _change_outline(scene, order, found)
    elif order.operation is Operation.SEPARATE:
        separate(scene, found)
    else:
        _change_parts(scene, order, found)


def _change_outline(scene: Scene, order: Order, found: Found) -> None:
    """Only blocks through which an outline may run are looked at closely."""
    change, wide = OUTLINES[order.operation], halo(order.radius)
    for block in _blocks(scene.reach(order.radius)):
        around = Rect(block.x - wide, block.y - wide, block.width + 2 * wide,
                      block.height + 2 * wide).intersected(scene.seen.whole)  # fmt: skip
        inside = scene.inside(around)
        if inside.min() == inside.max():
            continue
        shown, part = scene.shown(around), block.moved(-around.x, -around.y).slices
        after = change(shown, inside, scene.label, order.radius)
        found.add(scene, block, shown[part], after[part])


def _blocks(within: Rect) -> Iterator[Rect]:
    """Squares of whole tiles, cut off at the rectangle's edges."""
    for y in range(within.y // TILE * TILE, within.bottom, BLOCK):
        for x in range(within.x // TILE * TILE, within.right, BLOCK):
            yield Rect(x, y, BLOCK, BLOCK).intersected(within)


def _change_parts(scene: Scene, order: Order, found: Found) -> None:
    """Holes get the label; parts that shall go become what surrounds them."""
    if order.operation is Operation.FILL_HOLES:
        # A hole ends at sides of the subject, and does not reach the pixels around all of it.
        parts = Parts(scene.outside, bands_of(scene.reach(1)), SIDES)
        chosen = (parts.areas > 0) & ~parts.at_edge
        values = np.full(len(chosen), scene.label, np.uint8)
    else:
        parts, chosen = _parts_to_go(scene, order)
        values = surroundings(scene, parts, chosen)
    for band in parts.bands if chosen.any() else ():
        pieces, ids = parts.of(band)
        shown = scene.shown(band)
        mask = chosen[ids][pieces]
        if scene.label != VOID:
            mask &= shown != VOID
        after = shown.copy()
        after[mask] = values[ids][pieces[mask]]
        changed = found.add(scene, band, shown, after)
        found.parts.update(ids[np.bincount(pieces[changed]).nonzero()].tolist())


def _parts_to_go(scene: Scene, order: Order) -> tuple[Parts, NDArray[np.bool_]]:
    """Parts of the label, and by id which of them are specks, or not what is kept."""
    alone = order.operation is Operation.KEEP_ALONE
    extent = scene.seen.whole if alone else scene.extent
    parts = Parts(scene.others if alone else scene.inside, bands_of(extent), CORNERS)
    chosen = parts.areas > 0
    if order.operation is Operation.DROP_SPECKS:
        chosen &= parts.areas < order.speck
    elif order.operation is Operation.KEEP_LARGEST:
        chosen[parts.areas.argmax()] = False
    return parts, chosen
