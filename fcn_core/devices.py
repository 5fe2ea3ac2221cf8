"""Which device computes, and what to call it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import torch

from fcn_core.errors import ON_CPU, FcnError, GpuMemoryError, LostDeviceError
from fcn_core.events import Say
from fcn_core.sentences import said

log = logging.getLogger(__name__)
KINDS = ("cpu", "cuda")
BFLOAT16_SINCE = 8
"""The first CUDA capability that computes in bfloat16 and does not just pretend to, slowly."""


def choose_device(name: str = "auto", say: Say = log.warning) -> torch.device:
    """`auto` (CUDA where it works), `cpu`, `cuda` or `cuda:1`. Raises `FcnError`.

    `say` is told why `auto` is not the GPU that is there.
    """
    if name == "auto":
        return _best(say)
    try:
        device = torch.device(name)
    except RuntimeError as error:
        raise _no_device(name) from error
    if device.type not in KINDS:
        raise _no_device(name)
    if device.type == "cuda":
        if not torch.cuda.is_available() or (device.index or 0) >= torch.cuda.device_count():
            raise LostDeviceError(
                "PyTorch finds no device {name!r}.",
                "Choose the CPU (on the command line: --device cpu), or install the GPU's driver.",
                name=name,
            )
        _try(device)
    return device


def _best(say: Say) -> torch.device:
    if torch.cuda.is_available():
        try:
            _try(torch.device("cuda"))
            return torch.device("cuda")
        except LostDeviceError as error:
            say(f"{error.problem} {ON_CPU}")
    return torch.device("cpu")


def _try(device: torch.device) -> None:
    """Compute something. Raises `LostDeviceError`: a GPU may be there and be of no use."""
    with naming_lost_device(memory=True):
        torch.ones(1, device=device).add(1).item()


def _no_device(name: str) -> FcnError:
    return FcnError("There is no device {name!r}.", "Use auto, cpu or cuda.", name=name)


def known_devices() -> dict[str, str]:
    """What to call the CPU and each GPU that torch can use, by torch's names for them."""
    found = {"cpu": describe_device(torch.device("cpu"))}
    # Without a driver that fits, torch counts GPUs that it cannot use.
    for index in range(torch.cuda.device_count() if torch.cuda.is_available() else 0):
        with suppress(RuntimeError):  # one that was lost may have no name
            found[f"cuda:{index}"] = describe_device(torch.device("cuda", index))
    return found


def computes_in_bfloat16(device: torch.device) -> bool:
    """Whether bfloat16 is quicker there than float32, of a device whose kind can do it."""
    if device.type != "cuda" or torch.version.hip:
        return True
    return torch.cuda.get_device_capability(device)[0] >= BFLOAT16_SINCE


def describe_device(device: torch.device) -> str:
    """`CPU, 2 threads` or `NVIDIA H200, bf16`."""
    if device.type == "cuda":
        kind = "bf16" if computes_in_bfloat16(device) else "fp32"
        return f"{torch.cuda.get_device_name(device)}, {kind}"
    threads = torch.get_num_threads()
    return said(
        "CPU, {threads} threads" if threads > 1 else "CPU, {threads} thread", threads=threads
    )


def is_out_of_memory(error: BaseException) -> bool:
    """Whether memory ran out, a GPU's or the CPU's, for which torch has no error, only words."""
    if isinstance(error, MemoryError) or is_gpu_out_of_memory(error):
        return True
    words = ("can't allocate memory", "not enough memory")
    return isinstance(error, RuntimeError) and any(w in str(error) for w in words)


def is_gpu_out_of_memory(error: BaseException) -> bool:
    """Whether a GPU's memory ran out.

    Torch's own blocks have an error for it. CUDA's libraries, which take memory besides, have
    words, or find "no engine" for a convolution.
    """
    if isinstance(error, (torch.OutOfMemoryError, GpuMemoryError)):
        return True
    words = ("CUDA error: out of memory", "STATUS_ALLOC_FAILED", "unable to find an engine")
    return isinstance(error, RuntimeError) and any(w in str(error) for w in words)


def is_lost_device(error: BaseException) -> bool:
    """Whether a GPU stopped answering: its driver was reset, it was unplugged, it is broken.

    Nothing in the same process can use it afterwards.
    """
    if isinstance(error, (torch.AcceleratorError, torch.cuda.DeferredCudaCallError)):
        return True
    words = ("CUDA error", "CUDA driver", "cuDNN error", "CUDNN_STATUS", "CUBLAS_STATUS",
             "No CUDA GPUs", "NVIDIA driver")  # fmt: skip
    return isinstance(error, RuntimeError) and any(w in str(error) for w in words)


@contextmanager
def naming_lost_device(*, memory: bool = False) -> Iterator[None]:
    """Errors of a GPU that stopped answering become `LostDeviceError`.

    With `memory` a lack of its memory does, too; else that is for who can do with less.
    """
    try:
        yield
    except Exception as error:  # torch has several for the same thing
        lost = left_behind(error)
        if lost is None or lost is error or (is_out_of_memory(error) and not memory):
            raise
        raise lost from error


def short_of_memory() -> GpuMemoryError:
    """What to say where the smallest pieces are too much for a GPU."""
    return GpuMemoryError(
        "The GPU's memory does not suffice.",
        "Close other programs that use it, or choose the CPU.",
    )


def lost_device(error: Exception) -> LostDeviceError:
    """What torch says of a GPU that stopped answering, and what helps."""
    reason = str(error).strip().splitlines()[0]
    if "no kernel image" in reason:
        return LostDeviceError(
            "The installed PyTorch does not know this kind of GPU.",
            "Choose the CPU, or install a PyTorch that was built for this GPU.",
        )
    return LostDeviceError(
        "The GPU stopped answering ({reason}).",
        "Choose the CPU, or restart the computer and try again.",
        reason=reason,
    )


def left_behind(error: Exception) -> LostDeviceError | None:
    """What to say of an error of a GPU after which the CPU may go on; None of others."""
    if isinstance(error, LostDeviceError):
        return error
    if is_gpu_out_of_memory(error):
        return short_of_memory()
    return lost_device(error) if is_lost_device(error) else None
