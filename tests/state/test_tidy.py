"""Tidying up: against plain whole-image arithmetic, and by what must always hold."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from app.state import tiles
from app.state.corrections import PaintLimits
from app.state.document import Document
from app.state.rect import Rect
from app.state.regions import region_at
from app.state.tidy import gaps as tidy_gaps
from app.state.tidy import run
from app.state.tidy.order import OF_LABELS, OF_REGIONS, Operation, Order, Seen
from app.state.tidy.outline import distances
from app.state.tidy.run import tidied
from fcn_core.cancelling import StoppedError
from fcn_core.masks import UNTOUCHED, VOID, Mask
from tests.strategies import document, masks

HEIGHT, WIDTH, LABEL = 150, 170, 1
CORNERS = np.ones((3, 3))
VALUES = np.array([0, LABEL, 2, VOID, UNTOUCHED], np.uint8)


@pytest.fixture(autouse=True, scope="module")
def many_seams() -> Iterator[None]:
    """Bands and blocks of one tile: whatever runs over an edge runs over many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tiles, "PIXELS_PER_BAND", 1)
        patch.setattr(run, "BLOCK", 64)
        yield


@st.composite
def pictures(draw: st.DrawFn, values: int = 4) -> Mask:
    """Large patches of few values with specks and holes in them."""
    mask = VALUES[draw(masks(HEIGHT, WIDTH, values))]
    rng = np.random.default_rng(draw(st.integers(0, 9)))
    strewn = rng.random(mask.shape) < draw(st.sampled_from([0, 0.01, 0.2]))
    mask[strewn] = VALUES[rng.integers(0, values + 1, int(strewn.sum()))]
    return mask


def seen(mask_HW: Mask) -> Seen:
    return Seen(corrections_HW=mask_HW)


def seen_of(edited: Document) -> Seen:
    return Seen(corrections_HW=edited.corrections.values_HW.copy(), prediction_HW=edited.prediction)


def order(operation: Operation, radius: int = 2, speck: int = 9, **more: object) -> Order:
    return Order(operation=operation, label=LABEL, radius=radius, speck=speck, **more)  # type: ignore[arg-type]


def after(mask_HW: Mask, wish: Order) -> Mask:
    """What is shown once an order is carried out on corrections alone."""
    result = mask_HW.copy()
    for patch in tidied(wish, seen(mask_HW)).patches:
        patch.put_into(result[patch.rect.slices], mask_HW[patch.rect.slices])
    return result


def sizes(mask_HW: Mask) -> list[int]:
    found, _ = ndimage.label(mask_HW == LABEL, CORNERS)
    return sorted(np.bincount(found.ravel())[1:].tolist())


@given(pictures())
def test_holes_are_what_the_label_surrounds(mask_HW: Mask) -> None:
    filled = after(mask_HW, order(Operation.FILL_HOLES))
    whole = ndimage.binary_fill_holes(mask_HW == LABEL)
    assert np.array_equal(filled, np.where(whole & (mask_HW != VOID), LABEL, mask_HW))
    again = tidied(order(Operation.FILL_HOLES), seen(filled))
    assert again.patches == () and again.wanted == 0


@given(pictures(), st.integers(1, 80))
def test_specks_become_what_most_surrounds_them(mask_HW: Mask, speck: int) -> None:
    wish = order(Operation.DROP_SPECKS, speck=speck)
    dropped = after(mask_HW, wish)
    before, left = sizes(mask_HW), sizes(dropped)
    assert left == [size for size in before if size >= speck] or left == before == [mask_HW.size]
    assert np.array_equal(dropped[mask_HW != LABEL], mask_HW[mask_HW != LABEL])
    assert np.array_equal(after(dropped, wish), dropped)
    assert tidied(wish, seen(mask_HW)).parts == len(before) - len(left)
    for number, box in enumerate(ndimage.find_objects(found := _found(mask_HW)), 1):
        part = found == number
        if part.sum() < speck:
            assert dropped[part].min() == dropped[part].max() == _most_around(mask_HW, part, box)


def _found(mask_HW: Mask) -> np.ndarray:
    return np.asarray(ndimage.label(mask_HW == LABEL, CORNERS)[0])


def _most_around(mask_HW: Mask, part: np.ndarray, box: tuple[slice, slice]) -> int:
    votes: list[int] = []
    for y, x in zip(*np.nonzero(part[box]), strict=True):
        for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            at = y + box[0].start + down, x + box[1].start + right
            if 0 <= at[0] < HEIGHT and 0 <= at[1] < WIDTH and mask_HW[at] != LABEL:
                votes.append(int(mask_HW[at]))
    return int(np.bincount(votes).argmax())


@given(pictures())
def test_the_largest_part_is_kept(mask_HW: Mask) -> None:
    kept = after(mask_HW, order(Operation.KEEP_LARGEST))
    assert sizes(kept) == sizes(mask_HW)[-1:]
    assert np.array_equal(after(kept, order(Operation.KEEP_LARGEST)), kept)


