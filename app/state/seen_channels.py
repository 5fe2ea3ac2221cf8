"""Through which channels a project's images are seen, as `project.json` keeps it."""

from __future__ import annotations

from app.state.project_file import Json
from fcn_core.imaging.channels import Channels

SETTING = "channels"


def to_setting(channels: Channels | None) -> Json:
    """None: each image as it is usual."""
    return None if channels is None else str(channels)


def from_setting(found: Json) -> Channels | None:
    """The inverse. Raises `FcnError` for what nobody has written there by this program."""
    return None if found is None else Channels.parse(str(found))
