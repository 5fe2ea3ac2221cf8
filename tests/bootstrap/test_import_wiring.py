"""What is said before and after an import."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap.import_wiring import details, nothing, outcome, question
from app.flows.importing import ImportPreview, ImportResult
from app.state.listing import ImageEntry
from fcn_core.masks import Mask


def preview(
    images: int, masks: int, worked_on: int = 0, new: tuple[str, ...] = ()
) -> ImportPreview:
    def read() -> Mask:
        raise AssertionError("nobody reads it")

    return ImportPreview(
        kind="labelme",
        masks=masks,
        images=tuple((ImageEntry(str(i), Path(str(i))), read) for i in range(images)),
        worked_on=worked_on,
        labels=None,
        new_labels=new,
    )


def test_the_question_says_what_would_change_and_what_stays() -> None:
    asked = preview(3, 7, worked_on=1, new=("a", "b", "c", "d", "e", "f", "g"))
    assert question(asked) == "Import labelme masks for 3 images?"
    assert details(asked) == (
        "New labels: a, b, c, d, e and 2 more. 1 image stays as you left it. "
        "3 masks have no image of their name."
    )
    assert details(preview(2, 2)) == ""


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (preview(0, 4), "None of the 4 masks there has the name of an image here."),
        (preview(0, 4, worked_on=2), "2 images stay as you left them"),
    ],
)
def test_why_nothing_can_be_imported_is_said(asked: ImportPreview, said: str) -> None:
    assert said in nothing(asked)


def test_the_outcome_counts_and_names_a_problem() -> None:
    assert outcome(ImportResult(imported=2)) == "2 masks imported."
    result = ImportResult(imported=1, kept=2, problems=["a is damaged.", "b, too."])
    assert outcome(result) == (
        "1 mask imported. 2 images stay as you left them. 2 masks were left out: a is damaged."
    )
