"""Masks of CVAT, YOLO, Ultralytics, Cityscapes and VOC, as data sets and as found in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tifffile import imwrite

from fcn_core.data.annotations import Annotations
from fcn_core.data.finding import annotations_in
from fcn_core.data.painted import of_colors, read_colors
from fcn_core.data.specs import open_dataset
from fcn_core.errors import FcnError
from fcn_core.interchange.exporting import ExportItem
from fcn_core.interchange.formats import FORMATS
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, VOID, Mask, encode_mask, write_mask
from tests.conftest import LogWatch
from tests.core.interchange.given import items
from tests.core.models import LABELS

SIZE = (40, 60)
SQUARE = "0.1 0.1 0.5 0.1 0.5 0.5 0.1 0.5"
BOX = "0 0.5 0.5 0.1 0.1"
POLYGON = '<polygon label="cat" points="10,10;30,10;30,30;10,30"/>'
NO_VOID = ("cvat", "yolo")


def picture(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.zeros((*SIZE, 3), np.uint8)).save(path)
    return path


def text(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def cvat_file(path: Path, **images: str) -> Path:
    size = 'width="60" height="40"'
    elements = "".join(
        f'<image id="1" name="{name.replace("__", "/")}.png" {size}>{shapes}</image>'
        for name, shapes in images.items()
    )
    return text(path, f"<annotations>{elements}</annotations>")


def masks_of(found: Annotations) -> dict[str, Mask]:
    return {name: read(SIZE) for name, read in found.masks.items()}


def without_void(mask: Mask, value: int) -> Mask:
    return np.where(mask >= UNTOUCHED, np.uint8(value), mask)


@pytest.mark.parametrize("kind", ["cvat", "yolo", "ultralytics", "cityscapes"])
def test_what_was_exported_is_a_data_set(kind: str, tmp_path: Path) -> None:
    source = items(tmp_path)
    folder = FORMATS[kind].write(tmp_path / "out", source, LABELS).folder
    masks = {item.image_id: item.mask() for item in source}
    for split, size in (("train", 3), ("val", 1)):
        read, _ = open_dataset(f"{kind}:{folder}#{split}")
        assert read.labels.names == LABELS.names and len(read) == size
        for index in range(size):
            sample = read.sample(index)
            expected = without_void(masks[sample.image_id], 0 if kind in NO_VOID else VOID)
            assert np.array_equal(sample.mask, expected)
            assert np.array_equal(read.mask(index), expected)
            assert sample.image.shape[:2] == expected.shape
    with pytest.raises(FcnError, match="nowhere"):
        open_dataset(f"{kind}:{folder}#nowhere")


@pytest.mark.parametrize(
    ("kind", "called"),
    [
        ("cvat", "CVAT"),
        ("yolo", "YOLO"),
        ("ultralytics", "Ultralytics semantic segmentation"),
        ("cityscapes", "Cityscapes"),
        ("voc", "PASCAL VOC"),
        ("plain", "PNG"),
    ],
)
def test_what_was_exported_is_found(kind: str, called: str, tmp_path: Path) -> None:
    source = items(tmp_path)
    folder = FORMATS[kind].write(tmp_path / "out", source, LABELS).folder
    found = annotations_in(folder)
    assert found.kind == called and found.labels is not None
    assert found.labels.names == LABELS.names
    assert {found.name_of(item.image) for item in source} == set(found.masks)
    for item in source:
        mask = item.mask()
        read = found.masks[item.image_id]((mask.shape[0], mask.shape[1]))
        assert np.array_equal(read, without_void(mask, 0 if kind in NO_VOID else VOID))
    around = annotations_in(tmp_path / "out")  # what the export was written into
    assert (around.kind, set(around.masks)) == (found.kind, set(found.masks))
    assert around.labels is not None and around.labels.names == LABELS.names


def test_a_folder_beside_others_is_not_looked_into(tmp_path: Path) -> None:
    text(tmp_path / ".cache" / "note", "")
    cvat_file(tmp_path / "one" / "annotations.xml", a=POLYGON)
    assert list(annotations_in(tmp_path).masks) == ["a"]
    (tmp_path / "two").mkdir()
    with pytest.raises(FcnError, match="There are no masks"):
        annotations_in(tmp_path)


def test_cvats_files_belong_together(tmp_path: Path) -> None:
    """Two tasks, images in folders, VOC's boxes beside them; what has no area is told."""
    cvat_file(tmp_path / "one.xml", sub__a=POLYGON, b=f'<box label="car"/>{POLYGON}', c="")
    dog = POLYGON.replace("cat", "dog")
    cvat_file(tmp_path / "two.xml", d=dog, e='<tag label="cat"/><box/>', other__a=dog, f=dog)
    text(tmp_path / "voc.xml", "<annotation><object/></annotation>")
    text(tmp_path / "broken.xml", "<annotations><image")
    found = annotations_in(tmp_path)
    assert found.labels is not None and found.labels.names == ("background", "cat", "dog")
    assert (list(found.masks), found.shared) == (["b", "d", "f"], 2)  # two are called "a"
    assert found.damaged == ("broken.xml",) and found.used is not None
    assert (found.used["b"], found.used["d"]) == ({"cat"}, {"dog"})
    assert np.unique(masks_of(found)["d"]).tolist() == [0, 2]
    assert found.notes == (
        "Left out, as they outline no area: 2 boxes, 1 tag.",
        "2 images without areas stay as they are.",
    )


