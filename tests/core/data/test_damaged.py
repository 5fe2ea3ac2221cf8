"""Data sets with a damaged file: whoever reads them says so, and nothing else goes wrong."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fcn_core.data.finding import annotations_in
from fcn_core.data.specs import open_dataset
from fcn_core.errors import FcnError
from fcn_core.interchange.formats import FORMATS
from tests.core.interchange.given import items
from tests.core.models import LABELS

READ = [name for name, each in FORMATS.items() if each.is_read]
KINDS = {name: name for name in READ} | {"plain": "folder"}
SIZE = (64, 80)
TEXTS = (".xml", ".json", ".txt", ".yaml", ".png")
JUNK = (
    b"", b"\0", b"[]", b"{}", b"[[]]", b"null", b'"a"', b"\xff\xfe", b"[" * 9999, b"-1", b"1e999",
    b"NaN", b"9" * 400, b"\n", b":", b"\xef\xbb\xbf", b"../..", b"\\\\server\\share", b"&a [*a]",
)  # fmt: skip


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A data set of every format."""
    folder = tmp_path_factory.mktemp("sets")
    source = items(folder)
    return {name: FORMATS[name].write(folder / name, source, LABELS).folder for name in READ}


@pytest.fixture(scope="module", autouse=True)
def what_is_left_out_is_said() -> Iterator[None]:
    """A damaged outline may be one of no area: readers warn of it, as they should."""
    logger = logging.getLogger("fcn_core.data")
    logger.setLevel(logging.ERROR)
    yield
    logger.setLevel(logging.NOTSET)


@st.composite
def damages(draw: st.DrawFn, data: bytes) -> bytes:
    """Cut off, or with something else in the place of a part."""
    start = draw(st.integers(0, len(data)))
    if draw(st.booleans()):
        return data[:start]
    end = min(len(data), start + draw(st.sampled_from([0, 1, 2, 5, 20])))
    return data[:start] + draw(st.sampled_from(JUNK)) + data[end:]


@pytest.mark.parametrize("name", READ)
@given(draw=st.data())
def test_a_damaged_file_is_named_or_does_no_harm(
    name: str,
    draw: st.DataObject,
    sets: dict[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = shutil.copytree(sets[name], tmp_path_factory.mktemp(name) / "set")
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in TEXTS)
    path = draw.draw(st.sampled_from(files))
    path.write_bytes(draw.draw(damages(path.read_bytes())))
    try:
        for read in annotations_in(folder).masks.values():
            with_remedy(partial(read, SIZE))
        data, _ = open_dataset(f"{KINDS[name]}:{folder}#train")
        for index in range(len(data)):
            with_remedy(partial(data.sample, index))
    except FcnError as error:
        assert error.problem and error.remedy
    finally:
        shutil.rmtree(folder)


def with_remedy(do: Callable[[], object]) -> None:
    """One image that cannot be read stops none of the others."""
    try:
        do()
    except FcnError as error:
        assert error.problem and error.remedy
