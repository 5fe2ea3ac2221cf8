"""What a net found is kept whole or not at all, and nothing torn stays behind."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from app.state.findings import Finding, Findings, KeptMask
from tests.workers.fakes import NET_LABELS

FOUND = Finding(doubt=0.25, shares={"cat": 1.0})
KEPT = KeptMask(labels_HW=np.ones((8, 8), np.uint8), net=NET_LABELS, stride=8)


def test_what_a_crash_left_of_a_mask_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Findings.open(tmp_path, "net").add("whole", FOUND, KEPT)
    (masks,) = (folder for folder in tmp_path.iterdir() if folder.is_dir())
    whole = set(masks.iterdir())

    class Killed(BaseException):
        """The process ends here, and clears nothing up."""

    def kill(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", kill)
        patch.setattr(Path, "unlink", kill)
        with pytest.raises(Killed):
            Findings.open(tmp_path, "net").add("torn", FOUND, KEPT)
    assert set(masks.iterdir()) > whole
    findings = Findings.open(tmp_path, "net")
    assert set(masks.iterdir()) == whole
    kept = findings.mask("whole")
    assert kept is not None and (kept.labels_HW == 1).all()
    assert findings.mask("torn") is None and findings.find("torn") is not None
