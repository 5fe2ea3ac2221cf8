"""Ways through a grid of free cells: from end to end, where there is most room.

Cells are numbered through, in a grid with a border of one that is never free: then a neighbour
is an addition away, and nothing has to be asked about edges. This is the inner loop of a
simulated hand, and plain Python.
"""

from __future__ import annotations

import heapq
import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Cell: TypeAlias = tuple[int, int]

LEAST_ROOM = 0.5
"""In cells' units of length over room, so that no way is infinitely hard."""


def end_to_end(free_hw: NDArray[np.bool_], room_hw: NDArray[np.float32], start: Cell) -> list[Cell]:
    """The easiest way between the two ends, farthest from each other, of the part around `start`.

    Steps go in eight directions. A step is as hard as it is long, over the room (half the free
    width) at its tighter end.
    """
    width = free_hw.shape[1] + 2
    free = np.pad(free_hw, 1).tobytes()
    room = np.maximum(np.pad(room_hw, 1), LEAST_ROOM).ravel().tolist()
    one_end = _farthest(free, width, (start[0] + 1) * width + start[1] + 1)
    other_end = _farthest(free, width, one_end)
    way = _easiest(free, room, width, one_end, other_end)
    return [(cell // width - 1, cell % width - 1) for cell in way]


def _farthest(free: bytes, width: int, start: int) -> int:
    """The cell that takes the most steps to reach; ring by ring, the last cell of the last one."""
    left = bytearray(free)
    left[start] = 0
    steps = _steps(width)
    ring = [start]
    last = start
    while ring:
        last = ring[-1]
        following = []
        for cell in ring:
            for step, _ in steps:
                near = cell + step
                if left[near]:
                    left[near] = 0
                    following.append(near)
        ring = following
    return last


def _easiest(free: bytes, room: list[float], width: int, start: int, end: int) -> list[int]:
    """Dijkstra's algorithm."""
    left = bytearray(free)
    steps = _steps(width)
    came_from: dict[int, int] = {}
    least: dict[int, float] = {start: 0.0}
    queue = [(0.0, start)]
    while queue:
        cost, cell = heapq.heappop(queue)
        if cell == end:
            break
        if not left[cell]:
            continue
        left[cell] = 0
        here = room[cell]
        for step, length in steps:
            near = cell + step
            if left[near]:
                there = room[near]
                total = cost + length / (here if here < there else there)
                if total < least.get(near, math.inf):
                    least[near], came_from[near] = total, cell
                    heapq.heappush(queue, (total, near))
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]


def _steps(width: int) -> tuple[tuple[int, float], ...]:
    """The eight neighbours as differences of cell numbers, with their distances."""
    straight = tuple((step, 1.0) for step in (-width, -1, 1, width))
    slanted = tuple((down + side, math.sqrt(2)) for down in (-width, width) for side in (-1, 1))
    return straight + slanted
