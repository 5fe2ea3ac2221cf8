"""`fcn frames` as a user and as a program meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fcn_core.cli.frames import moment
from fcn_core.cli.main import main
from tests.core.models import tiny_model
from tests.videos import grey_of, write_video


@pytest.fixture
def video(tmp_path: Path) -> Path:
    return write_video(tmp_path / "drive.mp4", [grey_of(number) for number in range(30)])


def test_images_lie_beside_the_video(video: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frames", str(video), "--every", "0.5", "--from", "0:01"]) == 0
    assert capsys.readouterr().out == f"{video.parent / 'drive_frames'}  4 images\n"
    names = sorted(file.name for file in (video.parent / "drive_frames").iterdir())
    assert names == [f"drive_{number:06d}.jpg" for number in (10, 15, 20, 25)]


def test_several_videos_go_into_one_folder_as_programs_read_it(
    video: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    still = write_video(tmp_path / "still.avi", [grey_of(1)] * 30)
    out = tmp_path / "out"
    words = ["frames", str(video), str(still), "--out", str(out), "--changing", "--png", "--json"]
    assert main(words) == 0
    drive, rest = json.loads(capsys.readouterr().out)["videos"]
    assert [Path(file).name for file in drive["files"]] == [
        "drive_000000.png", "drive_000010.png", "drive_000020.png",
    ]  # fmt: skip
    assert (rest["video"], rest["folder"]) == (str(still), str(out))
    assert len(rest["files"]) == 1 and rest["alike"] == 2 and not rest["cut_off"]


def test_a_damaged_video_says_from_where_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    video = write_video(tmp_path / "cut.avi", [grey_of(number) for number in range(60)])
    data = video.read_bytes()
    video.write_bytes(data[: len(data) // 2])
    assert main(["frames", str(video)]) == 0
    assert "2 images  (the video is damaged from 1." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "seconds"), [("90", 90), ("1:30", 90), ("0.04", 0.04), ("1:02:03.5", 3723.5)]
)
def test_times_are_written_as_players_show_them(text: str, seconds: float) -> None:
    assert moment(text) == pytest.approx(seconds)


@pytest.mark.parametrize("text", ["", "x", "-1", "1:2:3:4", "inf", "nan", "1:-3"])
def test_what_is_no_time_is_refused(
    text: str, video: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["frames", str(video), f"--every={text}"])
    assert "is no time: write 90, 1:30 or 1:02:03.5" in capsys.readouterr().err


def test_who_predicts_a_video_is_told_what_to_do(
    video: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tiny_model(tmp_path / "m.safetensors")
    words = ["predict", str(video), "--out", str(tmp_path / "out"), "--model", str(model)]
    assert main(words) == 1
    assert "Take images out of it first: File > Open video, or fcn frames." in (
        capsys.readouterr().err
    )
