"""What cannot be read keeps what people made of it, and is tried again when its file is another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.state.failures import failures, forget_failures, note_failure, outdated
from app.state.index import ImageStatus
from app.state.project import Project
from tests.flows.world import make_photos


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = Project.open(make_photos(tmp_path / "photos", 3))
    yield project
    project.close()


@pytest.mark.parametrize("status", [ImageStatus.CORRECTED, ImageStatus.ACCEPTED])
def test_the_reason_stands_beside_the_work(project: Project, status: ImageStatus) -> None:
    project.set_status("photo1.png", status)
    note_failure(project, "photo1.png", "photo1.png cannot be read.")
    facts = project.facts("photo1.png")
    assert (facts.status, facts.reason) == (status, "photo1.png cannot be read.")
    assert [e.image_id for e in project.with_status((status,))] == ["photo1.png"]


def test_an_image_that_nobody_corrected_is_unreadable(project: Project) -> None:
    note_failure(project, "photo1.png", "why")
    assert project.status("photo1.png") is ImageStatus.UNREADABLE


def test_it_is_tried_again_when_its_file_or_its_corrections_are_others(project: Project) -> None:
    file, corrections = project.images / "photo1.png", project.paths.corrections("photo1.png")
    project.set_status("photo1.png", ImageStatus.CORRECTED)
    for name in ("photo0.png", "photo1.png"):
        note_failure(project, name, "why")
    found = failures(project)
    assert {failure.image_id for failure in found} == {"photo0.png", "photo1.png"}
    assert outdated(found) == ()
    corrections.write_bytes(b"put back")
    assert [failure.image_id for failure in outdated(found)] == ["photo1.png"]
    forget_failures(project, outdated(found))
    assert project.facts("photo1.png").reason == ""
    assert project.status("photo1.png") is ImageStatus.CORRECTED

    file.unlink()
    note_failure(project, "photo1.png", "gone")
    assert outdated(failures(project)) == ()
    file.write_bytes(b"back")
    assert [failure.image_id for failure in outdated(failures(project))] == ["photo1.png"]


def test_what_failed_again_meanwhile_is_not_forgotten(project: Project) -> None:
    file = project.images / "photo1.png"
    note_failure(project, "photo1.png", "first")
    file.write_bytes(b"another")
    found = outdated(failures(project))
    note_failure(project, "photo1.png", "second")
    forget_failures(project, found)
    assert project.facts("photo1.png").reason == "second"
