"""Which device computes, and what to call it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from fcn_core.errors import FcnError
from fcn_core.sentences import said


class LostDeviceError(FcnError):
    """A GPU is not there, or no longer. On the CPU the same may well succeed."""


def choose_device(name: str = "auto") -> torch.device:
    """`auto` (CUDA where there is one), `cpu`, `cuda` or `cuda:1`. Raises `FcnError`."""
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError as error:
        raise FcnError(
            "There is no device {name!r}.", "Use auto, cpu or cuda.", name=name
        ) from error
    if device.type == "cuda" and (device.index or 0) >= torch.cuda.device_count():
        raise LostDeviceError(
            "PyTorch finds no device {name!r}.",
            "Choose the CPU (on the command line: --device cpu), or install the GPU's driver.",
            name=name,
        )
    return device


def describe_device(device: torch.device) -> str:
    """`CPU, 2 threads` or `NVIDIA H200, bf16`."""
    if device.type == "cuda":
        return f"{torch.cuda.get_device_name(device)}, bf16"
    threads = torch.get_num_threads()
    return said(
        "CPU, {threads} threads" if threads > 1 else "CPU, {threads} thread", threads=threads
    )


def is_out_of_memory(error: BaseException) -> bool:
    """Whether memory ran out. On the CPU torch has no error of its own for it, only words."""
    if isinstance(error, (torch.OutOfMemoryError, MemoryError)):
        return True
    words = ("can't allocate memory", "not enough memory")
    return isinstance(error, RuntimeError) and any(w in str(error) for w in words)


def is_lost_device(error: BaseException) -> bool:
    """Whether a GPU stopped answering: its driver was reset, it was unplugged, it is broken.

    Nothing in the same process can use it afterwards.
    """
    if isinstance(error, torch.AcceleratorError):
        return True
    words = ("CUDA error", "CUDA driver", "cuDNN error", "CUDNN_STATUS", "CUBLAS_STATUS",
             "No CUDA GPUs", "NVIDIA driver")  # fmt: skip
    return isinstance(error, RuntimeError) and any(w in str(error) for w in words)


@contextmanager
def naming_lost_device() -> Iterator[None]:
    """Errors of a GPU that stopped answering become `LostDeviceError`."""
    try:
        yield
    except RuntimeError as error:
        if is_out_of_memory(error) or not is_lost_device(error):
            raise
        raise lost_device(error) from error


def lost_device(error: Exception) -> LostDeviceError:
    """What torch says of a GPU that stopped answering, and what helps."""
    reason = str(error).strip().splitlines()[0]
    return LostDeviceError(
        "The GPU stopped answering ({reason}).",
        "Choose the CPU, or restart the computer and try again.",
        reason=reason,
    )
