"""Waiting in tests: limits guard against hangs alone, so they are far beyond what work takes.

A loaded machine of two cores may give a test a tenth of its time for seconds; pytest-qt's own
limit of five seconds would then fail what is right.
"""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot

HANG_MS = 120_000


class PatientBot(QtBot):
    """pytest-qt's robot, with a limit that only a hang reaches."""

    def waitSignal(self, signal: Any, *, timeout: int = HANG_MS, **options: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitSignals(self, signals: Any, *, timeout: int = HANG_MS, **options: Any) -> Any:
        return super().waitSignals(signals, timeout=timeout, **options)

    def waitUntil(self, callback: Any, *, timeout: int = HANG_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitExposed(self, widget: Any, *, timeout: int = HANG_MS) -> Any:
        return super().waitExposed(widget, timeout=timeout)

    def waitActive(self, widget: Any, *, timeout: int = HANG_MS) -> Any:
        return super().waitActive(widget, timeout=timeout)
