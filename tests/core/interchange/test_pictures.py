"""Pictures for people: the image shows through, labels in their colours, lengths to scale."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from tifffile import imwrite

from fcn_core.imaging.images import read_image
from fcn_core.imaging.pixel_size import PixelSize
from fcn_core.interchange import pictures
from fcn_core.interchange.exporting import ExportItem
from fcn_core.interchange.formats import FORMATS
from fcn_core.interchange.pictures import draw_scale_bar, laid_over, nice_length
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, VOID, Mask
from tests.core.interchange.given import mask_of

CELLS = LabelSet.from_names(["background", "nucleus", "猫 & <co>"])
GREY = 120


def written(folder: Path, mask: Mask, labels: LabelSet = CELLS, name: str = "a.png") -> Path:
    """A grey image and its mask, exported."""
    image = folder / name
    values = np.full((*mask.shape, 3), GREY, np.uint8)
    if image.suffix == ".png":
        Image.fromarray(values).save(image)
    else:  # ten pixels a micrometre
        imwrite(image, values[..., 0], imagej=True, resolution=(10, 10), metadata={"unit": "um"})
    item = ExportItem(image_id="a", image=image, mask=partial(mask_of, mask))
    result = FORMATS["pictures"].write(folder / "out", [item], labels)
    assert (result.images, result.pixels) == (1, 0), "nothing is read back"
    return result.folder


def test_labels_are_laid_over_and_outlined_and_the_rest_is_clear(tmp_path: Path) -> None:
    mask = np.zeros((60, 80), np.uint8)
    mask[10:30, 10:40] = 1
    mask[40:50, 10:40] = UNTOUCHED
    mask[40:50, 50:70] = VOID
    picture = read_image(written(tmp_path, mask) / "a.jpg").astype(int)
    color = np.array(CELLS.labels[1].color)
    clear = picture[[0, 45, 45], [0, 20, 60]]
    assert np.abs(clear - GREY).max() < 6
    inside = 0.55 * GREY + 0.45 * color
    assert np.abs(picture[20, 25] - inside).max() < 6
    assert np.abs(picture[20, 10] - color).sum() < np.abs(picture[20, 10] - inside).sum()


def test_a_first_label_that_is_a_thing_is_shown(tmp_path: Path) -> None:
    labels = LabelSet.from_names(["road", "roof"])
    picture = read_image(written(tmp_path, np.zeros((40, 40), np.uint8), labels) / "a.jpg")
    assert np.abs(picture.astype(int) - GREY).max() > 10


def test_the_legend_names_what_occurs_in_any_letters(tmp_path: Path) -> None:
    folder = written(tmp_path, np.full((9, 9), 2, np.uint8))
    root = ElementTree.parse(folder / "legend.svg").getroot()
    assert [text.text for text in root.iterfind(".//{*}text")] == ["猫 & <co>"]


def test_a_bar_tells_the_scale_where_it_is_known(tmp_path: Path) -> None:
    """400 pixels are 40 micrometres: the bar is of 10, a hundred pixels."""
    picture = read_image(written(tmp_path, np.zeros((300, 400), np.uint8), name="a.tif") / "a.jpg")
    row = picture[-14].min(1)
    white = np.flatnonzero(row > 220)
    assert 94 <= np.ptp(white) <= 100
    plain = read_image(written(tmp_path, np.zeros((300, 400), np.uint8)) / "a.jpg")
    assert plain.max() < 140


@pytest.mark.parametrize(
    ("most", "length"), [(13, 10), (10, 10), (9.9, 5), (4.9, 2), (0.31, 0.2), (1, 1), (7e6, 5e6)]
)
def test_lengths_are_round(most: float, length: float) -> None:
    assert nice_length(most) == pytest.approx(length)


def test_too_small_a_picture_has_no_bar() -> None:
    picture = Image.new("RGB", (40, 40), (9, 9, 9))
    draw_scale_bar(picture, PixelSize(width=0.3, height=0.3, unit="µm"))
    assert np.asarray(picture).max() == 9


def test_what_is_larger_than_people_look_at_is_smaller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "LONGEST", 200)
    mask = np.zeros((300, 400), np.uint8)
    mask[:, :200] = 1
    picture = read_image(written(tmp_path, mask, name="a.tif") / "a.jpg")
    assert picture.shape == (150, 200, 3)
    white = np.flatnonzero(picture[-14].min(1) > 220)
    assert 44 <= np.ptp(white) <= 50, "ten micrometres are half as many pixels"


def test_the_image_itself_is_not_changed() -> None:
    image, mask = np.full((8, 8, 3), 7, np.uint8), np.ones((8, 8), np.uint8)
    laid_over(image, mask, CELLS, [1])
    assert (image == 7).all()
