"""CVAT's XML: what is written is read again, and what others write is read as CVAT shows it."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_header
from fcn_core.interchange import run_lengths
from fcn_core.interchange.cvat_file import label_names, parse_cvat, read_cvat
from fcn_core.interchange.cvat_shapes import mask_of
from fcn_core.interchange.exporting import ExportItem
from fcn_core.interchange.formats import FORMATS
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, VOID, Mask
from tests.core.interchange import given as examples

SIZE = (40, 60)
FILE = Path("annotations.xml")
IDS = {"cat": 1, "dog": 2}
SQUARE = "10,10;30,10;30,30;10,30"
LABELS = LabelSet.from_names(["background", "cat", '<d&g> "ü"', "rare"])


def xml(*shapes: str, image: str = 'id="0" name="a.jpg" width="60" height="40"') -> bytes:
    return f"<annotations><image {image}>{''.join(shapes)}</image></annotations>".encode()


def drawn(*shapes: str) -> Mask:
    (image,) = parse_cvat(xml(*shapes), FILE).images
    return mask_of(image, IDS, FILE, SIZE)


def as_mask(label: str, rle: str, *box: int, more: str = "") -> str:
    left, top, width, height = box
    return (
        f'<mask rle="{rle}" height="{height}" width="{width}" top="{top}" left="{left}" {more} '
        f'label="{label}"/>'
    )


def test_cvat_finds_what_it_wants(tmp_path: Path) -> None:
    result = FORMATS["cvat"].write(tmp_path / "out", examples.items(tmp_path), LABELS)
    root = ElementTree.parse(result.folder / "annotations.xml").getroot()
    assert root.findtext("version") == "1.1" and root.findtext("meta/task/size") == "4"
    names = [label.findtext("name") for label in root.iterfind("meta/task/labels/label")]
    assert names == list(LABELS.names[1:])
    raw = json.loads((result.folder / "labels.json").read_text(encoding="utf-8"))
    assert [label["name"] for label in raw] == names
    assert raw[0]["color"] == "#{:02x}{:02x}{:02x}".format(*LABELS.labels[1].color)
    for image in root.iterfind("image"):
        header = read_header(result.folder / "images" / image.attrib["name"])
        assert image.attrib["width"] == str(header.width)
        assert image.attrib["height"] == str(header.height)
    assert (result.folder / "val.txt").read_text(encoding="utf-8").split("\n")[1:] == [""]


@given(
    mask=hnp.arrays(
        np.uint8,
        st.tuples(st.integers(1, 12), st.integers(1, 12)),
        elements=st.sampled_from([0, 1, 2, 3, UNTOUCHED, VOID]),
    )
)
def test_any_mask_comes_back(mask: Mask, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("cvat")
    picture = folder / "a.png"
    Image.fromarray(np.zeros((*mask.shape, 3), np.uint8)).save(picture)
    item = ExportItem(image_id="a", image=picture, mask=partial(examples.mask_of, mask))
    result = FORMATS["cvat"].write(folder, [item], LABELS)
    assert result.same == result.pixels == (mask < UNTOUCHED).sum()
    (image,) = read_cvat(result.folder / "annotations.xml").images
    ids = {name: value for value, name in enumerate(LABELS.names)}
    read = mask_of(image, ids, picture, (1, 1))
    assert np.array_equal(read, np.where(mask >= UNTOUCHED, 0, mask))
    assert label_names(image) == {LABELS.names[v] for v in np.unique(mask) if 0 < v < UNTOUCHED}


@given(inside=hnp.arrays(np.bool_, st.tuples(st.integers(1, 9), st.integers(1, 9))))
def test_run_lengths_go_along_rows(inside: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> None:
    counts = run_lengths.checked(run_lengths.along_rows(inside), inside.shape)
    flat = np.repeat(np.arange(len(counts)) % 2, counts)
    assert np.array_equal(flat.reshape(inside.shape), inside)


def test_shapes_are_drawn_where_cvat_shows_them() -> None:
    mask = drawn(
        as_mask("cat", "2, 3, 2,5", 50, 5, 4, 3),
        f'<polygon points="{SQUARE}" label="dog"><attribute name="a">1</attribute></polygon>',
        '<ellipse label="cat" cx="45" cy="25" rx="8" ry="3" rotation="90" />',
    )
    assert mask[5:8, 50:54].tolist() == [[0, 0, 1, 1], [1, 0, 0, 1], [1, 1, 1, 1]]
    assert (mask[10:30, 10:30] == 2).all() and (mask == 2).sum() == 400
    assert mask[32, 45] == mask[18, 45] == 1 and mask[25, 50] == 0  # it stands upright
    assert (mask == 1).sum() - 8 == pytest.approx(np.pi * 8 * 3, rel=0.05)


@pytest.mark.parametrize(
    ("first", "second", "top"),
    [
        ("", "", 2),  # the later is on top
        ('z_order="3"', 'z_order="2"', 1),
        ('z_order="-1"', "", 2),
        ('z_order="1"', 'z_order="10"', 2),  # as numbers
    ],
)
def test_the_higher_shape_is_on_top(first: str, second: str, top: int) -> None:
    mask = drawn(
        f'<polygon {first} label="cat" points="{SQUARE}"/>',
        f'<polygon {second} label="dog" points="20,20;40,20;40,35;20,35"/>',
    )
    assert (mask[20:30, 20:30] == top).all() and mask[12, 12] == 1 and mask[33, 38] == 2


def test_what_a_file_says() -> None:
    """A byte order mark, Windows' line ends, a project's labels, a skeleton's, an unlisted one."""
    text = f"""<?xml version="1.0" encoding="utf-8"?>
    <annotations><version>1.1</version><meta><project><labels>
      <label><color>#ff0000</color><name>dog</name></label>
      <label><name>person</name></label>
      <label><name>nose</name><parent>person</parent></label>
      <label><name>background</name></label>
    </labels></project></meta>
    <image height="40" subset="Train" name="sub\\dir/a.b.jpg" width="60" id="4">
      <polygon points="{SQUARE}" label=" cat " occluded="1" />
      <box label="dog" xtl="1" ytl="1" xbr="9" ybr="9" /><box label="dog" /><tag label="dog" />
      <polygon points="{SQUARE}" label="background" z_order="9" />
    </image><image name="b.jpg" id="5"/></annotations>"""
    file = parse_cvat(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), FILE)
    assert file.labels == ("dog", "person", "cat")
    first, second = file.images
    assert (first.name, first.subset, first.size) == ("sub\\dir/a.b.jpg", "Train", SIZE)
    assert first.left_out == {"box": 2, "tag": 1} and label_names(first) == {"cat"}
    assert not mask_of(first, IDS, FILE, (1, 1)).any()  # the background lies on top
    assert second.size is None and mask_of(second, IDS, FILE, SIZE).shape == SIZE


