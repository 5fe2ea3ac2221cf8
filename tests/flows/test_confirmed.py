"""What people confirmed is counted over the whole project, and nobody waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from app.flows.suggest import confirmed
from app.flows.suggest.confirmed import Confirmed
from app.jobs.corrected import CorrectionsSource
from app.jobs.looking import Counts, count_labels
from app.state.listing import ImageEntry
from tests.flows.world import World


@pytest.fixture
def corrected(world: World, folder: Path) -> World:
    """Three images are corrected; the project was closed since."""
    world.open(folder)
    for number in range(3):
        world.show(f"photo{number}.png")
        world.paint(label=number)
        world.saved()
    world.parts.close_project()
    return world


def test_what_is_on_the_disk_is_counted(corrected: World, folder: Path) -> None:
    counts = Confirmed(corrected.parts.opening, corrected.parts.scanner)
    corrected.open(folder)
    corrected.until(lambda: np.array_equal(counts.total(5), [12, 12, 12, 0, 0]))
    corrected.paint(label=4)
    assert counts.total(5).tolist() == [0, 12, 12, 0, 12]


def test_other_work_has_its_turn_between_the_images(
    corrected: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanner, ran = corrected.parts.scanner, []

    def count(source: CorrectionsSource, entries: Sequence[ImageEntry]) -> dict[str, Counts]:
        ran.append("count")
        return count_labels(source, entries)

    monkeypatch.setattr(confirmed, "BATCH", 1)
    monkeypatch.setattr(confirmed, "count_labels", count)
    counts = Confirmed(corrected.parts.opening, scanner)
    corrected.parts.opening.project_changed.connect(
        lambda _: scanner.submit(lambda: ran.append("glance"), lambda _: None, lambda _: None)
    )
    corrected.open(folder)
    corrected.until(lambda: counts.total(3).all())
    assert "glance" in ran[:3] and ran.count("count") >= 3
