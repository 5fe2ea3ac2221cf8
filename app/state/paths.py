"""Where things lie in a project folder."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from app.state.claim import Claim
from fcn_core.errors import FcnError
from fcn_core.project_names import BACKUP_FILE, MODELS_FOLDER, PROJECT_FILE


@dataclass(frozen=True)
class ProjectPaths:
    """The files of a project below `root`."""

    root: Path
    _claim: Claim | None = field(default=None, compare=False, repr=False)

    def claimed(self) -> ProjectPaths:
        """The same for a window that has just locked the folder; see `check`. Raises `OSError`."""
        return replace(self, _claim=Claim.on(self.claim_file))

    def check(self) -> None:
        """Before writing: raise `OSError` if another project lies there, or a window has it."""
        if self._claim is not None:
            self._claim.check()

    def check_read(self) -> None:
        """Before and after reading: the same as an `FcnError`."""
        try:
            self.check()
        except OSError as error:
            raise FcnError(
                "{path} cannot be read: {reason}.",
                "Put the project back that was opened, or open this one anew.",
                path=self.root,
                reason=error.strerror,
            ) from error

    @property
    def project_file(self) -> Path:
        return self.root / PROJECT_FILE

    @property
    def backup_file(self) -> Path:
        return self.root / BACKUP_FILE

    @property
    def index_file(self) -> Path:
        return self.root / "index.sqlite"

    @property
    def lock_file(self) -> Path:
        return self.root / "window.lock"

    @property
    def claim_file(self) -> Path:
        return self.root / "window.name"

    @property
    def corrections_folder(self) -> Path:
        return self.root / "corrections"

    @property
    def journal_folder(self) -> Path:
        return self.root / "journal"

    @property
    def predictions_folder(self) -> Path:
        return self.root / "predictions"

    @property
    def models_folder(self) -> Path:
        return self.root / MODELS_FOLDER

    def corrections(self, image_id: str) -> Path:
        return self.corrections_folder / f"{image_id}.png"

    def journal(self, image_id: str) -> Path:
        return self.journal_folder / f"{image_id}.log"

    def draft(self, image_id: str) -> Path:
        return self.journal_folder / f"{image_id}.outline"

    def create(self) -> None:
        """Make the folders. Raises `OSError`."""
        self.root.mkdir(parents=True, exist_ok=True)
        for folder in (
            self.corrections_folder,
            self.journal_folder,
            self.predictions_folder,
            self.models_folder,
        ):
            folder.mkdir(exist_ok=True)
