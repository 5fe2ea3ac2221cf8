"""Several images are accepted as the net has them, or emptied, and taken back as a whole."""

from __future__ import annotations

import errno
from pathlib import Path

import numpy as np
import pytest

from app.flows.suggest import scanning
from app.flows.tidy.words import title
from app.flows.work.many_edits import ManyResult
from app.jobs.corrected import count_corrected
from app.state.document import ACCEPT_ALL, PASTE
from app.state.findings import KeptMask
from app.state.index import ImageStatus
from app.state.journal import Journal
from app.state.rect import Rect
from app.state.regions import Region
from app.state.tidy.order import Operation
from fcn_core.masks import UNTOUCHED
from tests.flows.world import WIDTH, World, make_photo
from tests.workers.fakes import NET_LABELS

RIGHT = 8
"""What the fake net says of the right half: a cat, by the project's ids."""


@pytest.fixture(autouse=True)
def no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "START_MS", 10**6)


@pytest.fixture
def opened(world: World, folder: Path) -> World:
    """photo0 is open, and painted; photo1 and photo2 are not open."""
    world.open(folder)
    world.predicted()
    world.paint(label=2)
    world.saved()
    world.until(lambda: world.parts.known.find("photo0.png") is not None)
    return world


def done(world: World, order: str, *image_ids: str, back: ManyResult | None = None) -> ManyResult:
    results: list[ManyResult] = []
    world.parts.many_images.finished.connect(results.append)
    getattr(world.parts.many_images, order)(back or list(image_ids))
    world.until(lambda: bool(results))
    world.parts.many_images.finished.disconnect(results.append)
    return results[0]


def statuses(world: World) -> list[ImageStatus]:
    assert world.parts.opening.project is not None
    return [world.parts.opening.project.status(f"photo{n}.png") for n in range(3)]


def test_what_the_net_says_is_accepted_dropped_and_taken_back(opened: World) -> None:
    names = ("photo0.png", "photo1.png", "photo2.png")
    result = done(opened, "accept", *names)
    assert len(result.images) == 1 and result.unpredicted == 2, "two are not predicted yet"
    assert set(done(opened, "take_back", back=result).images) == set(result.images)
    all_predicted(opened)
    assert len(done(opened, "accept", *names).images) == 3
    assert set(statuses(opened)) == {ImageStatus.ACCEPTED}
    mine = opened.document.corrections.values_HW
    assert (mine[2:5, 2:6] == 2).all(), "what was corrected stays"
    document = opened.show("photo1.png")
    accepted = document.corrections.values_HW.copy()
    opened.predicted()
    assert (accepted == document.prediction).all() and UNTOUCHED not in accepted
    dropped = done(opened, "drop", *names)
    assert len(dropped.images) == 3
    assert set(statuses(opened)) == {ImageStatus.NEW}
    assert (document.corrections.values_HW == UNTOUCHED).all()
    document.undo()
    assert (document.corrections.values_HW == accepted).all(), "in each image by itself"
    result = done(opened, "take_back", back=dropped)
    assert (len(result.images), result.kept) == (2, 1)
    assert set(statuses(opened)) == {ImageStatus.ACCEPTED}


def all_predicted(world: World) -> None:
    world.parts.predicting_all.start()
    world.until(lambda: not world.parts.predicting_all.is_running)


def tidied(world: World, operation: Operation, label: int, *image_ids: str) -> ManyResult:
    results: list[ManyResult] = []
    parts = world.parts
    order = parts.tidying.order(operation, label)
    world.until(lambda: parts.known.findings is not None)
    parts.many_images.finished.connect(results.append)
    parts.many_images.tidy(order, title(order, "net label"), image_ids)
    world.until(lambda: bool(results))
    parts.many_images.finished.disconnect(results.append)
    return results[0]


