"""Labels that one brought or uses come first, and keep their places while one paints."""

from __future__ import annotations

import math
from pathlib import Path

from fcn_core.colors import oklab
from fcn_core.labels import VOC
from tests.flows.test_importing import imported, labelme
from tests.flows.world import World

CAT, DOG = VOC.id_of("cat"), VOC.id_of("dog")


def test_a_new_project_has_its_labels_in_one_line(world: World, folder: Path) -> None:
    world.open(folder)
    ordering = world.parts.ordering
    assert (ordering.order, ordering.first) == (tuple(range(21)), 21)
    assert ordering.first_to_paint == 1


def test_a_label_that_was_added_comes_first_and_has_the_first_key(
    world: World, folder: Path
) -> None:
    world.open(folder)
    ordering, parts = world.parts.ordering, world.parts
    nucleus, debris = parts.naming.add("nucleus"), parts.naming.add("debris")
    assert ordering.order[:4] == (0, nucleus, debris, 1)
    assert (ordering.first, ordering.own()) == (3, (nucleus, debris))
    parts.correcting.choose_label_at(1)
    assert parts.session.label == nucleus
    assert ordering.first_to_paint == nucleus


def test_what_is_painted_comes_first_but_no_key_jumps_meanwhile(world: World, folder: Path) -> None:
    world.open(folder)
    ordering = world.parts.ordering
    nucleus = world.parts.naming.add("nucleus")
    world.paint(DOG)
    world.parts.naming.rename(3, "sparrow")
    world.parts.naming.recolor(DOG, (1, 2, 3))
    assert ordering.order[:3] == (0, nucleus, 1)
    debris = world.parts.naming.add("debris")
    assert ordering.order[:5] == (0, 3, nucleus, debris, DOG)
    world.parts.opening.project.remove_labels([nucleus, 5])
    assert ordering.order[:4] == (0, 3, debris, DOG)
    assert (ordering.first, len(ordering.order)) == (4, 21)
    world.saved()
    assert world.parts.close_project()
    assert (ordering.order, ordering.first) == ((), 0)
    world.open(folder)
    assert ordering.order[:3] == (0, 3, debris)


def test_the_label_that_the_net_sees_is_suggested_once_if_nobody_has_chosen(
    world: World, folder: Path
) -> None:
    suggested: list[int] = []
    world.parts.ordering.suggested.connect(suggested.append)
    world.open(folder)
    world.parts.ordering.await_choice()
    world.predicted()
    assert suggested == [CAT]
    world.show("photo1.png")
    world.predicted()
    assert suggested == [CAT]


def test_a_label_that_was_chosen_stays(world: World, folder: Path) -> None:
    suggested: list[int] = []
    world.parts.ordering.suggested.connect(suggested.append)
    world.open(folder)
    world.parts.ordering.await_choice()
    world.parts.session.set_label(DOG)
    world.predicted()
    assert suggested == []


def test_colours_of_new_labels_are_far_from_all_in_use(world: World, folder: Path) -> None:
    world.open(folder)
    for name in ("nucleus", "debris", "dust"):
        world.parts.naming.add(name)
    *old, a, b, c = (oklab(label.color) for label in world.parts.opening.project.labels.labels)
    for new, others in ((a, [*old, b, c]), (b, [*old, a, c]), (c, [*old, a, b])):
        assert min(sum((x - y) ** 2 for x, y in zip(new, o, strict=True)) for o in others) > 0.004


def test_a_known_label_that_an_import_brings_into_use_comes_first(
    world: World, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    renewed: list[bool] = []
    world.parts.ordering.renewed.connect(lambda: renewed.append(True))
    labelme(tmp_path / "masks", "photo1")
    imported(world, tmp_path / "masks")
    yeti = world.parts.opening.project.labels.id_of("yeti")
    assert set(world.parts.ordering.order[:3]) == {0, DOG, yeti} and renewed
    assert world.parts.ordering.first == 3


def test_colours_of_imported_labels_keep_clear_of_what_they_are_seen_beside(
    world: World, folder: Path, tmp_path: Path
) -> None:
    """Not of labels that the project merely began with; but of none has one the very colour."""
    world.open(folder)
    world.paint(CAT)
    own = world.parts.naming.add("snow")
    labels = world.parts.opening.project.labels
    palette = {label.color for label in labels.labels}
    seen = {labels.labels[i].color for i in (0, CAT, DOG, own)}
    labelme(tmp_path / "masks", "photo1")
    imported(world, tmp_path / "masks")
    labels = world.parts.opening.project.labels
    yeti = labels.labels[labels.id_of("yeti")].color
    room = [min(math.dist(oklab(yeti), oklab(c)) for c in colors) for colors in (seen, palette)]
    assert room[0] > 0.25 > room[1] > 0
