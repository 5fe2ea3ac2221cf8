"""Which device computes, and what is said of one that is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from fcn_core.devices import (
    choose_device,
    describe_device,
    is_lost_device,
    is_out_of_memory,
    known_devices,
    naming_lost_device,
)
from fcn_core.errors import FcnError, LostDeviceError
from tests.core.models import tiny_net
from tests.core.pretended import pretended_cuda


def test_a_device_is_chosen_by_name() -> None:
    assert choose_device("cpu") == torch.device("cpu")
    assert choose_device().type in ("cpu", "cuda")
    with pytest.raises(FcnError, match="no device 'cheese'"):
        choose_device("cheese")


@pytest.mark.parametrize("name", ["mps", "meta", "xpu", "cpu:cheese"])
def test_devices_on_which_nothing_was_ever_tried_are_refused(name: str) -> None:
    with pytest.raises(FcnError, match="Use auto, cpu or cuda"):
        choose_device(name)


def lost(words: str) -> Callable[..., None]:
    def fails(*_: object, **__: object) -> None:
        raise torch.AcceleratorError(f"CUDA error: {words}\nand much more")

    return fails


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("no kernel image is available for execution", "does not know this kind of GPU"),
        ("unspecified launch failure", "stopped answering (CUDA error: unspecified launch"),
        ("out of memory", "The GPU's memory does not suffice"),
    ],
)
def test_a_gpu_of_no_use_is_left_for_the_cpu_and_said(
    monkeypatch: pytest.MonkeyPatch, words: str, said: str
) -> None:
    told: list[str] = []
    with pretended_cuda(monkeypatch):
        monkeypatch.setattr(torch, "ones", lost(words))
        assert choose_device("auto", told.append) == torch.device("cpu")
        with pytest.raises(LostDeviceError, match="the CPU") as named:
            choose_device("cuda")
    assert said in told[0] and told[0].endswith("The CPU takes over.")
    assert said in named.value.problem and "much more" not in named.value.problem


def test_of_several_gpus_any_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    with pretended_cuda(monkeypatch, count=2):
        assert choose_device("auto").type == "cuda"
        assert choose_device("cuda:1") == torch.device("cuda", 1)
        assert list(known_devices()) == ["cpu", "cuda:0", "cuda:1"]
        with pytest.raises(LostDeviceError, match="cuda:2"):
            choose_device("cuda:2")


def test_gpus_that_no_driver_answers_for_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """An old driver counts its GPUs, and then cannot name them: the CPU is there all the same."""
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert list(known_devices()) == ["cpu"]
    assert choose_device("auto") == torch.device("cpu")
    with pytest.raises(LostDeviceError, match="no device 'cuda'"):
        choose_device("cuda")


def test_a_gpu_that_was_lost_has_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with pretended_cuda(monkeypatch):
        monkeypatch.setattr(torch.cuda, "get_device_name", lost("unspecified launch failure"))
        assert list(known_devices()) == ["cpu"]


@pytest.mark.parametrize(("major", "kind"), [(9, "bf16"), (8, "bf16"), (7, "fp32"), (6, "fp32")])
def test_older_gpus_compute_in_float32(
    monkeypatch: pytest.MonkeyPatch, major: int, kind: str
) -> None:
    """They take bfloat16 and are many times slower in it."""
    with pretended_cuda(monkeypatch, major=major):
        assert describe_device(torch.device("cuda")) == f"NVIDIA Pretended, {kind}"
        halves: list[torch.dtype] = []
        net = tiny_net().to("cuda")
        first = next(m for m in net.modules() if isinstance(m, torch.nn.Conv2d))
        first.register_forward_hook(lambda *made: halves.append(made[-1].dtype))
        net(torch.rand(1, 3, 64, 64, device="cuda"))
    assert halves == [torch.bfloat16 if kind == "bf16" else torch.float32]


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"),
        torch.AcceleratorError("CUDA error: out of memory"),
        RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
        RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"),
        RuntimeError("GET was unable to find an engine to execute this computation"),
    ],
)
def test_a_gpus_memory_runs_out_in_several_words(error: Exception) -> None:
    assert is_out_of_memory(error)
    with pytest.raises(type(error)) as raised, naming_lost_device():
        raise error  # for who can do with less
    assert raised.value is error
    short = pytest.raises(LostDeviceError, match="memory does not suffice")
    with short, naming_lost_device(memory=True):
        raise error


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
