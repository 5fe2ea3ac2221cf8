"""The command line as a user and as a program meets it."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from tifffile import imwrite

from fcn_core.cli.export import NAMES
from fcn_core.cli.main import build_parser, main
from fcn_core.data.finding import annotations_in
from fcn_core.finetune.job import write_job
from fcn_core.masks import read_mask
from fcn_core.train.loop import RunFiles
from tests.core.finetune.test_run import make_job
from tests.core.models import picture, tiny_model, voc_folder

METRICS = {"pixel_accuracy", "mean_accuracy", "mean_iu", "fw_iu", "per_class_iu"}


def test_predict_writes_masks_and_goes_on_after_a_bad_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tiny_model(tmp_path / "m.safetensors")
    photos = tmp_path / "photos"
    photos.mkdir()
    Image.fromarray(picture(0)[0]).save(photos / "good.png")
    (photos / "bad.jpg").write_bytes(b"not an image")
    out = tmp_path / "out"
    status = main(
        f"predict {photos} --out {out} --model {model} "
        "--strides --overlay --json --device cpu".split()
    )
    printed, problems = capsys.readouterr()
    result = json.loads(printed)
    assert status == 1 and "bad.jpg" in problems
    assert [Path(p["image"]).name for p in result["predicted"]] == ["good.png"]
    assert [Path(p["image"]).name for p in result["problems"]] == ["bad.jpg"]
    assert read_mask(out / "good.png").shape == (64, 80)
    assert {p.name for p in out.iterdir()} == {
        "good.png", "good_32s.png", "good_16s.png", "good_8s.png", "good_overlay.jpg",
    }  # fmt: skip


def test_a_pattern_that_no_shell_has_filled_in_names_all_that_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As those of Windows leave it; a file that is called so is meant itself."""
    model, out = tiny_model(tmp_path / "m.safetensors"), tmp_path / "out"
    for name in ("b1.png", "a1.png", "a2.png"):
        Image.fromarray(picture(0)[0]).save(tmp_path / name)
    options = ["--out", str(out), "--model", str(model), "--device", "cpu"]
    assert main(["predict", str(tmp_path / "a?.png"), *options]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["a1.png", "a2.png"]
    assert main(["predict", str(tmp_path / "c*.png"), *options]) == 1
    assert "There is no image" in capsys.readouterr().err


def test_an_image_that_is_named_and_not_there_has_a_wrong_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tiny_model(tmp_path / "m.safetensors")
    given = [str(tmp_path / "nowhere.png"), "--out", str(tmp_path), "--model", str(model)]
    assert main(["predict", *given, "--device", "cpu"]) == 1
    assert "There is no image" in (told := capsys.readouterr().err)
    assert "Check the path." in told and "Put it back" not in told


def test_masks_are_not_written_into_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("mine")
    model = tiny_model(tmp_path / "m.safetensors")
    Image.new("RGB", (8, 8)).save(tmp_path / "a.png")
    words = ["predict", str(tmp_path / "a.png"), "--model", str(model)]
    assert main([*words, "--out", str(tmp_path / "out")]) == 1
    said = f"{tmp_path / 'out'}: File exists. It is a file, where a folder is needed"
    assert said in capsys.readouterr().err
    assert (tmp_path / "out").read_text() == "mine"


def test_dense_masks_and_names_that_two_images_share(tmp_path: Path) -> None:
    model = tiny_model(tmp_path / "m.safetensors")
    photos = [tmp_path / "a.png", tmp_path / "a.webp"]
    for seed, path in enumerate(photos):
        Image.fromarray(picture(seed)[0]).save(path)
    out = tmp_path / "out"
    common = ["--out", str(out), "--model", str(model), "--device", "cpu", "--json"]
    assert main(["predict", *map(str, photos), *common, "--dense", "shift"]) == 0
    assert {p.name for p in out.iterdir()} == {"a.png.png", "a.webp.png"}
    assert read_mask(out / "a.png.png").shape == (64, 80)
    assert main(["predict", str(photos[0]), *common, "--dense", "rarefy"]) == 1  # it has skips


def test_evaluate_prints_the_keys_that_programs_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model, data = tiny_model(tmp_path / "m.safetensors"), voc_folder(tmp_path / "voc")
    arguments = ["evaluate", "--model", str(model), "--data", f"voc:{data}", "--device", "cpu"]
    assert main([*arguments, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    for stride in ("stride8", "stride16", "stride32"):
        assert set(result[stride]) == METRICS
    assert result["photos"] == [4, 4]
    assert main(arguments) == 0
    assert "thing" in capsys.readouterr().out


def test_scores_are_kept_for_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model, data = tiny_model(tmp_path / "m.safetensors"), voc_folder(tmp_path / "voc")
    results = tmp_path / "results"
    arguments = ["evaluate", "--model", str(model), "--data", f"voc:{data}#train"]
    arguments += ["--device", "cpu", "--results", str(results), "--at-least", "4", "--note", "Toy."]
    assert main([*arguments, "--row", "table2/fcn8s-vgg16"]) == 0
    assert main(["report", "table2", "--results", str(results)]) == 0
    printed = capsys.readouterr().out
    assert "voc train, 4 images, means over 2 labels in 4+ of them; FCN-8s" in printed
    assert "Toy." in printed
    for row in ("table2/fcn9s", "table9/x", "table2"):
        assert main([*arguments, "--row", row]) == 1
        assert "is no row of a table" in capsys.readouterr().err


def test_train_resume_gives_the_same_bits_as_one_run(tmp_path: Path) -> None:
    data = voc_folder(tmp_path / "voc")
    common = ["train", "--data", f"voc:{data}", "--device", "cpu", "--recipe", "shipped"]
    small = ("batch=2", "crops=[[0.0, 64]]", "net.context=16", "net.hidden=8", "warmup=2")
    for change in (*small, "frozen_stem=false"):
        common += ["--set", change]
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    assert main([*common, "--set", "epochs=2", "--out", str(whole), "--half"]) == 0
    interrupted = _interrupted_after_two_steps(common, parts)
    assert interrupted
    assert main([*common, "--out", str(parts), "--resume"]) == 0
    one, other = (RunFiles(folder=f).model.read_bytes() for f in (whole, parts))
    assert one == other
    assert (whole / "model-fp16.safetensors").stat().st_size < 0.6 * len(one)


def _interrupted_after_two_steps(common: list[str], folder: Path) -> bool:
    """Run the same training, but stop it after its second step."""
    from fcn_core.train import loop

    step = loop.Trainer._step

    def counted(self: loop.Trainer, *batch: object) -> float:
        if self.done == 1:
            import os
            import signal

            os.kill(os.getpid(), signal.SIGINT)
        return step(self, *batch)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loop.Trainer, "_step", counted)
        status = main([*common, "--set", "epochs=2", "--out", str(folder)])
    return status == 0 and RunFiles(folder=folder).state.is_file()


def test_finetune_prints_events_as_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_job(tmp_path / "job.json", make_job(tmp_path, first=4))
    assert main(["finetune", str(tmp_path / "job.json")]) == 0
    events = [json.loads(line)["event"] for line in capsys.readouterr().out.splitlines()]
    assert events[0] == "Started" and events[-1] == "Finished"
    assert main(["finetune", str(tmp_path / "nowhere.json")]) == 1
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["event"] == "Failed" and "nowhere.json" in last["problem"]


@pytest.mark.parametrize("wanted", [True, False])
def test_finetune_waits_for_its_job(
    wanted: bool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "job.json"
    write_job(path, make_job(tmp_path))
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{json.dumps(str(path))}\n" if wanted else ""))
    assert main(["finetune", "-"]) == 0
    assert ('"Finished"' in capsys.readouterr().out) == wanted


def test_a_device_that_vanishes_is_an_event_like_any_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise RuntimeError("CUDA error: unspecified launch failure\nCUDA kernel errors might be")

    monkeypatch.setattr("fcn_core.finetune.learner.Learner.heads", lost)
    write_job(tmp_path / "job.json", make_job(tmp_path))
    assert main(["finetune", str(tmp_path / "job.json")]) == 1
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (last["event"], last["device"]) == ("Failed", "cpu")
    assert "unspecified launch failure)" in last["problem"] and "CPU" in last["remedy"]


def test_a_device_that_is_not_there_is_an_event_with_another_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_job(tmp_path / "job.json", replace(make_job(tmp_path), device="cuda:99"))
    assert main(["finetune", str(tmp_path / "job.json")]) == 1
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (last["event"], last["device"]) == ("Failed", "cpu")
    assert "cuda:99" in last["problem"] and last["remedy"].startswith("Choose the CPU")


def test_export_and_info(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = voc_folder(tmp_path / "voc")
    out = tmp_path / "out"
    export = f"export {data}/JPEGImages {data}/SegmentationClass --labels {data}/labels.txt"
    assert main([*export.split(), "--out", str(out), "--json"]) == 0
    written = Path(json.loads(capsys.readouterr().out)["folder"])
    source = read_mask(data / "SegmentationClass/picture_0.png")
    assert np.array_equal(read_mask(written / "SegmentationClass/picture_0.png"), source)
    assert main(["info", str(tiny_model(tmp_path / "m.safetensors")), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["labels"] == ["background", "thing"]


def test_a_command_that_does_not_know_an_argument_shows_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["models", "list", "folder"])
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert "--project" in told and "fcn models list: error:" in told and "folder" in told


def test_an_empty_size_of_a_pixel_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = ["export", str(tmp_path), str(tmp_path), "--out", str(tmp_path / "out")]
    assert main([*export, "--pixel-size", ""]) == 1
    assert "is no size of a pixel" in capsys.readouterr().err


def test_export_reads_masks_and_labels_as_data_sets_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("images", "masks"):
        (tmp_path / folder).mkdir()
        stack = np.zeros((2, 8, 9), np.uint8)
        stack[1] = folder == "masks"
        imwrite(tmp_path / folder / "stack.tif", stack, photometric="minisblack")
    labels = tmp_path / "labels.txt"
    labels.write_text("__ignore__\n_background_\ncat\n", encoding="utf-8")
    export = ["export", str(tmp_path / "images"), str(tmp_path / "masks"), "--format", "plain"]
    assert main([*export, "--labels", str(labels), "--out", str(tmp_path / "out"), "--json"]) == 0
    folder = Path(json.loads(capsys.readouterr().out)["folder"])
    assert (folder / "labels.txt").read_text(encoding="utf-8") == "background\ncat\n"
    written = [read_mask(folder / f"masks/{name}.png") for name in ("stack", "stack_2")]
    assert [mask.max() for mask in written] == [0, 1]


@pytest.mark.skipif(sys.platform != "linux", reason="Names of other systems are always text")
@pytest.mark.parametrize("name", NAMES)
def test_odd_names_of_images_leave(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bytes that are no UTF-8, a line break, two images of one name."""
    data = voc_folder(tmp_path / "voc")
    images, masks = data / "JPEGImages", data / "SegmentationClass"
    for odd, suffix in (("bad\udcff", ".png"), ("a\nb", ".png"), ("picture_0", ".webp")):
        (images / f"{odd}{suffix}").write_bytes((images / "picture_0.png").read_bytes())
        (masks / f"{odd}.png").write_bytes((masks / "picture_0.png").read_bytes())
    export = ["export", str(images), str(masks), "--labels", str(data / "labels.txt")]
    assert main([*export, "--out", str(tmp_path / "out"), "--format", name, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["images"] == len(list(images.iterdir())) and said["same"] == said["pixels"]
    folder = Path(said["folder"])
    if name == "pictures":  # nobody reads masks back from them
        assert len([*folder.glob("*.jpg")]) == said["images"]
        return
    found = annotations_in(folder)
    assert len(found.masks) == said["images"] and found.shared == 0


@pytest.mark.skipif(sys.platform != "linux", reason="Names of other systems are always text")
def test_names_that_no_terminal_shows_end_no_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, written = voc_folder(tmp_path / "voc"), io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, "utf-8", write_through=True))
    export = ["export", str(data / "JPEGImages"), str(data / "SegmentationClass")]
    labels = ["--labels", str(data / "labels.txt")]
    assert main([*export, *labels, "--out", str(tmp_path / "bad\udcff")]) == 0
    assert rb"bad\udcff" in written.getvalue()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["info", "nothing.safetensors"], "nothing.safetensors"),
        (["train", "--recipe", "shiped"], "shiped"),
        (["train"], "--data"),
        (["evaluate", "--data", "vok:somewhere"], "vok:somewhere"),
        (["train", "--recipe", "shipped", "--set", "learning_rat=3"], "learning_rat"),
    ],
)
def test_mistakes_are_one_clear_line(
    arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    problem = capsys.readouterr().err
    assert word in problem and problem.count("\n") == 1


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("evaluate --data voc:nowhere --model shipped", "There is no nowhere. Write the folder"),
        (
            "evaluate --data synthetic:nuclei#1 --model nucleus",
            "There is no model 'nucleus'. Use 'shipped'",
        ),
        (
            "export . . --labels nothing.txt --out o",
            "nothing.txt cannot be read (No such file or directory). Restore it, or name another.",
        ),
    ],
)
def test_what_is_not_there_is_said_to_be_missing(
    line: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(line.split()) == 1
    assert told in capsys.readouterr().err


def test_masks_are_not_written_over_images_or_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model, photos = tiny_model(tmp_path / "m.safetensors"), [tmp_path / "a", tmp_path / "b"]
    for seed, folder in enumerate(photos):
        folder.mkdir()
        Image.fromarray(picture(seed)[0]).save(folder / "img.png")
    before = (photos[0] / "img.png").read_bytes()
    common = ["--model", str(model), "--device", "cpu", "--json"]
    assert main(["predict", str(photos[0]), "--out", str(photos[0]), *common]) == 1
    assert "img.png is to be read" in capsys.readouterr().err
    assert (photos[0] / "img.png").read_bytes() == before
    assert [p.name for p in photos[0].iterdir()] == ["img.png"]
    out = tmp_path / "out"
    assert main(["predict", *map(str, photos), "--out", str(out), *common]) == 0
    told = [Path(p["mask"]) for p in json.loads(capsys.readouterr().out)["predicted"]]
    assert [p.name for p in told] == ["a_img.png.png", "b_img.png.png"]
    assert sorted(out.iterdir()) == told


def test_an_export_does_not_clear_away_its_own_masks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = voc_folder(tmp_path / "voc"), tmp_path / "out"
    export = ["export", str(data / "JPEGImages"), "--labels", str(data / "labels.txt")]
    export += ["--out", str(out), "--format", "plain"]
    assert main([*export, str(data / "SegmentationClass")]) == 0
    before = sorted((out / "plain/masks").iterdir())
    (data / "JPEGImages/picture_0.png").unlink()
    assert main([*export, str(out / "plain/masks")]) == 1
    assert "masks lies in the folder that would be written" in capsys.readouterr().err
    assert sorted((out / "plain/masks").iterdir()) == before


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5"])
@pytest.mark.parametrize(
    "command",
    [
        "predict a.png --out b --dense shift --step", "predict a.png --out b --threads",
        "train --threads", "finetune job.json --threads", "models export shipped --out a --threads",
    ],
)  # fmt: skip
def test_numbers_that_count_things_are_positive(
    command: str, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*command.split(), number])
    assert f"{number!r} is no whole number from 1 on" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", ["evaluate --data a --at-least", "check-labels --data a --most"]
)
def test_none_is_a_number_of_things_and_fewer_are_not(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    build_parser().parse_args([*command.split(), "0"])
    with pytest.raises(SystemExit):
        main([*command.split(), "-3"])
    assert "'-3' is no whole number from 0 on" in capsys.readouterr().err


def test_help_says_what_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    for command, words in (("predict", "each stride's own mask"), ("train", "change the recipe")):
        with pytest.raises(SystemExit):
            main([command, "--help"])
        assert words in " ".join(capsys.readouterr().out.split())
    assert main(["models", "names"]) == 0
    assert "fcn32s|16s|8s|4s|2s-BACKBONE" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError("Out of memory on CPU even in 256-pixel tiles."), "in 256-pixel tiles. Close"),
        (MemoryError(), "Memory ran out. Close"),
        (torch.OutOfMemoryError("CUDA out of memory. Tried to allocate"), "Memory ran out. Close"),
        (torch.AcceleratorError("CUDA error: launch failure\nmore"), "launch failure). Choose"),
    ],
)
def test_too_little_memory_or_a_lost_gpu_is_one_clear_line(
    error: Exception,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object) -> None:
        raise error

    model, data = tiny_model(tmp_path / "m.safetensors"), voc_folder(tmp_path / "voc", 1)
    words = ["evaluate", "--model", str(model), "--data", f"voc:{data}", "--device", "cpu"]
    monkeypatch.setattr("fcn_core.predict.Predictor.predict", fails)
    assert main(words) == 1
    assert said in capsys.readouterr().err.splitlines()[-1]
    error = RuntimeError("of another kind")
    with pytest.raises(RuntimeError, match="of another kind"):
        main(words)
