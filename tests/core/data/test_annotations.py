"""labelme's and COCO's files as data sets: their shapes drawn, their faults named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fcn_core.data.finding import annotations_in
from fcn_core.data.specs import open_dataset
from fcn_core.errors import FcnError
from fcn_core.interchange.formats import FORMATS
from fcn_core.masks import UNTOUCHED, VOID, write_mask
from tests.conftest import LogWatch
from tests.core.interchange.given import items
from tests.core.models import LABELS

SIZE = (40, 60)


def picture(folder: Path, name: str = "a.png") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.zeros((*SIZE, 3), np.uint8)).save(folder / name)
    return folder / name


def write_mask_file(path: Path, value: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_mask(path, np.full(SIZE, value, np.uint8))


def shape(label: str, kind: str, *points: tuple[float, float], **more: Any) -> dict[str, Any]:
    return {"label": label, "shape_type": kind, "points": [list(p) for p in points], **more}


def labelme_file(folder: Path, *shapes: dict[str, Any], **changes: Any) -> Path:
    picture(folder)
    data = {"imagePath": "a.png", "imageHeight": SIZE[0], "imageWidth": SIZE[1], "shapes": shapes}
    path = folder / "a.json"
    path.write_text(json.dumps({**data, **changes}), encoding="utf-8")
    return path


def coco_file(folder: Path, *annotations: dict[str, Any]) -> Path:
    picture(folder / "images")
    (folder / "annotations").mkdir(exist_ok=True)
    path = folder / "annotations" / "instances_val.json"
    images = [{"id": 7, "file_name": "a.png", "height": SIZE[0], "width": SIZE[1]}]
    categories = [{"id": 9, "name": "dog"}, {"id": 3, "name": "cat"}]
    objects = [{"id": i, "image_id": 7, "iscrowd": 0, **a} for i, a in enumerate(annotations)]
    data = {"images": images, "categories": categories, "annotations": objects}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["labelme", "coco"])
def test_what_was_exported_is_read_again(kind: str, tmp_path: Path) -> None:
    source = items(tmp_path)
    FORMATS[kind].write(tmp_path / "out", source, LABELS)
    read, _ = open_dataset(f"{kind}:{tmp_path / 'out' / kind}#train")
    assert read.labels.names == LABELS.names and len(read) == 3
    masks = {item.image_id: item.mask() for item in source}
    for index in range(len(read)):
        sample, expected = read.sample(index), masks[read.sample(index).image_id]
        void = 0 if kind == "coco" else VOID
        assert np.array_equal(sample.mask, np.where(expected >= UNTOUCHED, void, expected))
        assert sample.image.shape[:2] == expected.shape


def test_every_kind_of_labelmes_shapes_is_drawn(tmp_path: Path) -> None:
    labelme_file(
        tmp_path,
        shape("box", "rectangle", (20, 20), (5, 10)),  # corners in any order
        shape("area", "polygon", (30, 5), (40, 5), (40, 15), (30, 15)),
        shape("disk", "circle", (50, 30), (50, 35)),
        shape("way", "linestrip", (2, 35), (30, 35)),
        shape("spot", "point", (50, 10)),
        shape("__ignore__", "rectangle", (0, 0), (3, 3)),
        shape("_background_", "rectangle", (10, 12), (12, 14)),
    )
    read, _ = open_dataset(f"labelme:{tmp_path}")
    assert read.labels.names == ("background", "area", "box", "disk", "spot", "way")
    mask = read.mask(0)
    sizes = {name: int((mask == i).sum()) for i, name in enumerate(read.labels.names)}
    assert sizes["box"] == 16 * 11 - 9 and sizes["area"] == 11 * 11
    assert (mask[:4, :4] == VOID).all() and mask[13, 11] == 0
    assert sizes["disk"] == pytest.approx(np.pi * 5.5**2, rel=0.1)
    assert sizes["spot"] == pytest.approx(np.pi * 5.5**2, rel=0.1)
    assert sizes["way"] == pytest.approx(28 * 10, rel=0.1)


def test_labels_txt_gives_the_ids(tmp_path: Path) -> None:
    labelme_file(tmp_path, shape("dog", "rectangle", (0, 0), (9, 9)))
    (tmp_path / "labels.txt").write_text("__ignore__\n_background_\ncat\ndog\n")
    read, _ = open_dataset(f"labelme:{tmp_path}")
    assert read.labels.names == ("background", "cat", "dog")
    assert np.unique(read.mask(0)).tolist() == [0, 2]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (shape("dog", "polygon", (1, 1), (2, 2)), "a polygon of 2 points"),
        (shape("dog", "spline", (1, 1)), "'spline' are not known"),
        (shape("dog", "mask", (0, 0), (3, 3), mask="bm9wZQ=="), "its mask is no PNG"),
        (shape("dog", "mask", (0, 0), (3, 3)), "cannot be drawn"),
        (shape("dog", "circle", (0, 0)), "cannot be drawn"),
    ],
)
def test_a_shape_that_cannot_be_drawn_is_named(
    bad: dict[str, Any], said: str, tmp_path: Path
) -> None:
    labelme_file(tmp_path, shape("cat", "rectangle", (0, 0), (5, 5)), bad)
    read, _ = open_dataset(f"labelme:{tmp_path}")
    with pytest.raises(FcnError, match=said) as caught:
        read.mask(0)
    assert "Shape 2 of" in caught.value.problem and "labelme" in caught.value.remedy


@pytest.mark.parametrize(
    "changes",
    [
        {"imageHeight": -40, "imageWidth": -60},
        {"imageHeight": float("inf")},
        {"imageHeight": None},
        {"shapes": [{"points": []}]},
        {"shapes": 7},
    ],
)
def test_labelme_files_that_are_damaged_are_named(changes: dict[str, Any], tmp_path: Path) -> None:
    labelme_file(tmp_path, shape("cat", "rectangle", (0, 0), (5, 5)), **changes)
    with pytest.raises(FcnError, match="is no labelme file"):
        open_dataset(f"labelme:{tmp_path}")


def test_sizes_may_be_written_in_any_way(tmp_path: Path) -> None:
    labelme_file(
        tmp_path,
        shape(" cat ", "rectangle", (0, 0), (5, 5)),
        imageHeight=str(SIZE[0]),
        imageWidth=float(SIZE[1]),
    )
    read, _ = open_dataset(f"labelme:{tmp_path}")
    assert read.mask(0).shape == SIZE and read.labels.names == ("background", "cat")


def test_annotations_choose_what_a_folder_is_about(tmp_path: Path) -> None:
    """COCO's captions and key points beside its objects; sub-folders before images."""
    coco_file(tmp_path / "c", {"category_id": 3, "segmentation": SQUARE})
    captions = {"images": [], "annotations": [{"caption": "a cat"}]}
    (tmp_path / "c/annotations/captions_val.json").write_text(json.dumps(captions))
    people = {"images": [], "annotations": [], "categories": [{"id": 1, "name": "person"}]}
    (tmp_path / "c/annotations/person_keypoints_val.json").write_text(json.dumps(people))
    found = annotations_in(tmp_path / "c")
    assert (found.kind, list(found.masks)) == ("COCO", ["a"])
    assert found.used == {"a": {"cat"}}
    picture(tmp_path / "m")
    write_mask_file(tmp_path / "m/masks/a.png", 1)
    found = annotations_in(tmp_path / "m")
    assert found.kind == "PNG" and found.masks["a"](SIZE).max() == 1


