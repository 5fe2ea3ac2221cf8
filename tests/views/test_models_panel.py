"""The drawer of nets: what is said of each."""

from __future__ import annotations

from app.views.models_panel import describe
from app.views.values import ModelRow
from fcn_core.registry import INTERRUPTED


def test_a_net_without_scores_says_why() -> None:
    row = ModelRow(model_id="1", title="Net 1", images=2)
    assert describe(row) == (
        "Learnt from 2 corrected images. It was not checked on held-out images."
    )
    cut_short = ModelRow(model_id="1", title="Net 1", images=2, note=INTERRUPTED)
    assert describe(cut_short).endswith("Its run was interrupted before it could be checked.")


def test_a_checked_net_tells_its_scores() -> None:
    row = ModelRow(model_id="1", title="Net 1", images=1, before=0.6, after=0.65)
    assert describe(row) == (
        "Learnt from 1 corrected image. Mean IU 60.0 before, 65.0 after (+5.0 points)."
    )
