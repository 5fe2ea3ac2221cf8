"""Frames become images: which ones, under what names, and what is said of videos that are broken.

The videos are written here, by OpenCV: one grey a frame, so that each says which one it is.
"""

from __future__ import annotations

import struct
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from fcn_core.errors import FcnError
from fcn_core.files import file_hash
from fcn_core.frames import (
    FramesWish,
    _scene_seconds,
    frames_folder,
    planned,
    read_poster,
    take_frames,
)
from fcn_core.imaging.images import read_image
from fcn_core.imaging.listing import list_images
from fcn_core.imaging.scenes import scene_of
from fcn_core.imaging.videos import opened_video
from fcn_core.split import RULE, choose_held_out, content_hash
from tests.videos import grey_of, write_video

QUARTER_TURN = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)


@pytest.fixture
def video(tmp_path: Path) -> Path:
    """Three seconds of ten frames each."""
    return write_video(tmp_path / "drive.mp4", [grey_of(number) for number in range(30)])


def numbers_of(files: tuple[Path, ...]) -> list[int]:
    return [int(file.stem.rpartition("_")[2]) for file in files]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (FramesWish(every=1), [0, 10, 20]),
        (FramesWish(every=0), [*range(30)]),
        (FramesWish(every=0.25), [0, 3, 5, 8, 10, 13, 15, 18, 20, 23, 25, 28]),
        (FramesWish(every=1, first=0.5), [5, 15, 25]),
        (FramesWish(every=0.5, first=1, last=2), [10, 15, 20]),
        (FramesWish(every=60), [0]),
        (FramesWish(every=1, first=9), []),
    ],
)
def test_frames_are_taken_at_their_times(
    video: Path, tmp_path: Path, wish: FramesWish, expected: list[int]
) -> None:
    taken = take_frames(video, tmp_path / "out", wish)
    assert numbers_of(taken.files) == expected
    assert not taken.cut_off and not taken.alike


def test_each_file_is_the_frame_of_its_number(video: Path, tmp_path: Path) -> None:
    folder = frames_folder(video)
    assert folder == tmp_path / "drive_frames"
    taken = take_frames(video, folder, FramesWish(every=0.7))
    assert [file.name for file in taken.files] == [
        "drive_000000.jpg", "drive_000007.jpg", "drive_000014.jpg",
        "drive_000021.jpg", "drive_000028.jpg",
    ]  # fmt: skip
    assert list_images(folder) == list(taken.files)
    for number, file in zip(numbers_of(taken.files), taken.files, strict=True):  # greys are 6 apart
        assert abs(float(read_image(file).mean()) - grey_of(number).mean()) < 3


def test_colours_are_not_swapped(tmp_path: Path) -> None:
    blue_green_red = np.full((48, 64, 3), (20, 60, 200), np.uint8)
    video = write_video(tmp_path / "red.avi", [blue_green_red] * 3)
    taken = take_frames(video, tmp_path / "out", FramesWish(every=0, suffix=".png"))
    assert len(taken.files) == 3
    for shown in (read_image(taken.files[0]), read_poster(video).image):
        assert np.abs(shown.reshape(-1, 3).mean(axis=0) - (200, 60, 20)).max() < 8


def test_what_hardly_changes_is_left_out_where_that_is_wished(tmp_path: Path) -> None:
    still, moved = grey_of(3), grey_of(3)
    moved[:8, :8] = 250
    noise = np.random.default_rng(0).integers(-3, 4, still.shape)
    noisy = (still + noise).astype(np.uint8)
    video = write_video(tmp_path / "still.avi", [still, noisy, still, moved, moved, still])
    wish = FramesWish(every=0, changing=True)
    taken = take_frames(video, tmp_path / "out", wish)
    assert numbers_of(taken.files) == [0, 3, 5] and taken.alike == 3
    everything = take_frames(video, tmp_path / "all", FramesWish(every=0))
    assert len(everything.files) == 6 and not everything.alike


def test_a_slow_drift_is_no_standstill(tmp_path: Path) -> None:
    slow = [np.full((48, 64, 3), 60 + 3 * number, np.uint8) for number in range(20)]
    video = write_video(tmp_path / "slow.avi", slow)
    taken = take_frames(video, tmp_path / "out", FramesWish(every=0, changing=True))
    assert len(taken.files) == 5 and taken.alike == 15


