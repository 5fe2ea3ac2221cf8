"""Numbered objects of Cellpose and of our own exports, as masks of labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from fcn_core.data.finding import annotations_in
from fcn_core.data.objects import objects_annotations
from fcn_core.data.specs import open_dataset
from fcn_core.errors import FcnError
from fcn_core.interchange.exporting import ExportItem
from fcn_core.interchange.formats import FORMATS
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask
from tests.core.interchange.given import mask_of

NUMBERS = np.zeros((30, 40), np.uint16)
NUMBERS[2:9, 3:9], NUMBERS[12:20, 12:20], NUMBERS[22:28, 30:38] = 1, 2, 700


def cells(folder: Path, name: str = "cell", ending: str = "_masks.tif") -> Path:
    """An image, and what Cellpose makes of it beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full((30, 40, 3), 9, np.uint8)).save(folder / f"{name}.png")
    path = folder / f"{name}{ending}"
    if path.suffix == ".tif":
        tifffile.imwrite(path, NUMBERS)
    else:
        Image.fromarray(NUMBERS).save(path)
    return path


@pytest.mark.parametrize("ending", ["_masks.tif", "_cp_masks.tif", "_cp_masks.png"])
def test_what_cellpose_leaves(ending: str, tmp_path: Path) -> None:
    cells(tmp_path, ending=ending)
    found = annotations_in(tmp_path, tmp_path)
    assert found.labels is not None and found.labels.names == ("background", "object")
    mask = found.masks[found.name_of(Path("cell.png"))]((30, 40))
    assert np.array_equal(mask, NUMBERS > 0)
    read, _ = open_dataset(f"objects:{tmp_path}")
    assert len(read) == 1 and np.array_equal(read.sample(0).mask, NUMBERS > 0)


def test_cellposes_own_masks_need_no_image_beside(tmp_path: Path) -> None:
    cells(tmp_path, ending="_cp_masks.tif")
    (tmp_path / "cell.png").unlink()
    assert list(annotations_in(tmp_path).masks) == ["cell"]
    with pytest.raises(FcnError, match=r"The image of .*cell_cp_masks\.tif is missing"):
        open_dataset(f"objects:{tmp_path}")


def test_two_masks_of_an_image(tmp_path: Path) -> None:
    """What Cellpose made is newer than what it learned from."""
    tifffile.imwrite(cells(tmp_path), np.zeros_like(NUMBERS))
    cells(tmp_path, ending="_cp_masks.png")
    assert annotations_in(tmp_path).masks["cell"]((30, 40)).any()


def test_index_masks_of_that_name_stay_index_masks(tmp_path: Path) -> None:
    """Nothing says that they number objects: no table, no image beside."""
    Image.fromarray(np.full((5, 6), 3, np.uint8)).save(tmp_path / "road_masks.png")
    found = annotations_in(tmp_path)
    assert (found.kind, list(found.masks)) == ("PNG", ["road_masks"])


def test_an_image_may_be_called_as_a_mask_is(tmp_path: Path) -> None:
    cells(tmp_path, "a_masks")
    read, _ = open_dataset(f"objects:{tmp_path}")
    assert [read.sample(i).image_id for i in range(len(read))] == ["a_masks"]


@pytest.mark.parametrize("place", ["", "train"])
def test_cellposes_usual_names(place: str, tmp_path: Path) -> None:
    """As in its documentation: 000_img.png and 000_masks.png."""
    cells(tmp_path / place, "000", "_masks.png")
    (tmp_path / place / "000.png").rename(tmp_path / place / "000_img.png")
    found = annotations_in(tmp_path)
    assert found.masks[found.name_of(Path("000_img.png"))]((30, 40)).any()
    assert len(open_dataset(f"objects:{tmp_path}")[0]) == 1


def test_what_else_cellpose_saves_is_no_mask(tmp_path: Path) -> None:
    made = cells(tmp_path, "c", "_cp_masks.png")
    for extra in ("outlines", "flows", "dP", "cp_output"):
        Image.open(made).save(tmp_path / f"c_{extra}_cp_masks.png")
    (tmp_path / "c_seg.npy").write_bytes(b"not looked at")
    assert list(annotations_in(tmp_path).masks) == ["c"]
    assert len(open_dataset(f"objects:{tmp_path}")[0]) == 1


def test_pages_of_a_stack_have_their_own(tmp_path: Path) -> None:
    stacks = {"s.tif": np.zeros((3, 30, 40), np.uint8)}
    stacks["s_cp_masks.tif"] = np.stack([NUMBERS * k for k in (0, 1, 2)])
    for name, stack in stacks.items():
        tifffile.imwrite(tmp_path / name, stack, photometric="minisblack")
    found = annotations_in(tmp_path)
    assert sorted(found.masks) == ["s", "s_2", "s_3"]
    assert not found.masks["s"]((30, 40)).any() and found.masks["s_3"]((30, 40)).any()
    assert len(open_dataset(f"objects:{tmp_path}")[0]) == 3


def test_a_stack_of_masks_beside_a_single_image(tmp_path: Path) -> None:
    made = cells(tmp_path, ending="_cp_masks.tif")
    tifffile.imwrite(made, np.stack([NUMBERS] * 2), photometric="minisblack")
    with pytest.raises(FcnError, match=r"The image of .*cell_cp_masks\.tif/2 is missing"):
        open_dataset(f"objects:{tmp_path}")


def test_two_masks_of_one_kind(tmp_path: Path) -> None:
    cells(tmp_path, ending="_masks.png")
    cells(tmp_path, ending="_masks.tif")
    assert annotations_in(tmp_path).shared == 2
    with pytest.raises(FcnError, match="is one of two masks of an image"):
        open_dataset(f"objects:{tmp_path}")


