from __future__ import annotations

import json
from dataclasses import asdict

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from fcn_core.data.dataset import Sample
from fcn_core.data.transforms import (
    CAFFE,
    GREY,
    Augmentation,
    Preprocessing,
    false_colored,
    recolored,
    to_batch,
)
from fcn_core.errors import FcnError
from fcn_core.imaging.pixels import RGB
from fcn_core.masks import VOID


def coordinates(height: int, width: int) -> Sample:
    """An image that says where each pixel was: red is the row, green the column, blue 77.

    The mask is 1 on the right half.
    """
    rows, cols = np.mgrid[:height, :width]
    image = np.dstack([rows, cols, np.full_like(rows, 77)]).astype(np.uint8)
    mask = (cols >= width // 2).astype(np.uint8)
    return Sample(image_id="c", image=image, mask=mask)


@given(
    height=st.integers(1, 90),
    width=st.integers(1, 90),
    crop=st.integers(8, 64),
    scale=st.sampled_from([(1.0, 1.0), (0.5, 2.0), (2.0, 2.0)]),
    seed=st.integers(0, 1000),
)
def test_crops_have_their_size_and_are_seeded(
    height: int, width: int, crop: int, scale: tuple[float, float], seed: int
) -> None:
    change = Augmentation(crop=crop, scale=scale, color=0.4)
    sample = coordinates(height, width)
    image, mask = change(sample, np.random.default_rng(seed))
    again, mask_again = change(sample, np.random.default_rng(seed))
    assert (image.shape, image.dtype) == ((crop, crop, 3), np.uint8)
    assert (mask.shape, mask.dtype) == ((crop, crop), np.uint8)
    assert set(np.unique(mask)) <= {0, 1, VOID}
    assert np.array_equal(image, again)
    assert np.array_equal(mask, mask_again)


@given(height=st.integers(1, 90), width=st.integers(1, 90), seed=st.integers(0, 1000))
def test_image_and_mask_move_together(height: int, width: int, seed: int) -> None:
    sample = coordinates(height, width)
    image, mask = Augmentation(crop=48)(sample, np.random.default_rng(seed))
    inside = mask != VOID
    assert inside.any()
    assert (image[..., 2] == np.where(inside, 77, GREY)).all()
    rows, cols = image[inside][:, 0], image[inside][:, 1]
    assert np.array_equal(mask[inside], sample.mask[rows, cols])


def test_every_place_and_both_sides_are_shown() -> None:
    change = Augmentation(crop=8)
    sample = coordinates(16, 16)
    crops = [change(sample, np.random.default_rng(seed))[0] for seed in range(400)]
    assert {int(c[..., 0].min()) for c in crops} == set(range(9))
    assert {int(c[..., 1].min()) for c in crops} == set(range(9))
    flipped = np.mean([c[0, 0, 1] > c[0, -1, 1] for c in crops])
    assert 0.4 < flipped < 0.6


def test_scaling_draws_the_named_sizes() -> None:
    """Doubled, a crop of 16 shows 8 x 8 pixels; halved, 32 x 32."""
    sample = coordinates(64, 64)
    for factor, extent in ((2.0, 8), (0.5, 32)):
        change = Augmentation(crop=16, scale=(factor, factor), flip=False)
        image, _ = change(sample, np.random.default_rng(0))
        reach = int(image[..., 0].max()) - int(image[..., 0].min())
        assert abs(reach - extent) <= 3


def test_no_change_of_colour_is_none() -> None:
    image = coordinates(4, 4).image
    assert np.array_equal(recolored(image, 0.0, np.random.default_rng(0)), image)


def test_colours_change_by_no_more_than_asked() -> None:
    """A flat grey shows the brightness alone."""
    image = np.full((4, 4, 3), 120, np.uint8)
    means = [recolored(image, 0.4, np.random.default_rng(s)).mean() for s in range(200)]
    assert min(means) >= 120 * 0.6 - 1
    assert max(means) <= 120 * 1.4 + 1
    assert np.std(means) > 20


def test_grey_images_come_in_two_false_colours_of_either_order() -> None:
    ramp = np.repeat(np.linspace(20, 60, 64, dtype=np.uint8)[None, :], 64, axis=0)
    sample = Sample(image_id="", image=np.dstack([ramp] * 3), mask=np.zeros((64, 64), np.uint8))
    augment = Augmentation(crop=0, flip=False, false_colors=1.0)
    rises = set()
    for seed in range(20):
        image, _ = augment(sample, np.random.default_rng(seed))
        brightness = image.mean(-1).mean(0)
        steps = np.diff(brightness)
        assert abs(brightness[-1] - brightness[0]) >= 38  # more contrast than there was
        assert (steps >= -1).all() or (steps <= 1).all()
        rises.add(bool(brightness[-1] > brightness[0]))
    assert rises == {True, False}


def test_images_with_colour_keep_it() -> None:
    image = np.random.default_rng(0).integers(0, 256, (16, 16, 4), np.uint8)
    sample = Sample(image_id="", image=image, mask=np.zeros((16, 16), np.uint8))
    augment = Augmentation(crop=0, flip=False, false_colors=1.0)
    assert (augment(sample, np.random.default_rng(0))[0] == image).all()


def test_a_grey_image_without_contrast_has_false_colours_too() -> None:
    flat = np.full((8, 8, 3), 7, np.uint8)
    assert false_colored(flat, np.random.default_rng(0)).shape == flat.shape


def test_preprocessing_is_what_the_formula_says() -> None:
    image = np.random.default_rng(0).integers(0, 256, (1, 5, 7, 3), dtype=np.uint8)
    x = Preprocessing()(torch.from_numpy(image))
    mean, std = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])
    expected = (image / 255 - mean) / std
    assert x.shape == (1, 3, 5, 7)
    assert x.is_contiguous(memory_format=torch.channels_last)
    np.testing.assert_allclose(x.permute(0, 2, 3, 1).numpy(), expected, atol=1e-5)


