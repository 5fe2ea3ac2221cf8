from __future__ import annotations

import numpy as np

from app.state.objects import COLORS, color_anew, find_objects
from app.state.rect import Rect
from fcn_core.cancelling import never
from fcn_core.interchange.regions import regions
from fcn_core.masks import UNTOUCHED, VOID, Mask

RNG = np.random.default_rng(3)
NONE: frozenset[int] = frozenset()


def blobs(height: int = 60, width: int = 80) -> Mask:
    mask = np.zeros((height, width), np.uint8)
    for _ in range(25):
        y, x = RNG.integers(0, height - 6), RNG.integers(0, width - 6)
        mask[y : y + 5, x : x + 4] = RNG.choice([1, 3, VOID, UNTOUCHED])
    return mask


def colored(mask: Mask, hidden: frozenset[int] = NONE) -> Mask:
    colors = find_objects(mask, never, hidden=hidden).colors_HW
    assert colors is not None
    return colors


def test_objects_are_counted_as_exports_count_them() -> None:
    mask = blobs()
    counted = find_objects(mask, never)
    exported = [region.label for region in regions(mask, 5)]
    assert counted.counts == {label: exported.count(label) for label in set(exported)}
    assert counted.colors_HW is None
    corners = np.eye(4, dtype=np.uint8)
    assert find_objects(corners, never).counts == {1: 1}


def test_each_object_has_one_colour_and_what_is_none_has_none() -> None:
    mask = blobs()
    colors = colored(mask)
    found = list(regions(mask, 5))
    seen = []
    for region in found:
        height, width = region.inside.shape
        box = colors[region.y : region.y + height, region.x : region.x + width]
        [color] = np.unique(box[region.inside])
        assert 0 < color <= COLORS
        seen.append(int(color))
    assert len(set(seen)) > len(found) // 2
    for value in (0, VOID, UNTOUCHED):
        assert (colors[mask == value] == value).all()
    assert (colored(mask, frozenset({3}))[mask == 3] == UNTOUCHED).all()


def test_an_object_keeps_its_colour_while_others_change() -> None:
    mask = np.zeros((40, 40), np.uint8)
    mask[20:25, 20:25] = 1
    before = colored(mask)[22, 22]
    mask[2:5, 2:5] = 2
    mask[2:5, 30:35] = 1
    mask[25:30, 20:25] = 1  # it grows
    assert colored(mask)[22, 22] == before


def paint(mask: Mask, colors: Mask, rect: Rect, label: int) -> None:
    mask[rect.slices] = label
    color_anew(colors, lambda part: mask[part.slices].copy(), rect, NONE)


def test_what_is_painted_has_the_colour_of_what_it_grows_from() -> None:
    mask = np.zeros((40, 40), np.uint8)
    mask[20:25, 20:25] = 1
    colors = colored(mask)
    own = colors[22, 22]
    paint(mask, colors, Rect(24, 21, 6, 2), 1)
    assert (colors[21:23, 20:30] == own).all()
    paint(mask, colors, Rect(0, 0, 4, 4), 1)  # away from it
    assert 0 < colors[1, 1] <= COLORS
    paint(mask, colors, Rect(22, 18, 1, 20), 0)
    assert (colors[18:38, 22] == 0).all() and colors[22, 21] == own
    assert (colors > 0).sum() == (mask > 0).sum()


def test_a_stopped_count_ends() -> None:
    assert find_objects(blobs(), lambda: True, hidden=NONE).counts == {}
