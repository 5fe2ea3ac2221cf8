"""The geometry against the reference implementation's numbers, and against PyTorch itself."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from hypothesis import assume, given
from hypothesis import strategies as st

from fcn_core.geometry import Layer, Placement, compose, crop_offset, upsampling_kernel
from fcn_core.nets.upsample import bilinear_kernel

CONV, POOL = Layer(kernel=3, padding=1), Layer(kernel=2, stride=2)
LAYERS = st.builds(
    Layer,
    kernel=st.integers(1, 5),
    stride=st.integers(1, 3),
    padding=st.integers(0, 2),
)


def vgg_layers(first_padding: int) -> list[Layer]:
    """VGG16's convolutions up to pool5, with fc6 as the 7 x 7 convolution that it is."""
    layers = [Layer(kernel=3, padding=first_padding), CONV, POOL, CONV, CONV, POOL]
    for _ in range(3):
        layers += [CONV, CONV, CONV, POOL]
    return [*layers, Layer(kernel=7)]


def test_vgg16_as_the_paper_has_it() -> None:
    place = compose(vgg_layers(100))
    assert (place.stride, place.receptive_field) == (32, 404)
    assert crop_offset(32, 64, place.offset / 1) == 19


def test_a_layer_that_changes_nothing() -> None:
    assert compose([CONV, CONV]) == Placement(receptive_field=5)


@given(layers=st.lists(LAYERS, min_size=1, max_size=4), cell=st.integers(0, 3))
def test_cells_see_what_the_rule_says(layers: list[Layer], cell: int) -> None:
    """A gradient pushed back from one cell reaches the pixels that the rule gives it."""
    place = compose(layers)
    side = 150
    image = torch.ones(1, 1, side, dtype=torch.float64, requires_grad=True)
    x = image
    for layer in layers:
        assume(x.shape[-1] + 2 * layer.padding >= layer.kernel)
        weight = torch.ones(1, 1, layer.kernel, dtype=torch.float64)
        x = F.conv1d(x, weight, stride=layer.stride, padding=layer.padding)
    assume(cell < x.shape[-1])
    x[0, 0, cell].backward()
    assert image.grad is not None
    seen = image.grad[0, 0].nonzero().ravel()
    center = place.stride * cell + place.offset
    reach = (place.receptive_field - 1) / 2
    assume(center - reach >= 0 and center + reach < side)
    assert (seen[0].item(), seen[-1].item()) == (center - reach, center + reach)


@pytest.mark.parametrize(
    ("factor", "offset", "kernel"),
    [(2, 0.5, 4), (2, 0, 3), (8, 3.5, 16), (32, 0, 63), (32, 15.5, 64)],
)
def test_upsampling_kernels(factor: int, offset: float, kernel: int) -> None:
    assert upsampling_kernel(factor, offset) == kernel


@given(factor=st.sampled_from([2, 4, 8, 16, 32]), half=st.booleans())
def test_a_linear_ramp_survives_upsampling(factor: int, half: bool) -> None:
    """Cells that hold their own position give pixels that hold theirs, wherever cell 0 lies."""
    offset = (factor - 1) / 2 if half else 0.0
    kernel = upsampling_kernel(factor, offset)
    cut = crop_offset(factor, kernel, offset)
    cells = torch.arange(6, dtype=torch.float32) * factor + offset
    # The kernel is an outer product, and its rows sum up to one row times the factor.
    line = bilinear_kernel(kernel).sum(0) / factor
    fine = F.conv_transpose1d(cells[None, None], line[None, None], stride=factor)[0, 0, cut:]
    inner = torch.arange(factor * 2, factor * 4, dtype=torch.float32)
    assert torch.allclose(fine[factor * 2 : factor * 4], inner, atol=1e-4)


@pytest.mark.parametrize(("factor", "kernel", "offset"), [(2, 4, 0.0), (2, 3, 0.5), (2, 3, 2.0)])
def test_offsets_off_the_grid_are_refused(factor: int, kernel: int, offset: float) -> None:
    with pytest.raises(ValueError, match="crop"):
        crop_offset(factor, kernel, offset)