def test_caffe_models_see_blue_first() -> None:
    x = CAFFE(torch.tensor([[[[255, 100, 0]]]], dtype=torch.uint8))
    np.testing.assert_allclose(
        x.ravel().numpy(), [0 - 104.00699, 100 - 116.66877, 255 - 122.67892], atol=1e-4
    )


@pytest.mark.parametrize(
    "preprocessing", [Preprocessing(long_side=512, views="mirror", brightened=True), CAFFE]
)
def test_preprocessing_survives_json(preprocessing: Preprocessing) -> None:
    data = json.loads(json.dumps(asdict(preprocessing)))
    assert Preprocessing.from_json(data) == preprocessing


def test_older_nets_say_of_the_mirror_image_alone_whether_they_see_it() -> None:
    data = {**asdict(Preprocessing()), "mirrored": True}
    del data["views"]
    assert Preprocessing.from_json(data) == Preprocessing(views="mirror")


def dim(brightest: int) -> RGB:
    """A grey image from 0 to `brightest`."""
    ramp = np.linspace(0, brightest, 64, dtype=np.uint8)
    return np.ascontiguousarray(np.broadcast_to(ramp[None, :, None], (48, 64, 3)))


@pytest.mark.parametrize(("brightest", "becomes"), [(30, 255), (100, 255), (255, 255), (5, 51)])
def test_dark_grey_images_are_brightened(brightest: int, becomes: int) -> None:
    image = dim(brightest)
    seen = Preprocessing(brightened=True).working(image)
    assert seen.min() == 0
    assert seen.max() == becomes
    assert (np.diff(seen[0, :, 0].astype(int)) >= 0).all()
    assert (Preprocessing().working(image) == image).all()


def test_images_with_colour_are_not_brightened() -> None:
    image = dim(60) * np.array([0, 1, 0], np.uint8)
    assert (Preprocessing(brightened=True).working(image) == image).all()


def test_a_working_image_has_the_working_size() -> None:
    image = dim(255)
    assert Preprocessing(zoom=2).working(image).shape == (96, 128, 3)
    assert Preprocessing(zoom=2, long_side=100).working(image).shape == (75, 100, 3)
    assert Preprocessing(long_side=100).working(image, at_most=32).shape == (24, 32, 3)
    assert Preprocessing().working(image, at_most=32).shape == (24, 32, 3)


def test_a_wrong_number_of_channels_is_named() -> None:
    with pytest.raises(FcnError, match="sees 3 channels, the image has 4"):
        Preprocessing()(torch.zeros(1, 2, 2, 4, dtype=torch.uint8))


def test_batches_keep_their_bytes() -> None:
    crops = [Augmentation(crop=8)(coordinates(9, 9), np.random.default_rng(s)) for s in range(3)]
    images, masks = to_batch(crops)
    assert (images.shape, masks.shape) == ((3, 8, 8, 3), (3, 8, 8))
    assert np.array_equal(images[1].numpy(), crops[1][0])
    assert np.array_equal(masks[2].numpy(), crops[2][1])


def test_six_channels_are_scaled_alike() -> None:
    """RGB-HHA: colour and HHA side by side, more than OpenCV resizes at once."""
    plain = coordinates(40, 50)
    both = Sample(image_id="b", image=np.dstack([plain.image] * 2), mask=plain.mask)
    for scale in ((0.5, 0.5), (2.0, 2.0)):
        change = Augmentation(crop=24, scale=scale)
        one, _ = change(plain, np.random.default_rng(0))
        two, _ = change(both, np.random.default_rng(0))
        assert np.array_equal(two, np.dstack([one, one]))
