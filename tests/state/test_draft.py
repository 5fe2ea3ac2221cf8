"""Open outlines on the disk: as they were, or refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.state.draft import Draft, keep_draft, read_draft

DRAFT = Draft(
    tool="live-wire",
    label=255,
    points=((1.5, 2.25), (-3.0, 1e-3), (7.0, 7.0)),
    corners=2,
    steps=((0, 0), (1, 1)),
)


def test_what_is_kept_is_found_until_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "cat.outline"
    assert read_draft(path) is None
    keep_draft(path, DRAFT)
    assert read_draft(path) == DRAFT
    keep_draft(path, None)
    assert read_draft(path) is None and not list(tmp_path.iterdir())
    keep_draft(path, None)


@pytest.mark.parametrize(
    "change",
    [
        {"points": [[1, 2, 3]]},
        {"points": [["a", 2]]},
        {"points": [[float("nan"), 2]]},
        {"points": []},
        {"points": 3},
        {"corners": 4},
        {"corners": 0},
        {"corners": None},
        {"steps": [[3, 1]]},
        {"steps": [[-1, 1]]},
        {"label": 300},
    ],
    ids=str,
)
def test_what_is_none_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "cat.outline"
    keep_draft(path, DRAFT)
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(ValueError, match=r"."):
        read_draft(path)


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "{}", '"x"', "\x00"])
def test_so_is_any_other_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "cat.outline"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"."):
        read_draft(path)
