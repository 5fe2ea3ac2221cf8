"""Cityscapes' layout, read back by torchvision's own reader and by ours."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fcn_core.data.specs import open_dataset
from fcn_core.errors import FcnError
from fcn_core.interchange.cityscapes import place
from fcn_core.interchange.cityscapes_labels import listed, numbered, published
from fcn_core.interchange.exporting import ExportItem
from fcn_core.interchange.formats import FORMATS
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, VOID
from fcn_core.nets import torchvision_ops
from tests.core.interchange.given import items

LABELS = LabelSet.from_names(["ground", "car"])


def test_torchvision_reads_what_was_written(tmp_path: Path) -> None:
    torchvision_ops.declare()
    from torchvision.datasets import Cityscapes

    source = {item.image_id: item for item in items(tmp_path)}
    result = FORMATS["cityscapes"].write(tmp_path / "out", list(source.values()), LABELS)
    known = listed(result.folder / "cityscapes_labels.json")
    assert (known.labels.names, known.ids) == (LABELS.names, (34, 26))
    seen = set()
    for split in ("train", "val"):
        read = Cityscapes(str(result.folder), split=split, target_type=["semantic", "color"])
        for index, file in enumerate(read.images):
            image, (ids, colors) = read[index]
            item = source[Path(file).name.removesuffix("_leftImg8bit.png")]
            assert item.held_out == (split == "val")
            mask, seen = item.mask(), seen | {item.image_id}
            assert image.size[::-1] == mask.shape
            expected = np.where(mask == 1, 26, np.where(mask == 0, 34, 0))
            assert np.array_equal(np.array(ids), expected)
            rgb = np.array(colors.convert("RGB"))
            assert (rgb[mask == 1] == LABELS.labels[1].color).all()
            assert not rgb[mask >= UNTOUCHED].any()
    assert seen == set(source)


def test_train_ids_are_kept_apart(tmp_path: Path) -> None:
    source = items(tmp_path)
    folder = FORMATS["cityscapes"].write(tmp_path / "out", source, LABELS).folder
    for path in folder.rglob("*_gtFine_labelTrainIds.png"):
        name = path.name.removesuffix("_gtFine_labelTrainIds.png")
        mask = next(item for item in source if item.image_id == name).mask()
        with Image.open(path) as picture:
            assert picture.mode == "L"
            assert np.array_equal(picture, np.where(mask >= UNTOUCHED, VOID, mask))


@pytest.mark.parametrize(
    ("image_id", "expected"),
    [
        ("cat", ("images", "cat")),
        ("aachen_000000_000019_leftImg8bit", ("aachen", "aachen_000000_000019")),
        ("bad-honnef_000000_000000", ("bad-honnef", "bad-honnef_000000_000000")),
        ("my_leftImg8bit", ("images", "my_leftImg8bit")),
    ],
)
def test_their_images_keep_their_city(image_id: str, expected: tuple[str, str]) -> None:
    assert place(image_id) == expected


def test_two_images_of_one_name_are_refused(tmp_path: Path) -> None:
    (first, *_) = items(tmp_path)
    names = ("aachen_000000_000019", "aachen_000000_000019_leftImg8bit")
    twice = [ExportItem(image_id=name, image=first.image, mask=first.mask) for name in names]
    with pytest.raises(FcnError, match="Two images would be called aachen_000000_000019"):
        FORMATS["cityscapes"].write(tmp_path / "out", twice, LABELS)


def test_ids_are_those_that_torchvision_knows() -> None:
    torchvision_ops.declare()
    from torchvision.datasets import Cityscapes

    theirs = {c.name: c for c in Cityscapes.classes if c.id > 6}
    every, trained = published(trained=False), published(trained=True)
    assert {n: theirs[n].id for n in every.labels.names} == dict(
        zip(every.labels.names, every.ids, strict=True)
    )
    assert len(every.ids) == len(theirs)
    assert [theirs[name].train_id for name in trained.labels.names] == list(range(19))
    table = trained.read_table
    assert table[7] == 0 and table[33] == 18 and table[0] == table[9] == table[255] == VOID


def test_more_labels_than_ids_are_refused() -> None:
    numbered(LabelSet.from_names(f"l{i}" for i in range(220)))
    with pytest.raises(FcnError, match="220 ids free"):
        numbered(LabelSet.from_names(f"l{i}" for i in range(221)))


@pytest.mark.parametrize(
    "text",
    ["{", "{}", "[3]", '[{"name": "a", "id": 7}]', '[{"name": "a", "id": 255, "trainId": 0}]',
     '[{"name": "a", "id": 1, "trainId": 0}, {"name": "b", "id": 1, "trainId": 1}]'],
)  # fmt: skip
def test_lists_that_are_damaged_are_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "cityscapes_labels.json"
    path.write_text(text)
    with pytest.raises(FcnError, match="is no list of labels"):
        listed(path)


def test_a_data_set_has_the_nineteen_labels(tmp_path: Path) -> None:
    folder = FORMATS["cityscapes"].write(tmp_path / "out", items(tmp_path), LABELS).folder
    read, _ = open_dataset(f"cityscapes:{folder}#val")
    assert read.labels.names == LABELS.names and len(read) == 1
    (folder / "cityscapes_labels.json").unlink()
    read, _ = open_dataset(f"cityscapes:{folder}")
    assert len(read.labels) == 19 and len(read) == 3
    assert np.unique(read.sample(0).mask).tolist() == [13, VOID]  # cars; 34 is none of theirs
    next(folder.glob("leftImg8bit/train/*/*.png")).unlink()
    with pytest.raises(FcnError, match="is missing"):
        open_dataset(f"cityscapes:{folder}")
