"""Another project at the place of the one that is open: a link was turned, a card was changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.flows import saving
from app.flows.suggest import scanning
from app.jobs.corrected import count_corrected
from app.state.draft import Draft, keep_draft, read_draft
from app.state.paths import ProjectPaths
from app.state.snapshot import read_snapshot
from tests.flows.world import World, make_photos

CAT, DOG, COW = 8, 12, 10


@pytest.fixture
def turn(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], ProjectPaths]:
    """Of two projects with the same names, the one that lies at `card` from now on."""
    monkeypatch.setattr(saving, "RETRY_MS", 50)
    monkeypatch.setattr(scanning, "START_MS", 10**6)
    for name, label in (("one", CAT), ("other", DOG)):
        folder = make_photos(tmp_path / name, 2)
        for times in range(1 + (name == "other") * 2):
            world.open(folder)
            world.show("photo1.png")
            world.paint(label, x=2 + times)
            world.saved()
            world.parts.close_project()

    def turned(name: str) -> ProjectPaths:
        (tmp_path / "card").unlink(missing_ok=True)
        (tmp_path / "card").symlink_to(tmp_path / name)
        return ProjectPaths(tmp_path / name / "fcn-project")

    return turned


def files(paths: ProjectPaths) -> dict[Path, bytes]:
    folders = (paths.corrections_folder, paths.journal_folder)
    return {f: f.read_bytes() for folder in folders for f in folder.iterdir()}


def test_an_image_that_is_not_in_memory_is_not_read(
    world: World, tmp_path: Path, turn: Callable[[str], ProjectPaths]
) -> None:
    one = turn("one")
    before, said = files(one), world.problems
    world.open(tmp_path / "card")
    opening = world.parts.opening
    other = turn("other")
    theirs = files(other)
    opening.show("photo1.png")
    world.until(lambda: bool(said))
    assert "another project lies there by now" in said[0] and "open this one anew" in said[0]
    assert world.document.image_id == "photo0.png"
    project = opening.project
    assert project is not None
    entries = [(entry, project.facts(entry.image_id)) for entry in project.entries]
    counted = count_corrected(opening.corrections_source(project), entries)
    assert not counted.images and "another project" in counted.unread["photo1.png"]

    turn("one")
    document = world.show("photo1.png")
    assert {CAT} == {*np.unique(document.corrections.values_HW).tolist()} - {254}
    world.paint(COW, x=20)
    world.saved()
    assert world.parts.close_project()
    assert files(other) == theirs
    assert before.keys() <= files(one).keys()
    values = read_snapshot(one.corrections("photo1.png"))[0]
    assert {CAT, COW} == {*np.unique(values).tolist()} - {254}


def draft(corners: int) -> Draft:
    points = tuple((float(at), 1.0) for at in range(corners))
    return Draft(tool="polygon", label=1, points=points, corners=corners, steps=())


def test_open_outlines_stay_where_they_are(
    world: World, tmp_path: Path, turn: Callable[[str], ProjectPaths]
) -> None:
    paths = turn("one"), turn("other")
    for project, corners in zip(paths, (3, 7), strict=True):
        keep_draft(project.draft("photo0.png"), draft(corners))
    drafting, said = world.parts.drafting, []
    drafting.problem.connect(lambda error: said.append(str(error)))
    found: list[int] = []
    drafting.found.connect(lambda _, draft: found.append(draft.corners))
    turn("one")
    document = world.open(tmp_path / "card")
    world.show("photo1.png")
    world.until(lambda: found == [3])
    turn("other")
    for kept in (draft(4), None):
        drafting.keep(document, kept)
        world.parts.writer.flush()
    assert "another project lies there by now" in said.pop() and not said
    world.show("photo0.png")
    world.show("photo1.png")
    world.parts.writer.flush()
    assert "open this one anew" in said.pop() and found == [3]
    theirs = read_draft(paths[1].draft("photo0.png"))
    assert theirs is not None and theirs.corners == 7
    turn("one")
    drafting.keep(document, None)
    world.parts.writer.flush()
    assert read_draft(paths[0].draft("photo0.png")) is None
