"""data.yaml as people write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fcn_core.data.yaml_settings import damaged_settings, settings_for
from fcn_core.errors import FcnError


def settings(folder: Path, text: str) -> Path:
    (folder / "data.yaml").write_bytes(text.encode())
    return folder


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("names: !!python/object/apply:os.getcwd [x]", {0: "x"}),  # nothing is called
        ("names: [cat, 'no', no, 3]", {0: "cat", 1: "no", 2: "no", 3: "3"}),
        ("\ufeffnames:\r\n  0: cat\r\n  2: dog\r\n", {0: "cat", 2: "dog"}),
        ("nc: 2\nnames:\n- cat # a comment\n- ' dog '\n", {0: "cat", 1: "dog"}),
    ],
)
def test_names_are_read_as_they_are_written(
    text: str, names: dict[int, str], tmp_path: Path
) -> None:
    found = settings_for(settings(tmp_path, text))
    assert found is not None and found.names == names


def test_splits_and_masks(tmp_path: Path) -> None:
    text = "path: /nowhere/else\ntrain: [a, b]\nval: v.txt\nmasks_dir: truth\nnames: [x]\n"
    mapping = "label_mapping: {-1: ignore_label, 7: 0, 8: null}\n"
    found = settings_for(settings(tmp_path, text + mapping))
    assert found is not None
    assert found.splits == {"train": ("a", "b"), "val": ("v.txt",)}
    assert (found.masks_dir, found.root) == ("truth", tmp_path)
    assert found.mapping == {-1: 255, 7: 0, 8: 255}
    (tmp_path / "sub").mkdir()
    found = settings_for(settings(tmp_path, "path: sub\n" + "names: [x]\n"))
    assert found is not None and found.root == tmp_path / "sub"


def test_settings_may_lie_above_and_lists_will_do(tmp_path: Path) -> None:
    inside = tmp_path / "labels/train"
    inside.mkdir(parents=True)
    assert settings_for(inside) is None
    (tmp_path / "labels/classes.txt").write_text("cat\ndog\n")
    found = settings_for(inside)
    assert found is not None and found.names == {0: "cat", 1: "dog"}
    (tmp_path / "other.yaml").write_text("names: [unrelated]\n")
    assert settings_for(inside) == found
    settings(tmp_path, "names: [sheep]\n")
    found = settings_for(inside)
    assert found is not None and found.names == {0: "sheep"}


BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}]\n"
    for a, b in zip("abcdefghijkl", "bcdefghijklm", strict=True)
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("names: [cat", "cannot be read"),
        ("names: 3", "is no data.yaml"),
        ("names: {cat: 0}", "is no data.yaml"),
        ("names: [[a, b]]", "a word should be"),
        ("names: [x]\ntrain: {a: b}", "a word should be"),
        ("names: [x]\nlabel_mapping: {1: two}", "is no data.yaml"),
        (f"names: [x]\nmasks_dir: a/{'m' * 300}", "is no name of a folder"),
        ('names: [x]\nmasks_dir: "m\\0"', "is no name of a folder"),
        (f"{BOMB}names: [*m]", "a word should be"),
    ],
)
def test_files_that_are_none_are_named(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(FcnError, match=r"data\.yaml") as caught:
        settings_for(settings(tmp_path, text))
    assert said in caught.value.problem and len(caught.value.problem) < 2000


def test_other_files_may_be_damaged(tmp_path: Path) -> None:
    """Only data.yaml, and what names classes and splits, claims to be the data set's."""
    (tmp_path / "a.yaml").write_text("names: [cat")
    (tmp_path / "b.yml").write_bytes(b"names: \xff")
    (tmp_path / "c.yaml").write_text("{{ template }}: [")
    (tmp_path / "d.yaml").write_text("names: 3\n")
    assert settings_for(tmp_path) is None
    assert damaged_settings(tmp_path) == ("a.yaml", "b.yml")  # the third says nothing of names
    (tmp_path / "coco.yaml").write_text("names: [cat]\ntrain: images\n")
    (tmp_path / "authors.yaml").write_text("names: [Ada]\n")
    found = settings_for(tmp_path)
    assert found is not None and found.path.name == "coco.yaml"
    settings(tmp_path, "names: [sheep]\n")
    found = settings_for(tmp_path)
    assert found is not None and found.path.name == "data.yaml"
    (tmp_path / "e.yaml").write_text("names: 3\ntrain: images\n")
    with pytest.raises(FcnError, match=r"e\.yaml is no data\.yaml"):
        settings_for(tmp_path)


def test_a_damaged_file_above_counts_where_it_is_needed(tmp_path: Path) -> None:
    inside = tmp_path / "labels"
    inside.mkdir()
    settings(tmp_path, "names: [cat")
    assert settings_for(inside, is_sure=False) is None
    with pytest.raises(FcnError, match=r"data\.yaml cannot be read"):
        settings_for(inside)


@pytest.mark.parametrize("masks_dir", ["D:\\\\old\\\\set\\\\truth", "/old/set/truth", "truth"])
@pytest.mark.parametrize("there", [True, False])
def test_masks_are_looked_for_beside_the_file(masks_dir: str, there: bool, tmp_path: Path) -> None:
    if there:
        (tmp_path / "truth").mkdir()
    found = settings_for(settings(tmp_path, f'names: [x]\nmasks_dir: "{masks_dir}"\n'))
    assert found is not None and tmp_path / found.masks_dir == tmp_path / "truth"
