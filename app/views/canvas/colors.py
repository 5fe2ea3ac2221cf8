"""Which colour a label has on the screen: one table for every way a pixel can be marked.

The table has `PLANES` parts of 256 entries, each a premultiplied 0xAARRGGBB: a label inside its
region, under the hatch of confirmed pixels, and on its outline; and the dashes of disagreement.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import SignalInstance

from app.state.label_words import VOID_COLOR
from app.state.session import Session
from fcn_core.labels import BACKGROUND, LabelSet
from fcn_core.masks import UNTOUCHED, VOID

Table = NDArray[np.uint32]
FILL, HATCH, OUTLINE, LIGHT_DASH, DARK_DASH = range(5)
PLANES = 5
VOID_HATCH = (60, 40, 0)
HATCH_WHITE = 0.75
HATCH_ALPHA = 0.6
# Beside an outline, where nothing is shown: makes dark colours visible on dark photos.
HALO_ALPHA = 0.7
# Doubt is one hue, from nothing to this magenta, which no photo is made of.
DOUBT_COLOR = (255, 0, 140)
DOUBT_ALPHA = 0.85
DOUBT_GAMMA = 0.8


@dataclass(frozen=True, kw_only=True)
class Look:
    """How labels are shown. `opacity` (0-1) is the fill's; `hidden` are label ids not shown."""

    opacity: float = 0.55
    outline: bool = False
    fill: bool = True
    hatch: bool = False
    doubt: bool = False
    hidden: frozenset[int] = frozenset()


def label_table(labels: LabelSet, look: Look) -> Table:
    """The table (PLANES * 256) of a label set. Background is clear: what is not shown is it."""
    colors = labels.palette().astype(np.float64)
    colors[VOID] = VOID_COLOR
    faint = ground(labels, look)
    clear = np.zeros(256, np.bool_)
    clear[[UNTOUCHED, *look.hidden]] = True
    table = np.empty((PLANES, 256), np.uint32)
    fill = look.opacity if look.fill else 0.0
    table[FILL] = premultiplied(colors, np.where(faint, 0.0, fill))
    pale = colors + (255.0 - colors) * HATCH_WHITE
    # Void is pale itself.
    pale[VOID] = VOID_HATCH
    table[HATCH] = premultiplied(pale, np.where(clear, 0.0, HATCH_ALPHA))
    table[OUTLINE] = premultiplied(
        np.where(faint[:, None], 255.0, colors), np.where(faint, HALO_ALPHA, 1.0)
    )
    table[LIGHT_DASH], table[DARK_DASH] = 0xFFFFFFFF, 0xFF101010
    return table.reshape(-1)


def ground(labels: LabelSet, look: Look) -> NDArray[np.bool_]:
    """Which of the 256 values are not filled: background, untouched, hidden labels."""
    is_ground = np.zeros(256, np.bool_)
    is_ground[[UNTOUCHED, *look.hidden]] = True
    is_ground[BACKGROUND] |= labels.has_background
    return is_ground


def doubt_table(opacity: float) -> Table:
    """256 colours from certain (clear) to undecided."""
    heat = (np.arange(256) / 255.0) ** DOUBT_GAMMA
    alpha = heat * DOUBT_ALPHA * min(1.0, 0.4 + opacity)
    return premultiplied(np.tile(np.array(DOUBT_COLOR, np.float64), (256, 1)), alpha)


def premultiplied(rgb: NDArray[np.floating | np.integer], alpha: NDArray[np.float64]) -> Table:
    """0xAARRGGBB, premultiplied, of colours (N, 3; 0-255) and alphas (N; 0-1)."""
    channels = np.rint(rgb * alpha[:, None]).astype(np.uint32)
    opaque = np.rint(alpha * 255).astype(np.uint32)
    red, green, blue = channels[:, 0], channels[:, 1], channels[:, 2]
    return ((opaque << 24) | (red << 16) | (green << 8) | blue).astype(np.uint32)


def look_changed(session: Session) -> tuple[SignalInstance, ...]:
    """The signals after which `look_of` is another."""
    return (
        session.opacity_changed,
        session.outline_changed,
        session.hatch_changed,
        session.doubt_changed,
        session.visibility_changed,
    )


def look_of(session: Session) -> Look:
    """How the session wants labels to be shown."""
    return Look(
        opacity=session.opacity / 100,
        fill=not session.outline_only,
        outline=session.outline_only,
        hatch=session.hatch_shown,
        doubt=session.doubt_shown,
        hidden=session.hidden_labels,
    )
