from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fcn_core.data.dataset import InMemory, Joined
from fcn_core.data.specs import open_dataset, open_joined
from fcn_core.data.voc import voc
from fcn_core.errors import FcnError
from fcn_core.labels import VOC
from fcn_core.masks import read_mask, write_mask
from tests.core.models import picture, voc_folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return voc_folder(tmp_path / "Daten @ ü")


def test_samples_are_images_with_their_masks(root: Path) -> None:
    source = voc(root, "train")
    assert (len(source), source.labels.names) == (4, ("background", "thing"))
    sample = source.sample(2)
    image, mask = picture(2)
    assert sample.image_id == "picture_2"
    assert np.array_equal(sample.image, image)
    assert np.array_equal(sample.mask, mask)
    assert np.array_equal(source.mask(2), mask)


def test_without_a_list_of_labels_they_are_vocs(root: Path) -> None:
    (root / "labels.txt").unlink()
    assert voc(root).labels == VOC


@pytest.mark.parametrize("part", ["JPEGImages", "SegmentationClass", "ImageSets/Segmentation"])
def test_a_missing_folder_is_named(root: Path, part: str) -> None:
    shutil.rmtree(root / part)
    with pytest.raises(FcnError, match=part):
        voc(root)


def test_an_unknown_split_tells_the_known_ones(root: Path) -> None:
    with pytest.raises(FcnError, match="train"):
        voc(root, "val")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\xfa", b"nobody\n"])
def test_a_useless_list_is_refused(root: Path, content: bytes) -> None:
    (root / "ImageSets/Segmentation/train.txt").write_bytes(content)
    with pytest.raises(FcnError) as caught:
        voc(root)
    assert caught.value.remedy


def test_an_image_and_mask_of_different_sizes_are_refused(root: Path) -> None:
    Image.new("RGB", (5, 5)).save(root / "JPEGImages" / "picture_0.png")
    with pytest.raises(FcnError, match="differ in size"):
        voc(root).sample(0)


@pytest.mark.parametrize("part", ["JPEGImages", "SegmentationClass"])
def test_a_missing_half_is_named(root: Path, part: str) -> None:
    (root / part / "picture_2.png").unlink()
    with pytest.raises(FcnError, match=r"1 of 4 (image|mask)s .* the first is picture_2"):
        voc(root)


def test_a_mask_of_unknown_values_is_refused(root: Path) -> None:
    strange = np.full((64, 80), 7, np.uint8)
    write_mask(root / "SegmentationClass" / "picture_1.png", strange)
    with pytest.raises(FcnError, match=r"picture_1\.png holds the value 7, but there are 2 labels"):
        voc(root).sample(1)


@pytest.mark.parametrize(
    ("suffix", "weight"), [("", 1.0), ("#train", 1.0), ("@0.5", 0.5), ("#train@2", 2.0)]
)
def test_specs_name_folder_split_and_weight(root: Path, suffix: str, weight: float) -> None:
    """The folder's own name holds an @."""
    source, found = open_dataset(f"voc:{root}/{suffix}")
    assert (len(source), found) == (4, weight)


@pytest.mark.parametrize(
    "spec", ["", "voc", "coco:x", "voc:x@y", "voc:x@nan", "voc:x@0", "voc:x@-1"]
)
def test_specs_that_name_nothing_are_refused(spec: str) -> None:
    with pytest.raises(FcnError) as caught:
        open_dataset(spec)
    assert caught.value.remedy


def test_joined_sets_follow_one_another_with_their_weights(root: Path, tmp_path: Path) -> None:
    voc_folder(tmp_path / "other", count=2)
    joined = open_joined([f"voc:{root}/", f"voc:{tmp_path / 'other'}@0.5"])
    assert isinstance(joined, Joined)
    assert len(joined) == 6
    assert joined.sample(4).image_id == "picture_0"
    assert joined.image_weights().tolist() == [1, 1, 1, 1, 0.5, 0.5]


def test_sets_of_different_labels_are_not_joined(root: Path, tmp_path: Path) -> None:
    voc_folder(tmp_path / "other")
    (tmp_path / "other/labels.txt").write_text("background\nother\n")
    with pytest.raises(FcnError, match="different labels"):
        open_joined([f"voc:{root}/", f"voc:{tmp_path / 'other'}"])


def test_memory_is_used_up_to_its_budget_and_not_beyond(root: Path) -> None:
    source = voc(root)
    size = 64 * 80 * 4
    memory = InMemory(source, budget=2 * size + 1)
    first = [memory.sample(i) for i in range(4)]
    again = [memory.sample(i) for i in range(4)]
    assert [a is b for a, b in zip(first, again, strict=True)] == [True, True, False, False]
    for index in range(4):
        assert np.array_equal(memory.mask(index), source.mask(index))


@pytest.mark.shared
def test_the_real_thing_is_read(shared_data: Path) -> None:
    source = voc(shared_data / "voc/val", "val")
    sample = source.sample(0)
    assert (len(source), source.labels) == (231, VOC)
    assert sample.image.shape[:2] == sample.mask.shape
    path = shared_data / "voc/val/SegmentationClass" / f"{sample.image_id}.png"
    assert np.array_equal(read_mask(path), sample.mask)
