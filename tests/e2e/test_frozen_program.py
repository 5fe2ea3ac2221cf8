"""The frozen program as it was built: `fcn_gui.spec` is right when these pass."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from fcn_core import __version__
from fcn_core.imaging.images import read_image
from fcn_core.interchange.formats import FORMATS
from tests.videos import grey_of, write_video

pytestmark = [pytest.mark.e2e, pytest.mark.frozen]
# Whoever packs may be at work on other things: only a hang takes so long.
PATIENCE = 590


def run(folder: Path, program: str, *arguments: str, **variables: str) -> str:
    """Run one of the two as a user does who has no Python; what it said on standard output."""
    suffix = ".exe" if sys.platform == "win32" else ""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(folder / f"{program}{suffix}"), *arguments],
        env={**kept, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_both_programs_start(frozen_folder: Path) -> None:
    assert run(frozen_folder, "fcn", "--version") == f"fcn {__version__}\n"
    if sys.platform != "win32":  # there the window's program has no standard output
        assert run(frozen_folder, "fcn-gui", "--version") == f"fcn-gui {__version__}\n"


@pytest.mark.parametrize("model", ["shipped", "nuclei", "roads"])
def test_every_net_comes_along(frozen_folder: Path, model: str) -> None:
    assert json.loads(run(frozen_folder, "fcn", "info", model, "--json"))["name"] == model


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems ask no locale")
def test_photos_of_any_name_are_predicted_in_a_bare_locale(
    frozen_folder: Path, samples: Path, tmp_path: Path
) -> None:
    photo = tmp_path / "Straße 例.jpg"
    photo.write_bytes((samples / "dog.jpg").read_bytes())
    out = tmp_path / "masks"
    run(frozen_folder, "fcn", "predict", str(photo), "--out", str(out), LC_ALL="C", LANGUAGE="C")
    assert [file.name for file in out.iterdir()] == ["Straße 例.png"]


def test_photos_of_phones_are_predicted(frozen_folder: Path, tmp_path: Path) -> None:
    photo = Path(__file__).parents[1] / "core" / "heif" / "tiles.heic"
    run(frozen_folder, "fcn", "predict", str(photo), "--out", str(tmp_path / "masks"))
    with Image.open(tmp_path / "masks" / "tiles.png") as mask:
        height, width = read_image(photo).shape[:2]
        assert mask.size == (width, height)


def test_videos_give_images(frozen_folder: Path, tmp_path: Path) -> None:
    video = write_video(tmp_path / "drive.mp4", [grey_of(number) for number in range(30)])
    run(frozen_folder, "fcn", "frames", str(video))
    assert len(list((tmp_path / "drive_frames").iterdir())) == 3


def test_a_net_leaves_as_onnx(frozen_folder: Path, tmp_path: Path) -> None:
    net = tmp_path / "net.onnx"
    run(frozen_folder, "fcn", "models", "export", "shipped", "--out", str(net))
    assert net.stat().st_size > 1_000_000


@pytest.mark.parametrize("name", FORMATS)
def test_masks_leave_in_every_format(frozen_folder: Path, tmp_path: Path, name: str) -> None:
    images, masks = tmp_path / "images", tmp_path / "masks"
    for folder, mode in ((images, "RGB"), (masks, "L")):
        folder.mkdir()
        picture = Image.new(mode, (60, 40))
        picture.paste(7 if mode == "L" else (90, 20, 0), (10, 10, 50, 30))
        picture.save(folder / "a.png")
    asked = ("--format", name, "--out", str(tmp_path / "out"), "--json")
    said = json.loads(run(frozen_folder, "fcn", "export", str(images), str(masks), *asked))
    assert "problem" not in said
    assert any(file.is_file() for file in (tmp_path / "out").rglob("*"))


def test_the_window_predicts_learns_and_exports(
    frozen_folder: Path, samples: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(frozen_folder, "fcn-gui", "--offscreen", "--out", str(out))
    report = json.loads((out / "metrics.json").read_text("utf-8"))
    assert report["sentence"]
    masks = out / "export" / "VOCdevkit" / "VOC2012" / "SegmentationClass"
    assert len(list(masks.iterdir())) == len(list(samples.glob("*.jpg")))
