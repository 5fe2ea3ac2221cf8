"""Lets torchvision import beside a CPU-only torch.

The torchvision wheel from PyPI is built against CUDA torch; beside a CPU build its compiled
operators do not load, and the import fails on their missing schemas. We use only models and
transforms, so declaring the two schemas is enough. Call `declare` before importing torchvision
or timm.
"""

from __future__ import annotations

import torch

SCHEMAS = {
    "nms": "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms": "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
}
_library: torch.library.Library | None = None


def declare() -> None:
    """Declare `torchvision::nms` and `torchvision::qnms` where torchvision cannot do so itself."""
    global _library
    if _library is not None or _loads_itself():
        return
    _library = torch.library.Library("torchvision", "DEF")  # type: ignore[no-untyped-call]
    for schema in SCHEMAS.values():
        _library.define(schema)  # type: ignore[no-untyped-call]


def _loads_itself() -> bool:
    import importlib.util

    if torch.version.cuda is None and torch.version.hip is None:
        return False
    return importlib.util.find_spec("torchvision") is not None
