"""Labels are merged and deleted; what was drawn with them changes by edits, and comes back."""

from __future__ import annotations

import errno
from pathlib import Path

import numpy as np
import pytest

from app.flows.labels.label_use import LabelUse, Unused
from app.flows.labels.merging import MergeResult, Merging
from app.jobs.corrected import corrections_of
from app.state.corrections import PaintLimits
from app.state.index import ImageStatus
from app.state.journal import Journal
from app.state.project import Project
from app.state.wishes import ExportWish
from fcn_core.errors import FcnError
from fcn_core.labels import VOC
from fcn_core.masks import UNTOUCHED, VOID, read_mask
from tests.flows.test_importing import imported, labelme
from tests.flows.world import WIDTH, World, make_photos, refuse_project_writes

CAT, DOG, COW = VOC.id_of("cat"), VOC.id_of("dog"), VOC.id_of("cow")


def merging(world: World) -> Merging:
    flow = world.parts.merging
    flow.problem.connect(lambda error: world.problems.append(str(error)))
    return flow


def project(world: World) -> Project:
    assert world.parts.opening.project is not None
    return world.parts.opening.project


def looked(world: World, label: int, into: int = UNTOUCHED) -> LabelUse:
    found: list[LabelUse] = []
    take = world.parts.merging.counted.connect(lambda use, _: found.append(use))
    world.parts.merging.look(label, into)
    world.until(lambda: bool(found))
    world.parts.merging.disconnect(take)
    return found[0]


def merged(world: World, label: int, into: int = UNTOUCHED) -> MergeResult:
    done: list[MergeResult] = []
    take = world.parts.merging.finished.connect(done.append)
    world.parts.merging.start(looked(world, label, into), into)
    world.until(lambda: bool(done))
    world.parts.merging.disconnect(take)
    return done[0]


def painted(world: World, folder: Path) -> None:
    """Dogs on three images, of which one is open and one no longer in memory; a cat on one."""
    world.open(folder)
    for name in ("photo0.png", "photo1.png", "photo2.png"):
        world.show(name)
        world.paint(DOG)
        world.saved()
    world.paint(CAT, x=20)
    world.saved()
    for name in ("photo3.png", "photo4.png", "photo5.png", "photo2.png"):
        world.show(name)
    world.until(lambda: world.parts.opening.open_document("photo0.png") is None)
    merging(world)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return make_photos(tmp_path / "photos", 6)


def test_what_it_touches_is_counted_first(world: World, photos: Path) -> None:
    painted(world, photos)
    use = looked(world, DOG)
    assert (use.pixels, len(use.images), use.unread) == (36, 3, ())
    assert project(world).gone == {}


def test_a_label_becomes_another_everywhere(world: World, photos: Path) -> None:
    painted(world, photos)
    world.parts.session.set_label(DOG)
    result = merged(world, DOG, CAT)
    assert (result.name, result.into, result.images, result.pixels) == ("dog", "cat", 3, 36)
    assert result.problems == [] == world.problems
    assert world.parts.session.label == CAT
    assert DOG not in project(world).living and project(world).gone == {DOG: CAT}
    for name in ("photo0.png", "photo1.png", "photo2.png"):
        document = world.show(name)
        assert (document.corrections.values_HW[2:5, 2:6] == CAT).all()
        assert document.history.done[-1].title == "Merge dog into cat"
    # Closed and opened again, also by a program that starts from the corrections file alone.
    saved = read_mask(project(world).paths.corrections("photo0.png"))
    assert (saved[2:5, 2:6] == CAT).all() and (saved == DOG).sum() == 0


def test_what_the_net_shows_beside_a_merged_label_is_still_known(
    world: World, photos: Path
) -> None:
    painted(world, photos)
    project(world).set_labels_found("photo0.png", frozenset({0, DOG, COW}))
    merged(world, DOG, CAT)
    assert project(world).facts("photo0.png").labels == {0, CAT, COW}
    merged(world, CAT)
    assert not project(world).facts("photo0.png").labels, "no correction is left in it"


def test_a_deleted_label_leaves_untouched_pixels(world: World, photos: Path) -> None:
    painted(world, photos)
    result = merged(world, DOG)
    assert (result.into, result.pixels) == ("", 36)
    assert project(world).status("photo0.png") is ImageStatus.NEW
    assert project(world).status("photo2.png") is ImageStatus.CORRECTED  # the cat
    assert world.show("photo0.png").corrections.touched == 0


