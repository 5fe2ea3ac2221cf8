"""The data sets' layouts, built small: what is read, and what is said of missing halves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.io
from PIL import Image
from tifffile import imwrite

from fcn_core.data.benchmarks import SCENES, seg11valid
from fcn_core.data.matfile import read_mat
from fcn_core.data.nyud import fill_cache
from fcn_core.data.specs import KINDS, open_dataset
from fcn_core.errors import FcnError
from fcn_core.masks import write_mask


def picture(path: Path, height: int = 6, width: int = 8) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full((height, width, 3), 90, np.uint8)).save(path)


def mask(path: Path, *values: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_mask(path, np.resize(np.array(values, np.uint8), (6, 8)))


def mat(path: Path, **values: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    scipy.io.savemat(path, values, do_compression=path.stem.endswith("z"))


def lines(path: Path, *names: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(names) + "\n", encoding="utf-8")


@pytest.mark.parametrize("dtype", ["u1", "i1", "u2", "i4", "f4", "f8"])
@pytest.mark.parametrize("compressed", [False, True])
def test_mat_files_are_read_as_scipy_writes_them(
    tmp_path: Path, dtype: str, compressed: bool
) -> None:
    array = np.arange(12).reshape(3, 4).astype(dtype)
    path = tmp_path / "a.mat"
    inner = {"Segmentation": array, "other": [[1, 2]], "text": "word"}
    scipy.io.savemat(path, {"x": array, "GTcls": inner, "s": 3}, do_compression=compressed)
    assert np.array_equal(read_mat(path, "x"), array)
    assert np.array_equal(read_mat(path, "GTcls", "Segmentation"), array)
    assert read_mat(path, "s").tolist() == [[3]]
    with pytest.raises(FcnError, match=r"GTcls\.nothing"):
        read_mat(path, "GTcls", "nothing")
    whole = path.read_bytes()
    for length in range(0, len(whole) - 1, 7):
        path.write_bytes(whole[:length])
        try:
            read_mat(path, "x")
        except FcnError:
            continue
        assert length > 170  # x stands first: a later cut leaves it whole


def test_sbd_leaves_seg11valid_out(tmp_path: Path) -> None:
    held_out = seg11valid()[0]
    assert len(seg11valid()) == 736
    for name in ("one", "two", held_out):
        picture(tmp_path / f"dataset/img/{name}.jpg")
        mat(
            tmp_path / f"dataset/cls/{name}.mat",
            GTcls={"Segmentation": np.resize(np.array([0, 5, 20], np.uint8), (6, 8))},
        )
    lines(tmp_path / "dataset/train.txt", "one")
    lines(tmp_path / "dataset/val.txt", "two", held_out)
    data, _ = open_dataset(f"sbd:{tmp_path}#trainval")
    assert [data.sample(i).image_id for i in range(len(data))] == ["one", "two"]
    assert set(np.unique(data.mask(0))) == {0, 5, 20}


def test_seg11valid_is_a_split_of_voc(tmp_path: Path) -> None:
    for name in seg11valid():
        (tmp_path / "JPEGImages").mkdir(exist_ok=True)
        (tmp_path / "SegmentationClass").mkdir(exist_ok=True)
        (tmp_path / f"JPEGImages/{name}.jpg").touch()
        (tmp_path / f"SegmentationClass/{name}.png").touch()
    lines(tmp_path / "ImageSets/Segmentation/train.txt", seg11valid()[3])
    assert len(open_dataset(f"voc:{tmp_path}#seg11valid")[0]) == 736


def test_siftflow_has_two_labelings(tmp_path: Path) -> None:
    for name in ("a", "bz"):
        picture(tmp_path / f"Images/{SCENES}/{name}.jpg")
        semantic = np.resize(np.array([0, 1, 33], np.uint8), (6, 8))
        geometric = np.resize(np.array([-1, 1, 3], np.int16), (6, 8))
        mat(tmp_path / f"SemanticLabels/{SCENES}/{name}.mat", S=semantic)
        mat(tmp_path / f"GeoLabels/{SCENES}/{name}.mat", S=geometric)
    lines(tmp_path / "trainval.txt", "a", "bz")
    semantic, geometric, both = (
        open_dataset(f"{kind}:{tmp_path}")[0]
        for kind in ("siftflow", "siftflow-geometric", "siftflow-both")
    )
    assert (len(semantic.labels), len(geometric.labels), len(both.labels)) == (33, 3, 36)
    assert set(np.unique(semantic.mask(0))) == {0, 32, 255}
    assert set(np.unique(geometric.mask(1))) == {0, 2, 255}
    assert both.sample(1).mask.shape == (6, 8, 2)
    mat(tmp_path / f"GeoLabels/{SCENES}/a.mat", S=np.full((6, 8), 21, np.int16))
    with pytest.raises(FcnError, match="the value 20, but there are 3 labels"):
        both.mask(0)
    with pytest.raises(FcnError, match="splits trainval, test, not 'val'"):
        open_dataset(f"siftflow:{tmp_path}#val")
    with pytest.raises(FcnError, match="200 of 200 images"):  # the published list
        open_dataset(f"siftflow:{tmp_path}#test")


def test_context_turns_400_labels_into_60(tmp_path: Path) -> None:
    from fcn_core.data.benchmarks import CONTEXT_ALIASES
    from fcn_core.data.label_sets import CONTEXT_NAMES

    names = [CONTEXT_ALIASES.get(n, n) for n in CONTEXT_NAMES[1:]]
    fine = [*(f"rare{i}" for i in range(341)), *reversed(names)]
    lines(tmp_path / "labels.txt", *(f"{i}: {n}" for i, n in enumerate(fine, start=1)))
    ids = np.array([3, 1 + fine.index("table"), 1 + fine.index("wood")], np.uint16)
    picture(tmp_path / "JPEGImages/a.jpg")
    mat(tmp_path / "trainval/a.mat", LabelMap=np.resize(ids, (6, 8)))
    lines(tmp_path / "ImageSets/Main/train.txt", "a", "unlabelled")
    data, _ = open_dataset(f"context:{tmp_path}")
    assert len(data) == 1 and len(data.labels) == 60
    assert set(np.unique(data.mask(0))) == {0, 11, 59}


def test_camvid_and_its_void(tmp_path: Path) -> None:
    picture(tmp_path / "train/a.png")
    mask(tmp_path / "trainannot/a.png", 0, 10, 11)
    data, _ = open_dataset(f"camvid:{tmp_path}")
    assert len(data.labels) == 11 and set(np.unique(data.sample(0).mask)) == {0, 10, 255}
    picture(tmp_path / "train/b.png")
    with pytest.raises(FcnError, match=r"1 of 2 masks .* the first is b"):
        open_dataset(f"camvid:{tmp_path}")


def test_a_plain_folder(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        picture(tmp_path / f"image/{name}.jpg")
        mask(tmp_path / f"label/{name}.png", 0, 2, 255)
    data, _ = open_dataset(f"folder:{tmp_path}")
    assert data.labels.names == ("background", "label 1", "label 2") and len(data) == 3
    lines(tmp_path / "labels.txt", "ground", "house")
    named, _ = open_dataset(f"folder:{tmp_path}")
    with pytest.raises(FcnError, match=r"a\.png holds the value 2"):
        named.mask(0)
    lines(tmp_path / "half.txt", "c")
    assert len(open_dataset(f"folder:{tmp_path}#half")[0]) == 1
    (tmp_path / "labels.txt").unlink()
    picture(tmp_path / "image/a.jpg", height=7)
    with pytest.raises(FcnError, match=r"a\.jpg and its mask .* differ in size"):
        open_dataset(f"folder:{tmp_path}")[0].sample(0)
    with pytest.raises(FcnError, match="none of the folders"):
        open_dataset(f"folder:{tmp_path / 'image'}")


def test_masks_of_a_plain_folder_may_be_tiffs_and_pages(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "masks").mkdir()
    imwrite(tmp_path / "images/stack.tif", np.zeros((3, 6, 8), np.uint8), photometric="minisblack")
    ids = np.arange(3, dtype=np.uint16)[:2, None, None] + np.zeros((2, 6, 8), np.uint16)
    imwrite(tmp_path / "masks/stack.tif", ids, photometric="minisblack", compression="lzw")
    mask(tmp_path / "masks/stack_3.png", 2)
    data, _ = open_dataset(f"folder:{tmp_path}")
    assert data.labels.names == ("background", "label 1", "label 2")
    assert [data.sample(i).image_id for i in range(len(data))] == ["stack", "stack_2", "stack_3"]
    assert [np.unique(data.mask(i)).tolist() for i in range(len(data))] == [[0], [1], [2]]
    mask(tmp_path / "masks/stack_2.png", 2)
    with pytest.raises(FcnError, match=r"stack\.tif/2 and .*stack_2\.png are masks of the same"):
        open_dataset(f"folder:{tmp_path}")


@pytest.mark.parametrize("kind", ["folder", "voc", "labelme"])
@pytest.mark.parametrize("listed", [("__ignore__", "_background_", "cat"), ("__ignore__", "cat")])
def test_a_list_of_labelmes_gives_the_same_ids_everywhere(
    tmp_path: Path, kind: str, listed: tuple[str, ...]
) -> None:
    names = {"folder": "labels.txt", "voc": "class_names.txt", "labelme": "labels.txt"}
    lines(tmp_path / names[kind], *listed)
    for folder, place in (("images", "masks"), ("JPEGImages", "SegmentationClass")):
        picture(tmp_path / folder / "a.png")
        mask(tmp_path / place / "a.png", 0, 1)
    lines(tmp_path / "ImageSets/Segmentation/train.txt", "a")
    shapes = {"shapes": [], "imagePath": "images/a.png", "imageHeight": 6, "imageWidth": 8}
    lines(tmp_path / "a.json", json.dumps(shapes))
    assert open_dataset(f"{kind}:{tmp_path}")[0].labels.names == ("background", "cat")


@pytest.mark.parametrize("published", [False, True])
def test_nyud_in_both_layouts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, published: bool
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    rng = np.random.default_rng(0)
    metres = np.linspace(1, 4, 48).reshape(6, 8) + rng.random((6, 8)) * 0.01
    for frame in (0, 7):
        if published:
            picture(tmp_path / f"data/images/img_{5001 + frame}.png")
            mat(
                tmp_path / f"segmentation/img_{5001 + frame}.mat",
                segmentation=np.resize(np.array([0, 1, 40], np.uint8), (6, 8)),
            )
            target = tmp_path / f"data/depth/img_{5001 + frame}.png"
            depth = (metres * 1000).astype(np.uint16)
        else:
            picture(tmp_path / f"image/{frame}.webp")
            mask(tmp_path / f"label40/{frame}.png", 255, 0, 39)
            target = tmp_path / f"depth/{frame}.png"
            depth = (metres * 25.5).astype(np.uint8)
        target.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(depth).save(target)
    lines(tmp_path / "train.txt", "5001")
    lines(tmp_path / "val.txt", "5008")
    lines(tmp_path / "test.txt", "5009")
    shapes = {"nyud": 3, "nyud-rgbd": 4, "nyud-hha": 3, "nyud-rgb-hha": 6}
    for kind, channels in shapes.items():
        data, _ = open_dataset(f"{kind}:{tmp_path}#trainval")
        sample = data.sample(1)
        assert sample.image.shape == (6, 8, channels) and sample.image_id == "5008"
        assert set(np.unique(sample.mask)) == {0, 39, 255}
    logs = open_dataset(f"nyud-rgbd:{tmp_path}#val")[0].sample(0).image[..., 3] / 50 + 5
    assert np.abs(logs - np.log(metres * 1000)).max() < 0.06
    assert len(list((tmp_path / "cache").rglob("*.png"))) == 1
    fill_cache(tmp_path)
    assert len(list((tmp_path / "cache").rglob("*.png"))) == 2
    with pytest.raises(FcnError, match=r"images listed .* 5009"):
        open_dataset(f"nyud:{tmp_path}#test")
    Image.fromarray(depth[:5]).save(target)
    with pytest.raises(FcnError, match=r"and its depth .* differ in size"):
        open_dataset(f"nyud-rgbd:{tmp_path}#val")[0].sample(0)
    target.write_bytes(b"no picture")
    with pytest.raises(FcnError, match=r"depth.*png cannot be read"):
        open_dataset(f"nyud-rgbd:{tmp_path}#val")[0].sample(0)
    target.unlink()
    with pytest.raises(FcnError, match=r"Frame 5008 .* no depth"):
        open_dataset(f"nyud-hha:{tmp_path}#val")


def test_nyuds_published_hha_is_seen_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its red is the disparity, as the reference code reads it; none is computed in its place."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    published = np.arange(6 * 8 * 3, dtype=np.uint8).reshape(6, 8, 3)
    for frame in (5001, 5002):
        picture(tmp_path / f"data/images/img_{frame}.png")
        mat(
            tmp_path / f"segmentation/img_{frame}.mat",
            segmentation=np.ones((6, 8), np.uint8),
        )
        for folder, pixels in (("depth", np.full((6, 8), 2000, np.uint16)), ("hha", published)):
            path = tmp_path / f"data/{folder}/img_{frame}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(pixels).save(path)
    lines(tmp_path / "train.txt", "5001", "5002")
    alone = open_dataset(f"nyud-hha:{tmp_path}#train")[0].sample(0).image
    beside = open_dataset(f"nyud-rgb-hha:{tmp_path}#train")[0].sample(1).image
    assert np.array_equal(alone, published) and np.array_equal(beside[..., 3:], published)
    fill_cache(tmp_path)
    assert not (tmp_path / "cache").exists()
    (tmp_path / "data/hha/img_5002.png").unlink()
    with pytest.raises(FcnError, match=r"Frame 5002 .* has no HHA. Restore data/hha/\."):
        open_dataset(f"nyud-hha:{tmp_path}#train")


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "folder"])
def test_an_empty_folder_is_told_what_it_lacks(tmp_path: Path, kind: str) -> None:
    with pytest.raises(FcnError):
        open_dataset(f"{kind}:{tmp_path}")
