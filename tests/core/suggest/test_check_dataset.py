"""A folder of images and masks checked from the command line, and through Python."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fcn_core.cli.main import main
from fcn_core.data.dataset import Sample
from fcn_core.data.specs import open_dataset
from fcn_core.errors import FcnError
from fcn_core.labels import LabelSet
from fcn_core.masks import VOID, Mask, write_mask
from fcn_core.outputs import StridePrediction
from fcn_core.predict import Predictor
from fcn_core.suggest.check_dataset import check_dataset, place_to_json
from tests.core.models import tiny_model

NAMES = ["background", "cow", "horse"]


def masks(slip: bool) -> Mask:
    mask = np.zeros((96, 128), np.uint8)
    mask[20:70, 30:90] = 2 if slip else 1
    mask[:, :6] = VOID
    return mask


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three photos of a cow; in the second it is called a horse."""
    root = tmp_path / "data"
    for part in ("images", "masks"):
        (root / part).mkdir(parents=True)
    (root / "labels.txt").write_text("\n".join(NAMES) + "\n")
    for name in ("a", "b", "c"):
        pixels = np.full((96, 128, 3), 40, np.uint8)
        pixels[20:70, 30:90] = 200
        Image.fromarray(pixels).save(root / "images" / f"{name}.png")
        write_mask(root / "masks" / f"{name}.png", masks(slip=name == "b"))
    return root


@dataclass(frozen=True)
class Info:
    labels: LabelSet


class CowKnower:
    """Calls what is bright a cow, in ids of its own, and is sure of it."""

    def __init__(self, *names: str) -> None:
        self.info = Info(LabelSet.from_names(names))

    def predict(
        self, image: np.ndarray, wanted_HW: Mask, only_finest: bool
    ) -> list[StridePrediction]:
        assert wanted_HW.any() and only_finest
        names = self.info.labels.names
        cow, rest = names.index("cow"), names.index("background")
        labels = np.where(image[:, :, 0] > 127, cow, rest).astype(np.uint8)
        return [StridePrediction(stride=8, labels=labels, doubt=np.full_like(labels, 5))]


def test_the_slip_is_named_with_its_box(folder: Path) -> None:
    data, _ = open_dataset(f"folder:{folder}")
    done: list[int] = []
    net = CowKnower("cow", "tree", "background", "horse")
    found = check_dataset(net, data, done.append)  # type: ignore[arg-type]
    assert done == [0, 1, 2]
    assert [place_to_json(p, data.labels) for p in found] == [
        {
            "image": "b",
            "said": "horse",
            "net": "cow",
            "confidence": pytest.approx(0.9804),
            "pixels": 3000,
            "box": {"x": 30, "y": 20, "width": 60, "height": 50},
        }
    ]


def test_a_net_that_knows_no_horses_is_no_judge_of_them(folder: Path) -> None:
    data, _ = open_dataset(f"folder:{folder}")
    net = CowKnower("cow", "tree", "background")
    assert check_dataset(net, data) == []  # type: ignore[arg-type]


def test_a_net_of_other_labels_is_no_judge(folder: Path) -> None:
    data, _ = open_dataset(f"folder:{folder}")
    with pytest.raises(FcnError, match="no label in common"):
        net = Predictor.load(tiny_model(folder / "m.safetensors", LabelSet.from_names(["tree"])))
        check_dataset(net, data)


def test_of_several_labelings_one_has_to_be_opened(folder: Path) -> None:
    class Both:
        labels = LabelSet.from_names(["cow", "tree", "background", "horse"])

        def __len__(self) -> int:
            return 1

        def sample(self, index: int) -> Sample:
            image, mask = np.zeros((90, 120, 3), np.uint8), np.zeros((90, 120, 2), np.uint8)
            return Sample(image_id="a", image=image, mask=mask)

    net = CowKnower("cow", "tree", "background")
    with pytest.raises(FcnError, match="2 labelings, and 1 is wanted"):
        check_dataset(net, Both())  # type: ignore[arg-type]


def test_the_command_prints_what_programs_read(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tiny_model(tmp_path / "m.safetensors", LabelSet.from_names(NAMES))
    asked = ["check-labels", "--data", f"folder:{folder}", "--model", str(model), "--device", "cpu"]
    assert main([*asked, "--json", "--most", "0"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"model", "data", "images", "found", "unknown", "places"}
    assert found["unknown"] == []
    assert found["images"] == 3 and len(found["places"]) == found["found"]
    assert main(asked) == 0
    assert "places in 3 images." in capsys.readouterr().out
    model = tiny_model(tmp_path / "m.safetensors", LabelSet.from_names(NAMES[:2]))
    assert main(asked) == 0
    assert "The net does not know horse: that was not compared." in capsys.readouterr().out
