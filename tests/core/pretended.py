"""A GPU that is played by the CPU: what a net computes "on cuda:0" is computed here, with values.

A tensor that is said to be on the GPU is a shell without values (torch's `meta` device), which
holds the tensor that has them. Every operation is run on those, and refused where CUDA would
refuse it: when some of its tensors are on the GPU and some are not. So a tensor that was left on
the CPU, or a `numpy()` without `cpu()`, fails a test as it would fail on a GPU.

Torch's own `FakeTensorMode` does the same without values, which the judgement, losses and labels
need, and on a torch without CUDA it ends the process as soon as gradients are asked for.
What is not played: kernels, memory and time.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

from fcn_core.nets.tensors import tensors_in

CUDA, CPU, SHELL = torch.device("cuda", 0), torch.device("cpu"), torch.device("meta")
NAME = "NVIDIA Pretended"
aten = torch.ops.aten
COPIES = {
    aten.copy_.default, aten._to_copy.default, aten.to.dtype_layout, aten.to.device,
    aten.to.other, aten.to.dtype, aten._foreach_copy_.default,
}  # fmt: skip
INDEXED = {aten.index.Tensor, aten.index_put.default, aten.index_put_.default}
HALVED = {
    torch.conv2d, F.conv2d, torch.conv_transpose2d, F.conv_transpose2d, F.linear, torch.matmul,
    Tensor.matmul, Tensor.__matmul__, torch.bmm, F.scaled_dot_product_attention,
}  # fmt: skip
"""What CUDA's autocast computes in the lower precision ..."""
WHOLE = {
    Tensor.pow, torch.pow, F.softmax, Tensor.softmax, torch.softmax, F.layer_norm, F.group_norm,
}  # fmt: skip
"""... and what it computes in float32."""


class OnCuda(Tensor):
    """A tensor that says that it is on `cuda:0`."""

    held: Tensor
    __torch_function__ = torch._C._disabled_torch_function_impl

    @staticmethod
    def __new__(cls, held: Tensor) -> OnCuda:
        size, stride = held.size(), held.stride()
        with torch.inference_mode(False):  # a view of a tensor is one of its kind
            shell = torch.empty_strided(size, stride, dtype=held.dtype, device=SHELL)
            tensor: OnCuda = Tensor._make_subclass(cls, shell)
        tensor.held = held
        return tensor

    device = property(lambda _: CUDA)  # type: ignore[assignment]
    is_cuda = property(lambda _: True)  # type: ignore[assignment]
    is_meta = property(lambda _: False)  # type: ignore[assignment]

    def __repr__(self, **_: Any) -> str:
        return f"OnCuda({self.held})"

    @classmethod
    def __torch_dispatch__(
        cls, func: Any, _: Any, args: Sequence[Any] = (), kwargs: Any = None
    ) -> Any:
        return computed(func, args, kwargs or {})


class Played(TorchDispatchMode):
    """Runs every operation where its tensors are. `moves` counts what crosses the bus."""

    def __init__(self) -> None:
        super().__init__()
        self.moves: Counter[str] = Counter()

    def __torch_dispatch__(
        self, func: Any, _: Any, args: Sequence[Any] = (), kwargs: Any = None
    ) -> Any:
        result = computed(func, args, kwargs or {})
        if func is aten._local_scalar_dense.default and isinstance(args[0], OnCuda):
            self.moves["values"] += 1
        elif func in (aten._to_copy.default, aten.copy_.default):
            leaves = isinstance(args[func is aten.copy_.default], OnCuda)
            if leaves != isinstance(result, OnCuda):
                self.moves["down" if leaves else "up"] += 1
        return result


