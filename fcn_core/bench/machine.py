"""Which machine a benchmark ran on, in words that a reader can compare."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import torch

from fcn_core.devices import choose_device, describe_device


def machine(device: str = "auto") -> dict[str, str]:
    """Processor, its cores, the device that computes, system and versions."""
    return {
        "processor": processor(),
        "cores": str(os.cpu_count()),
        "device": describe_device(choose_device(device)),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "torch": torch.__version__,
    }


def processor() -> str:
    """The processor's name, as Linux tells it; elsewhere what Python knows."""
    facts = Path("/proc/cpuinfo")
    if facts.is_file():
        for line in facts.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
