"""Every format: what it says it wrote is what a reader of that format finds."""

from __future__ import annotations

import base64
import io
import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pycocotools import mask as packing
from pycocotools.coco import COCO

from fcn_core.cli.export import NAMES
from fcn_core.data.specs import open_dataset
from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_header, read_image
from fcn_core.interchange import run_lengths
from fcn_core.interchange.exporting import ExportItem
from fcn_core.interchange.formats import FORMATS
from fcn_core.interchange.regions import regions
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, VOID, Mask
from tests.core.interchange.given import SUFFIXES, items, mask_of
from tests.core.models import LABELS

RINGS = LabelSet.from_names(["background", "ring", 'a "dot"'])


def ring(folder: Path) -> ExportItem:
    """A ring with a dot in its hole, another at a corner, and a line of void."""
    mask = np.zeros((40, 50), np.uint8)
    cv2.circle(mask, (20, 20), 15, 1, 6)
    mask[18:22, 18:22], mask[0, 0], mask[39, 10:30] = 2, 2, UNTOUCHED
    path = folder / "ring.png"
    Image.fromarray(np.full((*mask.shape, 3), 90, np.uint8)).save(path)
    return ExportItem(image_id="ring", image=path, mask=partial(mask_of, mask))


def without_void(mask: Mask) -> Mask:
    return np.where(mask >= UNTOUCHED, np.uint8(0), mask)


def test_the_command_line_knows_every_format() -> None:
    assert tuple(FORMATS) == NAMES


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if each.is_read])
def test_all_images_leave_and_are_what_the_program_shows(name: str, tmp_path: Path) -> None:
    source = items(tmp_path)
    told: list[int] = []
    result = FORMATS[name].write(tmp_path / "out", source, LABELS, told.append)
    assert (result.images, told) == (len(source), [1, 2, 3, 4])
    assert result.same == result.pixels > 0
    files = [*result.folder.rglob("Bild*.jpg"), *result.folder.rglob("Bild*.png")]
    pictures = {
        file.stem.removesuffix("_leftImg8bit"): file
        for file in files
        if read_header(file).mode == "RGB" and not file.stem.endswith("_color")
    }
    assert len(pictures) == len(source)
    for item in source:
        found = pictures[item.image_id]
        shown = read_image(item.image).astype(int)
        assert np.abs(read_image(found) - shown).mean() < 4  # VOC's are JPEGs
        header = read_header(found)
        assert header.upright and (header.height, header.width) == item.mask().shape


def test_what_others_read_as_it_is_is_copied(tmp_path: Path) -> None:
    source = items(tmp_path)
    out = FORMATS["coco"].write(tmp_path / "out", source, LABELS).folder / "images"
    kept = [
        (out / item.image.name).is_file()
        and (out / item.image.name).read_bytes() == item.image.read_bytes()
        for item in source
    ]
    assert kept == [True, True, False, False], SUFFIXES  # webp; on its side


# pycocotools' decode is older than NumPy 2's copy keyword, and works without it.
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_pycocotools_reads_coco(tmp_path: Path) -> None:
    source = items(tmp_path)
    result = FORMATS["coco"].write(tmp_path / "out", source, LABELS)
    assert "4 void pixels" not in result.notes and "8 void pixels are background" in result.notes[0]
    seen = {}
    for split in ("train", "val"):
        coco = COCO(str(result.folder / f"annotations/instances_{split}.json"))
        assert [c["name"] for c in coco.loadCats(coco.getCatIds())] == list(LABELS.names[1:])
        for image in coco.loadImgs(coco.getImgIds()):
            mask = np.zeros((image["height"], image["width"]), np.uint8)
            for found in coco.loadAnns(coco.getAnnIds(imgIds=image["id"], iscrowd=0)):
                inside = coco.annToMask(found) > 0
                assert found["area"] == inside.sum()
                x, y, width, height = found["bbox"]
                assert inside[y : y + height, x : x + width].sum() == inside.sum()
                mask[inside] = found["category_id"]
            seen[Path(image["file_name"]).stem] = (split, mask)
    for item in source:
        split, mask = seen[item.image_id]
        assert split == ("val" if item.held_out else "train")
        assert np.array_equal(mask, without_void(item.mask()))


def test_a_region_is_an_object(tmp_path: Path) -> None:
    item = ring(tmp_path)
    assert [r.label for r in regions(item.mask(), len(RINGS))] == [1, 2, 2]
    result = FORMATS["coco"].write(tmp_path / "out", [item], RINGS)
    data = json.loads((result.folder / "annotations/instances_train.json").read_text())
    assert [a["category_id"] for a in data["annotations"]] == [1, 2, 2]


