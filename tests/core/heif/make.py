"""Make the files beside it: `pip install pillow-heif==1.8.1`, which also writes, and run this.

Its x265 is under the GPL, so it is not among what tests need. What the files show is `photo` of
`tests/core/test_images.py`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from pillow_heif import encode, register_heif_opener

FOLDER = Path(__file__).parent
LOOKS = {"quality": 90, "chroma": 444}
TURNS = {3: "ROTATE_180", 5: "TRANSPOSE", 6: "ROTATE_90"}
"""EXIF's numbers, and what is done to an upright image to store it so."""


def photo() -> Image.Image:
    rows, cols = np.mgrid[:24, :36]
    image = np.dstack([cols * 4, rows * 6, (rows + cols) * 2]).astype(np.uint8)
    image[:8, :12] = (250, 10, 10)
    return Image.fromarray(image)


def save_turned(upright: Image.Image, number: int, name: str, **looks: object) -> None:
    """As phones do: libheif's own "irot" and "imir" say it besides EXIF."""
    exif = Image.Exif()
    exif[0x0112] = number
    stored = upright.transpose(Image.Transpose[TURNS[number]])
    stored.save(FOLDER / name, exif=exif.tobytes(), **looks)


def main() -> None:
    register_heif_opener()
    upright = photo()
    upright.save(FOLDER / "plain.heic", **LOOKS)
    for number in TURNS:
        save_turned(upright, number, f"turned_{number}.heic", **LOOKS)
    # As an iPhone's: tiles that reach beyond the image.
    large = upright.resize((144, 96), Image.Resampling.NEAREST)
    save_turned(large, 6, "tiles.heic", tile_size=64, quality=80)
    other = Image.new("RGB", (20, 10), "blue")
    other.save(
        FOLDER / "burst.heic", save_all=True, append_images=[upright], primary_index=1, **LOOKS
    )
    upright.putalpha(100)
    upright.save(FOLDER / "transparent.heic", **LOOKS)
    # Ten bits in sixteen, of a camera.
    ramp = (np.linspace(0, 1023, 64 * 48).astype("<u2") << 6).reshape(64, 48)
    for mode, values, name in (
        ("RGB;16", np.dstack([ramp] * 3), "deep.hif"),
        ("I;16", ramp, "deep_grey.hif"),
    ):
        encode(mode, (48, 64), values.tobytes(), FOLDER / name, quality=-1, chroma=444)


if __name__ == "__main__":
    main()
