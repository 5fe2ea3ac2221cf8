"""Whatever masks, labels and names leave: each format gives back what it says that it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

from fcn_core.data.finding import annotations_in
from fcn_core.data.specs import open_dataset
from fcn_core.interchange.exporting import ExportItem, ExportResult
from fcn_core.interchange.formats import FORMATS
from fcn_core.labels import BACKGROUND_NAMES, UNWRITABLE, LabelSet
from fcn_core.masks import UNTOUCHED, VOID, Mask
from tests.core.interchange.given import mask_of

READ = [name for name, each in FORMATS.items() if each.is_read]
KINDS = {name: name for name in READ} | {"plain": "folder"}
TRICKY = (
    "no, null, ~, 1, 1.5, #a, a#b, a:b, a: b, - x, {, [, *a, &a, !!x, %, @, `, ', \", a\\b, a/b, "
    "<b>, &amp;, ]]>, ignored, void, ignore, __ignore__, background, _background_, road, car, .., "
    "con, ü, u\u0308, 猫, 👩\u200d🚀, a  b, \u00a0b, \u202eb"
).split(", ")
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300)
label_names = st.one_of(texts, st.sampled_from([*TRICKY, ", a", "a" * 300])).filter(
    lambda name: name == name.strip() and not UNWRITABLE.search(name)
)
firsts = st.one_of(st.sampled_from(BACKGROUND_NAMES), label_names)
label_sets = st.tuples(firsts, st.lists(label_names, max_size=5)).map(
    lambda found: LabelSet.from_names(dict.fromkeys([found[0], *found[1]]))
)
NAMES = (
    "a", "a.b", "labels", "images", "masks", "classes", "train", "val", "data", "annotations",
    "instances_train", "b_leftImg8bit", "aachen_000000_000019", "b", "x_gtFine_labelIds", "~", "#a",
    "0", "猫", "a,b", "a;b", "&a", "<a>", "%41", "a~1", "-", "$a", "'",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Given:
    """What leaves."""

    labels: LabelSet
    masks: Mapping[str, Mask]
    held_out: frozenset[str]


@st.composite
def sets(draw: st.DrawFn) -> Given:
    labels = draw(label_sets)
    values = st.sampled_from([*range(len(labels)), UNTOUCHED, VOID])
    shapes = st.tuples(st.integers(1, 9), st.integers(1, 9))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    masks = {name: draw(hnp.arrays(np.uint8, draw(shapes), elements=values)) for name in names}
    held_out = frozenset(draw(st.sets(st.sampled_from(names))))
    return Given(labels=labels, masks=masks, held_out=held_out)


def exported(name: str, given: Given, folder: Path) -> ExportResult:
    items = []
    for image_id, mask in given.masks.items():
        path = folder / f"{image_id}.png"
        Image.fromarray(np.zeros((*mask.shape, 3), np.uint8)).save(path)
        read, held_out = partial(mask_of, mask), image_id in given.held_out
        items.append(ExportItem(image_id=image_id, image=path, mask=read, held_out=held_out))
    return FORMATS[name].write(folder / "out", items, given.labels)


def may_leave(name: str, labels: LabelSet) -> bool:
    """Others are refused."""
    first, *others = labels.names
    asked = others if first in BACKGROUND_NAMES else labels.names
    return not {*asked} & {*FORMATS[name].reserved}


def in_words(mask: Mask, labels: LabelSet) -> list[str]:
    """The label of each pixel, the background under one name."""
    words = dict(enumerate(labels.names)) | {VOID: "void"}
    words |= {index: "background" for index, name in words.items() if name in BACKGROUND_NAMES}
    return [words[value] for value in mask.flat]


def expected(name: str, given: Given, image_id: str) -> list[str]:
    format, mask = FORMATS[name], given.masks[image_id]
    mask = np.where(mask >= UNTOUCHED, np.uint8(VOID if format.has_void else 0), mask)
    words = np.array(in_words(mask, given.labels), object)
    words[(mask == 0).ravel() & format.of_objects] = "background"
    return list(words)


def differences(got: list[str], wanted: list[str], mask: Mask) -> int:
    """Pixels that are not what they were; polygons may fill those that are void."""
    compared = zip(got, wanted, mask.flat, strict=True)
    return sum(one != other for one, other, value in compared if value < UNTOUCHED)


@pytest.mark.parametrize("name", READ)
@settings(max_examples=60)
@given(given=sets())
def test_what_leaves_comes_back(
    name: str, given: Given, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assume(may_leave(name, given.labels))
    result = exported(name, given, tmp_path_factory.mktemp(name))
    found = annotations_in(result.folder)
    assert found.labels is not None and found.shared == 0 and found.damaged == ()
    lost = 0
    for image_id, mask in given.masks.items():
        wanted = expected(name, given, image_id)
        read = found.masks.get(found.name_of(Path(f"{image_id}.png")))
        if name == "cvat" and not any(word != "background" for word in wanted):
            assert read is None
            continue
        assert read is not None
        got = read((mask.shape[0], mask.shape[1]))
        assert got.shape == mask.shape
        words = in_words(got, found.labels)
        assert name == "yolo" or words == wanted
        lost += differences(words, wanted, mask)
    assert lost == result.pixels - result.same


@pytest.mark.parametrize("name", READ)
@settings(max_examples=30)
@given(given=sets())
def test_what_leaves_is_a_data_set(
    name: str, given: Given, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assume(may_leave(name, given.labels))
    result = exported(name, given, tmp_path_factory.mktemp(name))
    for split, wanted in (("train", given.masks.keys() - given.held_out), ("val", given.held_out)):
        if not wanted:
            continue
        read, _ = open_dataset(f"{KINDS[name]}:{result.folder}#{split}")
        seen = {read.sample(index).image_id: read.mask(index) for index in range(len(read))}
        assert len(seen) == len(wanted)
        for image_id in wanted:
            mask = seen[image_id]
            if name != "yolo":
                assert in_words(mask, read.labels) == expected(name, given, image_id)
