"""The lines between image pixels: the first device row and column of each image pixel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.state.rect import Rect
from app.views.canvas.sampling import Sampler

# Grid lines between image pixels from 800 %.
GRID_FROM = 8.0
# Grey 128 premultiplied, for an alpha of 3/8; a little less, so that sums stay below 256.
GRID_ADDED = np.uint32(0x5D303030)
EIGHTHS = np.uint32(0x1F1F1F1F)


def has_grid(sampler: Sampler) -> bool:
    """True if the zoom is large enough."""
    return sampler.viewport.zoom >= GRID_FROM


def under_grid(pixels: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Premultiplied colours with the grid's over them: five eighths of each, and it."""
    return pixels - ((pixels >> np.uint32(3)) & EIGHTHS) * np.uint32(3) + GRID_ADDED


def grid_lines(sampler: Sampler, rect: Rect) -> NDArray[np.bool_]:
    """Which device pixels of `rect` are grid."""
    across, down = np.zeros(rect.width, np.bool_), np.zeros(rect.height, np.bool_)
    across[sampler.columns.starts(rect.x, rect.width)] = True
    down[sampler.rows.starts(rect.y, rect.height)] = True
    return across[None, :] | down[:, None]