def test_undo_brings_pixels_and_label_back(world: World, photos: Path) -> None:
    painted(world, photos)
    merged(world, DOG, CAT)
    back: list[str] = []
    world.parts.merging.restored.connect(back.append)
    document = world.show("photo0.png")
    world.parts.correcting.undo()
    assert (document.corrections.values_HW[2:5, 2:6] == DOG).all()
    assert back == ["dog"] and DOG in project(world).living
    # The other images stay as they are, and this one does when it is opened anew.
    world.saved()
    assert (world.show("photo1.png").corrections.values_HW[2:5, 2:6] == CAT).all()
    assert (world.show("photo0.png").corrections.values_HW[2:5, 2:6] == DOG).all()


def test_what_the_net_sees_follows(world: World, photos: Path) -> None:
    painted(world, photos)
    document = world.predicted()
    assert document.prediction is not None and document.prediction[0, WIDTH - 1] == CAT
    merged(world, CAT, COW)
    world.until(lambda: document.prediction[0, WIDTH - 1] == COW)
    merged(world, COW)  # and so does what had become it
    world.until(lambda: document.prediction[0, WIDTH - 1] == UNTOUCHED)
    assert project(world).gone == {CAT: COW, COW: UNTOUCHED}
    world.parts.merging.restore((COW,))
    world.until(lambda: document.prediction[0, WIDTH - 1] == COW)


def unused(world: World) -> tuple[int, ...]:
    found: list[Unused] = []
    take = world.parts.merging.unused_found.connect(found.append)
    world.parts.merging.look_for_unused()
    world.until(lambda: bool(found))
    world.parts.merging.disconnect(take)
    return found[0].labels


def test_labels_of_images_that_are_not_listed_are_in_use(world: World, tmp_path: Path) -> None:
    folder = make_photos(tmp_path / "many", 2)
    make_photos(folder / "below", 2)
    world.open(folder)
    opening = world.parts.opening
    opening.include_subfolders(True)
    world.until(lambda: len(project(world).entries) == 4)
    below = next(i for i in project(world).entries.ids if "below" in i)
    world.show(below)
    world.paint(CAT)
    opening.include_subfolders(False)
    world.until(lambda: len(project(world).entries) == 2)
    assert world.parts.close_project()
    world.open(folder)
    assert CAT not in unused(world) and DOG in unused(world)
    use = looked(world, CAT)
    assert (use.pixels, use.images, use.away, use.away_pixels) == (0, (), (below,), 12)

    changed: list[tuple[str, int]] = []
    world.parts.merging.changed.connect(lambda *said: changed.append(said))
    assert merged(world, CAT, DOG).pixels == 0
    opening.include_subfolders(True)
    world.until(lambda: len(project(world).entries) == 4)
    document = world.show(below)
    assert np.count_nonzero(document.corrections.values_HW == DOG) == 12
    assert changed[-1] == ("photo0.png", 12)


def test_an_open_image_that_is_no_longer_listed_is_merged_at_once(
    world: World, tmp_path: Path
) -> None:
    folder = make_photos(tmp_path / "many", 2)
    make_photos(folder / "below", 2)
    world.open(folder)
    world.parts.opening.include_subfolders(True)
    world.until(lambda: len(project(world).entries) == 4)
    document = world.show(next(i for i in project(world).entries.ids if "below" in i))
    world.paint(CAT)
    world.parts.opening.include_subfolders(False)
    world.until(lambda: len(project(world).entries) == 2)
    assert merged(world, CAT, DOG).pixels == 12
    assert np.count_nonzero(document.corrections.values_HW == DOG) == 12
    assert project(world).gone == {CAT: DOG}


def test_an_image_that_is_away_and_has_a_journal_alone_may_have_a_label(
    world: World, tmp_path: Path
) -> None:
    folder = make_photos(tmp_path / "many", 2)
    world.open(folder)
    world.show("photo1.png")
    world.paint(CAT)
    assert world.parts.close_project()
    (folder / "fcn-project" / "corrections" / "photo1.png.png").unlink()
    (folder / "photo1.png").rename(tmp_path / "elsewhere.png")
    world.open(folder)
    use = looked(world, CAT)
    assert len(use.unread) == 1 and "photo1.png is not listed" in use.unread[0]


def test_nothing_is_counted_before_all_images_are_listed(world: World, tmp_path: Path) -> None:
    world.open(make_photos(tmp_path / "many", 2))
    flow = merging(world)
    project(world).is_listed = False
    flow.look_for_unused()
    flow.look(CAT)
    assert len(world.problems) == 2 and "still being listed" in world.problems[0]


