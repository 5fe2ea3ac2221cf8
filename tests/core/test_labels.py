from __future__ import annotations

import pytest

from fcn_core.errors import FcnError
from fcn_core.labels import MAX_LABELS, VOC, VOC_PALETTE, Label, LabelSet, voc_color


def test_voc_colours_are_the_published_ones() -> None:
    assert [voc_color(i) for i in (0, 1, 8, 15, 20)] == [
        (0, 0, 0),
        (128, 0, 0),
        (64, 0, 0),
        (192, 128, 128),
        (0, 64, 128),
    ]
    assert tuple(VOC_PALETTE[255]) == (224, 224, 192)


def test_voc_has_21_labels_in_order() -> None:
    assert len(VOC) == 21
    assert (VOC.id_of("background"), VOC.id_of("cat"), VOC.id_of("tvmonitor")) == (0, 8, 20)


def test_json_round_trip() -> None:
    labels = VOC.changed(3, name="Vögel", color=(1, 2, 3)).added(Label(name="x", color=(9, 9, 9)))
    assert LabelSet.from_json(labels.to_json()) == labels


def test_unknown_name_tells_the_known_ones() -> None:
    with pytest.raises(FcnError, match="background, aeroplane"):
        VOC.id_of("unicorn")


@pytest.mark.parametrize("names", [["a", "a"], ["a", " "], [str(i) for i in range(MAX_LABELS + 1)]])
def test_impossible_sets_are_refused(names: list[str]) -> None:
    with pytest.raises(FcnError):
        LabelSet.from_names(names)


@pytest.mark.parametrize(
    "strange", ["a\nb", "\x00", "a\tb", "a\x85b", "a\u2028", "\ud800", "\ufffe"]
)
def test_names_that_files_cannot_hold_are_refused(strange: str) -> None:
    with pytest.raises(FcnError, match="files of labels cannot hold") as caught:
        LabelSet.from_names(["background", strange])
    assert repr(strange) in caught.value.problem and caught.value.remedy


def test_older_files_may_hold_them() -> None:
    """Nobody is locked out of a project."""
    (label,) = LabelSet.from_json([{"name": "a\nb", "color": [1, 2, 3]}]).labels
    assert label == Label(name="a b", color=(1, 2, 3))


def test_a_mask_can_hold_254_labels() -> None:
    assert len(LabelSet.from_names(str(i) for i in range(MAX_LABELS))) == 254


def test_translation_matches_names_and_leaves_the_rest() -> None:
    mine, theirs = LabelSet.from_names("abc"), LabelSet.from_names("xca")
    table = mine.translation(theirs, missing=255)
    assert table[[0, 1, 2]].tolist() == [2, 255, 1]
    assert table[[3, 254, 255]].tolist() == [3, 254, 255]


def test_palette_shows_own_colours_then_vocs() -> None:
    palette = LabelSet((Label(name="a", color=(7, 8, 9)),)).palette()
    assert palette.shape == (256, 3)
    assert palette[0].tolist() == [7, 8, 9]
    assert (palette[1:] == VOC_PALETTE[1:]).all()


def test_merged_labels_are_translated_to_what_they_became() -> None:
    nets, mine = LabelSet.from_names(["bg", "cat", "dog"]), LabelSet.from_names(["bg", "pet"])
    table = nets.translation(mine, missing=0, merged={"cat": "pet", "dog": "gone"})
    assert table[:3].tolist() == [0, 1, 0]


@pytest.mark.parametrize(
    ("names", "has_background"),
    [
        (["background", "cat"], True),
        (["Background"], True),
        (["sky", "background"], False),
        ([], False),
    ],
)
def test_the_background_comes_first_or_there_is_none(
    names: list[str], has_background: bool
) -> None:
    assert LabelSet.from_names(names).has_background == has_background
