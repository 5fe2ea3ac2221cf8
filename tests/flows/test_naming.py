from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.flows.labels.naming import fresh_color, net_labels, with_lost
from app.state.paths import ProjectPaths
from app.state.snapshot import read_snapshot
from fcn_core.labels import VOC, Label, LabelSet
from fcn_core.masks import write_mask
from tests.flows.world import World


def test_new_labels_get_colours_of_their_own(world: World, folder: Path) -> None:
    world.open(folder)
    assert world.parts.naming.add(" polyp ") == 21
    assert world.parts.naming.add("fold") == 22
    labels = world.parts.opening.project.labels.labels
    assert labels[21].name == "polyp"
    assert len({label.color for label in labels}) == 23


def test_a_name_that_is_taken_is_refused_with_a_remedy(world: World, folder: Path) -> None:
    world.open(folder)
    assert world.parts.naming.add("cat") is None
    world.parts.naming.rename(1, "cat")
    assert len(world.problems) == 2
    assert world.parts.opening.project.labels == VOC


def test_nets_know_a_renamed_label_by_its_first_name(world: World, folder: Path) -> None:
    world.open(folder)
    world.parts.naming.rename(8, "tabby")
    world.parts.naming.rename(8, "tiger")
    project = world.parts.opening.project
    assert project.labels.names[8] == "tiger"
    assert net_labels(project).names[8] == "cat"


def test_a_first_name_that_somebody_else_bears_now_is_given_up(world: World, folder: Path) -> None:
    world.open(folder)
    world.parts.naming.rename(8, "tabby")
    world.parts.naming.add("cat")
    names = net_labels(world.parts.opening.project).names
    assert (names[8], names[21]) == ("tabby", "cat")


def test_recolouring_changes_the_colour_alone(world: World, folder: Path) -> None:
    world.open(folder)
    world.parts.naming.recolor(3, (1, 2, 3))
    assert world.parts.opening.project.labels.labels[3] == Label(name="bird", color=(1, 2, 3))


def test_colours_never_run_out() -> None:
    labels = LabelSet(())
    for number in range(40):
        labels = labels.added(Label(name=str(number), color=fresh_color(labels)))
    assert len({label.color for label in labels.labels}) == 40


def test_a_chosen_net_brings_deleted_labels_back_and_the_shipped_one_does_not(
    world: World, folder: Path
) -> None:
    world.open(folder)
    world.predicted()
    project, predicting = world.parts.opening.project, world.parts.predicting
    cat = VOC.id_of("cat")
    project.remove_labels((cat,))
    loaded = len(world.zoo.loaded)
    assert world.parts.models.use("shipped")
    world.until(lambda: len(world.zoo.loaded) == loaded + 1 and not predicting._is_busy)
    assert cat in project.gone
    assert world.parts.models.use("nuclei")
    world.until(lambda: cat not in project.gone)
    # Deleted while it is in use, the label stays away: also when the net is loaded again.
    project.remove_labels((cat,))
    predicting.set_device("cpu")
    world.until(lambda: len(world.zoo.loaded) == loaded + 3 and not predicting._is_busy)
    assert cat in project.gone


def test_a_net_that_is_loaded_late_leaves_the_next_choice_alone(world: World, folder: Path) -> None:
    world.open(folder)
    world.predicted()
    project, predicting = world.parts.opening.project, world.parts.predicting
    assert project is not None and predicting.info is not None
    cat = VOC.id_of("cat")
    project.remove_labels((cat,))
    world.parts.naming.choose("nuclei")
    world.parts.naming.complete(replace(predicting.info, model_id="shipped"))
    assert cat in project.gone
    world.parts.naming.complete(replace(predicting.info, model_id="nuclei"))
    assert cat not in project.gone


def lose_the_last_label(world: World, folder: Path) -> None:
    """A label is added and painted; then an older project's file is put back."""
    world.open(folder)
    paths = world.parts.opening.project.paths
    older = paths.project_file.read_bytes()
    label = world.parts.naming.add("lesion")
    assert label == 21
    world.show("photo1.png")
    world.paint(label)
    world.saved()
    world.parts.opening.project.set_labels_found("photo1.png", frozenset({0, label}))
    world.parts.close_project()
    paths.project_file.write_bytes(older)


def test_a_new_label_never_takes_the_id_of_one_that_was_lost(world: World, folder: Path) -> None:
    said: list[str] = []
    world.parts.naming.said.connect(said.append)
    lose_the_last_label(world, folder)
    world.open(folder)  # no image that has it is open
    assert said == [
        "Masks have a label that the project does not know. It is called label 21 now: rename it, "
        "or put a newer project.json back."
    ]
    assert world.parts.naming.add("vessel") == 22
    world.parts.naming.rename(21, "lesion")
    world.show("photo1.png")
    assert world.parts.opening.project.labels.names[21:] == ("lesion", "vessel")
    assert len(said) == 1


def test_labels_of_a_mask_that_the_project_does_not_know_get_names(
    world: World, folder: Path
) -> None:
    said: list[str] = []
    world.parts.naming.said.connect(said.append)
    lose_the_last_label(world, folder)
    paths = ProjectPaths(folder / "fcn-project")
    paths.index_file.unlink()
    world.open(folder)
    assert len(said) == 1  # the masks themselves know
    world.parts.naming.add("label 22")
    world.parts.naming.rename(21, "vein")
    mask, _ = read_snapshot(paths.corrections("photo1.png"))
    mask[0] = 23
    world.parts.close_project()
    paths.index_file.unlink()
    write_mask(paths.corrections("photo1.png"), mask)
    world.open(folder)
    assert world.parts.opening.project.labels.names[21:] == ("vein", "label 22", "label 23")
    assert len(said) == 2
    mask[0] = 24
    write_mask(paths.corrections("photo2.png"), mask)
    world.parts.close_project()
    world.open(folder)
    assert world.parts.opening.project.labels.names[24:] == ("label 24",)
    assert len(said) == 3


def test_names_that_are_taken_are_not_given_twice() -> None:
    labels = VOC.added(Label(name="label 22", color=(1, 2, 3)))
    named = with_lost(labels, 23)
    assert named.names[21:] == ("label 22", "label 22 (2)", "label 23")
    assert len({label.color for label in named.labels}) == 24
    assert with_lost(labels, 21) == labels


@pytest.mark.parametrize("lost", ["nothing", "index", "index and corrections"])
def test_a_label_of_strokes_keeps_its_id_after_a_crash(
    world: World, folder: Path, lost: str
) -> None:
    """The project's file is older than the strokes, and no image was looked at since."""
    world.open(folder)
    paths = world.parts.opening.project.paths
    old = paths.project_file.read_bytes()
    bolt = world.parts.naming.add("bolt")
    assert bolt == 21
    world.show("photo1.png")
    world.paint(bolt)
    world.saved()
    crashed = folder.parent / "crashed"
    if lost == "index":
        world.parts.saving.flush()
    shutil.copytree(folder, crashed)  # what a kill leaves
    kept = ProjectPaths(crashed / "fcn-project")
    assert kept.corrections("photo1.png").exists() == (lost == "index")
    kept.lock_file.unlink()
    kept.project_file.write_bytes(old)
    if lost != "nothing":
        kept.index_file.unlink()
    world.parts.close_project()
    world.open(crashed)
    assert world.parts.naming.add("weed") == 22
