"""What a user does with the sample photos in the README: accepts the animals, teaches "grass".

The net has never seen that label. Positions are pixels of the sample photos.
"""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[tuple[float, float], ...]
NEW_LABEL = "grass"


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One photo: points in animals that the net has right, and broad strokes over the rest.

    Strokes go over the background alone, so they may cross an animal.
    """

    animals: Path
    grass: tuple[Path, ...]
    background: tuple[Path, ...] = ()
    size: int = 56


def sweeps(*rows: int) -> tuple[Path, ...]:
    """Straight strokes across the photo."""
    return tuple(((30.0, float(row)), (610.0, float(row))) for row in rows)


LESSONS = {
    "cow": Lesson(
        animals=((300, 230), (215, 135), (540, 135)),
        grass=sweeps(205, 255, 305, 355, 405, 450),
        background=sweeps(30),
    ),
    "horses": Lesson(
        animals=((173, 222), (304, 212), (492, 222), (225, 327)),
        grass=(((30, 300), (610, 345)), ((30, 345), (610, 385))),
        background=sweeps(40, 90, 140),
        size=48,
    ),
    "sheep": Lesson(animals=((297, 209),), grass=sweeps(30, 85, 140, 195, 250, 305, 360, 410, 440)),
    "dog": Lesson(animals=((297, 233),), grass=sweeps(255, 310, 365, 415, 455)),
}
