"""A simulated person who corrects one image: always the act that mends most in the least time.

What the screen shows is the composite, as in the window: corrections where there are any, else
the prediction. The person sees the hidden truth, looks at the largest wrong regions and draws a
stroke through one, fills the shown region by a click, or fills all that nobody touched with one
label (Shift+G in the window), whichever mends most pixels a second. A stroke keeps within what
should be its label: it may run over pixels that are right already, as hands do, but makes none
wrong; on an empty image it lies inside what is wrong. In the end the image is accepted if little
is wrong; else regions that are right are, or a stroke confirms what is right in them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from fcn_core.bench.acts import LEFT_OPEN, Act, Fault, Habits, Spot, Tally, Worked
from fcn_core.bench.hand import Hand
from fcn_core.bench.strokes import Distances, Inside, Stroke, Window, covered, depths, strokes_for
from fcn_core.masks import UNTOUCHED, Mask

HAND_WIDTH = np.ones((15, 15), np.uint8)
"""Right pixels this near (7) to wrong ones are drawn over rather than gone around."""


@dataclass
class Painter:
    """The person at one image. `shown` and `truth` are label masks; truth >= 254 never counts."""

    shown: Mask
    truth: Mask
    hand: Hand = field(default_factory=Hand)
    habits: Habits = field(default_factory=Habits)

    def __post_init__(self) -> None:
        self.composite = self.shown.copy()
        self.corrections = np.full(self.truth.shape, UNTOUCHED, np.uint8)
        self.valid = self.truth < UNTOUCHED
        self.tally = Tally()
        self._common = int(np.bincount(self.truth[self.valid], minlength=1).argmax())
        self._things = int(((self.truth != self._common) & self.valid).sum())
        height, width = self.truth.shape
        self._everywhere: Window = (slice(0, height), slice(0, width))
        self._at: Spot = (width / 2, height / 2)
        self._label: int | None = None
        self._size: int | None = None
        self._depths: dict[int, Distances] = {}

    @property
    def error(self) -> float:
        """The share of the pixels that matter that is wrong."""
        wrong = np.count_nonzero((self.composite != self.truth) & self.valid)
        return wrong / max(1, self._mattering)

    @property
    def _mattering(self) -> int:
        """How many pixels matter: see `Habits`."""
        other = (self.truth != self._common) | (self.composite != self._common)
        return int(np.count_nonzero(other & self.valid))

    def work(self) -> Worked:
        """Correct the image until it is good enough, the budget is spent or nothing pays."""
        before = self.error
        self.tally = replace(self.tally, seconds=self.hand.look)
        while self.error > self.habits.good_enough and self.tally.acts < self.habits.most_acts:
            act = self.best_act()
            if act is None:
                break
            self.do(act)
        accepted = self._accept()
        return Worked(
            corrections=self.corrections,
            tally=self.tally,
            before=before,
            after=self.error,
            accepted=accepted,
        )

    def best_act(self) -> Act | None:
        """What mends most in the least time, among the largest faults; None if nothing pays."""
        acts: list[Act] = [self._rest_filled()]
        for fault in self.faults()[: self.habits.looked_at]:
            acts += [self._drawn(stroke) for stroke in self._strokes(fault)]
            acts.append(self._filled(fault))
        least = max(1.0, self.habits.least_gain * self._mattering)
        useful = [act for act in acts if act.gain >= least and self._may(act)]
        return max(useful, key=lambda act: act.rate) if useful else None

    def _may(self, act: Act) -> bool:
        """Whether it suits a person who leaves the rest to the net: see `Habits.finishes`."""
        return self.habits.finishes or self._confirms(act.window, act.inside, act.label)

    def _confirms(self, window: Window, inside: Inside, label: int) -> bool:
        """Whether these pixels can be confirmed as a label: little is wrong beside the things
        that there are (all but the most common label), however large the background.
        """
        share = self.habits.good_enough if self.habits.finishes else LEFT_OPEN
        wrong = int(((self.truth[window] != label) & self.valid[window] & inside).sum())
        return wrong <= share * min(self._things, int(inside.sum()))

    def do(self, act: Act) -> None:
        """Make it so, and remember where hand, label and brush are now."""
        self.composite[act.window][act.inside] = act.label
        self.corrections[act.window][act.inside] = act.label
        self.tally += act.cost
        self._at, self._label = act.end, act.label
        self._size = act.size or self._size

    def faults(self) -> list[Fault]:
        """The wrong regions, largest first: what should be one label, small gaps drawn over."""
        wrong = (self.composite != self.truth) & self.valid
        found: list[Fault] = []
        for label in np.flatnonzero(np.bincount(self.truth[wrong], minlength=1)):
            found += self._faults(wrong & (self.truth == label), int(label))
        return sorted(found, key=lambda fault: -fault.area)

    def _faults(self, wrong_HW: Inside, label: int) -> Iterator[Fault]:
        """Of one label: near enough to what is wrong, and within what should be that label."""
        near = cv2.dilate(wrong_HW.view(np.uint8), HAND_WIDTH) & (self.truth == label)
        count, regions, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=4)
        for index in range(1, count):
            x, y, width, height = (int(value) for value in stats[index][:4])
            window = (slice(y, y + height), slice(x, x + width))
            reach = regions[window] == index
            wrong = wrong_HW[window] & reach
            area = int(np.count_nonzero(wrong))
            yield Fault(window=window, reach=reach, wrong=wrong, label=label, area=area)

    def _strokes(self, fault: Fault) -> Iterator[Stroke]:
        """Through all within reach, with thick brushes; and inside the wrong pixels alone."""
        origin = (fault.window[0].start, fault.window[1].start)
        room = self._depth(fault.label)[fault.window]
        yield from strokes_for(room * fault.reach, fault.label, origin)
        yield from strokes_for(np.minimum(room, depths(fault.wrong)), fault.label, origin)

    def _depth(self, label: int) -> Distances:
        """How far the pixels that should be a label are from those that should not."""
        if label not in self._depths:
            self._depths[label] = depths(self.truth == label)
        return self._depths[label]

    def _drawn(self, stroke: Stroke) -> Act:
        """A stroke from the end that is nearer."""
        if math.dist(self._at, stroke.points[0]) > math.dist(self._at, stroke.points[-1]):
            stroke = stroke.reversed()
        window, inside = covered(stroke, self.truth.shape)
        keys = int(stroke.label != self._label) + int(stroke.size != self._size)
        way = math.dist(self._at, stroke.points[0])
        cost = Tally(
            strokes=1,
            keys=keys,
            travel=way + stroke.length,
            painted=int(inside.sum()),
            seconds=self.hand.stroke(way, stroke.room, stroke.steering, keys),
        )
        return Act(
            window=window,
            inside=inside,
            label=stroke.label,
            gain=self._gain(window, inside, stroke.label),
            cost=cost,
            end=stroke.points[-1],
            size=stroke.size,
        )

    def _filled(self, fault: Fault) -> Act:
        """A click, where the fault is thickest, that gives the shown region there its label."""
        middle, width = _thickest(fault.wrong)
        spot = (fault.window[0].start + middle[0], fault.window[1].start + middle[1])
        inside = region_of(self.composite, spot)
        target = (spot[1] + 0.5, spot[0] + 0.5)
        cost = self._click(target, width, fault.label)
        return self._fill(inside, fault.label, cost, target)

    def _rest_filled(self) -> Act:
        """All that nobody touched becomes what most of it should be: a key, counted as a click."""
        inside = self.corrections == UNTOUCHED
        counts = np.bincount(self.truth[inside & self.valid], minlength=1)
        label = int(counts.argmax())
        keys = 1 + int(label != self._label)
        cost = Tally(clicks=1, keys=keys, seconds=self.hand.press(keys))
        return self._fill(inside, label, cost, self._at)

    def _fill(self, inside: Inside, label: int, cost: Tally, end: Spot) -> Act:
        """These pixels of the whole image become a label."""
        return Act(
            window=self._everywhere,
            inside=inside,
            label=label,
            gain=self._gain(self._everywhere, inside, label),
            cost=replace(cost, painted=int(inside.sum())),
            end=end,
            size=None,
        )

    def _gain(self, window: Window, inside: Inside, label: int) -> int:
        """Valid pixels that become right, less those that become wrong."""
        truth, shown = self.truth[window][inside], self.composite[window][inside]
        right_now = np.count_nonzero((shown == truth) & self.valid[window][inside])
        return int(np.count_nonzero(truth == label)) - int(right_now)

    def _click(self, target: Spot, width: float, label: int | None = None) -> Tally:
        """A click with another tool, and back: two keys, and one for another label."""
        keys = 2 + int(label is not None and label != self._label)
        way = math.dist(self._at, target)
        return Tally(clicks=1, keys=keys, travel=way, seconds=self.hand.click(way, width, keys))

    def _accept(self) -> bool:
        """Confirm the image, or, if too much is wrong, what is right in the largest regions."""
        if self.error <= self.habits.acceptable:
            open_HW = (self.corrections == UNTOUCHED) & (self.composite != UNTOUCHED)
            self.corrections[open_HW] = self.composite[open_HW]
            self.tally += Tally(keys=1, seconds=self.hand.key)
            return True
        for label in self._open_labels()[: self.habits.right_regions]:
            self._accept_region(label)
        return False

    def _accept_region(self, label: int) -> None:
        """Confirm the label's thickest region by a click if it is nearly all right, else draw
        through what is right in it.
        """
        spot, width = _thickest(self._open(label))
        inside = region_of(self.composite, spot)
        if self._confirms(self._everywhere, inside, label):
            target = (spot[1] + 0.5, spot[0] + 0.5)
            self.tally += self._click(target, width)
            self._at = target
            self.corrections[inside] = label
            return
        right = self._open(label) & (self.truth == label)
        if right.any():
            through = (self._drawn(stroke) for stroke in strokes_for(depths(right), label))
            self.do(max(through, key=lambda act: act.cost.painted / act.cost.seconds))

    def _open_labels(self) -> list[int]:
        """Labels of untouched pixels that show a prediction, the most pixels first."""
        open_HW = (self.corrections == UNTOUCHED) & (self.composite < UNTOUCHED) & self.valid
        counts = np.bincount(self.composite[open_HW], minlength=1)
        return [int(label) for label in np.argsort(-counts, kind="stable") if counts[label]]

    def _open(self, label: int) -> Inside:
        """Untouched pixels that show this label, bool (H, W)."""
        found: Inside = (self.corrections == UNTOUCHED) & (self.composite == label) & self.valid
        return found


def _thickest(region_HW: Inside) -> tuple[tuple[int, int], float]:
    """The pixel (row, column) deepest inside a region, and how wide it is there."""
    depth = depths(region_HW)
    middle = np.unravel_index(int(depth.argmax()), depth.shape)
    return (int(middle[0]), int(middle[1])), 2 * float(depth.max())


def region_of(mask_HW: Mask, spot: tuple[int, int]) -> Inside:
    """The 4-connected pixels of one value around a pixel (row, column), bool (H, W)."""
    height, width = mask_HW.shape
    filled = np.zeros((height + 2, width + 2), np.uint8)
    flags = 4 | cv2.FLOODFILL_MASK_ONLY | (1 << 8)
    cv2.floodFill(mask_HW.copy(), filled, (spot[1], spot[0]), (0,), (0,), (0,), flags)
    return filled[1:-1, 1:-1].astype(np.bool_)
