"""Image ids and names: stable, readable, unique, and fit for any file system and list."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fcn_core.names import WINDOWS_DEVICES, export_names, image_id

names = st.text(st.characters(exclude_characters="\0/"), min_size=1, max_size=90)
tricky = st.text(st.sampled_from("aAä~_. é\u0301:\\"), min_size=1, max_size=4)
paths = st.lists(st.one_of(names, tricky), min_size=1, max_size=3).map("/".join)


@pytest.mark.parametrize(
    "name", ["cat.jpg", "IMG_0012.JPG", "2007_000032.png", "a-b.c.tiff", "köln.jpg", "猫.png"]
)
def test_plain_names_are_their_own_id(name: str) -> None:
    assert image_id(PurePosixPath(name)) == name


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("my cat.jpg", "my_cat.jpg~"),
        ("sub/cat.jpg", "sub_cat.jpg~"),
        ("con.jpg", "_con.jpg~"),
        ("a~b.jpg", "a_b.jpg~"),
        ("u\u0308.jpg", "ü.jpg~"),
        ("bad\udcff.jpg", "bad_.jpg~"),  # bytes that are no UTF-8, as Linux has them
        ("bad\ud83d.jpg", "bad_.jpg~"),  # half a character, as Windows allows
    ],
)
def test_others_keep_their_readable_part(name: str, start: str) -> None:
    assert image_id(PurePosixPath(name)).startswith(start)
    assert image_id(PurePosixPath(name)) == image_id(PurePosixPath(name))


@given(paths, paths)
def test_different_paths_have_different_ids(one: str, other: str) -> None:
    first, second = PurePosixPath(one), PurePosixPath(other)
    assert (image_id(first) == image_id(second)) == (first.as_posix() == second.as_posix())


@given(paths)
def test_every_id_is_a_file_name(path: str) -> None:
    name = image_id(PurePosixPath(path))
    assert len(name.encode()) <= 120
    assert not set(name) & set('/\\:*?"<>|\0')
    assert name.isprintable()
    assert name.strip(" .")


def test_the_same_stem_with_another_suffix_is_another_image() -> None:
    assert image_id(PurePosixPath("a.jpg")) != image_id(PurePosixPath("a.png"))
    assert image_id(PurePosixPath("a b.jpg")) != image_id(PurePosixPath("a_b.jpg"))


def named(*files: str) -> list[str]:
    return export_names([(Path(file), f"id-{file}") for file in files])


def test_images_keep_their_names_where_these_differ() -> None:
    assert named("a.jpg", "b.png") == ["a", "b"]


def test_images_that_share_a_name_go_by_their_ids() -> None:
    assert named("a.jpg", "a.png", "b.png") == ["id-a.jpg", "id-a.png", "b"]
    assert named("a.jpg", "A.png") == ["id-a.jpg", "id-A.png"]  # one file, on Windows


@pytest.mark.parametrize("name", ["my cat", "a\nb", "a\u2028", "\x07", "bad\udcff"])
def test_names_that_would_break_the_lists_go_by_their_ids(name: str) -> None:
    assert named(f"{name}.jpg") == [f"id-{name}.jpg"]


@pytest.mark.parametrize("name", ["12:30", "who?", "a*b", "a|b", "CON", "aux.1", "com1", "LPT²"])
def test_names_that_windows_does_not_take_go_by_their_ids(name: str) -> None:
    """Exports are made on one system and used on another, or written to a stick of another's."""
    assert named(f"{name}.jpg") == [f"id-{name}.jpg"]
    assert not WINDOWS_DEVICES.fullmatch(image_id(PurePosixPath(f"{name}.jpg")))


def test_names_too_long_for_the_endings_that_formats_add_go_by_their_ids() -> None:
    assert named(f"{'x' * 200}.tif", f"{'ä' * 101}.tif") == ["x" * 200, f"id-{'ä' * 101}.tif"]


@given(st.lists(paths, unique=True, max_size=5))
def test_every_image_has_a_name_of_its_own_that_lists_take(files: list[str]) -> None:
    found = export_names([(Path(file), image_id(Path(file))) for file in files])
    assert len({*found}) == len({Path(file) for file in files})
    listed = "".join(f"{name}\n" for name in found).encode()
    assert listed.decode().split() == found