def test_a_label_is_tidied_up_in_all_of_them_and_taken_back(opened: World) -> None:
    names = ("photo0.png", "photo1.png", "photo2.png")
    assert tidied(opened, Operation.FILL_HOLES, RIGHT, *names).unpredicted == 2
    all_predicted(opened)
    document = opened.document
    before = document.composite()
    assert (before[2:5, 2:6] == 2).all() and (before[:, WIDTH // 2 :] == RIGHT).all()
    opened.parts.session.set_tidying(1, 9)
    result = tidied(opened, Operation.GROW, RIGHT, *names)
    assert result.title == "Grow net label by 1 px"
    assert [entry.image_id for entry in result.images] == [*names]
    grown = before.copy()
    grown[:, WIDTH // 2 - 1] = RIGHT
    assert (document.composite() == grown).all(), "the open one, in the window"
    mine = document.corrections.values_HW
    assert (mine[:, WIDTH // 2 :] == UNTOUCHED).all(), "what does not change stays the net's"
    other = opened.show("photo2.png")
    values = other.corrections.values_HW
    assert (values[:, WIDTH // 2 - 1] == RIGHT).all() and np.count_nonzero(values == RIGHT) == 24
    assert len(done(opened, "take_back", back=result).images) == 3
    assert (values == UNTOUCHED).all() and (document.composite() == before).all()


def test_an_image_that_is_wholly_corrected_is_tidied_up_without_a_net(opened: World) -> None:
    document = opened.show("photo1.png")
    whole = Region(label=0, rect=Rect(0, 0, WIDTH, 24), inside_HW=np.ones((24, WIDTH), np.bool_))
    document.paint("Paint", whole, 0)
    opened.paint(label=3, x=8, y=8)
    opened.saved()
    folder = document.path.parent
    opened.parts.close_project()
    opened.open(folder)  # photo1 is in no window any more
    result = tidied(opened, Operation.DROP_SPECKS, 3, "photo1.png")
    assert (len(result.images), result.unpredicted) == (1, 0)
    assert (opened.show("photo1.png").corrections.values_HW == 0).all()


def test_a_label_that_was_deleted_meanwhile_comes_back_with_its_pixels(opened: World) -> None:
    for name in ("photo1.png", "photo2.png"):
        opened.show(name)
        opened.paint(label=3)
        opened.saved()
    folder = opened.document.path.parent
    opened.parts.close_project()
    opened.open(folder)  # photo2 is in no window any more
    project = opened.parts.opening.project
    assert project is not None
    dropped = done(opened, "drop", "photo1.png", "photo2.png")
    project.remove_labels((3,))
    assert len(done(opened, "take_back", back=dropped).images) == 2
    assert project.gone == {}
    assert np.count_nonzero(opened.show("photo2.png").corrections.values_HW == 3) == 12


def test_what_somebody_did_the_same_by_hand_since_is_not_taken_back(opened: World) -> None:
    all_predicted(opened)
    result = done(opened, "accept", "photo1.png", "photo2.png")
    document = opened.show("photo1.png")
    opened.predicted()
    document.undo()
    opened.paint(label=12)
    opened.parts.correcting.accept_image()
    opened.until(lambda: document.history.done[-1].title == ACCEPT_ALL)
    mine = document.corrections.values_HW.copy()
    back = done(opened, "take_back", back=result)
    assert [entry.image_id for entry in back.images] == ["photo2.png"]
    assert (document.corrections.values_HW == mine).all()


@pytest.mark.parametrize(("stride", "net"), [(32, "the net in use"), (8, "an older net")])
def test_what_is_in_memory_is_accepted_only_if_it_is_all_the_net_in_use_says(
    opened: World, stride: int, net: str
) -> None:
    """Left while 32s alone was there, or kept in memory while another net came into use."""
    all_predicted(opened)
    document = opened.show("photo1.png")
    opened.predicted()
    said = np.unique(document.prediction)
    net = document.prediction_model if stride == 32 else net
    document.predictions.clear()
    wrong = np.full(document.shape, 5, np.uint8)
    document.set_prediction(stride, wrong, net, np.zeros(document.shape, np.uint8))
    opened.parts.opening.show("photo0.png")
    assert len(done(opened, "accept", "photo1.png").images) == 1
    assert (np.unique(document.corrections.values_HW) == said).all()


def replaced(world: World, folder: Path, *names: str) -> None:
    """Images are corrected, and their pictures replaced while the folder is closed."""
    for name in names:
        world.show(name)
        world.paint(12)
        world.saved()
    world.parts.close_project()
    for name in names:
        make_photo(folder / name, 999)
    world.open(folder)
    world.predicted()


def unread(world: World) -> set[str]:
    """Corrected images that neither runs nor exports use."""
    project = world.parts.opening.project
    assert project is not None
    entries = [(entry, project.facts(entry.image_id)) for entry in project.entries]
    return set(count_corrected(world.parts.opening.corrections_source(project), entries).unread)


@pytest.mark.parametrize("go", ["accept", "fill_rest"])
def test_another_picture_is_refused_whether_it_is_in_memory_or_not(
    opened: World, folder: Path, go: str
) -> None:
    names = ("photo1.png", "photo2.png")
    replaced(opened, folder, *names)
    all_predicted(opened)
    opened.show("photo1.png")
    opened.predicted()
    opened.show("photo0.png")
    result = done(opened, go, *names)
    assert result.images == {} and len(result.problems) == 2
    assert all("is another picture" in problem for problem in result.problems)
    assert unread(opened) == set(names)


@pytest.mark.parametrize("go", ["accept", "fill_rest"])
@pytest.mark.parametrize("is_open", [True, False])
def test_of_a_picture_where_nothing_is_corrected_any_more_another_is_taken(
    opened: World, folder: Path, is_open: bool, go: str
) -> None:
    """What was taken back could be made again, so it is known of which picture it was."""
    opened.show("photo1.png")
    opened.paint(12)
    opened.saved()
    opened.parts.correcting.undo()
    opened.saved()
    opened.parts.close_project()
    make_photo(folder / "photo1.png", 999)
    opened.open(folder)
    opened.predicted()
    all_predicted(opened)
    if is_open:
        opened.show("photo1.png")
        opened.predicted()
    result = done(opened, go, "photo1.png")
    assert len(result.images) == 1 and result.problems == []
    assert unread(opened) == set(), "it is of the picture there"


def test_what_an_order_turned_to_another_picture_goes_back_with_it(
    opened: World, folder: Path
) -> None:
    """An image is emptied, replaced and accepted, and never open meanwhile."""
    opened.show("photo1.png")
    opened.paint(12)
    opened.saved()
    opened.show("photo0.png")
    done(opened, "drop", "photo1.png")
    opened.saved()
    opened.parts.close_project()
    make_photo(folder / "photo1.png", 999)
    opened.open(folder)
    opened.predicted()
    all_predicted(opened)
    accepted = done(opened, "accept", "photo1.png")
    assert len(accepted.images) == 1 and unread(opened) == set()
    assert len(done(opened, "take_back", back=accepted).images) == 1
    document = opened.show("photo1.png")
    document.undo()
    assert (document.corrections.values_HW == 12).any() and unread(opened) == {"photo1.png"}


def test_a_picture_that_is_replaced_while_it_is_in_memory_is_refused(
    opened: World, folder: Path
) -> None:
    document = opened.show("photo1.png")
    opened.paint(12)
    opened.saved()
    opened.predicted()
    document.predictions.clear()
    opened.show("photo0.png")
    make_photo(folder / "photo1.png", 999)
    all_predicted(opened)
    result = done(opened, "accept", "photo1.png")
    assert "is another picture" in result.problems[0] and result.images == {}


@pytest.mark.parametrize("is_open", [True, False])
def test_labels_that_were_dropped_come_back_as_those_of_their_picture(
    opened: World, folder: Path, is_open: bool
) -> None:
    replaced(opened, folder, "photo1.png")
    if is_open:
        opened.show("photo1.png")
        opened.show("photo0.png")
    dropped = done(opened, "drop", "photo1.png")
    assert len(dropped.images) == 1 and unread(opened) == set()
    assert len(done(opened, "take_back", back=dropped).images) == 1
    assert unread(opened) == {"photo1.png"}
    opened.saved()
    done(opened, "drop", "photo1.png")
    document = opened.show("photo1.png")
    document.undo()
    assert (document.corrections.values_HW == 12).any() and unread(opened) == {"photo1.png"}
    document.redo()
    opened.paint(12)
    assert unread(opened) == set(), "what is seen is corrected"
    document.undo()
    document.undo()
    assert unread(opened) == {"photo1.png"}


def test_a_mask_that_was_kept_smaller_grows_with_smooth_borders() -> None:
    small = np.zeros((8, 8), np.uint8)
    small[:, 4:], small[4:, :4] = 1, 2
    grown = KeptMask(labels_HW=small, net=NET_LABELS, stride=8).at((32, 32))
    assert {int(v) for v in np.unique(grown)} == {0, 1, 2}
    assert (grown[:14, :14] == 0).all() and (grown[:, 18:] == 1).all()
    assert (grown[18:, :14] == 2).all()


def test_what_the_journal_has_is_done_though_the_disk_is_full(
    opened: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It counts, can be taken back, and what is left to write is said with its remedy."""
    all_predicted(opened)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as at_once:
        at_once.setattr("app.state.recovery.write_atomic", full)
        result = done(opened, "accept", "photo1.png")
    assert [entry.image_id for entry in result.images] == ["photo1.png"]
    (said,) = result.problems
    assert said.startswith("photo1.png: The change is saved in the journal, but ")
    assert "photo1.png.png is still as it was (No space left on device). Free some space" in said
    assert statuses(opened)[1] is ImageStatus.ACCEPTED
    assert len(done(opened, "take_back", back=result).images) == 1
    assert statuses(opened)[1] is ImageStatus.NEW
    with monkeypatch.context() as at_once:
        at_once.setattr(Journal, "append", full)
        result = done(opened, "accept", "photo1.png")
    assert result.images == {} and statuses(opened)[1] is ImageStatus.NEW
    assert result.problems == [
        "photo1.png: No space left on device. Check the disk and its space, then do it again."
    ]


def test_what_was_copied_goes_into_all_of_them(opened: World) -> None:
    """As a void frame, or a scale bar, that is in every picture."""
    opened.parts.pasting.copy_confirmed()
    copied = opened.parts.pasting.copied
    assert copied is not None
    results: list[ManyResult] = []
    opened.parts.many_images.finished.connect(results.append)
    opened.parts.many_images.paste(copied, ["photo1.png", "photo2.png"])
    opened.until(lambda: bool(results))
    assert (results[0].title, len(results[0].images)) == (PASTE, 2)
    assert statuses(opened)[1:] == [ImageStatus.CORRECTED] * 2
    first = opened.document.corrections.values_HW.copy()
    assert np.array_equal(opened.show("photo2.png").corrections.values_HW, first)
