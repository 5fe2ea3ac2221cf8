"""Open outlines are kept in step with the journal, and found again."""

from __future__ import annotations

import errno
import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.flows import drafting as drafting_flow
from app.state.document import Document
from app.state.draft import Draft, keep_draft, read_draft
from app.state.journal import Journal
from tests.flows.world import World, make_photo

DRAFT = Draft(
    tool="polygon", label=3, points=((1.0, 2.0), (5.0, 2.0)), corners=2, steps=((0, 0), (1, 1))
)


def file(world: World, name: str = "photo0.png") -> Path:
    assert world.parts.opening.project is not None
    return world.parts.opening.project.paths.draft(name)


def kept(world: World, name: str = "photo0.png") -> Draft | None:
    """What lies there, but for its picture."""
    draft = read_draft(file(world, name))
    return None if draft is None else replace(draft, picture=None)


def found(world: World) -> list[tuple[str, Draft]]:
    drafts: list[tuple[str, Draft]] = []

    def hear(of: Document, draft: Draft) -> None:
        drafts.append((of.image_id, replace(draft, picture=None)))

    world.parts.drafting.found.connect(hear)
    return drafts


def problems(world: World) -> list[str]:
    said: list[str] = []
    world.parts.drafting.problem.connect(lambda error: said.append(str(error)))
    return said


def shown(world: World, name: str) -> Document:
    """Show an image and let what was kept of it come."""
    document = world.show(name)
    world.parts.writer.flush()
    return document


def test_an_outline_is_kept_and_found_when_its_image_is_shown(world: World, folder: Path) -> None:
    world.parts.drafting.keep(world.open(folder), DRAFT)
    world.parts.writer.flush()
    assert kept(world) == DRAFT
    drafts = found(world)
    shown(world, "photo1.png")
    assert not drafts
    shown(world, "photo0.png")
    assert drafts == [("photo0.png", DRAFT)]


def test_one_that_is_gone_leaves_nothing(world: World, folder: Path) -> None:
    document = world.open(folder)
    world.parts.drafting.keep(document, DRAFT)
    world.parts.drafting.keep(document, None)
    world.parts.writer.flush()
    assert not file(world).exists()


def test_the_file_goes_after_the_edit_is_on_the_disk(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, drafts = world.open(folder), found(world)
    world.parts.drafting.keep(document, DRAFT)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "append", full)
        world.paint()
        world.parts.drafting.keep(document, None)
        world.parts.writer.flush()
        assert document.is_dirty and kept(world) == DRAFT
        shown(world, "photo1.png")
        shown(world, "photo0.png")
        assert not drafts  # it is an edit by now
    world.parts.saving.flush()
    world.parts.writer.flush()
    assert not document.is_dirty and not file(world).exists()
    assert "No space left" in world.problems.pop()


def test_what_comes_while_an_edit_is_saved_is_kept_after_it(world: World, folder: Path) -> None:
    document = world.open(folder)
    world.paint()
    assert document.is_dirty
    world.parts.drafting.keep(document, None)
    world.parts.drafting.keep(document, DRAFT)
    world.saved()
    world.parts.writer.flush()
    assert kept(world) == DRAFT


def test_one_that_cannot_be_kept_is_said(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(drafting_flow, "keep_draft", full)
    said = problems(world)
    world.parts.drafting.keep(world.open(folder), DRAFT)
    world.parts.writer.flush()
    assert "No space left on device" in said[0]


def test_one_that_a_full_disk_did_not_take_is_kept_once_there_is_space(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_full = True

    def keep(path: Path, draft: Draft | None) -> None:
        if is_full:
            raise OSError(errno.ENOSPC, "No space left on device")
        keep_draft(path, draft)

    monkeypatch.setattr(drafting_flow, "keep_draft", keep)
    monkeypatch.setattr(drafting_flow, "RETRY_MS", 20)
    said, drafts, longer = problems(world), found(world), replace(DRAFT, steps=((0, 0),))
    document = world.open(folder)
    for draft in (DRAFT, longer):
        world.parts.drafting.keep(document, draft)
        world.parts.writer.flush()
    world.qtbot.wait(60)
    assert len(said) == 1
    shown(world, "photo1.png")
    shown(world, "photo0.png")
    assert drafts == [("photo0.png", longer)]
    is_full = False
    world.until(lambda: kept(world) == longer)
    is_full = True
    world.parts.drafting.keep(document, DRAFT)
    world.parts.writer.flush()
    assert len(said) == 2  # it is another time


def test_one_that_the_disk_refused_does_not_come_back_after_it_was_closed(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep(path: Path, draft: Draft | None) -> None:
        if draft is not None:
            raise OSError(errno.EIO, "Input/output error")
        monkeypatch.setattr(drafting_flow, "keep_draft", keep_draft)  # it works again
        keep_draft(path, draft)

    monkeypatch.setattr(drafting_flow, "keep_draft", keep)
    monkeypatch.setattr(drafting_flow, "RETRY_MS", 20)
    document = world.open(folder)
    world.parts.writer.flush()
    for draft in (DRAFT, None):
        world.parts.drafting.keep(document, draft)
    world.parts.writer.flush()
    world.qtbot.wait(80)
    world.parts.writer.flush()
    assert kept(world) is None


@pytest.mark.parametrize("text", ["{", '{"tool": "brush"}'])
def test_one_that_cannot_be_read_is_said_and_can_be_replaced(
    world: World, folder: Path, text: str
) -> None:
    document, drafts, said = world.open(folder), found(world), problems(world)
    file(world, "photo1.png").write_text(text)
    document = shown(world, "photo1.png")
    assert not drafts and "photo1.png.outline cannot be read" in said[0]
    world.parts.drafting.keep(document, DRAFT)
    world.parts.writer.flush()
    assert kept(world, "photo1.png") == DRAFT


@pytest.mark.parametrize("tool", ["brush", "chisel"])
def test_a_tool_that_draws_no_outlines_gets_none(world: World, folder: Path, tool: str) -> None:
    drafts, said = found(world), problems(world)
    document = world.open(folder)
    world.parts.drafting.keep(document, Draft(tool=tool, label=3, points=((1.0, 2.0),),
                                              corners=1, steps=((0, 0),)))  # fmt: skip
    shown(world, "photo1.png")
    shown(world, "photo0.png")
    assert not drafts and len(said) == 1


def test_one_on_another_picture_is_shown_with_a_word(world: World, folder: Path) -> None:
    said, drafts = problems(world), found(world)
    world.open(folder)
    world.parts.drafting.keep(world.show("photo1.png"), DRAFT)
    world.parts.close_project()
    world.open(folder)
    shown(world, "photo1.png")
    assert len(drafts) == 1 and not said
    world.parts.close_project()
    make_photo(folder / "photo1.png", 999)
    world.open(folder)
    shown(world, "photo1.png")
    assert len(drafts) == 2
    assert said == [
        "The open outline of photo1.png was drawn on another picture. "
        "Esc drops it. If that was not meant, put the old picture back."
    ]


def test_one_is_kept_before_its_project_is_closed(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(path: Path, draft: Draft | None) -> None:
        time.sleep(0.2)
        keep_draft(path, draft)

    monkeypatch.setattr(drafting_flow, "keep_draft", slow)
    document = world.open(folder)
    path, said = file(world), problems(world)
    world.parts.drafting.keep(document, DRAFT)
    world.parts.close_project()
    assert path.exists() and not said
