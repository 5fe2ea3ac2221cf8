from __future__ import annotations

from pathlib import Path

from app.state.listing import ImageEntry
from app.workers.exporting import export_names


def entries(*names: str) -> tuple[ImageEntry, ...]:
    return tuple(ImageEntry(f"id-{name}", Path(name)) for name in names)


def test_images_keep_their_names_where_these_differ() -> None:
    assert export_names(entries("a.jpg", "b.png")) == ["a", "b"]


def test_images_that_share_a_name_go_by_their_ids() -> None:
    assert export_names(entries("a.jpg", "a.png", "b.png")) == ["id-a.jpg", "id-a.png", "b"]


def test_names_with_spaces_would_break_the_lists() -> None:
    assert export_names(entries("my cat.jpg")) == ["id-my cat.jpg"]