def test_a_broken_file_alone_is_named(tmp_path: Path) -> None:
    text(tmp_path / "annotations.xml", "<annotations><image")
    with pytest.raises(FcnError, match=r"annotations\.xml cannot be read as CVAT's"):
        annotations_in(tmp_path)


def test_cvat_as_a_data_set(tmp_path: Path, log_watch: LogWatch) -> None:
    cvat_file(tmp_path / "annotations.xml", sub__a=POLYGON, b="<points/>")
    with pytest.raises(FcnError, match=r"The image sub/a\.png .* is not in"):
        open_dataset(f"cvat:{tmp_path}")
    picture(tmp_path / "images/sub/a.png")
    picture(tmp_path / "b.png")
    read, _ = open_dataset(f"cvat:{tmp_path}")
    log_watch.expect("1 set of points")
    assert [read.sample(i).image_id for i in range(2)] == ["a", "b"]
    assert (read.mask(0) == 1).sum() == 400 and not read.mask(1).any()
    Image.fromarray(np.zeros((9, 9, 3), np.uint8)).save(tmp_path / "b.png")
    with pytest.raises(FcnError, match="its annotations say"):
        read.sample(1)


def test_cvats_projects_have_subsets(tmp_path: Path) -> None:
    path = cvat_file(tmp_path / "annotations.xml", a=POLYGON, b=POLYGON)
    path.write_text(path.read_text().replace('name="a.png"', 'subset="Train" name="a.png"'))
    picture(tmp_path / "images/Train/a.png")
    read, _ = open_dataset(f"cvat:{tmp_path}#Train")
    assert len(read) == 1 and read.sample(0).image_id == "a"


@pytest.mark.parametrize("name", ["../../a.png", "..\\..\\a.png", "{root}/a.png"])
def test_names_in_cvats_files_lead_nowhere_else(tmp_path: Path, name: str) -> None:
    picture(tmp_path / "a.png")
    path = cvat_file(tmp_path / "set/annotations.xml", a=POLYGON)
    path.write_text(path.read_text().replace("a.png", name.format(root=tmp_path)))
    (tmp_path / "set/images").mkdir()
    with pytest.raises(FcnError, match="is not in"):
        open_dataset(f"cvat:{tmp_path / 'set'}")


def yolo_folder(root: Path, yaml: str = "train: images\nval: images\nnames: [cat, dog]\n") -> Path:
    text(root / "data.yaml", yaml)
    picture(root / "images/a.png")
    text(root / "labels/a.txt", f"1 {SQUARE}\n")
    return root


