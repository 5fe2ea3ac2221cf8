from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.workers.thumbnails import Thumbnails, to_qimage
from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_thumbnail
from fcn_core.imaging.pixels import RGB


@pytest.fixture
def thumbnails(qtbot: QtBot) -> Iterator[Thumbnails]:
    thumbnails = Thumbnails(side=16)
    yield thumbnails
    thumbnails.shutdown()


@pytest.fixture
def photos(tmp_path: Path) -> list[tuple[str, Path]]:
    rows = []
    for name in ("a", "b", "c"):
        Image.new("RGB", (64, 32), (200, 10, 10)).save(tmp_path / f"{name}.png")
        rows.append((name, tmp_path / f"{name}.png"))
    return rows


def test_rows_in_sight_get_their_pictures(
    thumbnails: Thumbnails, photos: list[tuple[str, Path]], qtbot: QtBot
) -> None:
    came: dict[str, QImage] = {}
    thumbnails.ready.connect(lambda name, image: came.update({name: image}))
    thumbnails.want(photos)
    qtbot.waitUntil(lambda: len(came) == 3)
    assert (came["a"].width(), came["a"].height()) == (16, 8)
    assert came["a"].pixelColor(3, 3).red() == 200


@pytest.mark.parametrize(
    ("left", "right", "seen"),
    [
        ((0, 0, 0), (26, 26, 26), 255),
        ((0, 0, 0), (60, 5, 5), 60),
        ((9, 9, 9), (250, 250, 250), 250),
    ],
    ids=["dark", "in colour", "light"],
)
def test_dark_ones_without_colour_are_brightened(
    left: tuple[int, ...],
    right: tuple[int, ...],
    seen: int,
    thumbnails: Thumbnails,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    path = tmp_path / "cells.png"
    pixels = np.array([[left] * 16 + [right] * 16] * 16, np.uint8)
    Image.fromarray(pixels).save(path)
    with qtbot.waitSignal(thumbnails.ready) as came:
        thumbnails.want([("cells", path)])
    shown: QImage = came.args[1]
    assert abs(shown.pixelColor(14, 4).red() - seen) <= 6
    assert read_thumbnail(path, 16).max() == max(right), "the file is as it was"


def test_known_ones_come_at_once(
    thumbnails: Thumbnails, photos: list[tuple[str, Path]], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.want(photos[:1])
    came: list[str] = []
    thumbnails.ready.connect(lambda name, _: came.append(name))
    thumbnails.want(photos[:1])
    assert came == ["a"]


def test_rows_out_of_sight_are_dropped(
    thumbnails: Thumbnails, photos: list[tuple[str, Path]], qtbot: QtBot
) -> None:
    came: list[str] = []
    thumbnails.ready.connect(lambda name, _: came.append(name))
    thumbnails.want(photos)
    thumbnails.want(photos[2:])
    qtbot.waitUntil(lambda: "c" in came)
    assert "b" not in came


def test_others_may_be_wanted_besides(
    thumbnails: Thumbnails, photos: list[tuple[str, Path]], qtbot: QtBot
) -> None:
    came: list[str] = []
    thumbnails.ready.connect(lambda name, _: came.append(name))
    thumbnails.want(photos[:2])
    thumbnails.want(photos[2:], drop_others=False)
    qtbot.waitUntil(lambda: came == ["a", "b", "c"])


def test_an_unreadable_file_is_named_and_the_rest_goes_on(
    thumbnails: Thumbnails, photos: list[tuple[str, Path]], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "bad.png").write_bytes(b"no picture")
    failures: list[tuple[str, str]] = []
    came: list[str] = []
    thumbnails.unreadable.connect(lambda *said: failures.append(said))
    thumbnails.ready.connect(lambda name, _: came.append(name))
    thumbnails.want([("bad", tmp_path / "bad.png"), *photos])
    qtbot.waitUntil(lambda: len(came) == 3)
    assert failures[0][0] == "bad"
    assert "bad.png" in failures[0][1]


def test_what_is_read_for_the_old_project_is_nobody_elses(
    thumbnails: Thumbnails,
    photos: list[tuple[str, Path]],
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def read(path: Path, side: int) -> RGB:
        if path.parent.name == "old":
            begun.set()
            assert go_on.wait(60)
            if path.name == "bad.png":
                raise FcnError("the old disk is gone", "x")
        return read_thumbnail(path, side)

    monkeypatch.setattr("app.workers.thumbnails.read_thumbnail", read)
    said: list[str] = []
    thumbnails.ready.connect(lambda name, image: said.append(f"{name} {image.width()}"))
    thumbnails.unreadable.connect(lambda name, _: said.append(f"{name} cannot be read"))
    (tmp_path / "old").mkdir()
    Image.new("RGB", (8, 32)).save(tmp_path / "old" / "a.png")
    for old in ("bad.png", "a.png"):
        begun.clear()
        go_on.clear()
        thumbnails.want([("a", tmp_path / "old" / old)])
        assert begun.wait(60)
        thumbnails.forget()
        thumbnails.want(photos[:1])
        go_on.set()
        qtbot.waitUntil(lambda: bool(said))
        assert said == ["a 16"]
        said.clear()
        thumbnails.forget()


def test_a_qimage_owns_its_pixels() -> None:
    pixels = np.zeros((3, 5, 3), np.uint8)
    pixels[1, 2] = (1, 2, 3)
    image = to_qimage(pixels)
    pixels[:] = 255
    assert image.pixelColor(2, 1).getRgb()[:3] == (1, 2, 3)


def test_an_image_that_is_read_whole_is_not_read_twice_at_once(
    thumbnails: Thumbnails,
    photos: list[tuple[str, Path]],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []
    monkeypatch.setattr(
        "app.workers.thumbnails.read_thumbnail",
        lambda path, side: read.append(path.stem) or read_thumbnail(path, side),
    )
    came: dict[str, QImage] = {}
    thumbnails.ready.connect(lambda name, image: came.update({name: image}))
    name, path = photos[0]
    thumbnails.await_reading(path)
    thumbnails.want(photos)
    qtbot.waitUntil(lambda: set(came) == {"b", "c"})
    thumbnails.put(name, path, np.full((600, 1200, 3), 90, np.uint8))
    thumbnails.await_reading(None)
    assert (came["a"].width(), came["a"].height()) == (16, 8)
    thumbnails.want(photos)
    qtbot.wait(50)
    assert sorted(read) == ["b", "c"]
