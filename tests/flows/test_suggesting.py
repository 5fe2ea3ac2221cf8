"""Images that nobody has opened are looked at in the background, ranked, shown, skipped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.flows.suggest import scanning
from app.flows.suggest.reasons import basis, reason
from app.flows.suggest.scanning import sample
from app.flows.suggest.suggesting import Suggested
from app.state.index import ImageStatus
from fcn_core.finetune.twins import look_of
from fcn_core.suggest.next_image import Suggestion
from fcn_core.zoo import NUCLEI
from tests.flows.world import World, make_photo

BRIGHTNESS = {"bright.png": 250, "dark.png": 5, "grey.png": 100, "open.png": 200}


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "START_MS", 0)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """The darker, the more the fake net doubts."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, value in BRIGHTNESS.items():
        Image.fromarray(np.full((24, 32, 3), value, np.uint8)).save(folder / name)
    return folder


@pytest.fixture
def scanned(world: World, photos: Path) -> World:
    world.open(photos)
    world.show("open.png")
    world.predicted()
    world.until(lambda: world.parts.scanning.is_done)
    return world


def suggestions(world: World) -> list[Suggested | None]:
    said: list[Suggested | None] = []
    world.parts.suggesting.suggested.connect(said.append)
    return said


def test_every_image_is_looked_at_and_its_doubt_noted(scanned: World) -> None:
    assert set(scanned.parts.scanning.seen) == set(BRIGHTNESS)
    project = scanned.parts.opening.project
    doubts = {name: project.facts(name).doubt for name in BRIGHTNESS}
    assert doubts["dark.png"] == pytest.approx(250 / 255)
    assert doubts["dark.png"] > doubts["grey.png"] > doubts["bright.png"]


def test_the_image_in_most_dispute_is_shown_with_the_reason(scanned: World) -> None:
    said = suggestions(scanned)
    scanned.parts.suggesting.show_next()
    scanned.until(lambda: scanned.document.image_id == "dark.png")
    assert said[-1] is not None
    assert said[-1].image_id == "dark.png" and "unsure of 98 % of it" in said[-1].words
    assert scanned.parts.suggesting.can_skip
    scanned.show("bright.png")
    assert said[-1] is None and not scanned.parts.suggesting.can_skip


def test_what_was_skipped_does_not_come_again(scanned: World) -> None:
    suggesting = scanned.parts.suggesting
    shown = []
    suggesting.show_next()
    for _ in range(3):
        scanned.until(lambda: suggesting.can_skip)
        shown.append(scanned.document.image_id)
        suggesting.skip()
    scanned.until(lambda: suggesting.can_skip or suggesting.shown is None)
    assert len({*shown}) == 3 and shown[0] == "dark.png"
    assert {s.image_id for s in suggesting.ranking()}.isdisjoint(shown)


def test_what_was_suggested_in_one_project_is_not_in_the_next(
    scanned: World, tmp_path: Path
) -> None:
    scanned.parts.suggesting.show_next()
    scanned.until(lambda: scanned.document.image_id == "dark.png")
    namesake = tmp_path / "others" / "dark.png"
    namesake.parent.mkdir()
    make_photo(namesake, 0)
    said = suggestions(scanned)
    assert scanned.open(namesake.parent).image_id == "dark.png"
    assert not scanned.parts.suggesting.can_skip
    assert set(said) == {None}


def test_corrected_images_are_not_suggested(scanned: World) -> None:
    project, suggesting = scanned.parts.opening.project, scanned.parts.suggesting
    project.set_status("dark.png", ImageStatus.CORRECTED)
    assert [s.image_id for s in suggesting.ranking()] == ["grey.png", "bright.png"]
    for name in BRIGHTNESS:
        project.set_status(name, ImageStatus.CORRECTED)
    said: list[str] = []
    suggesting.said.connect(said.append)
    suggesting.show_next()
    assert "Every other image" in said[-1]


