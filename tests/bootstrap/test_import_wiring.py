"""What is said before and after an import."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.bootstrap.import_wiring import details, nothing, outcome, question
from app.flows.importing import ImportPreview
from app.flows.work.many_edits import ManyResult
from app.state.listing import ImageEntry
from app.state.project import Project
from fcn_core.data.annotations import Annotations
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask
from tests.flows.world import make_photos


@pytest.fixture
def project(tmp_path: Path) -> Project:
    opened = Project.open(make_photos(tmp_path / "photos", 1))
    opened.close()
    return opened


def read(_: tuple[int, int]) -> Mask:
    raise AssertionError("nobody reads it")


def entries(number: int) -> list[ImageEntry]:
    return [ImageEntry(str(i), Path(str(i))) for i in range(number)]


def preview(project: Project, images: int, masks: int, **more: Any) -> ImportPreview:
    changes = {"worked_on": 0, "shared": 0, "new_labels": (), **more}
    labels = changes.pop("labels", LabelSet.from_names(["background", "cat"]))
    found = Annotations(
        kind="labelme",
        labels=labels,
        masks={str(i): read for i in range(masks)},
        damaged=changes.pop("damaged", ()),
    )
    return ImportPreview(
        project=project,
        found=found,
        images=tuple((ImageEntry(str(i), Path(str(i))), read) for i in range(images)),
        **changes,
    )


def test_the_question_says_what_would_change_and_what_stays(project: Project) -> None:
    asked = preview(project, 3, 7, worked_on=1, new_labels=tuple("abcdefg"))
    assert question(asked) == "Import labelme masks for 3 images?"
    assert details(asked) == (
        "New labels: a, b, c, d, e and 2 more. 1 image stays as you left it. "
        "3 masks belong to no image here: their names differ."
    )
    assert details(preview(project, 2, 2)) == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"masks": 4}, "4 masks belong to no image here: their names differ."),
        ({"masks": 2, "worked_on": 2}, "2 images stay as you left them."),
        ({"masks": 1, "shared": 1}, "1 mask shares its name with others"),
        ({"masks": 0, "damaged": ("a.json", "b.json")}, "Cannot be read: a.json, b.json."),
        ({"masks": 0}, "No mask there belongs to an image that can be read."),
    ],
)
def test_why_nothing_can_be_imported_is_said(
    project: Project, changes: dict[str, Any], said: str
) -> None:
    assert said in nothing(preview(project, 0, **changes))


def result(project: Project, number: int, **changes: Any) -> ManyResult:
    return ManyResult(project, "Import mask", dict.fromkeys(entries(number), 1), **changes)


def test_the_outcome_counts_and_names_a_problem(project: Project) -> None:
    assert outcome(result(project, 2)) == "2 masks imported."
    said = outcome(result(project, 1, kept=2, problems=["a is damaged.", "b, too."]))
    assert said == (
        "1 mask imported. 2 images stay as you left them. 2 masks were left out: a is damaged."
    )


def test_what_was_taken_back_is_said(project: Project) -> None:
    assert outcome(result(project, 2, taken_back=True)) == "2 masks taken back."
    said = outcome(result(project, 1, kept=1, taken_back=True))
    assert said == "1 mask taken back. 1 image stays as you left it."
