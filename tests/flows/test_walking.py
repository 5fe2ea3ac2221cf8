"""Images are changed one after the other, in one project at a time."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from app.flows.work.each_image import Errand, Walking
from app.state.document import Document
from app.state.listing import ImageEntry
from tests.flows.world import World, make_photos


def test_a_walk_that_waited_when_its_project_closed_takes_no_part_in_the_next(
    world: World, folder: Path, tmp_path: Path
) -> None:
    opening = world.parts.opening
    walk = Walking(opening=opening, reader=world.parts.reader)
    painting = world.open(folder).begin_stroke("Brush")
    assert opening.project is not None
    walk.start(opening.project, [opening.project.entries[0]], lambda *_: None)  # waits for the hand
    painting.cancel()
    opening.open_path(make_photos(tmp_path / "others", 3))
    told: list[str] = []

    def visit(entry: ImageEntry, _: Document | None) -> Errand:
        told.append("visit")
        return Errand(
            work=partial(time.sleep, 0.04), done=lambda _: told.append("done"), missed=print
        )

    walk.ended.connect(lambda: told.append("ended"))
    walk.start(opening.project, [*opening.project.entries][1:], visit)
    world.until(lambda: "ended" in told)
    world.qtbot.wait(60)
    assert told == ["visit", "done", "visit", "done", "ended"]
