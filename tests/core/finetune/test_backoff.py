"""What a run says when memory, the device or the disk gives out."""

from __future__ import annotations

import errno
import itertools

import pytest
import torch

from fcn_core.errors import FcnError, GpuMemoryError
from fcn_core.finetune.backoff import SMALLEST_CROP, failure, smaller
from fcn_core.finetune.learner import FinetuneRecipe


def test_each_step_down_needs_less_until_there_is_none() -> None:
    recipe: FinetuneRecipe | None = FinetuneRecipe(batch=4, crop=288)
    steps = []
    while recipe is not None:
        steps.append((recipe.batch, recipe.crop))
        recipe = smaller(recipe)
    assert steps == [(4, 288), (2, 288), (1, 288), (1, 128)]
    areas = [batch * crop**2 for batch, crop in steps]
    assert all(a > b for a, b in itertools.pairwise(areas))
    assert steps[-1][1] >= SMALLEST_CROP


@pytest.mark.parametrize(
    ("error", "problem", "device"),
    [
        (FcnError("Too hot.", "Cool it."), "Too hot.", ""),
        (MemoryError(), "Memory ran out", ""),
        (torch.OutOfMemoryError("CUDA out of memory"), "The GPU's memory does not suffice", "cpu"),
        (torch.AcceleratorError("CUDA error: out of memory"), "The GPU's memory", "cpu"),
        (RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"), "The GPU's memory", "cpu"),
        (GpuMemoryError("Even single pieces.", "Less."), "Even single pieces.", "cpu"),
        (torch.AcceleratorError("CUDA error: no kernel image is available"), "not know", "cpu"),
        (RuntimeError("CUDA error: device-side assert\nmore"), "The GPU stopped answering", "cpu"),
        (RuntimeError("cuDNN error: CUDNN_STATUS_INTERNAL_ERROR"), "The GPU stopped", "cpu"),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device", ""),
        (PermissionError(errno.EACCES, "Permission denied", "/x/y"), "/x/y: Permission", ""),
    ],
)
def test_every_ending_has_words_and_a_remedy(error: Exception, problem: str, device: str) -> None:
    failed = failure(error)
    assert failed is not None
    assert problem in failed.problem and "None" not in failed.problem
    assert failed.remedy and failed.device == device


def test_mistakes_of_ours_are_not_dressed_up() -> None:
    assert failure(ValueError("a bug")) is None
    assert failure(RuntimeError("shapes do not match")) is None
