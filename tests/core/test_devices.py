"""Which device computes, and what is said of one that is lost."""

from __future__ import annotations

import pytest
import torch

from fcn_core.devices import LostDeviceError, choose_device, is_lost_device, naming_lost_device
from fcn_core.errors import FcnError


def test_a_device_is_chosen_by_name() -> None:
    assert choose_device("cpu") == torch.device("cpu")
    assert choose_device().type in ("cpu", "cuda")
    with pytest.raises(FcnError, match="no device 'cheese'"):
        choose_device("cheese")


def test_a_gpu_that_is_not_there_is_one_that_is_lost() -> None:
    with pytest.raises(LostDeviceError, match="no device 'cuda:99'") as lost:
        choose_device("cuda:99")
    assert lost.value.remedy.startswith("Choose the CPU")


@pytest.mark.parametrize(
    "words", ["CUDA error: unknown", "No CUDA GPUs are available", "Found no NVIDIA driver"]
)
def test_what_torch_says_of_a_lost_gpu_is_put_in_words(words: str) -> None:
    with pytest.raises(LostDeviceError, match="stopped answering") as lost, naming_lost_device():
        raise RuntimeError(f"{words}\nand much more")
    assert words in lost.value.problem and "much more" not in lost.value.problem
    assert lost.value.remedy.startswith("Choose the CPU")


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("shapes do not match"),
        MemoryError(),
        torch.OutOfMemoryError("CUDA out of memory"),
    ],
)
def test_other_errors_stay_what_they_are(error: Exception) -> None:
    assert not is_lost_device(error)
    with pytest.raises(type(error)) as raised, naming_lost_device():
        raise error
    assert raised.value is error
