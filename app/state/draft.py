"""A draft: an outline that is still open, as it lies beside the journal until it is closed.

It is no edit yet, so the journal does not know it; each press replaces the file.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.state.picture import Picture
from fcn_core.files import write_atomic


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An open outline of the tool with this id, for a label.

    `points` are image coordinates (x, y); `corners` is how many of them count as such, `steps` how
    many points and corners there were before each press. `picture` is what it was drawn on, as the
    file knows; None if that is not known.
    """

    tool: str
    label: int
    points: tuple[tuple[float, float], ...]
    corners: int
    steps: tuple[tuple[int, int], ...]
    picture: Picture | None = None


def keep_draft(path: Path, draft: Draft | None) -> None:
    """Write it, or remove the file where there is none any more. Raises `OSError`."""
    if draft is None:
        path.unlink(missing_ok=True)
    else:
        write_atomic(path, json.dumps(asdict(draft), separators=(",", ":")).encode())


def read_draft(path: Path) -> Draft | None:
    """What is there, None if nothing. Raises `OSError`, and `ValueError` for what is no draft."""
    if not path.exists():
        return None
    found = json.loads(path.read_bytes())
    try:
        return _draft(found)
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path} is no open outline") from error


def _draft(found: Any) -> Draft:
    draft = Draft(
        tool=str(found["tool"]),
        label=int(found["label"]),
        points=tuple((float(x), float(y)) for x, y in found["points"]),
        corners=int(found["corners"]),
        steps=tuple((int(points), int(corners)) for points, corners in found["steps"]),
        # Files of earlier versions do not know it.
        picture=Picture.parse(found["picture"]) if found.get("picture") else None,
    )
    count, label = len(draft.points), draft.label
    is_finite = all(math.isfinite(x) and math.isfinite(y) for x, y in draft.points)
    is_known = 0 <= label <= 255 and 1 <= draft.corners <= count
    if not (is_finite and is_known and all(0 <= kept < count for kept, _ in draft.steps)):
        raise ValueError("the numbers of an open outline contradict each other")
    return draft
