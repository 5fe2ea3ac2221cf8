"""The net looks for slips, a person answers, and the answer lasts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.bootstrap import check_wiring
from app.bootstrap.check_wiring import CheckWiring
from app.flows.check import comparing
from app.flows.check.places import DoubtfulPlace, Places
from app.flows.suggest import scanning
from app.jobs.checking import Compared, Pair, compare_pair
from app.state.corrections import PaintLimits
from app.state.opened import Opened
from app.state.project import Project
from app.state.rect import Rect
from app.state.regions import Region
from app.state.session import Session
from app.views.canvas import Canvas
from app.views.main_window import MainWindow
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED
from fcn_core.outputs import StridePrediction
from fcn_core.zoo import SHIPPED
from tests.flows.world import World
from tests.patience import HANG_MS
from tests.strategies import accept_all

CAT, DOG = 8, 12
HEIGHT, WIDTH = 60, 80
SLIP = Rect(50, 20, 20, 24)


@pytest.fixture(autouse=True)
def no_scanning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "START_MS", 100_000)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """The right half is bright, a cat to the fake net."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(3):
        pixels = np.full((HEIGHT, WIDTH, 3), number, np.uint8)
        pixels[:, WIDTH // 2 :] = 200 + number
        Image.fromarray(pixels).save(folder / f"photo{number}.png")
    return folder


def paint(world: World, label: int, rect: Rect) -> None:
    inside = np.ones((rect.height, rect.width), np.bool_)
    world.document.paint("Paint", Region(label=0, rect=rect, inside_HW=inside), label)


@pytest.fixture
def slipped(world: World, photos: Path) -> World:
    """photo1 has part of its cat called a dog; photo0 is right; photo2 is not corrected."""
    world.open(photos)
    for name in ("photo0.png", "photo1.png"):
        world.show(name)
        world.predicted()
        accept_all(world.document)
    paint(world, DOG, SLIP)
    world.saved()
    world.show("photo2.png")
    return world


def checked(world: World) -> tuple[DoubtfulPlace, ...]:
    checking = world.parts.checking
    checking.start()
    world.until(lambda: checking.progress == (2, 2))
    return checking.places


def test_a_slip_is_found_where_it_is(slipped: World) -> None:
    assert not slipped.parts.checking.has_run
    [place] = checked(slipped)
    assert slipped.parts.checking.has_run
    assert (place.image_id, place.said, place.net) == ("photo1.png", DOG, CAT)
    assert place.rect.intersected(SLIP) == SLIP and place.pixels == SLIP.width * SLIP.height
    assert place.confidence == pytest.approx(1 - 8 / 255)
    picture = cv2.imdecode(np.frombuffer(place.picture, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None and picture.shape == (168, 224, 3)


def test_opening_a_place_shows_its_image(slipped: World) -> None:
    [place] = checked(slipped)
    opened: list[DoubtfulPlace] = []
    slipped.parts.checking.opened.connect(opened.append)
    slipped.parts.checking.open(place.place_id)
    slipped.until(lambda: opened == [place])
    assert slipped.document.image_id == "photo1.png"


def test_taking_the_nets_label_is_an_edit_that_can_be_undone(slipped: World) -> None:
    [place] = checked(slipped)
    checking = slipped.parts.checking
    checking.take(place.place_id)
    slipped.until(lambda: checking.places == ())
    values = slipped.document.corrections.values_HW
    assert slipped.document.image_id == "photo1.png"
    assert DOG not in values and (values[SLIP.slices] == CAT).all() and UNTOUCHED not in values
    assert slipped.document.history.done[-1].title == "Take the net's label"
    slipped.parts.correcting.undo()
    assert checking.places == (place,) and (values[SLIP.slices] == DOG).all()
    slipped.parts.correcting.redo()
    slipped.show("photo0.png")
    assert checking.places == ()
    assert checked(slipped) == ()


def test_mine_is_right_lasts_beyond_this_session(slipped: World, photos: Path) -> None:
    [place] = checked(slipped)
    checking = slipped.parts.checking
    checking.dismiss(place.place_id)
    assert checking.places == ()
    assert checked(slipped) == ()
    slipped.parts.close_project()
    slipped.open(photos)
    slipped.predicted()
    assert checking.places == () and not checking.has_run
    assert checked(slipped) == ()


def test_another_slip_at_a_dismissed_place_is_news(slipped: World) -> None:
    [place] = checked(slipped)
    slipped.parts.checking.dismiss(place.place_id)
    slipped.show("photo1.png")
    paint(slipped, 0, SLIP)
    slipped.saved()
    assert [p.said for p in checked(slipped)] == [0]


def test_a_stroke_ranks_nothing(slipped: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """While images are compared, each one changes the ranks; a stroke on one image does not."""
    checking = slipped.parts.checking
    assert len(checked(slipped)) == 1
    slipped.show("photo1.png")
    changes: list[int] = []
    slipped.parts.comparing.progressed.emit()
    with monkeypatch.context() as patch:
        patch.setattr(Places, "ranked", lambda *_: pytest.fail("ranked anew"))
        checking.changed.connect(lambda: changes.append(1))
        paint(slipped, 0, Rect(0, 0, 4, 4))
        assert not changes
        paint(slipped, CAT, SLIP)
        slipped.parts.correcting.undo()
        assert len(changes) == 2
    assert len(checking.places) == 1


def test_the_drawer_shows_the_first_places_and_the_chosen_one(
    slipped: World, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    slipped.show("photo0.png")
    paint(slipped, DOG, Rect(45, 5, 12, 12))
    slipped.saved()
    slipped.show("photo2.png")
    window = MainWindow(Session())
    qtbot.addWidget(window)
    CheckWiring(slipped.parts, window, Canvas(Session(), LabelSet.from_names(["cat"])))
    monkeypatch.setattr(check_wiring, "MOST_SHOWN", 2)
    panel = window.check_panel
    assert len(checked(slipped)) == 2
    slipped.until(lambda: panel.list.count() == 2)
    panel.list.setCurrentRow(1)
    chosen = panel.current_id()
    monkeypatch.setattr(check_wiring, "MOST_SHOWN", 1)
    slipped.parts.checking.changed.emit()
    slipped.until(lambda: "2 places left" in panel._progress.text())
    assert panel.list.count() == 2 and panel.current_id() == chosen
    panel.list.setCurrentRow(0)
    slipped.parts.checking.changed.emit()
    slipped.until(lambda: panel.list.count() == 1)


@pytest.fixture
def slow(slipped: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """photo1 is not in memory, and its file is read as soon as this is set."""
    for number in range(3, 6):
        shade = np.full((HEIGHT, WIDTH, 3), number, np.uint8)
        Image.fromarray(shade).save(slipped.parts.opening.project.images / f"photo{number}.png")
    slipped.parts.listing.renew()
    slipped.until(lambda: len(slipped.parts.opening.project.entries) == 6)
    for number in range(3, 6):
        slipped.show(f"photo{number}.png")
    opened, read = threading.Event(), Project.read

    def wait(project: Project, path: Path) -> Opened:
        if path.name == "photo1.png":
            assert opened.wait(HANG_MS / 1000)
        return read(project, path)

    monkeypatch.setattr(Project, "read", wait)
    yield opened
    opened.set()


@pytest.mark.parametrize("other", ["photo0.png", "photo3.png", "photo5.png"])
def test_who_goes_elsewhere_before_the_image_is_read_takes_nothing(
    slipped: World, slow: threading.Event, other: str
) -> None:
    """To an image that has to be read, to one in memory, or to the open one."""
    checking, opening = slipped.parts.checking, slipped.parts.opening
    [place] = checked(slipped)
    opened: list[DoubtfulPlace] = []
    checking.opened.connect(opened.append)
    checking.take(place.place_id)
    opening.show(other)
    slow.set()
    slipped.until(lambda: slipped.document.image_id == other)
    slipped.until(lambda: not opening.is_being_read("photo1.png"))
    document = slipped.show("photo1.png")
    titles = [edit.title for edit in document.history.done]
    assert "Take the net's label" not in titles and opened == []
    assert checking.places == (place,)


def test_an_image_that_cannot_be_read_is_not_edited_once_it_can(
    slipped: World, slow: threading.Event, photos: Path
) -> None:
    [place] = checked(slipped)
    good = (photos / "photo1.png").read_bytes()
    (photos / "photo1.png").write_bytes(b"damaged")
    slipped.parts.checking.take(place.place_id)
    slow.set()
    slipped.until(lambda: bool(slipped.problems))
    (photos / "photo1.png").write_bytes(good)
    document = slipped.show("photo1.png")
    assert "Take the net's label" not in [edit.title for edit in document.history.done]


def test_painting_over_a_place_settles_it(slipped: World) -> None:
    [place] = checked(slipped)
    slipped.show("photo1.png")
    paint(slipped, CAT, place.rect)
    assert slipped.parts.checking.places == ()


def test_a_locked_label_is_not_painted_over(slipped: World) -> None:
    [place] = checked(slipped)
    said: list[str] = []
    slipped.parts.checking.said.connect(said.append)
    slipped.parts.session.set_limits(PaintLimits(locked=frozenset({DOG})))
    slipped.parts.checking.take(place.place_id)
    slipped.until(lambda: bool(said))
    assert "locked" in said[0] and slipped.parts.checking.places == (place,)


def test_unreadable_images_are_passed_over(slipped: World, photos: Path) -> None:
    for _ in range(4):  # enough to be read from the disk again
        slipped.show("photo0.png")
        slipped.show("photo2.png")
    (photos / "photo0.png").write_bytes(b"damaged")
    assert [p.image_id for p in checked(slipped)] == ["photo1.png"]


def test_a_check_can_be_stopped_and_ends_with_the_project(slipped: World, photos: Path) -> None:
    checking = slipped.parts.checking
    checking.start()
    checking.stop()
    done, total = checking.progress
    assert done == total < 2
    checking.start()
    assert slipped.parts.close_project()
    assert checking.progress == (0, 0) and checking.places == ()


def test_another_net_ends_the_check(slipped: World, tmp_path: Path) -> None:
    parts, said = slipped.parts, []
    parts.checking.said.connect(said.append)
    other = tmp_path / "other.safetensors"
    other.write_bytes(b"weights")
    parts.checking.start()
    parts.predicting.use(other, "run@20")
    slipped.until(lambda: bool(said) or parts.checking.progress == (2, 2))
    slipped.until(lambda: parts.predicting.info.model_id == "run@20")
    parts.checking.start()
    assert "not ready" in said[-1]


def another_net(world: World) -> str:
    registry = world.parts.models.registry
    assert registry is not None
    model_id = registry.begin(SHIPPED).model_id
    registry.path(model_id).write_bytes(b"weights")
    registry.keep(model_id)
    return model_id


def test_places_go_with_the_net_that_found_them(slipped: World) -> None:
    parts, said = slipped.parts, []
    parts.checking.said.connect(said.append)
    parts.models.use(another_net(slipped))
    slipped.until(lambda: parts.comparing.is_possible)
    for change in (parts.models.roll_back, lambda: parts.models.use(another_net(slipped))):
        [place] = checked(slipped)
        parts.models.use(parts.models.in_use)  # as when a result is discarded
        assert parts.checking.places == (place,) and not said
        change()
        assert parts.checking.places == () and not parts.checking.has_run
        parts.checking.take(place.place_id)
        assert slipped.document.image_id == "photo2.png"
        assert said == ["Another net came into use: check the labels again."]
        said.clear()
        slipped.until(lambda: parts.comparing.is_possible)


def test_a_check_that_ends_before_its_first_image_says_so(slipped: World, qtbot: QtBot) -> None:
    checking, window = slipped.parts.checking, MainWindow(Session())
    qtbot.addWidget(window)
    CheckWiring(slipped.parts, window, Canvas(Session(), LabelSet.from_names(["cat"])))
    checking.start()
    checking.stop()
    words = window.check_panel.findChildren(QLabel)
    slipped.until(lambda: any("before the first image" in label.text() for label in words))
    assert len(checked(slipped)) == 1 and not checking.ended_early


def test_a_place_that_is_corrected_during_the_check_is_settled(slipped: World) -> None:
    checking = slipped.parts.checking
    slipped.show("photo1.png")
    checking.start()
    slipped.until(lambda: checking.progress == (2, 2))  # nobody has asked for places yet
    paint(slipped, CAT, SLIP)
    slipped.show("photo2.png")
    assert checking.places == ()


@pytest.fixture
def corrected_late(slipped: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """photo1 is open, and its slip was painted over after the check had read it."""
    read, painted = threading.Event(), threading.Event()

    def slow(
        pair: Pair, said: StridePrediction, table: NDArray[np.uint8], known: frozenset[int]
    ) -> Compared:
        if pair.entry.image_id == "photo1.png":
            read.set()
            assert painted.wait(HANG_MS / 1000)
        return compare_pair(pair, said, table, known)

    monkeypatch.setattr(comparing, "compare_pair", slow)
    slipped.show("photo1.png")
    slipped.parts.checking.start()
    slipped.until(read.is_set)
    paint(slipped, CAT, SLIP)
    painted.set()
    return slipped


def test_a_place_that_was_corrected_after_it_was_read_is_settled(corrected_late: World) -> None:
    checking = corrected_late.parts.checking
    corrected_late.until(lambda: checking.progress == (2, 2))
    assert checking.places == ()


def test_a_place_that_no_longer_holds_in_its_image_is_not_taken(corrected_late: World) -> None:
    checking, said = corrected_late.parts.checking, []
    checking.said.connect(said.append)
    corrected_late.show("photo2.png")
    corrected_late.until(lambda: checking.progress == (2, 2))
    checking.take(checking.places[0].place_id)
    corrected_late.until(lambda: bool(said))
    assert "corrected meanwhile" in said[0] and checking.places == ()


def test_nothing_is_claimed_of_labels_that_the_net_does_not_know(slipped: World) -> None:
    project = slipped.parts.opening.project
    assert project is not None
    road = slipped.parts.naming.add("road")
    assert road is not None
    slipped.show("photo1.png")
    paint(slipped, road, SLIP)
    slipped.saved()
    slipped.show("photo2.png")
    assert checked(slipped) == ()
    assert slipped.parts.checking.unknown == (road,)


def test_without_a_project_nothing_happens(world: World) -> None:
    world.parts.checking.start()
    world.parts.checking.take("nothing")
    world.parts.checking.dismiss("nothing")
    assert world.parts.checking.places == ()


def test_large_images_are_compared_small_and_answered_whole(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.jobs.checking.SIDE", 100)
    folder = tmp_path / "large"
    folder.mkdir()
    pixels = np.full((240, 320, 3), 200, np.uint8)
    Image.fromarray(pixels).save(folder / "large.png")
    world.open(folder)
    world.predicted()
    accept_all(world.document)
    paint(world, DOG, Rect(100, 50, 120, 90))
    world.saved()
    checking = world.parts.checking
    checking.start()
    world.until(lambda: checking.progress == (1, 1))
    [place] = checking.places
    assert place.rect.intersected(Rect(100, 50, 120, 90)) == Rect(100, 50, 120, 90)
    checking.take(place.place_id)
    assert (world.document.corrections.values_HW == CAT).all()
