from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from app.state.rect import Rect
from app.views.canvas.sampling import Sampler
from app.views.canvas.viewport import KEPT_IN_VIEW, MAX_ZOOM, Viewport

places = st.floats(-3000, 3000)
viewports = st.builds(
    Viewport,
    image_width=st.integers(1, 900),
    image_height=st.integers(1, 900),
    view_width=st.integers(1, 700),
    view_height=st.integers(1, 700),
    zoom=st.floats(0.02, MAX_ZOOM),
    x=places,
    y=places,
)


@given(viewports, places, places)
def test_screen_to_image_and_back(viewport, x, y):
    assert np.allclose(viewport.to_screen(*viewport.to_image(x, y)), (x, y), atol=1e-6)


@given(viewports, st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 100))
def test_zooming_keeps_the_point_under_the_cursor(viewport, u, v, zoom):
    point = (u * viewport.image_width, v * viewport.image_height)
    at = (viewport.x + point[0] * viewport.zoom, viewport.y + point[1] * viewport.zoom)
    zoomed = viewport.zoomed(zoom, at)
    assert viewport.min_zoom <= zoomed.zoom <= MAX_ZOOM
    after = (zoomed.x + point[0] * zoomed.zoom, zoomed.y + point[1] * zoomed.zoom)
    assert np.allclose(after, at, atol=1e-5)
    # What is drawn is at most half a device pixel off, however often one zooms.
    assert abs(zoomed.left - zoomed.x) <= 0.5
    there_and_back = zoomed.zoomed(viewport.zoom, at)
    if viewport.zoom >= viewport.min_zoom:
        assert np.allclose(
            (there_and_back.x, there_and_back.y), (viewport.x, viewport.y), atol=1e-5
        )


@given(viewports)
def test_fitting_shows_the_whole_image(viewport):
    fitted = viewport.fitted()
    assert fitted.zoom == viewport.fit_zoom
    if fitted.zoom < MAX_ZOOM:
        assert fitted.image_width * fitted.zoom <= viewport.view_width + 1e-6
        assert fitted.image_height * fitted.zoom <= viewport.view_height + 1e-6
    centre = fitted.to_screen(viewport.image_width / 2, viewport.image_height / 2)
    assert abs(centre[0] - viewport.view_width / 2) <= 0.5 + 1e-9


@given(viewports, st.floats(-1e5, 1e5), st.floats(-1e5, 1e5))
def test_panning_never_loses_the_image(viewport, dx, dy):
    panned = viewport.panned(dx, dy)
    overlap = min(KEPT_IN_VIEW, viewport.image_width * viewport.zoom, viewport.view_width)
    seen = min(viewport.view_width, panned.x + viewport.image_width * viewport.zoom)
    assert seen - max(0, panned.x) >= overlap - 1e-6


def test_a_wheel_stops_at_a_hundred_percent():
    viewport = Viewport(image_width=100, image_height=100, view_width=80, view_height=80, zoom=0.9)
    assert viewport.wheeled(1.25, (40, 40)).zoom == 1.0
    assert viewport.wheeled(1.25, (40, 40)).wheeled(1.25, (40, 40)).zoom == 1.25
    assert replace(viewport, zoom=1.1).wheeled(0.8, (40, 40)).zoom == 1.0


def test_steps_are_round_and_end():
    viewport = Viewport(image_width=640, image_height=480, view_width=800, view_height=600)
    zooms = [viewport.zoom]
    for _ in range(30):
        viewport = viewport.stepped(1)
        zooms.append(viewport.zoom)
    assert zooms[:4] == [1.0, 1.5, 2.0, 3.0]
    assert zooms[-1] == MAX_ZOOM
    for _ in range(40):
        viewport = viewport.stepped(-1)
    assert viewport.zoom == viewport.min_zoom


@given(viewports, st.integers(1, 900), st.integers(1, 900))
def test_a_new_size_keeps_the_centre(viewport, width, height):
    seen = viewport.panned(0, 0)
    resized = seen.resized(width, height)
    clamped = resized.panned(0, 0)
    assert (clamped.x, clamped.y) == (resized.x, resized.y)
    if (width, height) == (viewport.view_width, viewport.view_height):
        assert np.allclose(resized.centre, seen.centre, atol=1e-6)


@given(viewports)
def test_every_device_pixel_shows_the_image_pixel_under_its_centre(viewport):
    viewport = viewport.panned(0, 0)
    sampler = Sampler(viewport)
    assume(not sampler.area.is_empty)
    columns = sampler.columns
    for device in range(0, viewport.view_width, 7):
        pixel = math.floor((device + 0.5 - viewport.left) / viewport.zoom)
        inside = sampler.area.x <= device < sampler.area.right
        assert inside == (0 <= pixel < viewport.image_width)
        if inside:
            assert columns.part(device, 1)[0] == pixel


@given(viewports, st.data())
def test_gathering_equals_looking_up_each_pixel(viewport, data):
    viewport = viewport.panned(0, 0)
    sampler = Sampler(viewport)
    assume(not sampler.area.is_empty)
    area = sampler.area
    x, y = data.draw(st.integers(0, area.width - 1)), data.draw(st.integers(0, area.height - 1))
    rect = Rect(area.x + x, area.y + y, min(9, area.width - x), min(7, area.height - y))
    raster = np.random.default_rng(0).integers(
        0, 255, (viewport.image_height, viewport.image_width), np.uint8
    )
    rows = sampler.rows.part(rect.y, rect.height)
    columns = sampler.columns.part(rect.x, rect.width)
    assert np.array_equal(sampler.gather(rect, raster), raster[np.ix_(rows, columns)])
    part = raster[sampler.source(rect).slices]
    assert np.array_equal(sampler.enlarge(rect, part), raster[np.ix_(rows, columns)])


@given(viewports, st.integers(-10, 900), st.integers(-10, 900))
def test_what_shows_an_image_rectangle_is_exactly_that(viewport, x, y):
    viewport = viewport.panned(0, 0)
    sampler, pixels = Sampler(viewport), Rect(x, y, 12, 9)
    shown = sampler.shown(pixels)
    expected = (sampler.columns.pixels >= x) & (sampler.columns.pixels < x + 12)
    if not shown.is_empty:
        assert shown.width == np.count_nonzero(expected)
        assert sampler.columns.part(shown.x, 1)[0] >= x