def test_a_table_of_somebody_elses(tmp_path: Path) -> None:
    masks = tmp_path / "masks"
    masks.mkdir()
    Image.fromarray(np.full((5, 6), 3, np.uint8)).save(masks / "a.png")
    for table in (tmp_path / "objects.csv", masks / "objects.csv"):
        table.write_text("id,name,x,y\n1,a,2,3\n")
        assert annotations_in(masks).kind == "PNG"
        table.write_bytes(b"\xff\xfe\x00")
        assert annotations_in(tmp_path).kind == "PNG"


def test_our_table_says_nothing_of_what_cellpose_numbered(tmp_path: Path) -> None:
    folder = exported(tmp_path)
    Image.fromarray(NUMBERS).save(folder / "train/cell_cp_masks.png")
    found = annotations_in(folder)
    assert np.bincount(found.masks["cell"]((30, 40)).ravel()).tolist() == [1046, 106, 48]
    cells(folder / "train", "new", "_cp_masks.png")
    found = annotations_in(folder)
    assert found.labels is not None
    assert found.labels.names == ("background", "nucleus", "a, b", "object")
    assert set(np.unique(found.masks["new"]((30, 40)))) == {0, 3}


def test_a_folder_that_nobody_may_look_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells(tmp_path)
    (tmp_path / "lost+found").mkdir()
    looked_into = Path.iterdir

    def refused(folder: Path) -> Iterator[Path]:
        if folder.name == "lost+found":
            raise PermissionError(13, "Permission denied")
        return looked_into(folder)

    monkeypatch.setattr(Path, "iterdir", refused)
    assert list(annotations_in(tmp_path).masks) == ["cell"]


def test_a_folder_and_those_in_it(tmp_path: Path) -> None:
    cells(tmp_path, "a")
    cells(tmp_path / "old", "b")
    assert sorted(annotations_in(tmp_path).masks) == ["a", "b"]
    assert open_dataset(f"objects:{tmp_path}")[0].sample(0).image_id == "a"
    assert open_dataset(f"objects:{tmp_path}#old")[0].sample(0).image_id == "b"


def test_many_are_found_in_one_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are, their folder is listed a few times."""
    for number in range(12):
        cells(tmp_path, f"c{number}")
    looked_into, times = Path.iterdir, 0

    def counted(folder: Path) -> Iterator[Path]:
        nonlocal times
        times += 1
        return looked_into(folder)

    monkeypatch.setattr(Path, "iterdir", counted)
    assert len(objects_annotations(tmp_path).masks) == 12  # type: ignore[union-attr]
    assert times <= 6


def exported(folder: Path) -> Path:
    mask: Mask = np.where(NUMBERS == 700, 2, NUMBERS > 0).astype(np.uint8)
    image = cells(folder).with_name("cell.png")
    item = ExportItem(image_id="cell", image=image, mask=partial(mask_of, mask))
    labels = LabelSet.from_names(("background", "nucleus", "a, b"))
    return FORMATS["objects"].write(folder / "out", [item], labels).folder


def test_the_table_names_objects_in_the_folder_of_a_split_too(tmp_path: Path) -> None:
    folder = exported(tmp_path)
    for place in (folder, folder / "train", folder.parent):
        found = annotations_in(place)
        assert found.labels is not None and found.labels.names == ("background", "nucleus", "a, b")
        assert np.bincount(found.masks["cell"]((30, 40)).ravel()).tolist() == [1046, 106, 48]


def add_an_object(folder: Path) -> None:
    tifffile.imwrite(folder / "train/cell_masks.tif", NUMBERS)


def cut_the_table(folder: Path) -> None:
    (folder / "objects.csv").write_text("image,set,object,label\ncell,train\n")


def leave_labels_out(folder: Path) -> None:
    (folder / "objects.csv").write_text("image,set,object,label\ncell,train,1\n")


def number_beyond(folder: Path) -> None:
    (folder / "objects.csv").write_text(f"image,set,object,label\ncell,train,{1 << 70},a\n")


def number_badly(folder: Path) -> None:
    table = folder / "objects.csv"
    table.write_text(table.read_text().replace(",1,nucleus", ",one,nucleus"))


def tell_halves(folder: Path) -> None:
    tifffile.imwrite(folder / "train/cell_masks.tif", np.full((30, 40), 0.5, np.float32))


def count_backwards(folder: Path) -> None:
    tifffile.imwrite(folder / "train/cell_masks.tif", np.full((30, 40), -3, np.int32))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (add_an_object, "holds the number 700, which .*objects.csv does not list"),
        (cut_the_table, "objects.csv cannot be read"),
        (leave_labels_out, "objects.csv cannot be read"),
        (number_beyond, "objects.csv cannot be read"),
        (number_badly, "objects.csv cannot be read"),
        (tell_halves, "holds the value 0.5, which numbers no object"),
        (count_backwards, "holds the value -3, which numbers no object"),
    ],
)
def test_what_is_wrong_is_named(damage: Callable[[Path], None], said: str, tmp_path: Path) -> None:
    folder = exported(tmp_path)
    damage(folder)
    with pytest.raises(FcnError, match=said):
        open_dataset(f"objects:{folder}#train")[0].mask(0)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FcnError, match=r"There is no .*nowhere"):
        open_dataset(f"objects:{tmp_path / 'nowhere'}")
    with pytest.raises(FcnError, match="There is no mask"):
        open_dataset(f"objects:{tmp_path}")
    with pytest.raises(FcnError, match="has the splits train, not 'val'"):
        open_dataset(f"objects:{exported(tmp_path)}#val")
