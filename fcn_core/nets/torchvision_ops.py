"""Lets torchvision import beside a torch that its compiled operators were not built for.

On Linux the default torchvision is built against CUDA; beside a CPU-only torch its operators do
not load, and the import fails on their missing schemas. We use only models and transforms, so
declaring the two schemas is enough. Call `declare` before importing torchvision or timm.
"""

from __future__ import annotations

import sys
from functools import cache

import torch

SCHEMAS = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)


@cache
def declare() -> torch.library.Library | None:
    """Declare `torchvision::nms` and `torchvision::qnms` where torchvision cannot do so itself.

    Whether it can, only its import tells: a second declaration beside its own would be refused.
    Returns the declarations, which last as long as somebody holds them.
    """
    try:
        import torchvision  # noqa: F401
    except RuntimeError:
        for name in [name for name in sys.modules if name.partition(".")[0] == "torchvision"]:
            del sys.modules[name]
    else:
        return None
    library = torch.library.Library("torchvision", "DEF")  # type: ignore[no-untyped-call]
    for schema in SCHEMAS:
        library.define(schema)  # type: ignore[no-untyped-call]
    return library
