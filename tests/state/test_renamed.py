"""Files that get another image's name: whole or not at all, and over nobody else's."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.state.listing import Entries
from app.state.paths import ProjectPaths
from app.state.picture import KnownPictures, picture_of
from app.state.renamed import Search, follow, look_for, set_aside
from app.state.snapshot import encode_snapshot
from fcn_core.imaging.images import read_image
from fcn_core.masks import UNTOUCHED

SHAPE = (20, 30)


@pytest.fixture
def paths(tmp_path: Path) -> ProjectPaths:
    made = ProjectPaths(tmp_path / "fcn-project")
    made.create()
    return made


def image(paths: ProjectPaths, name: str, seed: int) -> Path:
    pixels = np.random.default_rng(seed).integers(0, 255, (*SHAPE, 3), dtype=np.uint8)
    path = paths.root.parent / name
    Image.fromarray(pixels).save(path)
    return path


def correct(paths: ProjectPaths, path: Path) -> None:
    """As the image of this file."""
    mask = np.full(SHAPE, UNTOUCHED, np.uint8)
    mask[:5] = 7
    picture = picture_of(path, read_image(path))
    paths.corrections(path.name).write_bytes(encode_snapshot(mask, 3, picture=picture))


def search(paths: ProjectPaths, unlisted: list[str], *fresh: str) -> Search:
    return Search(
        paths=paths,
        images=paths.root.parent,
        entries=Entries(paths.root.parent, fresh),
        corrected=unlisted,
        has_subfolders=False,
    )


def test_the_picture_is_found_and_nothing_else_is_read(
    paths: ProjectPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    correct(paths, image(paths, "a.bmp", 0))
    (paths.root.parent / "a.bmp").rename(paths.root.parent / "b.bmp")
    image(paths, "c.bmp", 1)  # as many bytes, another picture
    (paths.root.parent / "d.bmp").write_bytes(b"of another size")
    away = look_for(search(paths, ["a.bmp"], "b.bmp", "c.bmp", "d.bmp", "gone.bmp"), lambda: False)
    assert [(old, new.image_id) for old, new in away.renamed.items()] == [("a.bmp", "b.bmp")]
    assert away.missing == ()
    monkeypatch.setattr(KnownPictures, "in_file", lambda *_: pytest.fail("it was read"))
    assert look_for(search(paths, ["a.bmp"], "d.bmp"), lambda: False).missing == ("a.bmp",)


def test_stacks_are_read_only_where_one_of_a_tiff_is_away(
    paths: ProjectPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = paths.root.parent
    correct(paths, image(paths, "a.bmp", 0))
    correct(paths, image(paths, "a.tif", 0))
    for name in ("a.bmp", "a.tif"):
        (folder / name).unlink()
    stack = [Image.open(image(paths, f"{seed}.png", seed)) for seed in range(1, 4)]
    stack[0].save(folder / "stack.TIF", save_all=True, append_images=stack[1:])
    read: list[str] = []
    in_file = KnownPictures.in_file

    def noted(known: KnownPictures, path: Path) -> list[str]:
        read.append(path.relative_to(folder).as_posix())
        return in_file(known, path)

    monkeypatch.setattr(KnownPictures, "in_file", noted)
    names = ["1.png", "stack.TIF", "stack.TIF/2", "stack.TIF/3"]
    for away, looked_at in (("a.bmp", []), ("a.tif", names[1:])):
        assert look_for(search(paths, [away], *names), lambda: False).missing == (away,)
        assert read == looked_at


def test_what_is_not_known_is_missing(paths: ProjectPaths) -> None:
    paths.corrections("b.bmp").write_bytes(b"damaged")
    image(paths, "new.bmp", 0)
    ids = ["b.bmp", "c.bmp"]
    assert look_for(search(paths, ids, "new.bmp"), lambda: False).missing == tuple(ids)


def test_all_files_of_an_image_follow(paths: ProjectPaths) -> None:
    files = (paths.corrections, paths.journal, paths.draft)
    for file in files:
        file("old").write_text("old")
    assert follow(paths, "old", "new")
    assert [file("new").read_text() for file in files] == ["old"] * 3
    assert not any(file("old").exists() for file in files)


def test_none_follows_where_one_cannot(
    paths: ProjectPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in (paths.corrections, paths.journal):
        file("old").write_text("old")
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == paths.journal("old"):
            raise PermissionError
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        follow(paths, "old", "new")
    for file in (paths.corrections, paths.journal):
        assert file("old").exists() and not file("new").exists()


@pytest.mark.parametrize("there", ["corrections", "journal"])
def test_nothing_is_written_over(paths: ProjectPaths, there: str) -> None:
    paths.corrections("old").write_text("old")
    taken = getattr(paths, there)("new")
    taken.write_text("new")
    assert not follow(paths, "old", "new")
    assert taken.read_text() == "new"
    assert paths.corrections("old").read_text() == "old"


def snapshot(paths: ProjectPaths, name: str, label: int) -> None:
    mask = np.full(SHAPE, UNTOUCHED, np.uint8)
    mask[:5] = label
    paths.corrections(name).write_bytes(encode_snapshot(mask, 1))


@pytest.mark.parametrize("old", [UNTOUCHED, 7])
def test_what_is_empty_gives_way_to_what_is_not(paths: ProjectPaths, old: int) -> None:
    snapshot(paths, "old", old)
    snapshot(paths, "new", UNTOUCHED)
    (paths.corrections_folder / "new.png.followed").write_text("of long ago")
    assert follow(paths, "old", "new") == (old == 7)
    assert (paths.corrections_folder / "new.png.followed-2").exists() == (old == 7)
    assert (paths.corrections_folder / "new.png.followed").read_text() == "of long ago"


def test_a_series_of_one_size_takes_a_look_at_each(
    paths: ProjectPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, looks = 60, [0]
    for number in range(count):
        correct(paths, image(paths, f"a{number}.bmp", number))
        (paths.root.parent / f"a{number}.bmp").rename(paths.root.parent / f"b{number}.bmp")
    stat = Path.stat

    def counted(path: Path, **named: bool) -> os.stat_result:
        looks[0] += path.suffix == ".bmp"
        return stat(path, **named)

    monkeypatch.setattr(Path, "stat", counted)
    olds, news = ([f"{start}{n}.bmp" for n in range(count)] for start in "ab")
    away = look_for(search(paths, olds, *news), lambda: False)
    assert len(away.renamed) == count and away.missing == ()
    assert looks[0] < 10 * count


def test_what_nobody_needs_is_kept_aside(paths: ProjectPaths) -> None:
    paths.corrections("old").write_text("old")
    paths.draft("old").write_text("outline")
    set_aside(paths, "old", "new")
    assert paths.draft("new").read_text() == "outline"
    assert not paths.corrections("old").exists()
    assert (paths.corrections_folder / "old.png.followed").read_text() == "old"