BOMB = '<!DOCTYPE a [<!ENTITY x "aaaaaaaaaa"><!ENTITY y "&x;&x;&x;&x;">]>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no element found"),
        (b"<annotations><image", "unclosed token"),
        (f"{BOMB}<annotations>&y;</annotations>".encode(), "it declares a document type"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/hostname"><annotations/>', "a document type"),
        (b"<?xml version='1.0' encoding='klingon'?><annotations/>", "unknown encoding"),
        (b"\xff\xfe<annotations/>", "cannot be read as CVAT"),
        (xml(image='id="1" name="a.jpg" width="x" height="4"'), "invalid literal"),
        (xml(image='id="1" name="a.jpg" width="-3" height="4"'), "image 'a.jpg' of -3 x 4"),
        (xml(image='id="1" width="3" height="4"'), "an image ''"),
        (xml(f'<polygon points="{SQUARE}" label="cat" z_order="up"/>'), "invalid literal"),
        (xml(image='id="1" name="a.jpg" width="999999" height="999999"'), "a.jpg claims"),
        (b'<annotations><track label="cat"/></annotations>', "CVAT for video"),
    ],
)
def test_files_that_are_not_cvats_are_named(data: bytes, said: str) -> None:
    with pytest.raises(FcnError, match=r"annotations\.xml") as caught:
        parse_cvat(data, FILE)
    assert said in caught.value.problem and caught.value.remedy


def test_depth_does_no_harm() -> None:
    deep = b"<annotations>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</annotations>"
    assert parse_cvat(deep, FILE).images == ()


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (f'<polygon points="{SQUARE}" label="yeti"/>', "'yeti'"),
        (f'<polygon points="{SQUARE}"/>', "''"),
        ('<polygon label="cat"/>', "'points'"),
        ('<polygon label="cat" points="1,1;2,2"/>', "fewer than three corners"),
        ('<polygon label="cat" points="1,1;2,2;3"/>', "fewer than three corners"),
        ('<polygon label="cat" points="1,1;2,2;nan,3"/>', "nowhere near"),
        ('<polygon label="cat" points="1,1;2,2;1e9,3"/>', "nowhere near"),
        ('<polygon label="cat" points="1,1;2,2;x,3"/>', "could not convert"),
        ('<ellipse label="cat" cx="1" cy="2" rx="inf" ry="1"/>', "nowhere near"),
        (as_mask("cat", "0, 5", 0, 0, 2, 2), "do not fill 2 x 2"),
        (as_mask("cat", "0, 9, -5", 0, 0, 2, 2), "do not fill 2 x 2"),
        (as_mask("cat", "", 0, 0, 2, 2), "invalid literal"),
        (as_mask("cat", "0, 4", 59, 0, 2, 2), "does not lie in the image"),
        (as_mask("cat", "0, 4", -1, 0, 2, 2), "does not lie in the image"),
        (as_mask("cat", "0, 4", 0, 0, -2, -2), "does not lie in the image"),
        (as_mask("cat", "0, 4", 0, 0, 2**40, 2**40), "does not lie in the image"),
        ('<mask label="cat" rle="0, 4"/>', "'left'"),
    ],
)
def test_a_shape_that_cannot_be_drawn_is_named(bad: str, said: str) -> None:
    with pytest.raises(FcnError, match=r"Shape 2 of a.jpg in annotations\.xml") as caught:
        drawn(f'<polygon points="{SQUARE}" label="dog"/>', bad)
    assert said in caught.value.problem and "CVAT" in caught.value.remedy
