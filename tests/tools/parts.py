"""Documents and contexts for the tests of tools and of the canvas."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.state.document import Document
from app.state.opened import Opened
from app.state.session import Session
from app.tools import ToolContext
from fcn_core.masks import UNTOUCHED, Mask


def picture(height: int, width: int) -> NDArray[np.uint8]:
    """An image in which every pixel has a colour of its own, nearly."""
    rows, columns = np.indices((height, width))
    return np.stack(
        [columns * 255 // width, rows * 255 // height, (rows * 7 + columns * 13) % 256], 2
    ).astype(np.uint8)


def document(
    height: int = 40,
    width: int = 60,
    prediction: Mask | None = None,
    corrections: Mask | None = None,
) -> Document:
    """A document that is nowhere on disk."""
    if corrections is None:
        corrections = np.full((height, width), UNTOUCHED, np.uint8)
    made = Document(
        Opened(
            image_id="picture",
            path=Path("picture.png"),
            image_HWC=picture(height, width),
            corrections_HW=corrections,
        )
    )
    if prediction is not None:
        made.set_prediction(8, prediction, "net")
    return made


def blob(height: int = 40, width: int = 60, label: int = 2) -> Mask:
    """A prediction: a rectangle of `label` in background."""
    mask = np.zeros((height, width), np.uint8)
    mask[height // 4 : height // 2, width // 4 : width // 2] = label
    return mask


def context(of: Document, session: Session | None = None, *, shift: bool = False) -> ToolContext:
    return ToolContext(document=of, session=session or Session(), shift=shift)
