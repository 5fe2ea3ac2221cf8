"""Tidying up in words: what an order is called in the history, and what came of it."""

from __future__ import annotations

from app.language import count, tr
from app.spoken import spoken
from app.state.tidy.order import Operation, Order, Tidied
from fcn_core.sentences import said


def title(order: Order, name: str) -> str:
    """An order as people ask for it, as files keep it; `name` is the label's."""
    return {
        Operation.FILL_HOLES: said("Fill holes of {label}", label=name),
        Operation.DROP_SPECKS: said(
            "Drop specks of {label} under {speck:,} px", label=name, speck=order.speck
        ),
        Operation.KEEP_LARGEST: said("Keep the largest {label}", label=name),
        Operation.SMOOTH: said("Smooth {label} by {radius} px", label=name, radius=order.radius),
        Operation.GROW: said("Grow {label} by {radius} px", label=name, radius=order.radius),
        Operation.SHRINK: said("Shrink {label} by {radius} px", label=name, radius=order.radius),
        Operation.SEPARATE: said("Separate touching {label}", label=name),
        Operation.REMOVE: said("Remove a region of {label}", label=name),
        Operation.KEEP_ALONE: said("Keep one region of {label}", label=name),
    }[order.operation]


def outcome(order: Order, name: str, tidied: Tidied, pixels: int) -> str:
    """What came of it: so many pixels changed."""
    asked = spoken(title(order, name))
    if not pixels and tidied.wanted:
        kept_off = tr("{order}: nothing changed, for limits or locks keep tools off there")
        return kept_off.format(order=asked)
    if not pixels:
        return tr("{order}: nothing to do").format(order=asked)
    changed = count(pixels, tr("pixel"), tr("pixels"))
    said = f"{_done(order, name, tidied.parts)}, {changed}"
    if tidied.overruled:
        confirmed = tr("({pixels:,} of them had been confirmed as something else)")
        said += f" {confirmed.format(pixels=tidied.overruled)}"
    return said


def _done(order: Order, name: str, parts: int) -> str:
    text = {
        Operation.FILL_HOLES: tr("Filled {holes} of {label}"),
        Operation.DROP_SPECKS: tr("Dropped {specks} of {label}"),
        Operation.KEEP_LARGEST: tr("Kept the largest {label} and dropped {others}"),
        Operation.SMOOTH: tr("Smoothed {label} by {radius} px"),
        Operation.GROW: tr("Grew {label} by {radius} px"),
        Operation.SHRINK: tr("Shrank {label} by {radius} px"),
        Operation.SEPARATE: tr("Separated touching {label} by {gaps}"),
        Operation.REMOVE: tr("Removed a region of {label}"),
        Operation.KEEP_ALONE: tr("Kept one region of {label} and dropped {others}"),
    }[order.operation]
    return text.format(
        label=name,
        radius=order.radius,
        holes=count(parts, tr("hole"), tr("holes")),
        specks=count(parts, tr("speck"), tr("specks")),
        gaps=count(parts, tr("gap"), tr("gaps")),
        others=count(parts, tr("other"), tr("others")),
    )