@given(pictures(), st.integers(1, 12))
def test_growing_reaches_as_far_as_its_radius(mask_HW: Mask, radius: int) -> None:
    grown = after(mask_HW, order(Operation.GROW, radius))
    inside = mask_HW == LABEL
    away = ndimage.distance_transform_edt(~inside) if inside.any() else np.full(inside.shape, 99)
    near = (away <= radius) & (mask_HW != VOID)
    assert np.array_equal(grown, np.where(near, LABEL, mask_HW))
    assert (grown[inside] == LABEL).all()


@given(pictures(), st.integers(1, 12))
def test_shrinking_gives_the_outline_to_the_nearest_label(mask_HW: Mask, radius: int) -> None:
    shrunk = after(mask_HW, order(Operation.SHRINK, radius))
    inside = mask_HW == LABEL
    if inside.all():
        assert np.array_equal(shrunk, mask_HW)
        return
    deep = ndimage.distance_transform_edt(inside)
    lost = inside & (deep <= radius)
    assert np.array_equal(shrunk == LABEL, inside & ~lost)
    assert np.array_equal(shrunk[~inside], mask_HW[~inside])
    for value in np.unique(shrunk[lost]):
        took = lost & (shrunk == value)
        far = ndimage.distance_transform_edt(mask_HW != value)
        assert (far[took] <= 1.1 * deep[took]).all()  # OpenCV's distances here are near enough


@given(pictures(), st.integers(1, 12))
def test_smoothing_goes_with_the_majority(mask_HW: Mask, radius: int) -> None:
    smooth = after(mask_HW, order(Operation.SMOOTH, radius))
    inside = mask_HW == LABEL
    most = ndimage.median_filter(inside.view(np.uint8), 2 * radius + 1, mode="nearest") > 0
    expected = np.where(mask_HW == VOID, inside, most)
    assert np.array_equal(smooth == LABEL, expected)
    others = ~inside & ~most
    assert np.array_equal(smooth[others], mask_HW[others])


@given(pictures(), st.sampled_from(OF_LABELS))
def test_void_stays_void(mask_HW: Mask, operation: Operation) -> None:
    void = mask_HW == VOID
    assert (after(mask_HW, order(operation))[void] == VOID).all()


@given(
    pictures(), pictures(values=2), st.sampled_from(OF_LABELS), st.integers(0, 2),
    st.booleans(), st.booleans(),
)  # fmt: skip
def test_one_edit_within_the_limits_that_undo_takes_back(
    mask_HW: Mask,
    prediction_HW: Mask,
    operation: Operation,
    locked: int,
    over: bool,
    only_untouched: bool,
) -> None:
    edited = document(corrections_HW=mask_HW.copy(), height=HEIGHT, width=WIDTH)
    edited.set_prediction(8, prediction_HW, "net")
    limits = PaintLimits(
        locked=frozenset({locked}), only_over=0 if over else None, only_untouched=only_untouched
    )
    allowed, shown = limits.allowed(mask_HW, edited.composite()), edited.composite()
    found = tidied(order(operation, limits=limits), seen_of(edited))
    change = (
        edited.begin_whole("Tidy", found.values(edited), found.rects) if found.patches else None
    )
    edit = None if change is None else change.finish()
    values = edited.corrections.values_HW
    changed = values != mask_HW
    assert len(edited.history.done) == (edit is not None) == changed.any()
    assert not changed[~allowed].any()
    assert (shown[changed] != edited.composite()[changed]).all()
    if edit is not None:
        assert edit.pixels == changed.sum() <= found.wanted
        said = changed & (shown != LABEL) & (mask_HW != UNTOUCHED)
        assert found.overruled == said.sum()
        edited.undo()
    assert values.tobytes() == mask_HW.tobytes()


@given(pictures(), st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1))
def test_only_the_region_at_a_pixel(mask_HW: Mask, y: int, x: int) -> None:
    mask_HW[y, x] = LABEL
    region = region_at(mask_HW, x, y)
    assert region is not None
    own = np.zeros(mask_HW.shape, np.bool_)
    own[region.rect.slices] = region.inside_HW

    def done(operation: Operation) -> Mask:
        return after(mask_HW, order(operation, 3, at=(x, y)))

    removed = done(Operation.REMOVE)
    assert (removed[~own] == mask_HW[~own]).all() and (own.all() or (removed[own] != LABEL).all())
    alone = done(Operation.KEEP_ALONE)
    assert np.array_equal(alone == LABEL, own)
    filled = done(Operation.FILL_HOLES)
    holes = ndimage.binary_fill_holes(own)
    assert np.array_equal(filled, np.where(holes & (mask_HW != VOID), LABEL, mask_HW))
    grown = done(Operation.GROW)
    near = (ndimage.distance_transform_edt(~own) <= 3) & (mask_HW != VOID)
    assert np.array_equal(grown, np.where(near, LABEL, mask_HW))
    shrunk = done(Operation.SHRINK)
    assert (shrunk[~own] == mask_HW[~own]).all()


