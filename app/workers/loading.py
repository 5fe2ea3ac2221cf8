"""Loading a net for the engine: where torch is imported, and so never in the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from app.state.wishes import Device
from app.workers.orders import CPU, Loaded, LoadOrder
from app.workers.priority import yield_to_window
from app.workers.torch_import import beside_a_window
from fcn_core.events import Say

Loader: TypeAlias = Callable[[LoadOrder, int, Say], Loaded]
"""Makes a predictor; the callable takes what it has to say while it works."""


def load_predictor(order: LoadOrder, threads: int, notify: Say) -> Loaded:
    """The real thing. The first call imports torch, in the thread that calls."""
    yield_to_window()
    with beside_a_window():
        from fcn_core.data.modality import require
        from fcn_core.devices import known_devices
        from fcn_core.predict import Predictor
        from fcn_core.suggest.glance import glance

        predictor = Predictor.load(order.model_path, order.device, threads, notify)
        info = predictor.info
        require(info.name, info.preprocessing.modality, "rgb")
        titles, is_on_gpu = known_devices(), predictor.device.type != CPU
        devices = tuple(Device(id=name, title=title) for name, title in titles.items())
        return Loaded(
            predictor=predictor,
            glance=partial(glance, predictor),
            devices=devices,
            is_on_gpu=is_on_gpu,
            left_gpu=not is_on_gpu and order.device != CPU and len(devices) > 1,
        )
