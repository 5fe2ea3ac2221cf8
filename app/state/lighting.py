"""How light an image is shown: for eyes alone, no file and no net gets anything of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.state.project_file import Json

SETTING = "lighting"
DARKEST, LIGHTEST, STEP = -100, 100, 10


@dataclass(frozen=True, kw_only=True)
class Lighting:
    """`stretched`: from black for the darkest pixels to white for the lightest ones.

    `brightness` lifts or lowers what lies between, -100 to 100; at 0 it is as it is.
    """

    stretched: bool = False
    brightness: int = 0

    def __post_init__(self) -> None:
        if not DARKEST <= self.brightness <= LIGHTEST:
            raise ValueError(f"a brightness of {self.brightness} is not within -100 to 100")

    def by(self, steps: int) -> Lighting:
        """So much lighter, as far as it goes."""
        brightness = max(DARKEST, min(LIGHTEST, self.brightness + steps))
        return replace(self, brightness=brightness)

    def to_json(self) -> Json:
        """As a project keeps it."""
        return {"stretched": self.stretched, "brightness": self.brightness}

    @classmethod
    def from_json(cls, found: Json) -> Lighting:
        """The inverse. Of what no version of this program has written, images are as they are."""
        kept = found if isinstance(found, dict) else {}
        brightness = kept.get("brightness")
        is_number = isinstance(brightness, int) and DARKEST <= brightness <= LIGHTEST
        return cls(
            stretched=kept.get("stretched") is True,
            brightness=int(brightness) if is_number else 0,  # type: ignore[arg-type]
        )


AS_IT_IS = Lighting()