def test_yolo_in_the_layouts_that_people_have(tmp_path: Path) -> None:
    """Roboflow's splits with one ".." too many, images without labels, a list of classes."""
    names = "train: ../train/images\nval: ../valid/images\nnames: [cat, dog]\n"
    text(tmp_path / "r/data.yaml", names)
    for split, name in (("train", "a.v2"), ("train", "none"), ("valid", "b")):
        picture(tmp_path / f"r/{split}/images/{name}.png")
    text(tmp_path / "r/train/labels/a.v2.txt", f"1 {SQUARE}\n")
    text(tmp_path / "r/valid/labels/b.txt", "")
    read, _ = open_dataset(f"yolo:{tmp_path / 'r'}#train")
    assert [np.unique(read.mask(i)).tolist() for i in range(2)] == [[0, 2], [0]]
    found = annotations_in(tmp_path / "r")
    assert list(found.masks) == ["a.v2", "b"]
    assert found.used == {"a.v2": {"dog"}, "b": set()}
    assert annotations_in(tmp_path / "r/train/labels").kind == "YOLO"
    text(tmp_path / "c/a.txt", f"0.0 {SQUARE}\n")
    text(tmp_path / "c/notes.txt", "not an outline\n")
    with pytest.raises(FcnError, match="Nothing names the classes") as caught:
        annotations_in(tmp_path / "c")
    assert "classes.txt" in caught.value.remedy
    text(tmp_path / "c/classes.txt", "\ufeffbackground\ncat\n")
    found = annotations_in(tmp_path / "c")
    assert found.labels is not None and found.labels.names == ("background", "cat")
    assert list(found.masks) == ["a"] and not masks_of(found)["a"].any()


@pytest.mark.parametrize("kind", ["yolo", "ultralytics"])
@pytest.mark.parametrize("labels", [["background"], ["sky"], ["background", "sky"]])
def test_few_labels_come_back(kind: str, labels: list[str], tmp_path: Path) -> None:
    """A single one, too: Ultralytics knows a background before it that has no name."""
    mask = np.zeros(SIZE, np.uint8)
    mask[0, :3] = VOID
    item = ExportItem(image_id="a", image=picture(tmp_path / "a.png"), mask=lambda: mask)
    folder = FORMATS[kind].write(tmp_path / "out", [item], LabelSet.from_names(labels)).folder
    found = annotations_in(folder)
    (read,) = masks_of(found).values()
    assert found.labels is not None
    shown = {found.labels.names[value] for value in np.unique(read) if value != VOID}
    assert shown == {"background" if kind == "yolo" else labels[0]}
    assert np.array_equal(read == VOID, (mask == VOID) & (kind == "ultralytics"))
    data, _ = open_dataset(f"{kind}:{folder}#train")
    assert np.array_equal(data.mask(0), read)


def test_images_may_be_called_as_lists_of_classes_are(tmp_path: Path) -> None:
    yolo_folder(tmp_path)
    for name in ("labels", "classes"):
        picture(tmp_path / f"images/{name}.png")
        text(tmp_path / f"labels/{name}.txt", f"0 {SQUARE}\n" if name == "labels" else "")
    for place in (tmp_path, tmp_path / "labels"):
        assert list(annotations_in(place).masks) == ["a", "classes", "labels"]
    (tmp_path / "data.yaml").unlink()
    with pytest.raises(FcnError, match="Nothing names the classes"):
        annotations_in(tmp_path)
    text(tmp_path / "labels/classes.txt", "cat\ndog\n")
    found = annotations_in(tmp_path)
    assert found.labels is not None and found.labels.names == ("background", "cat", "dog")
    assert list(found.masks) == ["a", "labels"]


