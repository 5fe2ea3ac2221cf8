"""What `fcn fetch` would fetch, held against torchvision and against the layouts we read."""

from __future__ import annotations

from pathlib import Path

import pytest

from fcn_core.data.sources import SOURCES, missing
from fcn_core.data.specs import KINDS
from fcn_core.nets import torchvision_ops

ROOT = Path(__file__).resolve().parents[3]


def test_checksums_are_torchvisions() -> None:
    torchvision_ops.declare()
    from torchvision.datasets import SBDataset
    from torchvision.datasets.voc import DATASET_YEAR_DICT

    known = {year["url"]: f"md5:{year['md5']}" for year in DATASET_YEAR_DICT.values()}
    known[SBDataset.url] = f"md5:{SBDataset.md5}"
    checked = [a for s in SOURCES.values() for a in s.archives if a.checksum]
    assert len(checked) == 4
    for archive in checked:
        assert known[archive.url] == archive.checksum


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_says_how_to_open_it_and_is_documented(name: str, tmp_path: Path) -> None:
    source = SOURCES[name]
    kind, _, place = source.spec.format(folder=tmp_path).partition(":")
    assert kind in KINDS and place.startswith(str(tmp_path)) and "#" in place
    assert missing(source, tmp_path) == list(source.layout)
    page = (ROOT / "docs/data.md").read_text(encoding="utf-8")
    assert f"fcn fetch {name}" in page and all(a.url in page for a in source.archives)


def test_every_kind_is_documented() -> None:
    page = (ROOT / "docs/data.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`{kind}:" not in page] == []
