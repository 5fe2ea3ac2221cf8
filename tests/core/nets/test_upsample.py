"""Both ways of upsampling, against each other and against what they promise at the pixels."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from fcn_core.nets.upsample import Deconvolution, Interpolation, bilinear_kernel

FACTORS = st.sampled_from([2, 4, 8, 16])
MAPS = st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(0, 99))


def coarse(height: int, width: int, seed: int, channels: int = 3) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.rand(1, channels, height, width, generator=generator)


@pytest.mark.parametrize(
    ("kernel", "line"),
    [(1, [1.0]), (3, [0.5, 1, 0.5]), (4, [0.25, 0.75, 0.75, 0.25])],
)
def test_the_kernel_is_the_references(kernel: int, line: list[float]) -> None:
    expected = torch.tensor(line)[:, None] * torch.tensor(line)[None, :]
    assert torch.equal(bilinear_kernel(kernel), expected)


@given(factor=FACTORS, size=MAPS)
def test_aligned_cells_keep_their_values(factor: int, size: tuple[int, int, int]) -> None:
    x = coarse(*size)
    height, width = x.shape[-2] * factor, x.shape[-1] * factor
    fine = Interpolation(factor, 0)(x, (height, width))
    assert fine.shape[-2:] == (height, width)
    assert torch.allclose(fine[..., ::factor, ::factor], x, atol=1e-5)


@given(factor=FACTORS, size=MAPS, between=st.booleans())
def test_interpolation_stays_within_its_values(
    factor: int, size: tuple[int, int, int], between: bool
) -> None:
    x = coarse(*size)
    offset = (factor - 1) / 2 if between else 0.0
    fine = Interpolation(factor, offset)(x, (size[0] * factor, size[1] * factor))
    assert fine.min() >= x.min() - 1e-5
    assert fine.max() <= x.max() + 1e-5


@given(factor=FACTORS, size=MAPS, between=st.booleans())
def test_both_ways_agree_inside(factor: int, size: tuple[int, int, int], between: bool) -> None:
    """At the border the deconvolution fades to zero, away from it they are the same."""
    x = coarse(size[0] + 3, size[1] + 3, size[2])
    offset = (factor - 1) / 2 if between else 0.0
    wanted = (x.shape[-2] * factor, x.shape[-1] * factor)
    smooth = Interpolation(factor, offset)(x, wanted)
    fixed = Deconvolution(3, factor, offset, learned=False)(x, wanted)
    inner = (slice(None), slice(None), slice(factor, -2 * factor), slice(factor, -2 * factor))
    assert torch.allclose(smooth[inner], fixed[inner], atol=1e-5)


@given(factor=st.sampled_from([2, 4]), size=MAPS)
def test_learned_starts_from_fixed(factor: int, size: tuple[int, int, int]) -> None:
    x, wanted = coarse(*size), (size[0] * factor, size[1] * factor)
    fixed = Deconvolution(3, factor, (factor - 1) / 2, learned=False)
    learned = Deconvolution(3, factor, (factor - 1) / 2, learned=True)
    assert torch.allclose(fixed(x, wanted), learned(x, wanted), atol=1e-6)
    assert [p.requires_grad for p in learned.parameters()] == [True]
    assert list(fixed.parameters()) == []
    assert fixed.state_dict() == {}


def test_it_is_torchs_own_interpolation_between_pixels() -> None:
    x = coarse(4, 5, 0)
    expected = F.interpolate(x, scale_factor=8, mode="bilinear", align_corners=False)
    assert torch.allclose(Interpolation(8, 3.5)(x, (32, 40)), expected)


def test_other_offsets_need_a_deconvolution() -> None:
    with pytest.raises(ValueError, match="transposed"):
        Interpolation(8, 1)
