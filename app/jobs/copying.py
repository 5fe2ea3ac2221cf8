"""A project as it lies on a disk that can only be read is copied to where it can go on."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from app.language import tr
from app.spoken import spoken
from app.state.paths import ProjectPaths
from fcn_core.errors import FcnError


def copy_project(kept: ProjectPaths, place: ProjectPaths) -> None:
    """Copy all that a person made, and the nets. For any thread. Raises `FcnError`.

    `project.json` comes last: without it, a copy that was cut short is no project yet.
    """
    made_anew = (kept.index_file, kept.lock_file, kept.claim_file)
    try:
        for name, _, files in os.walk(kept.root, onerror=_fail, followlinks=True):
            folder = Path(name)
            if folder == kept.predictions_folder:
                continue
            to = place.root / folder.relative_to(kept.root)
            to.mkdir(parents=True, exist_ok=True)
            for file in {folder / name for name in files} - {kept.project_file, *made_anew}:
                shutil.copyfile(file, to / file.name)  # not its mode: that may be read-only
        shutil.copyfile(kept.project_file, place.project_file)
    except OSError as error:
        raise FcnError(
            tr("The project {folder} cannot be copied ({reason}).").format(
                folder=kept.root, reason=spoken(error.strerror or str(error))
            ),
            tr("Free some space, then open its images again."),
        ) from error


def _fail(error: OSError) -> None:
    """A folder that cannot be read would be passed over."""
    raise error
