from __future__ import annotations

from pathlib import Path

from app.state.paths import ProjectPaths


def test_create_makes_every_folder(tmp_path: Path) -> None:
    made = ProjectPaths(tmp_path / "x" / "fcn-project")
    made.create()
    made.create()
    for folder in ("corrections", "journal", "predictions", "models"):
        assert (made.root / folder).is_dir()
    assert made.corrections("cat.jpg") == made.root / "corrections" / "cat.jpg.png"
    assert made.journal("cat.jpg") == made.root / "journal" / "cat.jpg.log"
