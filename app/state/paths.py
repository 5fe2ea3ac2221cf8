"""Where things lie in a project folder, and the file-safe ids by which images are known there."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePath

FOLDER_NAME = "fcn-project"
PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}")
WINDOWS_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
MAX_ID_BYTES = 120
HASH_DIGITS = 10


def image_id(relative: PurePath | str) -> str:
    """A stable id for an image, made of its path relative to the images' folder ("/" between).

    Plain names are their own id. Any other keeps its readable part and gets `~` and a hash of
    the whole path, so that no two paths share an id and every file system takes it.
    """
    name = relative if isinstance(relative, str) else relative.as_posix()
    is_device = bool(WINDOWS_DEVICES.fullmatch(name))
    if PLAIN.fullmatch(name) and not is_device:
        return name
    readable = "".join(
        c if c.isalnum() or c in "-_." else "_" for c in unicodedata.normalize("NFC", name)
    ).strip(".")
    if readable == name and len(name.encode()) <= MAX_ID_BYTES and not is_device:
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_DIGITS]
    room = MAX_ID_BYTES - HASH_DIGITS - len("_~")
    short = readable.encode("utf-8", "replace")[:room].decode("utf-8", "ignore")
    if WINDOWS_DEVICES.fullmatch(short):
        short = f"_{short}"
    return f"{short}~{digest}"


@dataclass(frozen=True)
class ProjectPaths:
    """The files of a project below `root`."""

    root: Path

    @property
    def project_file(self) -> Path:
        return self.root / "project.json"

    @property
    def backup_file(self) -> Path:
        return self.root / "project.json.bak"

    @property
    def index_file(self) -> Path:
        return self.root / "index.sqlite"

    @property
    def lock_file(self) -> Path:
        return self.root / "window.lock"

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
        return self.root / "models"

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
