"""Tidying up in words: what an order is called in the history, and what came of it."""

from __future__ import annotations

from app.state.tidy.order import Operation, Order, Tidied


def title(order: Order, name: str) -> str:
    """An order as people ask for it; `name` is the label's."""
    return {
        Operation.FILL_HOLES: f"Fill holes of {name}",
        Operation.DROP_SPECKS: f"Drop specks of {name} under {order.speck:,} px",
        Operation.KEEP_LARGEST: f"Keep the largest {name}",
        Operation.SMOOTH: f"Smooth {name} by {order.radius} px",
        Operation.GROW: f"Grow {name} by {order.radius} px",
        Operation.SHRINK: f"Shrink {name} by {order.radius} px",
        Operation.REMOVE: f"Remove a region of {name}",
        Operation.KEEP_ALONE: f"Keep one region of {name}",
    }[order.operation]


def outcome(order: Order, name: str, tidied: Tidied, pixels: int) -> str:
    """What came of it: so many pixels changed."""
    if not pixels and tidied.wanted:
        return f"{title(order, name)}: nothing changed, for limits or locks keep tools off there"
    if not pixels:
        return f"{title(order, name)}: nothing to do"
    said = f"{_done(order, name, tidied.parts)}, {_some(pixels, 'pixel')}"
    if tidied.overruled:
        said += f" ({tidied.overruled:,} of them had been confirmed as something else)"
    return said


def _done(order: Order, name: str, parts: int) -> str:
    return {
        Operation.FILL_HOLES: f"Filled {_some(parts, 'hole')} of {name}",
        Operation.DROP_SPECKS: f"Dropped {_some(parts, 'speck')} of {name}",
        Operation.KEEP_LARGEST: f"Kept the largest {name} and dropped {_some(parts, 'other')}",
        Operation.SMOOTH: f"Smoothed {name} by {order.radius} px",
        Operation.GROW: f"Grew {name} by {order.radius} px",
        Operation.SHRINK: f"Shrank {name} by {order.radius} px",
        Operation.REMOVE: f"Removed a region of {name}",
        Operation.KEEP_ALONE: f"Kept one region of {name} and dropped {_some(parts, 'other')}",
    }[order.operation]


def _some(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
