"""`fcn predict` with nets that see depth: what it writes is what `fcn evaluate` scores."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from tifffile import imwrite

from fcn_core.cli.main import main
from fcn_core.data.label_sets import NYUD
from fcn_core.errors import FcnError
from fcn_core.masks import read_mask, write_mask
from fcn_core.metrics import OpenConfusionMatrix
from fcn_core.nets import catalog
from fcn_core.weights.checkpoint import save_model
from tests.core.data.test_hha import room
from tests.core.finetune.test_run import make_job, run
from tests.core.models import tiny_model

FRAMES, HEIGHT, WIDTH = 2, 96, 128
MODELS = {
    "rgbd": "nyud-fcn32s-rgbd", "hha": "nyud-fcn16s-hha", "rgb-hha": "nyud-fcn16s-rgb-hha",
}  # fmt: skip


def model(path: Path, modality: str) -> Path:
    """A thin net of the paper's NYUDv2 table, whose answers are chance."""
    torch.manual_seed(1)
    net, info = catalog.build(MODELS[modality], width=1 / 16)
    for parameter in net.parameters():
        if parameter.ndim > 1:
            torch.nn.init.normal_(parameter, std=1.5 / parameter[0].numel() ** 0.5)
            # Maps are positive: what all of them say would drown out where they differ.
            parameter.data -= parameter.data.mean(1, keepdim=True)
    save_model(path, net, info)
    return path