def test_an_image_that_is_there_stays_as_it_is(video: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    take_frames(video, folder, FramesWish(every=1))
    corrected = folder / "drive_000010.jpg"
    corrected.write_bytes(b"somebody worked on it")
    taken = take_frames(video, folder, FramesWish(every=0.5))
    assert numbers_of(taken.files) == [0, 5, 10, 15, 20, 25]
    assert corrected.read_bytes() == b"somebody worked on it"


def test_who_stops_has_what_was_taken(video: Path, tmp_path: Path) -> None:
    seen: list[float] = []
    taken = take_frames(
        video,
        tmp_path / "out",
        FramesWish(every=0.5),
        told=lambda seconds, _: seen.append(seconds),
        stopped=lambda: len(seen) > 12,
    )
    assert numbers_of(taken.files) == [0, 5, 10] and not taken.cut_off
    assert all(file.is_file() for file in taken.files)


def test_how_many_there_will_be(video: Path) -> None:
    poster = read_poster(video)
    assert poster.header.seconds == pytest.approx(3, abs=0.1)
    assert (poster.header.width, poster.header.height) == (64, 48)
    assert poster.image.shape == (48, 64, 3) and poster.size > 100
    assert planned(poster.header, FramesWish(every=1)) == 3
    assert planned(poster.header, FramesWish(every=0.5, first=1, last=2)) == 2
    assert planned(poster.header, FramesWish(every=1, first=9)) == 0
    assert planned(poster.header, FramesWish(every=0)) is None


def test_a_video_of_a_turned_telephone_is_upright(tmp_path: Path) -> None:
    upper = np.zeros((48, 64, 3), np.uint8)
    upper[:24] = 220
    video = write_video(tmp_path / "turned.mp4", [upper] * 5)
    turn(video)
    poster = read_poster(video)
    assert (poster.header.width, poster.header.height) == (48, 64)
    taken = take_frames(video, tmp_path / "out", FramesWish(every=1))
    for shown in (poster.image, read_image(taken.files[0])):
        assert shown.shape == (64, 48, 3)
        assert shown[:, 30:].mean() > 200 and shown[:, :18].mean() < 20


def turn(video: Path) -> None:
    """Say in the track's header that it is shown a quarter turn clockwise."""
    data = bytearray(video.read_bytes())
    matrix = data.index(b"tkhd") + 4 + 40
    data[matrix : matrix + 36] = QUARTER_TURN
    video.write_bytes(data)


def test_a_video_that_is_cut_off_says_so(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    frames = [rng.integers(0, 255, (48, 64, 3)).astype(np.uint8) for _ in range(60)]
    video = write_video(tmp_path / "cut.avi", frames)
    data = video.read_bytes()
    video.write_bytes(data[: len(data) // 2])
    taken = take_frames(video, tmp_path / "out", FramesWish(every=1))
    assert taken.cut_off and 2 < taken.seconds < 4
    assert numbers_of(taken.files) == [0, 10, 20]


@pytest.mark.parametrize("content", [b"", b"no video at all", b"\0" * 5000])
def test_what_is_no_video_is_told(
    tmp_path: Path, content: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "nothing.mp4"
    file.write_bytes(content)
    with pytest.raises(FcnError, match=r"nothing\.mp4 cannot be read.*MP4 with H\.264"):
        read_poster(file)
    assert capfd.readouterr() == ("", "")


def test_a_video_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(FcnError, match=r"gone\.mp4 cannot be read: No such file"):
        read_poster(tmp_path / "gone.mp4")


def test_a_name_that_looks_like_an_address_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_video(tmp_path / "a.avi", [grey_of(1)] * 3).rename(tmp_path / "tcp: 100%02d.avi")
    monkeypatch.chdir(tmp_path)
    with opened_video(Path("tcp: 100%02d.avi")) as video:
        assert len(list(video.moments())) == 3


def test_a_folder_that_cannot_be_written_is_told(video: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")
    with pytest.raises(FcnError, match=r"taken cannot be written.*choose another folder"):
        take_frames(video, taken, FramesWish())


@pytest.mark.parametrize(
    "wrong", [{"every": -1.0}, {"first": -1.0}, {"first": 3.0, "last": 2.0}, {"every": np.inf}]
)
def test_wishes_that_mean_nothing_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(FcnError):
        FramesWish(**wrong)  # type: ignore[arg-type]


def test_what_opencv_can_write_it_can_read_as_many_kinds(tmp_path: Path) -> None:
    frames: list[NDArray[np.uint8]] = [grey_of(number) for number in range(12)]
    for name in ("a.avi", "b.mp4", "c.mkv", "d.mov"):
        taken = take_frames(write_video(tmp_path / name, frames), tmp_path / "out", FramesWish())
        assert numbers_of(taken.files) == [0, 10], name
    assert cv2.haveImageReader(str(tmp_path / "out" / "a_000000.jpg"))


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_frames_of_one_scene_are_held_out_together(tmp_path: Path, suffix: str) -> None:
    video = write_video(tmp_path / "Fähre 1.mp4", [grey_of(number) for number in range(30)])
    taken = take_frames(video, tmp_path / "out", FramesWish(every=0.2, suffix=suffix))
    scenes = [scene_of(file) for file in taken.files]
    assert len(set(scenes)) == 5 and scenes == sorted(scenes, key=scenes.index)
    assert [content_hash(file)[-RULE:] for file in taken.files] == scenes
    assert len({content_hash(file) for file in taken.files}) == len(taken.files)
    again = take_frames(video, tmp_path / "finer", FramesWish(every=0.1, suffix=suffix))
    assert {scene_of(file) for file in again.files} == {*scenes}
    held = choose_held_out([content_hash(file) for file in taken.files])
    in_scenes = [content_hash(file) in held for file in taken.files]
    for scene in {*scenes}:
        of_scene = {out for out, each in zip(in_scenes, scenes, strict=True) if each == scene}
        assert len(of_scene) == 1


@pytest.mark.parametrize(
    ("length", "scene"), [(0, 10), (5, 1), (40, 8), (60, 10), (200, 10), (3600, 180)]
)
def test_scenes_are_neither_too_few_nor_too_many(length: float, scene: float) -> None:
    assert _scene_seconds(length) == scene


def test_an_image_says_which_frame_it_is(video: Path, tmp_path: Path) -> None:
    taken = take_frames(video, tmp_path / "out", FramesWish(every=1.5))
    with Image.open(taken.files[1]) as image:
        assert image.info["comment"].decode().startswith("frame 15 of drive.mp4 at 1.500 s, ")
    other = tmp_path / "photo.jpg"
    Image.new("RGB", (20, 20)).save(other, comment=b"a photo")
    assert scene_of(other) == "" and content_hash(other) == file_hash(other)