def test_unused_labels_go_at_once_and_come_back(world: World, photos: Path) -> None:
    painted(world, photos)
    found: list[Unused] = []
    world.parts.merging.unused_found.connect(found.append)
    world.parts.merging.look_for_unused()
    world.until(lambda: bool(found))
    assert len(found[0].labels) == 18
    world.parts.merging.drop(found[0])
    assert [VOC.names[i] for i in project(world).living] == ["background", "cat", "dog"]
    world.parts.correcting.choose_label_at(2)
    assert world.parts.session.label == DOG
    # By its name or by the button; net and list have it again, under the id it had.
    assert world.parts.naming.add("cow") == COW
    world.parts.merging.restore(found[0].labels)
    assert project(world).gone == {}


def test_labels_of_ones_own_are_not_among_those_that_nothing_was_corrected_with(
    world: World, photos: Path
) -> None:
    """The net in use may draw them, and it alone; its whole mask would vanish."""
    painted(world, photos)
    world.parts.naming.add("nucleus")
    world.parts.naming.rename(COW, "calf")
    (gone := project(world)).remove_labels((1,))
    debris = world.parts.naming.add("debris")
    world.parts.naming.rename(debris, VOC.names[1])  # a net knows it as debris still
    world.parts.merging.drop(Unused(project=gone, labels=unused(world), unread=()))
    names = [project(world).labels.names[i] for i in project(world).living]
    assert names == ["background", "cat", "calf", "dog", "nucleus", VOC.names[1]]


def test_the_name_of_a_deleted_label_is_free(world: World, photos: Path) -> None:
    painted(world, photos)
    merged(world, DOG, CAT)
    world.parts.naming.rename(CAT, "dog")
    assert project(world).labels.names[CAT] == "dog"
    assert world.problems == []


def test_exports_know_nothing_of_what_is_gone(world: World, photos: Path, tmp_path: Path) -> None:
    painted(world, photos)
    merged(world, DOG, CAT)
    found: list[Unused] = []
    world.parts.merging.unused_found.connect(found.append)
    world.parts.merging.look_for_unused()
    world.until(lambda: bool(found))
    world.parts.merging.drop(found[0])
    done: list[object] = []
    world.parts.exporting.finished.connect(done.append)
    world.parts.exporting.failed.connect(lambda error: world.problems.append(str(error)))
    out = tmp_path / "out"
    world.parts.exporting.start(
        ExportWish(folder=out, format="plain", composite=False, split=False)
    )
    world.until(lambda: bool(done) or bool(world.problems))
    assert world.problems == []
    assert (out / "plain" / "labels.txt").read_text().split() == ["background", "cat"]
    mask = read_mask(out / "plain" / "masks" / "photo0.png")
    assert (mask[2:5, 2:6] == 1).all() and set(np.unique(mask)) == {1, VOID}


def test_it_is_gone_after_a_restart_too(world: World, photos: Path, tmp_path: Path) -> None:
    painted(world, photos)
    merged(world, DOG, CAT)
    assert world.parts.close_project()
    world.open(photos)
    assert project(world).gone == {DOG: CAT}
    assert world.show("photo0.png").history.done[-1].title == "Merge dog into cat"


def test_an_image_that_was_missed_is_changed_when_it_is_opened(
    world: World, photos: Path, tmp_path: Path
) -> None:
    painted(world, photos)
    away = tmp_path / "photo0.png"
    (photos / "photo0.png").rename(away)
    world.parts.opening.open_folder(photos)  # look again
    world.until(lambda: len(project(world).entries) == 5)
    result = merged(world, DOG, CAT)
    assert result.images == 2
    away.rename(photos / "photo0.png")
    world.parts.opening.open_folder(photos)
    world.until(lambda: len(project(world).entries) == 6)
    entry = project(world).entry("photo0.png")
    assert entry is not None
    source = world.parts.opening.corrections_source(project(world))
    assert set(np.unique(corrections_of(source, entry))) == {CAT, UNTOUCHED}
    document = world.show("photo0.png")
    assert (document.corrections.values_HW[2:5, 2:6] == CAT).all()
    assert document.history.done[-1].title == "Merge labels"