@pytest.mark.parametrize("below", ["images", "labels", "images/labels", "labels/images"])
def test_folders_may_be_called_as_yolos_are(below: str, tmp_path: Path) -> None:
    text(tmp_path / "data.yaml", "train: images\nnames: [cat]\n")
    picture(tmp_path / f"images/{below}/a.png")
    text(tmp_path / f"labels/{below}/a.txt", f"0 {SQUARE}\n")
    found = annotations_in(tmp_path)
    assert (list(found.masks), found.shared) == (["a"], 0) and masks_of(found)["a"].any()
    assert open_dataset(f"yolo:{tmp_path}")[0].mask(0).any()
    grey(tmp_path / f"masks/{below}/a.png", 0, 1)
    assert open_dataset(f"ultralytics:{tmp_path}")[0].mask(0).any()


def test_moved_data_sets_are_read(tmp_path: Path) -> None:
    """Lists of another machine's paths, as trainers write them."""
    old = "E:\\work\\cats\\"
    yolo_folder(tmp_path, f"path: {old}\ntrain: {old}train.txt\nnames: [cat, dog]\n")
    text(tmp_path / "train.txt", f"{old}images\\a.png\n")
    assert open_dataset(f"yolo:{tmp_path}")[0].sample(0).mask.any()
    text(tmp_path / "train.txt", f"{old}images\\gone.png\n")
    with pytest.raises(FcnError, match="is not there"):
        open_dataset(f"yolo:{tmp_path}")


@pytest.mark.parametrize("kind", ["voc", "yolo", "cvat", "plain"])
def test_a_stray_file_ends_no_import(kind: str, tmp_path: Path) -> None:
    folder = FORMATS[kind].write(tmp_path / "out", items(tmp_path), LABELS).folder
    names = {*annotations_in(folder).masks}
    text(folder / "a.yaml", "names: [cat")
    text(folder / "values.yml", "{{ a template }}: [")
    found = annotations_in(folder)
    assert ({*found.masks}, found.damaged) == (names, ("a.yaml",))


def test_a_damaged_data_yaml_is_named(tmp_path: Path) -> None:
    grey(tmp_path / "masks/a.png", 0, 1)
    text(tmp_path / "data.yaml", "names: [cat")
    with pytest.raises(FcnError, match=r"data\.yaml cannot be read") as caught:
        annotations_in(tmp_path)
    assert caught.value.remedy
    found = annotations_in(tmp_path / "masks")  # it need not be about them
    assert list(found.masks) == ["a"]


def test_boxes_are_no_empty_images(tmp_path: Path, log_watch: LogWatch) -> None:
    yolo_folder(tmp_path)
    text(tmp_path / "labels/b.txt", f"{BOX}\n")
    text(tmp_path / "labels/c.txt", f"{BOX}\n0 {SQUARE}\n")
    text(tmp_path / "labels/d.txt", "0 1 2\n")
    found = annotations_in(tmp_path)
    assert (list(found.masks), found.damaged) == (["a", "c"], ("d.txt",))
    assert found.notes == ("Left out, as they outline no area: 2 boxes.",)
    picture(tmp_path / "images/b.png")
    text(tmp_path / "labels/d.txt", "")
    assert len(open_dataset(f"yolo:{tmp_path}")[0]) == 2
    log_watch.expect("1 box.")


def test_faults_of_yolo_are_named(tmp_path: Path) -> None:
    yolo_folder(tmp_path, "names: [cat]\n")
    with pytest.raises(FcnError, match=r"no data\.yaml with names, train and val"):
        open_dataset(f"yolo:{tmp_path}")
    read, _ = open_dataset(
        f"yolo:{yolo_folder(tmp_path, 'train: images' + chr(10) + 'names: [cat]')}"
    )
    with pytest.raises(FcnError, match="class 1, which has no name"):
        read.mask(0)
    for entry, said in (("gone", "is not there"), ("labels", "has no images for train")):
        yolo_folder(tmp_path, f"train: {entry}\nnames: [cat]\n")
        with pytest.raises(FcnError, match=said):
            open_dataset(f"yolo:{tmp_path}")


def test_texts_beside_masks_are_no_outlines(tmp_path: Path) -> None:
    grey(tmp_path / "labels/a.png", 0, 1)
    text(tmp_path / "labels/read me.txt", "Thank you.\n")
    assert annotations_in(tmp_path).kind == "PNG"


