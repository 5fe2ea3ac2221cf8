"""VOC export, read back by torchvision's own reader and by ours."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from fcn_core.data.voc import voc
from fcn_core.interchange.formats import FORMATS
from fcn_core.masks import UNTOUCHED, VOID
from fcn_core.nets import torchvision_ops
from tests.core.interchange.given import items
from tests.core.models import LABELS


def test_torchvision_reads_what_was_written(tmp_path: Path) -> None:
    torchvision_ops.declare()
    from torchvision.datasets import VOCSegmentation

    source = items(tmp_path)
    told: list[int] = []
    result = FORMATS["voc"].write(tmp_path / "out", source, LABELS, told.append)
    assert result.images == 4 and told == [1, 2, 3, 4]
    for split, expected in (("trainval", {0, 1, 2, 3}), ("val", {2}), ("train", {0, 1, 3})):
        read = VOCSegmentation(str(tmp_path / "out"), year="2012", image_set=split)
        stems = {Path(path).stem for path in read.images}
        assert stems == {source[i].image_id for i in expected}
        for index, path in enumerate(read.images):
            image, target = read[index]
            mask = next(i for i in source if i.image_id == Path(path).stem).mask()
            assert image.size[::-1] == mask.shape
            assert np.array_equal(np.array(target), np.where(mask == UNTOUCHED, VOID, mask))


def test_our_own_reader_knows_the_labels(tmp_path: Path) -> None:
    result = FORMATS["voc"].write(tmp_path / "out", items(tmp_path), LABELS)
    read = voc(result.folder, "train")
    assert read.labels.names == LABELS.names and len(read) == 3
    assert read.sample(0).image.shape[2] == 3