def test_annotations_tell_what_is_damaged_or_shares_its_name(tmp_path: Path) -> None:
    labelme_file(tmp_path, shape("cat", "rectangle", (0, 0), (5, 5)))
    (tmp_path / "b.json").write_text('{"shapes": [')
    (tmp_path / "c.json").write_text('{"shapes": 3}')
    found = annotations_in(tmp_path)
    assert (list(found.masks), found.damaged) == (["a"], ("b.json", "c.json"))
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations/a.json").write_text((tmp_path / "a.json").read_text())
    found = annotations_in(tmp_path)
    assert (list(found.masks), found.shared) == ([], 2)
    only = tmp_path / "only"
    only.mkdir()
    (only / "b.json").write_text("{")
    with pytest.raises(FcnError, match=r"b.json cannot be read"):
        annotations_in(only)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("__ignore__\n_background_\nzebra\n", ("background", "zebra")),
        ("_background_\nzebra\n", ("background", "zebra")),
        ("background\nzebra\n", ("background", "zebra")),
        ("road\ncar\n", ("road", "car")),
    ],
)
@pytest.mark.parametrize("file", ["labels.txt", "class_names.txt"])
def test_lists_of_labels_are_understood(
    lines: str, names: tuple[str, ...], file: str, tmp_path: Path
) -> None:
    write_mask_file(tmp_path / "masks/a.png", 1)
    (tmp_path / file).write_text(lines)
    labels = annotations_in(tmp_path).labels
    assert labels is not None and labels.names == names


def test_labelme_folders_that_are_none_are_named(tmp_path: Path) -> None:
    with pytest.raises(FcnError, match="no labelme file"):
        open_dataset(f"labelme:{tmp_path}")
    path = labelme_file(tmp_path, imagePath="gone.png")
    with pytest.raises(FcnError, match=r"'gone.png'.*is not there"):
        open_dataset(f"labelme:{tmp_path}")
    path.write_text("[]")
    with pytest.raises(FcnError, match="is no labelme file"):
        open_dataset(f"labelme:{tmp_path}")


def test_coco_objects_become_labels_the_smaller_on_top(tmp_path: Path) -> None:
    square = [[10.0, 10.0, 30.0, 10.0, 30.0, 30.0, 10.0, 30.0]]
    spot = {"size": list(SIZE), "counts": [SIZE[0] * 15 + 15, 4, SIZE[0] * SIZE[1]]}
    spot["counts"][-1] -= sum(spot["counts"][:-1])
    crowd = [[0.0, 0.0, 5.0, 0.0, 5.0, 5.0, 0.0, 5.0]]
    coco_file(
        tmp_path,
        {"category_id": 3, "segmentation": spot},  # plain run lengths
        {"category_id": 9, "segmentation": square},
        {"category_id": 9, "segmentation": crowd, "iscrowd": 1},
    )
    read, _ = open_dataset(f"coco:{tmp_path}")
    assert read.labels.names == ("background", "cat", "dog")
    mask = read.mask(0)
    assert mask[15:19, 15].tolist() == [1] * 4 and (mask == 1).sum() == 4
    assert (mask == 2).sum() == 400 - 4
    assert (mask == VOID).sum() == 25 and read.sample(0).image.shape == (*SIZE, 3)


