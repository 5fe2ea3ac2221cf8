from __future__ import annotations

import numpy as np
import pytest

from app.state.rect import Rect
from app.views.canvas import photo as photo_module
from app.views.canvas.photo import Photo, level_of
from app.views.canvas.pyramid import FINE, ROUGH, Pyramid
from app.views.canvas.sampling import Sampler
from app.views.canvas.viewport import Viewport
from tests.tools.parts import picture


def bgra(image):
    alpha = np.full((*image.shape[:2], 1), 255, np.uint8)
    return np.concatenate([image[..., ::-1], alpha], 2)


def drawn(image, viewport):
    sampler = Sampler(viewport)
    pixels, final = Photo(image).render(sampler, sampler.area)
    return np.ascontiguousarray(pixels).view(np.uint8).reshape(*pixels.shape, 4), final, sampler


@pytest.mark.parametrize("zoom", [1.0, 2.0, 2.5, 5.0])
def test_from_two_hundred_percent_on_pixels_are_squares(zoom):
    image = picture(30, 40)
    viewport = Viewport(
        image_width=40, image_height=30, view_width=70, view_height=50, zoom=zoom, x=-7.3, y=4.2
    )
    got, final, sampler = drawn(image, viewport)
    rows = sampler.rows.part(sampler.area.y, sampler.area.height)
    columns = sampler.columns.part(sampler.area.x, sampler.area.width)
    assert final
    assert np.array_equal(got, bgra(image)[np.ix_(rows, columns)])


@pytest.mark.parametrize("zoom", [0.9, 0.5, 0.31, 0.11, 1.5])
def test_smooth_zooms_leave_the_image_where_it_is(zoom):
    # A ramp: its value says where in the image a device pixel looks.
    ramp = np.repeat(np.linspace(0, 255, 600)[None, :], 400, 0)
    image = np.stack([ramp] * 3, 2).astype(np.uint8)
    viewport = Viewport(
        image_width=600, image_height=400, view_width=300, view_height=200, zoom=zoom, x=-5, y=-3
    )
    got, _, sampler = drawn(image, viewport)
    device = np.arange(sampler.area.x, sampler.area.right)
    at = np.clip((device + 0.5 - viewport.left) / zoom - 0.5, 0, 599)
    middle = got[got.shape[0] // 2, :, 0].astype(float)
    assert np.abs(middle - at * 255 / 599)[2:-2].max() < 1.6


def test_levels():
    assert [level_of(z) for z in (2, 1, 0.9, 0.5, 0.49, 0.25, 0.2)] == [0, 0, 0, 1, 1, 2, 2]


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_level_is_the_mean_of_what_it_covers(number):
    image = picture(640, 704)
    pyramid, step = Pyramid(image), 1 << number
    level = pyramid.level(number)
    height, width = level.pixels.shape[:2]
    for tile in pyramid.missing(number, Rect(0, 0, width, height)):
        while not pyramid.refine(number, tile):
            pass
    assert (level.state == FINE).all()
    means = (
        image[: 640 // step * step, : 704 // step * step]
        .reshape(640 // step, step, 704 // step, step, 3)
        .mean((1, 3))
    )
    got = level.pixels[: 640 // step, : 704 // step, 2::-1]
    assert np.abs(got - means).max() <= 1.5
    assert (level.pixels[..., 3] == 255).all()


def test_only_tiles_that_are_seen_are_computed():
    pyramid = Pyramid(picture(2100, 2100))
    seen = Rect(300, 300, 200, 200)
    for tile in pyramid.missing(1, seen):
        pyramid.refine(1, tile)
    assert np.count_nonzero(pyramid.level(1).state) == 1


def test_a_hurried_paint_is_rough_and_gets_better(monkeypatch):
    monkeypatch.setattr(photo_module, "PATIENCE", -1.0)
    photo = Photo(picture(400, 400))
    sampler = Sampler(
        Viewport(image_width=400, image_height=400, view_width=100, view_height=100, zoom=0.25)
    )
    rough, final = photo.render(sampler, sampler.area)
    assert not final
    assert (photo._pyramid.level(2).state == ROUGH).all()
    assert (rough >> 24 == 255).all()
    monkeypatch.setattr(photo_module, "PATIENCE", 10.0)
    assert photo.render(sampler, sampler.area)[1]
