"""VOC export, read back by torchvision's own reader and by ours."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fcn_core.data.voc import voc
from fcn_core.errors import FcnError
from fcn_core.interchange.voc import ExportItem, write_voc
from fcn_core.masks import UNTOUCHED, VOID, Mask
from fcn_core.nets import torchvision_ops
from tests.core.models import LABELS, picture


def given(mask: Mask) -> Mask:
    return mask


def items(folder: Path) -> list[ExportItem]:
    made = []
    for seed, suffix in enumerate(("jpg", "png", "webp", "jpg")):
        image, mask = picture(seed)
        mask[0, :3] = (UNTOUCHED, VOID, 1)
        path = folder / f"Bild ä {seed}.{suffix}"
        exif = Image.Exif()
        if seed == 3:
            exif[0x0112] = 6
            mask = np.rot90(mask, -1).copy()
        Image.fromarray(image).save(path, exif=exif)
        made.append(
            ExportItem(
                image_id=path.stem, image=path, mask=partial(given, mask), held_out=seed == 2
            )
        )
    return made


def test_torchvision_reads_what_was_written(tmp_path: Path) -> None:
    torchvision_ops.declare()
    from torchvision.datasets import VOCSegmentation

    source = items(tmp_path)
    told: list[int] = []
    result = write_voc(tmp_path / "out", source, LABELS, told.append)
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
    result = write_voc(tmp_path / "out", items(tmp_path), LABELS)
    read = voc(result.folder, "train")
    assert read.labels.names == LABELS.names and len(read) == 3
    assert read.sample(0).image.shape[2] == 3


def test_a_difference_is_never_called_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def other(_: Path) -> Mask:
        return np.zeros((64, 80), np.uint8)

    monkeypatch.setattr("fcn_core.interchange.voc.read_mask", other)
    with pytest.raises(FcnError, match="does not hold what was written"):
        write_voc(tmp_path / "out", items(tmp_path), LABELS)
