"""How large a pixel is in the world, as a microscope or a map says in its file, or a person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fcn_core.errors import FcnError

MICROMETRES = "µm"
UNITS = ("nm", MICROMETRES, "mm", "cm", "m", "km", "in", "ft")
OTHER_NAMES = {
    **dict.fromkeys(("nanometer", "nanometre", "nanometers"), "nm"),
    **dict.fromkeys(("um", "\u03bcm", "\\u00b5m", "micron", "microns"), MICROMETRES),
    **dict.fromkeys(("micrometer", "micrometre", "micrometers"), MICROMETRES),
    **dict.fromkeys(("millimeter", "millimetre", "millimeters"), "mm"),
    **dict.fromkeys(("centimeter", "centimetre", "centimeters"), "cm"),
    **dict.fromkeys(("meter", "metre", "meters", "metres"), "m"),
    **dict.fromkeys(("inch", "inches"), "in"),
    **dict.fromkeys(("foot", "feet"), "ft"),
}
"""What programs call them besides. The second has a Greek letter; the third is ImageJ's own."""
LEAST, MOST = 1e-12, 1e12
"""How long a side may be: beyond them stand slips, of whose areas nothing could be told."""
WRITTEN = re.compile(r"([\d.]+(?:e[+-]?\d+)?)(?:\s*[x×]\s*([\d.]+(?:e[+-]?\d+)?))?\s*(\D+)")


@dataclass(frozen=True, kw_only=True)
class PixelSize:
    """The sides of a pixel of an upright image, in one of `UNITS`."""

    width: float
    height: float
    unit: str

    def __post_init__(self) -> None:
        if not all(LEAST <= side <= MOST for side in (self.width, self.height)):
            raise ValueError(f"a pixel of {self.width} x {self.height}")
        if self.unit not in UNITS:
            raise ValueError(f"{self.unit!r} is no unit")

    def __str__(self) -> str:
        sides = f"{self.width:.6g}"
        if self.height != self.width:
            sides += f" x {self.height:.6g}"
        return f"{sides} {self.unit}"

    @property
    def area(self) -> float:
        """Of one pixel, in the square of the unit."""
        return self.width * self.height

    @property
    def ascii_unit(self) -> str:
        """The unit as programs read it that know no other letters: "um"."""
        return self.unit.replace("µ", "u")

    @classmethod
    def parse(cls, text: str) -> PixelSize:
        """The inverse of `str`: "0.5 um", "0.5 x 0.25 mm". Raises `FcnError`."""
        found = WRITTEN.fullmatch(text.strip().lower())
        unit = unit_called(found[3]) if found else None
        try:
            if found is None or unit is None:
                raise ValueError(text)
            return cls(width=float(found[1]), height=float(found[2] or found[1]), unit=unit)
        except ValueError as error:
            raise FcnError(
                "{text!r} is no size of a pixel.",
                'Say how long its sides are, as "0.5 um" or "0.5 x 0.25 mm". Units: {units}.',
                text=text,
                units=", ".join(UNITS),
            ) from error


def unit_called(name: str) -> str | None:
    """One of `UNITS` by what a program calls it; None for what is no length in the world."""
    known = name.strip().lower()
    known = OTHER_NAMES.get(known, known)
    return known if known in UNITS else None
