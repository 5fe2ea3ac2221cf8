"""Paths in files of data sets that were moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from fcn_core.data.moved import Moved
from fcn_core.errors import FcnError

UNC = "\\\\server\\share\\set\\"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("train/images", "val/images", "images"):
        (tmp_path / "set" / name).mkdir(parents=True)
    return tmp_path / "set"


def found(root: Path, *names: str) -> list[Path | None]:
    moved = Moved([root], names)
    return [moved.find(name) for name in names]


@pytest.mark.parametrize(
    "old", ["", "../", "C:\\data\\old\\", "C:/data/old/", "/mnt/disk/old/", UNC, "\\old\\"]
)
def test_what_was_elsewhere_is_found_from_the_root_on(old: str, root: Path) -> None:
    slash = "\\" if "\\" in old else "/"
    names = [f"{old}train{slash}images", f"{old}val{slash}images"]
    assert found(root, *names) == [root / "train/images", root / "val/images"]


def test_windows_names_are_known_without_their_drive(root: Path) -> None:
    assert found(root, "train\\images") == [root / "train/images"]


def test_what_is_where_it_is_named_is_left_there(root: Path, tmp_path: Path) -> None:
    (tmp_path / "other/images").mkdir(parents=True)
    assert found(root, str(tmp_path / "other/images")) == [tmp_path / "other/images"]


def test_no_split_is_taken_for_another(root: Path) -> None:
    """images/ is there, but nothing says that it holds the images of test."""
    assert found(root, "/old/train/images", "/old/test/images") == [root / "train/images", None]
    assert found(root, "../test/images") == [None]


def test_one_that_stands_alone_is_known_by_its_end(root: Path) -> None:
    assert found(root, "D:\\cats\\images") == [root / "images"]


def test_several_roots_are_tried_in_their_order(root: Path) -> None:
    moved = Moved([root / "train", root], ["images", "val/images"])
    assert moved.find("images") == root / "train/images"
    assert moved.find("val/images") == root / "val/images"


def test_other_computers_are_not_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Path, "exists", lambda path: bool(asked.append(str(path))))
    assert found(root, UNC + "gone", "//server/share/gone") == [None, None]
    assert asked and all(path.startswith(str(root)) for path in asked)


@pytest.mark.parametrize("name", ["gone", "x" * 5000, "a\0b", "/" + "x" * 300, "~", "nul:"])
def test_what_is_nowhere_is_named(name: str, root: Path) -> None:
    with pytest.raises(FcnError, match="is not there") as caught:
        Moved([root], [name]).need(name)
    assert caught.value.remedy
