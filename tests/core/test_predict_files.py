"""What predictions are called as files: no two alike, and no image lost to its own mask."""

from __future__ import annotations

from pathlib import Path

import pytest

from fcn_core.errors import FcnError
from fcn_core.predict_files import Output, output_names, planned

STRIDES = (32, 16, 8)


@pytest.mark.parametrize(
    ("images", "names"),
    [
        (["a/x.jpg", "a/y.jpg"], ["x", "y"]),
        (["a/x.jpg", "a/x.png", "a/y.png"], ["x.jpg", "x.png", "y"]),
        (["a/x.jpg", "b/x.jpg"], ["a_x.jpg", "b_x.jpg"]),
        (["a/x.jpg", "b/X.JPG"], ["a_x.jpg", "b_X.JPG"]),
        (["1/a/x.jpg", "2/a/x.jpg"], ["a_x.jpg_1", "a_x.jpg_2"]),
        (["1/a/x.jpg", "2/a/x.jpg", "a_x.jpg_1.png"], ["a_x.jpg_2", "a_x.jpg_3", "a_x.jpg_1"]),
        (["a/x.tif", "a/x.tif/2", "a/x_2.jpg"], ["x", "x.tif_2", "x_2.jpg"]),
        (["a/x.jpg", "a/x_8s.jpg"], ["x.jpg", "x_8s.jpg"]),
        (["a/x.jpg", "a/x_overlay.jpg"], ["x", "x_overlay"]),
    ],
)
def test_no_two_files_are_called_alike(images: list[str], names: list[str]) -> None:
    ends = Output(folder=Path(), strides=True, overlay=True).ends(STRIDES)
    found = output_names([Path(image) for image in images], ends)
    assert found == names
    files = [f"{name}{end}".casefold() for name in found for end in ends]
    assert len(set(files)) == len(files)


def test_images_are_never_replaced(tmp_path: Path) -> None:
    photos = [tmp_path / "a.png", tmp_path / "b.jpg"]
    for photo in photos:
        photo.write_bytes(b"precious")
    here = Output(folder=tmp_path)
    with pytest.raises(FcnError, match=r"a\.png is to be read"):
        planned(photos, here, STRIDES)
    assert planned(photos[1:], here, STRIDES) == {photos[1]: "b"}
    (tmp_path / "b.png").write_bytes(b"drawn by hand")
    with pytest.raises(FcnError, match=r"b\.png is there already, beside the images"):
        planned(photos[1:], here, STRIDES)
    elsewhere = Output(folder=tmp_path / "masks")
    assert planned([*photos, *photos], elsewhere, STRIDES) == {photos[0]: "a", photos[1]: "b"}
    elsewhere.folder.mkdir()
    (elsewhere.folder / "a.png").write_bytes(b"an older mask")
    assert planned(photos, elsewhere, STRIDES)