def grey(path: Path, *values: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    mask = np.resize(np.array(values, np.uint8), SIZE)
    path.write_bytes(encode_mask(mask, None))


def test_ultralytics_maps_values_to_classes(tmp_path: Path) -> None:
    yaml = "train: images/train\nmasks_dir: truth\nnames: {0: road, 1: car}\n"
    text(tmp_path / "data.yaml", f"{yaml}label_mapping: {{0: ignore_label, 7: 0, 26: 1}}\n")
    picture(tmp_path / "images/train/a.png")
    grey(tmp_path / "truth/train/a.png", 0, 7, 26, 255)
    read, _ = open_dataset(f"ultralytics:{tmp_path}")
    assert read.labels.names == ("road", "car")
    assert read.mask(0)[0, :4].tolist() == [VOID, 0, 1, VOID]
    for place in (tmp_path, tmp_path / "truth/train"):
        assert masks_of(annotations_in(place))["a"][0, :4].tolist() == [VOID, 0, 1, VOID]
    grey(tmp_path / "truth/train/a.png", 7, 9)
    with pytest.raises(FcnError, match="holds the value 9, which is no class"):
        read.mask(0)
    (tmp_path / "truth/train/a.png").unlink()
    with pytest.raises(FcnError, match="is missing"):
        open_dataset(f"ultralytics:{tmp_path}")


def test_the_chosen_folder_is_the_one_that_is_read(tmp_path: Path) -> None:
    text(tmp_path / "data.yaml", "train: images\nnames: [road, car]\n")
    grey(tmp_path / "masks/a.png", 0, 1)
    grey(tmp_path / "older/b.png", 0, 1)
    assert list(annotations_in(tmp_path / "older").masks) == ["b"]
    assert list(annotations_in(tmp_path).masks) == ["a"]


def test_masks_elsewhere_are_not_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A data.yaml may name a folder as large as the disk."""
    grey(tmp_path / "all/masks/b.png", 0, 1)
    grey(tmp_path / "mine/a.png", 0, 1)
    text(tmp_path / "mine/data.yaml", f"path: {tmp_path}/all\ntrain: images\nnames: [road, car]\n")
    looked_through: list[Path] = []
    real = Path.rglob

    def rglob(place: Path, pattern: str) -> Iterator[Path]:
        looked_through.append(place)
        return real(place, pattern)

    monkeypatch.setattr(Path, "rglob", rglob)
    assert list(annotations_in(tmp_path / "mine").masks) == ["a"]
    assert all(place.is_relative_to(tmp_path / "mine") for place in looked_through)


def test_a_single_class_is_a_thing_before_a_background(tmp_path: Path) -> None:
    text(tmp_path / "data.yaml", "train: images\nnames: [cell]\n")  # masks/ is the usual place
    grey(tmp_path / "masks/a.png", 0, 1)
    found = annotations_in(tmp_path)
    assert found.labels is not None and found.labels.names == ("background", "cell")
    assert masks_of(found)["a"][0, :2].tolist() == [0, 1]


def test_cityscapes_is_found_from_any_of_its_folders(tmp_path: Path) -> None:
    grey(tmp_path / "gtFine/train/bonn/bonn_000000_000001_gtFine_labelIds.png", 0, 9, 26)
    for place in ("", "gtFine", "gtFine/train", "gtFine/train/bonn"):
        found = annotations_in(tmp_path / place)
        assert found.name_of(Path("bonn_000000_000001_leftImg8bit.png")) in found.masks
        assert found.labels is not None
        (mask,) = masks_of(found).values()
        shown = [found.labels.names[v] if v < VOID else "" for v in mask[0, :3]]
        assert shown == ["", "parking", "car"]


def test_vocs_masks_have_vocs_names(tmp_path: Path) -> None:
    root = tmp_path / "VOCdevkit/VOC2012"
    mask = np.zeros(SIZE, np.uint8)
    mask[0] = 8
    (root / "JPEGImages").mkdir(parents=True)
    (root / "SegmentationClass").mkdir()
    write_mask(root / "SegmentationClass/a.png", mask)
    for place in (tmp_path, root.parent, root, root / "SegmentationClass"):
        found = annotations_in(place)
        assert found.kind == "PASCAL VOC" and found.labels is not None
        assert found.labels.names[masks_of(found)["a"][0, 0]] == "cat"
    (root / "JPEGImages").rmdir()
    assert annotations_in(root).labels is None  # any folder may be called so


def test_index_masks_may_be_tiffs_and_pages(tmp_path: Path) -> None:
    stack = np.stack([np.full(SIZE, value, np.uint16) for value in (1, 2)])
    (tmp_path / "masks").mkdir()
    imwrite(tmp_path / "masks/stack.tif", stack, photometric="minisblack", compression="zstd")
    imwrite(tmp_path / "masks/a.tiff", stack[0], compression="deflate")
    text(tmp_path / "labels.txt", "background\ncat\ndog\n")
    found = annotations_in(tmp_path)
    assert (found.kind, found.shared) == ("TIFF", 0)
    second = found.name_of(tmp_path / "images/stack.tif/2")
    assert {name: np.unique(m).tolist() for name, m in masks_of(found).items()} == {
        "a": [1], "stack": [1], second: [2],
    }  # fmt: skip
    grey(tmp_path / "masks/a.png", 0)
    found = annotations_in(tmp_path)
    assert (found.kind, found.shared, list(found.masks)) == ("PNG", 2, ["stack", "stack_2"])


def test_every_colour_is_told_from_every_other(tmp_path: Path) -> None:
    path = tmp_path / "labelmap.txt"
    colors = np.random.default_rng(0).permutation(254 * 3).reshape(-1, 3) % 256
    colors = np.unique(colors, axis=0)[:250]
    text(path, "".join(f"l{n}:{r},{g},{b}::\n" for n, (r, g, b) in enumerate(colors)))
    labels, table = read_colors(path)
    values = np.random.default_rng(1).integers(0, len(colors), (13, 17))
    Image.fromarray(colors[values].astype(np.uint8)).save(tmp_path / "a.png")
    assert [labels.names[v] for v in of_colors(table, tmp_path / "a.png").flat] == [
        f"l{v}" for v in values.flat
    ]


LABELMAP = "# label:color_rgb:parts:actions\nbackground:0,0,0::\ncat:10,20,30::\ndog:40,50,60::\n"


def test_cvats_colours_are_labels(tmp_path: Path) -> None:
    """CVAT's "Segmentation mask 1.1" paints in the colours of its labelmap.txt."""
    text(tmp_path / "labelmap.txt", f"{LABELMAP}ignored:1,1,1::\n")
    colors = np.zeros((*SIZE, 3), np.uint8)
    colors[0, :5] = [(10, 20, 30), (40, 50, 60), (1, 1, 1), (224, 224, 192), (0, 0, 0)]
    (tmp_path / "SegmentationClass").mkdir()
    Image.fromarray(colors).save(tmp_path / "SegmentationClass/a.png")
    found = annotations_in(tmp_path)
    assert found.labels is not None and found.labels.names == ("background", "cat", "dog")
    assert masks_of(found)["a"][0, :5].tolist() == [1, 2, VOID, VOID, 0]
    colors[3, 4] = 9
    Image.fromarray(colors).save(tmp_path / "SegmentationClass/a.png")
    with pytest.raises(FcnError, match=r"the colour \(9, 9, 9\), which labelmap\.txt lacks"):
        masks_of(found)
    (tmp_path / "SegmentationClass/a.png").write_bytes(b"no picture")
    with pytest.raises(FcnError, match="cannot be read"):
        masks_of(found)
    for line in ("cat", "cat:1,2,256::", "cat:1,2,-3::", "cat:1,2::"):
        text(tmp_path / "labelmap.txt", f"{line}\n")
        with pytest.raises(FcnError, match="names no colour for 'cat'"):
            annotations_in(tmp_path)