def frames(root: Path) -> Path:
    """A little NYUDv2, in millimetres of 16 bits, with holes."""
    rng = np.random.default_rng(0)
    for folder in ("image", "depth", "label40"):
        (root / folder).mkdir(parents=True)
    for frame in range(FRAMES):
        image = rng.integers(0, 255, (HEIGHT // 8, WIDTH // 8, 3), dtype=np.uint8)
        Image.fromarray(image).resize((WIDTH, HEIGHT)).save(root / f"image/{frame}.png")
        depth = room(10 + 10 * frame, HEIGHT, WIDTH)[0] * 10
        depth[:8, :24] = 0
        Image.fromarray(depth.astype(np.uint16)).save(root / f"depth/{frame}.png")
        truth = rng.integers(0, 40, (HEIGHT // 16, WIDTH // 16), dtype=np.uint8)
        write_mask(root / f"label40/{frame}.png", np.kron(truth, np.ones((16, 16), np.uint8)))
    ids = "".join(f"{5001 + frame}\n" for frame in range(FRAMES))
    (root / "test.txt").write_text(ids, encoding="utf-8")
    return root


def told(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    assert main([*map(str, words), "--device", "cpu", "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("modality", MODELS)
def test_masks_are_what_evaluate_scores(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], modality: str
) -> None:
    data, net = frames(tmp_path / "nyud"), model(tmp_path / "net.safetensors", modality)
    scored = told(capsys, "evaluate", "--data", f"nyud-{modality}:{data}#test", "--model", net)
    given = (data / "image", "--depth", data / "depth", "--model", net, "--overlay", "--strides")
    result = told(capsys, "predict", *given, "--out", tmp_path / "out")
    strides = [int(key.removeprefix("stride")) for key in scored if key.startswith("stride")]
    for stride in strides:
        counts = OpenConfusionMatrix(len(NYUD))
        for frame in range(FRAMES):
            truth = read_mask(data / f"label40/{frame}.png")
            found = read_mask(tmp_path / f"out/{frame}_{stride}s.png")
            assert len(np.unique(found)) > 1
            counts.add(truth, found)
        assert counts.scores().to_json() == scored[f"stride{stride}"]
    finest = (tmp_path / f"out/0_{min(strides)}s.png").read_bytes()
    assert (tmp_path / "out/0.png").read_bytes() == finest
    with Image.open(tmp_path / "out/1_overlay.jpg") as overlay:
        assert overlay.size == (WIDTH, HEIGHT)
    assert [each["depth"] for each in result["predicted"]] == [
        str(data / f"depth/{frame}.png") for frame in range(FRAMES)
    ]
    hole = round(8 * 24 / (HEIGHT * WIDTH), 4)
    assert {each["depth_missing"] for each in result["predicted"]} == {hole}


def test_the_camera_and_the_scale_change_what_is_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, net = frames(tmp_path / "nyud"), model(tmp_path / "net.safetensors", "rgb-hha")
    given = ("predict", data / "image/0.png", "--depth", data / "depth/1.png", "--model", net)
    masks = []
    for number, more in enumerate(
        ((), ("--depth-scale", 2000), ("--camera", "60,60,64,48"), ("--dense", "shift"))
    ):
        told(capsys, *given, *more, "--out", tmp_path / str(number))
        masks.append(read_mask(tmp_path / str(number) / "0.png"))
    assert all((masks[0] != other).any() for other in masks[1:])
    words = [*map(str, given), "--out", str(tmp_path / "said"), "--device", "cpu"]
    assert main(words) == 0
    assert "(1.6% without depth)" in capsys.readouterr().out


def test_what_does_not_fit_is_told_with_a_way_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = frames(tmp_path / "nyud")
    rgbd, photos = model(tmp_path / "rgbd.safetensors", "rgbd"), tiny_model(tmp_path / "rgb.s")
    depth = ("--depth", data / "depth")
    for net, more, problem in (
        (photos, depth, "sees photos without depth. Leave --depth out"),
        (photos, ("--camera", "1,1,1,1"), "--camera means nothing without --depth. Leave"),
        (photos, ("--depth-scale", "5000"), "--depth-scale means nothing without --depth."),
        (rgbd, (), "sees depth (rgbd), and none is given. Name the depth picture"),
        (rgbd, (*depth, "--camera", "1,1,1,1"), "--camera means nothing for a net that sees no"),
        (rgbd, ("--depth", data / "label40x"), "There is no depth picture or folder"),
    ):
        words = ("predict", data / "image", "--model", net, "--out", tmp_path / "out", *more)
        assert main([*map(str, words), "--device", "cpu"]) == 1
        assert problem in capsys.readouterr().err
        assert not (tmp_path / "out").exists()
    for scale in ("0", "-1", "inf", "x"):
        words = ("predict", "a.png", "--out", "out", "--depth-scale", scale)
        with pytest.raises(SystemExit):
            main([*map(str, words)])
        assert "is no number above 0" in capsys.readouterr().err


def test_an_image_without_depth_does_not_stop_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, net = frames(tmp_path / "nyud"), model(tmp_path / "net.safetensors", "hha")
    (data / "depth/0.png").unlink()
    words = ("predict", data / "image", "--depth", data / "depth", "--model", net, "--json")
    assert main([*map(str, words), "--out", str(tmp_path / "out"), "--device", "cpu"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert [Path(each["image"]).name for each in said["predicted"]] == ["1.png"]
    assert [Path(each["image"]).name for each in said["problems"]] == ["0.png"]
    assert "has no depth" in said["problems"][0]["problem"]


def test_masks_never_replace_depth(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, net = frames(tmp_path / "nyud"), model(tmp_path / "net.safetensors", "rgbd")
    depth = data / "depth"
    words = [*map(str, ("predict", data / "image/0.png", "--depth", depth, "--model", net))]
    words += ["--out", str(depth), "--device", "cpu"]
    for problem in ("is to be read and cannot be written", "is there already, beside the images"):
        before = {path: path.read_bytes() for path in depth.iterdir()}
        assert main(words) == 1
        assert problem in capsys.readouterr().err
        assert {path: path.read_bytes() for path in depth.iterdir()} == before
        imwrite(depth / "frame.tif", np.asarray(Image.open(depth / "0.png")))
        words[words.index(str(depth))] = str(depth / "frame.tif")  # 0.png is nobody's depth now


def test_corrections_teach_no_net_that_sees_depth(tmp_path: Path) -> None:
    net = model(tmp_path / "net.safetensors", "hha")
    with pytest.raises(FcnError, match=r"sees depth \(hha\).* with --depth of fcn predict"):
        run(replace(make_job(tmp_path), model=str(net)))
    assert not (tmp_path / "out").exists()
