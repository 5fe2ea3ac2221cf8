"""Held-out masks that are a net's own answers: accepted as they were, and so no test of it.

Nothing in a mask says who drew it; its outlines do. Those of an answer that was accepted run along
the net's to the pixel, those of a hand hardly ever do for long, however well it follows a thing.
"""

from __future__ import annotations

import numpy as np

from fcn_core.masks import Mask

ALONG = 0.75
"""Where so much of a mask's outlines are a net's, it is that net's answer."""
MOSTLY = 0.5


def is_own_answer(mask_HW: Mask, said_HW: Mask) -> bool:
    """Whether what people confirmed, (H, W), is what a net said; untouched pixels end it as well.

    A mask without outlines does not tell.
    """
    shared = drawn = 0
    for one, other in ((np.s_[1:], np.s_[:-1]), (np.s_[:, 1:], np.s_[:, :-1])):
        edges = mask_HW[one] != mask_HW[other]
        drawn += int(np.count_nonzero(edges))
        shared += int(np.count_nonzero(edges & (said_HW[one] != said_HW[other])))
    return drawn > 0 and shared >= ALONG * drawn