def computed(func: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    """The operation on the tensors that hold the values. Raises as CUDA does for mixed devices."""
    tensors = list(tensors_in([*args, *kwargs.values()]))
    there = [t for t in tensors if isinstance(t, OnCuda)]
    assert all(isinstance(t, OnCuda) or not t.is_meta for t in tensors), f"no values: {func}"
    here = [t for t in tensors if not isinstance(t, OnCuda)]
    if there and here and not _may_mix(func, args, here):
        raise RuntimeError(
            f"Expected all tensors to be on the same device: cuda:0 and cpu ({func})"
        )
    on_cuda = isinstance(args[0], OnCuda) if func is aten.copy_.default else bool(there)
    if (device := kwargs.get("device")) is not None:
        on_cuda = torch.device(device).type == SHELL.type
        kwargs = {**kwargs, "device": CPU}
    values, options = mapped(lambda x: x.held if isinstance(x, OnCuda) else x, (args, kwargs))
    result = _run(func, values, options)
    if not on_cuda:
        return result
    known = {id(t.held): t for t in there}  # what an operation in place returns
    return mapped(lambda x: _shown(x, known), result)


def mapped(change: Callable[[Any], Any], values: Any) -> Any:
    """`values` with each that is no list, tuple or dict changed."""
    if type(values) in (list, tuple):
        return type(values)(mapped(change, value) for value in values)
    if type(values) is dict:
        return {key: mapped(change, value) for key, value in values.items()}
    return change(values)


def _run(func: Any, values: Any, options: Any) -> Any:
    try:
        return func(*values, **options)
    except RuntimeError as error:  # there is no such kernel
        if "not implemented for 'BFloat16'" not in str(error):
            raise
    # CUDA can do it, of what is asked for here (`avg_pool3d`).
    values, options = mapped(lambda x: _as(x, torch.bfloat16, torch.float32), (values, options))
    return mapped(lambda x: _as(x, torch.float32, torch.bfloat16), func(*values, **options))


def _as(x: Any, one: torch.dtype, other: torch.dtype) -> Any:
    return x.to(other) if isinstance(x, Tensor) and x.dtype == one else x


def _shown(x: Any, known: dict[int, OnCuda]) -> Any:
    if not isinstance(x, Tensor):
        return x
    return known[id(x)] if id(x) in known else OnCuda(x)


def _may_mix(func: Any, args: Sequence[Any], here: list[Tensor]) -> bool:
    """Copies may; single numbers may take part in what is done to each element; and indices."""
    if func in COPIES:
        return True
    if func in INDEXED:
        indices = {id(index) for index in args[1]}
        return isinstance(args[0], OnCuda) and all(not t.ndim or id(t) in indices for t in here)
    return all(not t.ndim for t in here) and torch.Tag.pointwise in func.tags


class Spoken(TorchFunctionMode):
    """Turns "cuda" into the device of the shells, and plays autocast."""

    def __init__(self) -> None:
        super().__init__()
        self.half: torch.dtype | None = None

    def __torch_function__(
        self, func: Callable[..., Any], _: Any, args: Sequence[Any] = (), kwargs: Any = None
    ) -> Any:
        if func is torch.device:
            return func(*args, **(kwargs or {}))
        args, kwargs = list(map(_where, args)), {k: _where(v) for k, v in (kwargs or {}).items()}
        if func in (torch.tensor, torch.as_tensor) and kwargs.get("device") == SHELL:
            made: Tensor = func(*args, **{**kwargs, "device": CPU})
            return made.to(SHELL)
        if func is Tensor.tolist:
            return args[0].cpu().tolist()
        if func in (Tensor.__getitem__, Tensor.__setitem__):
            args[1] = _index(args[1])
        if self.half is not None and func in HALVED:
            args, kwargs = mapped(lambda x: _cast(x, self.half), (args, kwargs))
        elif self.half is not None and func in WHOLE:
            args, kwargs = mapped(lambda x: _cast(x, torch.float32), (args, kwargs))
        return func(*args, **kwargs)

    @contextmanager
    def autocast(self, kind: str, dtype: torch.dtype) -> Iterator[None]:
        """In place of `torch.autocast`."""
        assert kind == CUDA.type and self.half is None
        self.half = dtype
        try:
            yield
        finally:
            self.half = None


def _where(value: Any) -> Any:
    if isinstance(value, torch.device):
        return SHELL if value.type == CUDA.type else value
    is_named = isinstance(value, str) and value.partition(":")[0] == CUDA.type
    return SHELL if is_named else value


def _index(index: Any) -> Any:
    """Lists as tensors, which torch would make on the device of what is indexed: as shells."""
    if isinstance(index, tuple):
        return tuple(map(_index, index))
    return torch.tensor(index) if isinstance(index, list) else index


def _cast(x: Any, dtype: torch.dtype | None) -> Any:
    is_float = isinstance(x, OnCuda) and x.dtype in (torch.float32, torch.bfloat16)
    return x.to(dtype) if is_float else x


@contextmanager
def pretended_cuda(
    monkeypatch: pytest.MonkeyPatch, *, major: int = 9, count: int = 1
) -> Iterator[Played]:
    """A machine with `count` GPUs of CUDA capability `major`.0, the first played by the CPU."""
    properties = SimpleNamespace(name=NAME, major=major, minor=0, total_memory=2 << 30)
    for name, value in {
        "is_available": True, "device_count": count, "current_device": 0, "_lazy_init": None,
        "get_device_name": NAME, "get_device_properties": properties,
        "get_device_capability": (major, 0), "is_bf16_supported": major >= 8,
    }.items():  # fmt: skip
        monkeypatch.setattr(torch.cuda, name, lambda *_, value=value, **__: value)
    optimizer = sys.modules[torch.optim.Optimizer.__module__]  # `torch.optim` hides its name
    # As on a GPU, a step is one operation on all parameters.
    kinds = optimizer._foreach_supported_types
    monkeypatch.setattr(optimizer, "_foreach_supported_types", [*kinds, OnCuda])
    words = Spoken()
    monkeypatch.setattr(torch, "autocast", words.autocast)
    with words, Played() as played:
        yield played