def test_what_is_like_a_held_out_image_alone_is_still_new(
    scanned: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No run learns from a held-out image, so nothing is known of its like."""
    project, suggesting = scanned.parts.opening.project, scanned.parts.suggesting
    project.set_status("dark.png", ImageStatus.CORRECTED)
    assert [s.alike for s in suggesting.ranking()] == [0, 0]  # all is like what was learned
    monkeypatch.setattr(project, "is_held_out", lambda image_id: image_id == "dark.png")
    assert [s.alike for s in suggesting.ranking()] == [1, 0]


def test_copies_and_twins_of_held_out_images_are_not_suggested_while_there_are_others(
    scanned: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is learned from those cannot be checked on these."""
    parts = scanned.parts
    project, seen = parts.opening.project, parts.scanning.seen
    rng = np.random.default_rng(0)
    looks = {name: look_of(rng.integers(0, 255, (64, 64, 3), np.uint8)) for name in BRIGHTNESS}
    looks["dark.png"] = looks["open.png"]
    seen |= {name: replace(seen[name], look=look) for name, look in looks.items()}
    project.set_status("open.png", ImageStatus.CORRECTED)
    monkeypatch.setattr(project, "is_held_out", lambda name: name in ("open.png", "grey.png"))
    assert [s.image_id for s in parts.suggesting.ranking()] == ["bright.png"]
    project.set_status("bright.png", ImageStatus.CORRECTED)
    assert {s.image_id for s in parts.suggesting.ranking()} == {"dark.png", "grey.png"}


def test_confirmed_labels_count_as_of_now(scanned: World) -> None:
    scanned.show("grey.png")
    scanned.paint(label=0)
    scanned.paint(label=12, x=12)
    scanned.show("open.png")
    [first, *_] = scanned.parts.suggesting.ranking()
    assert first.image_id == "dark.png" and first.label == 0 and first.label_confirmed


def test_before_anything_was_seen_the_next_image_is_shown(world: World, photos: Path) -> None:
    world.open(photos)
    said = suggestions(world)
    world.parts.suggesting.show_next()
    world.until(lambda: world.document.image_id == "dark.png")
    assert said[-1] is not None and "not looked" in said[-1].words


def test_what_was_seen_is_kept_for_the_next_time(scanned: World, photos: Path) -> None:
    net = scanned.zoo.default
    looked = len(net.glanced)
    assert looked == len(BRIGHTNESS)
    (photos / "dark.png").rename(photos / "moved.png")
    assert scanned.parts.close_project()
    scanned.open(photos)
    scanned.until(lambda: scanned.parts.scanning.is_done)
    assert set(scanned.parts.scanning.seen) == {*BRIGHTNESS, "moved.png"} - {"dark.png"}
    assert len(net.glanced) == looked


def test_another_net_looks_again_and_a_snapshot_does_not(scanned: World, tmp_path: Path) -> None:
    net, parts = scanned.zoo.default, scanned.parts
    other = tmp_path / "other.safetensors"
    other.write_bytes(b"weights")
    looked = len(net.glanced)
    parts.predicting.use(other, "run@20")
    scanned.until(lambda: parts.predicting.info.model_id == "run@20")
    assert len(parts.scanning.seen) == len(BRIGHTNESS)
    parts.models.in_use = "run"
    parts.predicting.use(other, "run")
    scanned.until(lambda: len(net.glanced) == 2 * looked and parts.scanning.is_done)


def test_what_cannot_be_read_or_fails_is_passed_over(world: World, photos: Path) -> None:
    (photos / "broken.png").write_bytes(b"no image")
    world.open(photos)
    world.show("open.png")
    world.predicted()
    world.until(lambda: world.parts.scanning.is_done)
    assert world.parts.opening.project.status("broken.png") is ImageStatus.UNREADABLE
    assert len(world.parts.scanning.seen) == len(BRIGHTNESS)
    assert world.problems == []


def test_a_large_folder_is_sampled_and_says_so() -> None:
    ids = [f"{number}.jpg" for number in range(10_000)]
    chosen = sample(ids, 300)
    assert chosen == sample(ids, 300) and len(set(chosen)) == 300
    assert sample(ids[:5], 300) == ids[:5]
    assert basis(300, 300, 10_000, 300) == "chosen from 300 of 10,000 images, picked at random"
    assert basis(20, 300, 10_000, 300) == "20 of 300 images looked at so far"
    assert basis(8, 8, 8, 300) == ""


def found(**facts: object) -> Suggestion:
    usual = {"image_id": "a", "score": 1.0, "disagreement": 0.0, "doubt": 0.0, "label": None}
    usual |= {"label_confirmed": False, "novelty": 0.0, "alike": 0}
    return Suggestion(**{**usual, **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"disagreement": 0.18, "label": 1},
         "The net's coarse and fine answers differ on 18 % of it, around “dog”; no dog is "
         "confirmed yet."),
        ({"disagreement": 0.18, "label": 1, "label_confirmed": True},
         "The net's coarse and fine answers differ on 18 % of it, around “dog”."),
        ({"doubt": 0.3, "novelty": 1.0},
         "The net is unsure of 30 % of it. It is unlike the images corrected so far."),
        ({"doubt": 0.3, "novelty": 1.0, "alike": 1234},
         "The net is unsure of 30 % of it. It is unlike the images corrected so far, and like "
         "1,234 of those left."),
        ({"novelty": 1.0},
         "The net is sure of it, but it is unlike the images corrected so far."),
        ({"doubt": 0.9, "novelty": 1.0, "blank": True},
         "It shows hardly anything, and comes up since no other image is left."),
        ({"novelty": 0.1},
         "The net is sure of all that is left; this image is as good as any."),
    ],
)  # fmt: skip
def test_reasons_are_plain_words(facts: dict[str, object], words: str) -> None:
    assert reason(found(**facts), ["sky", "dog"], any_corrected=True) == words


def test_nothing_is_unlike_corrected_images_while_there_are_none() -> None:
    words = reason(found(doubt=0.3, novelty=1.0), [], any_corrected=False)
    assert words == "The net is unsure of 30 % of it."


def test_what_one_net_made_of_an_image_is_not_said_of_another(scanned: World) -> None:
    said = suggestions(scanned)
    scanned.parts.suggesting.show_next()
    scanned.until(lambda: scanned.document.image_id == "dark.png")
    assert said[-1] is not None
    assert scanned.parts.models.use(NUCLEI)
    assert said[-1] is None and not scanned.parts.suggesting.can_skip


def test_a_suggestion_ends_when_it_was_followed(scanned: World) -> None:
    said = suggestions(scanned)
    scanned.parts.suggesting.show_next()
    scanned.until(lambda: scanned.document.image_id == "dark.png" and bool(said))
    assert said[-1] is not None
    scanned.paint(label=3)
    scanned.until(lambda: said[-1] is None)
    assert not scanned.parts.suggesting.can_skip