@pytest.mark.parametrize("labels", [LABELS, RINGS])
def test_labelme_reads_its_shapes(labels: LabelSet, tmp_path: Path) -> None:
    source = [ring(tmp_path)] if labels is RINGS else items(tmp_path)
    result = FORMATS["labelme"].write(tmp_path / "out", source, labels)
    names = (result.folder / "labels.txt").read_text(encoding="utf-8").splitlines()
    assert names == ["__ignore__", "_background_", *labels.names[1:]]
    for item in source:
        data = json.loads((result.folder / f"{item.image_id}.json").read_text(encoding="utf-8"))
        assert (result.folder / data["imagePath"]).is_file() and data["imageData"] is None
        mask = np.zeros((data["imageHeight"], data["imageWidth"]), np.uint8)
        for shape in data["shapes"]:
            assert shape["shape_type"] == "mask"
            (x1, y1), (x2, y2) = np.array(shape["points"]).astype(int)
            inside = np.array(Image.open(io.BytesIO(base64.b64decode(shape["mask"])))) > 0
            assert inside.shape == (y2 - y1 + 1, x2 - x1 + 1)
            value = names.index(shape["label"]) - 1  # labelme2voc's ids: -1 is void
            mask[y1 : y2 + 1, x1 : x2 + 1][inside] = VOID if value < 0 else value
        expected = item.mask()
        assert np.array_equal(mask, np.where(expected == UNTOUCHED, VOID, expected))


def test_yolo_reads_its_polygons(tmp_path: Path) -> None:
    source = items(tmp_path)
    result = FORMATS["yolo"].write(tmp_path / "out", source, LABELS)
    settings = (result.folder / "data.yaml").read_text(encoding="utf-8").splitlines()
    assert settings[:3] == ["train: train.txt", "val: val.txt", "names:"]
    assert settings[3:] == [f'  {i}: "{name}"' for i, name in enumerate(LABELS.names[1:])]
    (held_out,) = (result.folder / "val.txt").read_text(encoding="utf-8").splitlines()
    assert held_out == f"./images/{source[2].image_id}.png"
    for item in source:
        height, width = item.mask().shape
        mask = np.zeros((height, width), np.uint8)
        for line in (result.folder / f"labels/{item.image_id}.txt").read_text().splitlines():
            number, *values = line.split()
            assert len(values) >= 6 and all(0 <= float(v) <= 1 for v in values)
            corners = np.array(values, np.float32).reshape(-1, 2) * (width, height)
            cv2.fillPoly(mask, [corners.astype(np.int32)], int(number) + 1)
        assert np.array_equal(mask, without_void(item.mask()))


def test_what_polygons_lose_is_said(tmp_path: Path) -> None:
    result = FORMATS["yolo"].write(tmp_path / "out", [ring(tmp_path)], RINGS)
    assert result.pixels - result.same > 100  # the hole, less the dot in it
    assert "20 void pixels are background" in result.notes[0]
    assert result.notes[1:] == (
        "1 object has holes, which polygons fill.",
        "No image is held out: YOLO wants some in val.txt.",
    )
    lines = (result.folder / "labels/ring.txt").read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["0", "1", "1"]  # the dot lies over the ring


def test_our_own_reader_reads_the_plain_folder(tmp_path: Path) -> None:
    source = items(tmp_path)
    result = FORMATS["plain"].write(tmp_path / "out", source, LABELS)
    read, _ = open_dataset(f"folder:{result.folder}#val")
    assert read.labels.names == LABELS.names and len(read) == 1
    expected = source[2].mask()
    assert np.array_equal(read.mask(0), np.where(expected == UNTOUCHED, VOID, expected))
    data = json.loads((result.folder / "labels.json").read_text(encoding="utf-8"))
    assert data["void"] == VOID
    assert [(d["id"], d["name"], tuple(d["color"])) for d in data["labels"]] == [
        (i, label.name, label.color) for i, label in enumerate(LABELS.labels)
    ]