@given(pictures())
def test_separating_only_adds_gaps_within_the_label(mask_HW: Mask) -> None:
    wish = order(Operation.SEPARATE)
    found = tidied(wish, seen(mask_HW))
    separate = after(mask_HW, wish)
    changed = separate != mask_HW
    assert (mask_HW[changed] == LABEL).all()
    assert len(sizes(separate)) >= len(sizes(mask_HW))
    assert (found.parts > 0) == bool(changed.any())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tiles, "PIXELS_PER_BAND", 1 << 20)
        assert np.array_equal(after(mask_HW, wish), separate), "seams do not show"


def test_a_region_alone_is_separated() -> None:
    mask = np.full((HEIGHT, WIDTH), 2, np.uint8)
    for y in (30, 110):
        for x in (40, 68):
            cv2.circle(mask, (x, y), 16, LABEL, -1)
    separate = after(mask, order(Operation.SEPARATE, at=(40, 30)))
    assert (separate[75:] == mask[75:]).all()
    assert len(sizes(mask)) == 2 and len(sizes(separate)) == 3
    assert (separate[separate != mask] == 2).all(), "the gap becomes what is around"


def test_things_too_large_to_be_looked_at_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    for x in (50, 110):
        cv2.circle(mask, (x, 75), 34, LABEL, -1)
    in_full = after(mask, order(Operation.SEPARATE))
    monkeypatch.setattr(tidy_gaps, "LOOKED_AT", 2000)
    shrunk = after(mask, order(Operation.SEPARATE))
    assert len(sizes(in_full)) == len(sizes(shrunk)) == 2
    gap = (shrunk != mask).sum(1)
    assert 2 <= gap.max() <= 6 and (in_full != mask).sum(1).max() <= 2


def test_what_was_painted_meanwhile_stays() -> None:
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    mask[40:60, 40:60] = LABEL
    edited = document(corrections_HW=mask, height=HEIGHT, width=WIDTH)
    found = tidied(order(Operation.GROW, 5), seen_of(edited))
    painting = edited.begin_stroke("Brush")
    painting.paint(Rect(60, 40, 3, 3), np.ones((3, 3), np.bool_), 2)
    painting.finish()
    change = edited.begin_whole("Grow", found.values(edited), found.rects)
    assert change is not None and change.finish() is not None
    values = edited.corrections.values_HW
    assert (values[40:43, 60:63] == 2).all() and (values[50, 60:65] == LABEL).all()


def test_what_the_net_calls_the_label_too_cannot_become_untouched() -> None:
    mask = np.full((HEIGHT, WIDTH), UNTOUCHED, np.uint8)
    prediction = mask.copy()
    prediction[10:13, 10:13] = LABEL
    found = tidied(
        order(Operation.DROP_SPECKS, speck=50),
        Seen(corrections_HW=mask, prediction_HW=prediction),
    )
    assert found.patches == () and found.wanted == 0


def test_another_label_at_the_pixel_is_left_alone() -> None:
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    for operation in OF_REGIONS:
        assert tidied(order(operation, at=(3, 3)), seen(mask)).wanted == 0


def test_a_pixel_beside_the_image_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        tidied(order(Operation.REMOVE, at=(WIDTH, 0)), seen(np.zeros((HEIGHT, WIDTH), np.uint8)))


class StopsAt(Event):
    """Set after so many looks at it; counts the steps taken since, too."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self.left, self.late = steps, 0

    def is_set(self) -> bool:
        self.left -= 1
        self.late += self.left < -1
        return self.left < 0


@pytest.mark.parametrize("at", [None, (40, 40)])
@pytest.mark.parametrize("operation", [*OF_LABELS, Operation.REMOVE, Operation.KEEP_ALONE])
def test_an_order_ends_at_any_of_its_steps(operation: Operation, at: tuple[int, int]) -> None:
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    mask[20:130, 20:130] = LABEL
    mask[50:60, 50:60] = mask[5, 5] = 2
    mask[140:145, 140:145] = LABEL
    whole = StopsAt(10_000)
    tidied(order(operation, at=at), Seen(corrections_HW=mask, stopped=whole))
    steps = 10_000 - whole.left
    assert steps >= 5
    for step in (0, 1, steps // 2, steps - 1):
        stopped = StopsAt(step)
        with pytest.raises(StoppedError):
            tidied(order(operation, at=at), Seen(corrections_HW=mask, stopped=stopped))
        assert stopped.late == 0


def test_distances_go_by_the_mask_alone() -> None:
    """Not by where it lies in memory: else one order could part a thing in two ways."""
    rng = np.random.default_rng(0)
    mask = (rng.random((76, 81)) < 0.998).astype(np.uint8)
    first = distances(mask)
    for shift in range(64):
        memory = np.zeros(mask.size + 64, np.uint8)
        there = memory[shift : shift + mask.size].reshape(mask.shape)
        there[:] = mask
        assert np.array_equal(distances(there), first)
    squares = np.rint(first.astype(np.float64) ** 2)
    assert np.array_equal(first, np.sqrt(squares).astype(np.float32))
