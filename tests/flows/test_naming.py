from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.flows.labels.naming import fresh_color, net_labels
from fcn_core.labels import VOC, Label, LabelSet
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