@pytest.mark.parametrize("name", ["voc", "plain", "ultralytics", "cityscapes"])
def test_a_difference_is_never_called_done(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(_: Path) -> Mask:
        return np.zeros((64, 80), np.uint8)

    monkeypatch.setattr(f"fcn_core.interchange.{name}.read_mask", other)
    with pytest.raises(FcnError, match="does not hold what was written"):
        FORMATS[name].write(tmp_path / "out", items(tmp_path), LABELS)


@pytest.mark.parametrize("name", FORMATS)
def test_what_no_export_has_written_is_never_replaced(name: str, tmp_path: Path) -> None:
    """Not even an image of that name, where the folder of the images was chosen."""
    folder = FORMATS[name].write(tmp_path / "first", items(tmp_path), LABELS).folder
    written = [p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")]
    for number, path in enumerate(written):
        out = tmp_path / f"with {number}"
        theirs = out / path.relative_to(tmp_path / "first")
        theirs.parent.mkdir(parents=True)
        theirs.write_bytes(b"mine")
        with pytest.raises(FcnError, match="is there already, and no export has written it"):
            FORMATS[name].write(out, items(tmp_path), LABELS)
        assert theirs.read_bytes() == b"mine"
        theirs.unlink()
        FORMATS[name].write(out, items(tmp_path), LABELS)


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_takes_the_place_of_the_one_before(name: str, tmp_path: Path) -> None:
    source = items(tmp_path)
    folder = FORMATS[name].write(tmp_path / "out", source, LABELS).folder
    mine = folder / "training-log.txt"
    mine.write_text("mine")
    FORMATS[name].write(tmp_path / "out", source[:3], LABELS)
    assert list(folder.rglob(f"{source[3].image_id}*")) == []
    assert all(list(folder.rglob(f"{item.image_id}*")) for item in source[:3])
    assert mine.read_text() == "mine"


def test_a_record_that_names_other_folders_deletes_nothing(tmp_path: Path) -> None:
    mine, source = tmp_path / "mine.txt", items(tmp_path)
    mine.write_text("mine")
    for name in ("../../mine.txt", str(mine), 7):
        record = tmp_path / "out/plain/.fcn-export"
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(name))
        with pytest.raises(FcnError, match="is damaged"):
            FORMATS["plain"].write(tmp_path / "out", source, LABELS)
    assert mine.read_text() == "mine"


def test_formats_do_not_meet_in_one_folder(tmp_path: Path) -> None:
    source = items(tmp_path)
    folders = {name: each.write(tmp_path, source, LABELS).folder for name, each in FORMATS.items()}
    assert len(set(folders.values())) == len(FORMATS)
    own = ("labelme", "coco", "cvat", "yolo", "ultralytics", "cityscapes")
    for kind, name in (*zip(own, own, strict=True), ("folder", "plain")):
        assert len(open_dataset(f"{kind}:{folders[name]}#train")[0]) == 3


@pytest.mark.parametrize("name", FORMATS)
def test_a_mask_that_is_not_the_images_ends_the_export(name: str, tmp_path: Path) -> None:
    (item, *_) = items(tmp_path)
    small = replace(item, mask=partial(mask_of, np.zeros((3, 4), np.uint8)))
    with pytest.raises(FcnError, match="is 4 x 3 pixels, the image 80 x 64"):
        FORMATS[name].write(tmp_path / "out", [small], LABELS)
    strange = replace(item, mask=partial(mask_of, np.full((64, 80), 7, np.uint8)))
    with pytest.raises(FcnError, match="holds the value 7, but there are 2 labels"):
        FORMATS[name].write(tmp_path / "out", [strange], LABELS)


@pytest.mark.parametrize("name", ["coco", "labelme", "cvat", "yolo"])
def test_a_first_label_that_is_a_thing_is_told(name: str, tmp_path: Path) -> None:
    labels = LabelSet.from_names(["sky", "thing"])
    result = FORMATS[name].write(tmp_path / "out", items(tmp_path), labels)
    assert any("'sky', the first label, is the background there" in n for n in result.notes)


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("coco", ["sky", "background"]),
        ("labelme", ["sky", "__ignore__"]),
        ("cvat", ["sky", "_background_"]),
        ("yolo", ["sky", "background"]),
        ("voc", ["background", "__ignore__"]),
        ("plain", ["__ignore__", "sky"]),
    ],
)
def test_names_with_a_meaning_are_refused(name: str, labels: list[str], tmp_path: Path) -> None:
    with pytest.raises(FcnError, match="has a meaning of its own"):
        FORMATS[name].write(tmp_path / "out", items(tmp_path), LabelSet.from_names(labels))
    assert not (tmp_path / "out").exists()


@given(data=st.data(), height=st.integers(1, 30), width=st.integers(1, 30))
def test_run_lengths_are_pycocotools_own(data: st.DataObject, height: int, width: int) -> None:
    top, left = data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))
    shape = data.draw(st.integers(1, height - top)), data.draw(st.integers(1, width - left))
    seed = data.draw(st.integers(0, 999))
    inside = np.random.default_rng(seed).random(shape) < data.draw(st.floats(0, 1))
    whole = np.zeros((height, width), np.uint8, order="F")
    whole[top : top + shape[0], left : left + shape[1]] = inside
    counts = run_lengths.counts_of(inside, left, top, (height, width))
    packed = run_lengths.packed(counts, (height, width))
    theirs: Any = packing.encode(whole)["counts"]
    assert packed.encode() == theirs
    assert np.array_equal(run_lengths.checked(run_lengths.unpacked(packed), whole.shape), counts)
    columns = np.zeros(whole.size, np.uint8)
    run_lengths.fill(columns, counts, 1)
    assert np.array_equal(columns.reshape(width, height).T, whole)
    assert run_lengths.area(counts) == inside.sum()
