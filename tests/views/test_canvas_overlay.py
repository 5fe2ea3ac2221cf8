from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.state.rect import Rect
from app.views.canvas.colors import HATCH, LIGHT_DASH, OUTLINE, Look, label_table
from app.views.canvas.overlay import Layers, Paint, render
from app.views.canvas.sampling import Sampler
from app.views.canvas.viewport import Viewport
from fcn_core.labels import VOC, LabelSet
from fcn_core.masks import UNTOUCHED, VOID
from tests.strategies import masks

LABELS = LabelSet.from_names(["background", "cat", "dog", "cow", "sky"])
HEIGHT, WIDTH = 48, 64
zooms = st.sampled_from([0.3, 0.5, 1.0, 1.5, 2.0, 3.7, 8.0])


def seen(zoom: float) -> Sampler:
    viewport = Viewport(
        image_width=WIDTH, image_height=HEIGHT, view_width=90, view_height=70, zoom=zoom
    )
    return Sampler(viewport.centred(30, 20))


def paint(**look) -> Paint:
    return Paint.of(LABELS, Look(**look), 1.0)


def corrected(prediction):
    corrections = np.full(prediction.shape, UNTOUCHED, np.uint8)
    corrections[5:20, 10:40] = 3
    corrections[6:9, 10:30] = VOID
    return corrections


@given(masks(HEIGHT, WIDTH), zooms)
def test_plain_colours_equal_the_composite_looked_up_pixel_by_pixel(prediction, zoom):
    sampler, colors = seen(zoom), paint(opacity=0.5)
    corrections = corrected(prediction)
    composite = np.where(corrections == UNTOUCHED, prediction, corrections)
    layers = Layers(prediction=prediction, corrections=corrections)
    rows = sampler.rows.part(sampler.area.y, sampler.area.height)
    columns = sampler.columns.part(sampler.area.x, sampler.area.width)
    got = render(sampler, sampler.area, layers, colors)
    expected = colors.table[composite[np.ix_(rows, columns)]]
    if zoom < 8:
        assert np.array_equal(got, expected)
    else:
        lines = np.zeros(got.shape, bool)
        lines[:, 1:] |= np.diff(columns)[None, :] != 0
        lines[1:] |= np.diff(rows)[:, None] != 0
        inner = np.s_[1:, 1:]  # before the first pixel of the view may be one of the image
        assert np.array_equal(got[inner][~lines[inner]], expected[inner][~lines[inner]])
        assert (got[inner][lines[inner]] != expected[inner][lines[inner]]).all()


@given(masks(HEIGHT, WIDTH), zooms, st.booleans(), st.booleans(), st.booleans(), st.data())
def test_any_part_equals_the_same_part_of_the_whole(prediction, zoom, outline, hatch, other, data):
    sampler = seen(zoom)
    layers = Layers(
        prediction=prediction,
        corrections=corrected(prediction),
        reference=np.roll(prediction, 5) if other else None,
    )
    colors = paint(outline=outline, hatch=hatch)
    whole = render(sampler, sampler.area, layers, colors)
    x = data.draw(st.integers(0, sampler.area.width - 1))
    y = data.draw(st.integers(0, sampler.area.height - 1))
    rect = Rect(x + sampler.area.x, y + sampler.area.y, 15, 11).intersected(sampler.area)
    part = render(sampler, rect, layers, colors)
    assert np.array_equal(part, whole[y : y + rect.height, x : x + rect.width])


def planes(image, colors, labels=range(5)):
    """For each device pixel the plane of the table that its colour is from (-1: from none)."""
    found = np.full(image.shape, -1)
    for plane in range(4):
        for label in labels:
            color = colors.table[plane * 256 + label]
            if color >> 24:
                found[image == color] = plane
    return found


def test_outlines_run_inside_regions_with_a_halo_outside():
    prediction = np.zeros((HEIGHT, WIDTH), np.uint8)
    prediction[10:30, 10:40] = 1
    sampler, colors = seen(1.0), paint(outline=True, fill=False)
    got = render(sampler, sampler.area, Layers(prediction=prediction), colors)
    x, y = sampler.viewport.left - sampler.area.x, sampler.viewport.top - sampler.area.y
    row = got[y + 20, x : x + 60]
    cat, halo = colors.table[OUTLINE * 256 + 1], colors.table[OUTLINE * 256]
    assert [row[i] for i in (9, 10, 11, 38, 39, 40)] == [halo, cat, cat, cat, cat, halo]
    assert not row[[5, 8, 12, 20, 37, 41]].any()


def test_the_hatch_lies_on_touched_pixels_alone():
    prediction = np.ones((HEIGHT, WIDTH), np.uint8)
    corrections = np.full((HEIGHT, WIDTH), UNTOUCHED, np.uint8)
    corrections[10:40, 10:40] = 2
    sampler, colors = seen(1.0), paint(hatch=True)
    layers = Layers(prediction=prediction, corrections=corrections)
    got = render(sampler, sampler.area, layers, colors)
    touched = sampler.gather(sampler.area, corrections) != UNTOUCHED
    hatched = planes(got, colors) == HATCH
    assert not hatched[~touched].any()
    assert 0.1 < hatched[touched].mean() < 0.25


def test_disagreement_is_dashed_inside_the_differing_area():
    prediction = np.zeros((HEIGHT, WIDTH), np.uint8)
    reference, corrections = prediction.copy(), np.full((HEIGHT, WIDTH), UNTOUCHED, np.uint8)
    corrections[10:30, 10:40] = 2
    layers = Layers(prediction=prediction, reference=reference, reference_corrections=corrections)
    sampler, colors = seen(1.0), paint()
    got = render(sampler, sampler.area, layers, colors)
    differs = sampler.gather(sampler.area, corrections) == 2
    light = got == colors.table[LIGHT_DASH * 256]
    assert light.any()
    assert not got[~differs].any()


def test_doubt_replaces_labels_where_nobody_has_spoken():
    prediction = np.ones((HEIGHT, WIDTH), np.uint8)
    doubt = np.full((HEIGHT, WIDTH), 255, np.uint8)
    doubt[:, :20] = 0
    corrections = np.full((HEIGHT, WIDTH), UNTOUCHED, np.uint8)
    corrections[:, 50:] = 1
    layers = Layers(prediction=prediction, corrections=corrections, doubt=doubt)
    sampler = seen(1.0)
    got = render(sampler, sampler.area, layers, paint(doubt=True))
    doubtful = sampler.gather(sampler.area, (doubt == 255) & (corrections == UNTOUCHED))
    assert got[doubtful].all()
    assert not got[~doubtful].any()


def test_the_table_hides_what_is_hidden_and_background():
    table = label_table(LABELS, Look(opacity=0.5, hidden=frozenset({2})))
    assert table[0] == 0
    assert table[2] == 0
    assert table[UNTOUCHED] == 0
    assert table[1] >> 24 == 128
    assert table[VOID] >> 24 == 128
    assert table[OUTLINE * 256 + 1] >> 24 == 255
    without = label_table(LabelSet.from_names(["sky", "sea"]), Look(opacity=0.5))
    assert without[0] >> 24 == 128


@pytest.mark.parametrize("opacity", [0.0, 0.3, 1.0])
def test_colours_are_premultiplied_with_and_without_the_grid(opacity):
    table = Paint.of(VOC, Look(opacity=opacity), 1.0).table
    alpha = table >> 24
    for shift in (16, 8, 0):
        assert ((table >> shift & 255) <= alpha).all()