def test_a_label_is_not_deleted_where_that_cannot_be_saved(
    world: World, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted(world, photos)
    use = looked(world, DOG)
    refuse_project_writes(monkeypatch)
    world.parts.merging.start(use, CAT)
    assert "cannot be written (No space left on device)" in world.problems[0]
    assert project(world).gone == {} and not world.parts.merging.is_running
    assert (world.show("photo0.png").corrections.values_HW[2:5, 2:6] == DOG).all()


def test_images_whose_corrections_cannot_be_changed_are_named(
    world: World, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted(world, photos)
    use = looked(world, DOG)
    project(world).paths.corrections("photo0.png").write_bytes(b"damaged")
    done: list[MergeResult] = []
    world.parts.merging.finished.connect(done.append)
    world.parts.merging.start(use, CAT)
    world.until(lambda: bool(done))
    assert done[0].images == 2
    assert "photo0.png" in done[0].problems[0] and "damaged" in done[0].problems[0]


def test_an_image_that_a_full_disk_does_not_let_change_is_named(
    world: World, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted(world, photos)
    use = looked(world, DOG)
    done: list[MergeResult] = []
    world.parts.merging.finished.connect(done.append)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "append", full)
        world.parts.merging.start(use, CAT)
        world.until(lambda: bool(done))
    assert done[0].images == 1, "the one that is open"
    assert done[0].problems[0] == (
        "photo0.png: No space left on device. It is changed when you open it."
    )
    assert (world.show("photo0.png").corrections.values_HW[2:5, 2:6] == CAT).all()


def test_the_background_stays(world: World, photos: Path) -> None:
    painted(world, photos)
    use = looked(world, 0, CAT)
    world.parts.merging.start(use, CAT)
    assert project(world).gone == {}


def test_closing_in_the_middle_loses_nothing(world: World, photos: Path) -> None:
    painted(world, photos)
    world.parts.merging.start(looked(world, DOG, CAT), CAT)
    assert world.parts.close_project()
    world.open(photos)
    for name in ("photo0.png", "photo1.png", "photo2.png"):
        assert (world.show(name).corrections.values_HW[2:5, 2:6] == CAT).all()


def test_imported_masks_bring_a_deleted_label_back(
    world: World, photos: Path, tmp_path: Path
) -> None:
    painted(world, photos)
    merged(world, DOG, CAT)
    labelme(tmp_path / "masks", "photo4")
    assert len(imported(world, tmp_path / "masks").images) == 1
    assert DOG in project(world).living
    assert (world.show("photo4.png").corrections.values_HW[:6, :4] == DOG).all()


def test_a_name_that_is_taken_stays_refused(world: World, photos: Path) -> None:
    painted(world, photos)
    with pytest.raises(FcnError):
        project(world).rename_label(DOG, "cat")


def test_images_in_memory_are_predicted_in_the_ids_of_now(world: World, photos: Path) -> None:
    painted(world, photos)
    first = world.predicted()
    world.show("photo5.png")
    world.predicted()
    merged(world, CAT, COW)
    world.show(first.image_id)
    world.predicted()
    world.until(lambda: first.prediction[0, WIDTH - 1] == COW)
    world.parts.correcting.accept_image()
    world.until(lambda: first.corrections.touched == first.corrections.values_HW.size)
    assert project(world).gone == {CAT: COW}


def test_instead_of_a_deleted_label_the_first_of_the_list_is_painted(
    world: World, photos: Path
) -> None:
    painted(world, photos)
    own = world.parts.naming.add("nucleus")
    world.parts.session.set_label(COW)
    merged(world, COW)
    assert world.parts.session.label == own == world.parts.ordering.first_to_paint


def test_nobody_paints_with_or_over_what_is_gone(world: World, photos: Path) -> None:
    painted(world, photos)
    session = world.parts.session
    session.set_label(DOG)
    session.set_label(CAT)
    session.set_limits(PaintLimits(only_over=DOG, locked=frozenset({DOG, COW})))
    merged(world, DOG, COW)
    session.swap_labels()
    assert session.label == COW
    assert session.limits == PaintLimits(locked=frozenset({COW}))


def test_what_is_painted_while_it_is_counted_changes_as_well(world: World, photos: Path) -> None:
    painted(world, photos)
    use = looked(world, DOG, CAT)
    document = world.show("photo4.png")
    world.paint(DOG, x=9)
    done: list[MergeResult] = []
    world.parts.merging.finished.connect(done.append)
    world.parts.merging.start(use, CAT)
    world.until(lambda: bool(done))
    assert done[0].images == 4
    assert (document.corrections.values_HW[2:5, 9:13] == CAT).all()
    assert project(world).gone == {DOG: CAT}


def test_an_answer_that_is_out_of_date_changes_nothing(world: World, photos: Path) -> None:
    painted(world, photos)
    into_cat = looked(world, DOG, CAT)
    merged(world, CAT)
    world.parts.merging.start(into_cat, CAT)
    assert project(world).gone == {CAT: UNTOUCHED}
    unused = Unused(project=project(world), labels=(DOG, COW, CAT), unread=())
    assert world.parts.merging.drop(unused) == (COW,)  # dogs are painted on the open image


def test_a_check_is_forgotten_with_the_labels_it_asked_about(world: World, photos: Path) -> None:
    painted(world, photos)
    checking = world.parts.checking
    world.predicted()
    checking.start()
    assert checking.has_run
    project(world).recolor_label(COW, (1, 2, 3))
    assert checking.has_run
    merged(world, DOG, CAT)
    assert not checking.has_run