AREA = SIZE[0] * SIZE[1]
SQUARE = [[0, 0, 9, 0, 9, 9]]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"category_id": 4, "segmentation": SQUARE}, "its category 4 is not named"),
        ({"category_id": None, "segmentation": SQUARE}, "its category None"),
        ({"category_id": [3], "segmentation": SQUARE}, r"its category [3]"),
        ({"segmentation": SQUARE}, "its category None"),
        ({"category_id": 3}, "it has no outline"),
        ({"category_id": 3, "segmentation": []}, "it has no outline"),
        ({"category_id": 3, "segmentation": [[]]}, "fewer than three corners"),
        ({"category_id": 3, "segmentation": [[0, 0, 9, 9]]}, "fewer than three corners"),
        ({"category_id": 3, "segmentation": "a box"}, ""),
        ({"category_id": 3, "segmentation": [[0, 0, 9, 0, 9, "x"]]}, ""),
        ({"category_id": 3, "segmentation": [[0, 0, 9, 0, 9, float("nan")]]}, "nowhere near"),
        ({"category_id": 3, "segmentation": [[0, 0, 9, 0, 9, float("inf")]]}, "nowhere near"),
        ({"category_id": 3, "segmentation": [[0, 0, 9, 0, 9, 1e9]]}, "nowhere near"),
        ({"category_id": 3, "segmentation": {"size": [2, 2], "counts": [4]}}, "its size is"),
        ({"category_id": 3, "segmentation": {"size": SIZE, "counts": [0, 5]}}, "do not fill"),
        ({"category_id": 3, "segmentation": {"size": SIZE, "counts": [AREA + 5, -5]}}, "not fill"),
        ({"category_id": 3, "segmentation": {"size": SIZE, "counts": "~~~~~~~"}}, "run lengths"),
        ({"category_id": 3, "segmentation": {"size": SIZE, "counts": "P"}}, "middle of a number"),
        ({"category_id": 3, "segmentation": {"size": SIZE, "counts": [10**400]}}, ""),
        ({"category_id": 3, "segmentation": {"counts": [AREA]}}, "size"),
    ],
)
def test_objects_that_cannot_be_drawn_are_named(
    bad: dict[str, Any], said: str, tmp_path: Path
) -> None:
    coco_file(tmp_path, bad)
    read, _ = open_dataset(f"coco:{tmp_path}#val")
    with pytest.raises(FcnError, match=r"object of a.png .* cannot be drawn") as caught:
        read.mask(0)
    assert said in caught.value.problem
    assert list(annotations_in(tmp_path).masks) == ["a"]  # of several, the others can be read


@pytest.mark.parametrize("nothing", [{}, {"segmentation": []}, {"segmentation": [[]]}])
def test_boxes_of_coco_are_left_out(
    nothing: dict[str, Any], tmp_path: Path, log_watch: LogWatch
) -> None:
    """As detectors' data sets have them: their images are not empty."""
    box = {"category_id": 9, "bbox": [1, 2, 3, 4], **nothing}
    coco_file(tmp_path, {"category_id": 3, "segmentation": SQUARE}, box)
    read, _ = open_dataset(f"coco:{tmp_path}")
    log_watch.expect("Left out, as they outline no area: 1 box.")
    assert np.unique(read.mask(0)).tolist() == [0, 1]
    found = annotations_in(tmp_path)
    assert (list(found.masks), found.used) == (["a"], {"a": {"cat"}})
    assert found.notes == ("Left out, as they outline no area: 1 box.",)
    coco_file(tmp_path, box, box)
    found = annotations_in(tmp_path)
    assert (list(found.masks), found.notes) == (
        [], ("Left out, as they outline no area: 2 boxes.",),
    )  # fmt: skip


def test_faults_of_coco_are_named(tmp_path: Path) -> None:
    path = coco_file(tmp_path)
    (tmp_path / "images/a.png").unlink()
    with pytest.raises(FcnError, match="is in none of"):
        open_dataset(f"coco:{tmp_path}")[0].sample(0)
    path.write_text("{}")
    with pytest.raises(FcnError, match="cannot be read as COCO"):
        open_dataset(f"coco:{tmp_path}")


@pytest.mark.shared
def test_real_labelme_files_are_read(shared_data: Path) -> None:
    read, _ = open_dataset(f"labelme:{shared_data / 'labelme'}")
    assert len(read) == 3 and {"person", "bottle", "chair", "bus"} <= set(read.labels.names)
    for index in range(3):
        sample = read.sample(index)
        assert sample.mask.shape == sample.image.shape[:2]
        assert 0.02 < (sample.mask > 0).mean() < 0.9
