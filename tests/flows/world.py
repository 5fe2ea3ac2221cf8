"""The flows with a fake net, on a folder of tiny photos."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app.bootstrap.parts import Parts, Replacements
from app.state.document import Document
from app.state.rect import Rect
from app.state.regions import Region
from app.state.settings import Settings
from tests.workers.fakes import FakeZoo

HEIGHT, WIDTH = 24, 32


def make_photo(path: Path, seed: int, height: int = HEIGHT) -> None:
    """Dark on the left, bright on the right, and a little noise of its own."""
    pixels = np.random.default_rng(seed).integers(0, 60, (height, WIDTH, 3)).astype(np.uint8)
    pixels[:, WIDTH // 2 :] += 180
    Image.fromarray(pixels).save(path)


def make_photos(folder: Path, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        make_photo(folder / f"photo{number}.png", number)
    return folder


def refuse_writing(patch: pytest.MonkeyPatch) -> None:
    """As a full disk does with the records of nets."""

    def full(path: Path, _: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    patch.setattr("fcn_core.registry.write_atomic", full)


def refuse_project_writes(patch: pytest.MonkeyPatch) -> None:
    """As a full disk does with what a project says of itself."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "project.json")

    patch.setattr("app.state.project_file.write_project", full)


class World:
    """Parts, what they said, and short ways to do things."""

    def __init__(self, qtbot: QtBot, folder: Path, command: list[str] | None = None) -> None:
        self.qtbot, self.zoo = qtbot, FakeZoo()
        ini = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        instead = Replacements(load=self.zoo, training_command=command or ())
        self.parts = Parts(Settings(ini), instead)
        self.problems: list[str] = []
        parts = self.parts
        for flow in (
            parts.opening, parts.listing, parts.saving, parts.predicting, parts.models,
            parts.naming, parts.training,
        ):  # fmt: skip
            flow.problem.connect(lambda error: self.problems.append(str(error)))

    @property
    def document(self) -> Document:
        assert self.parts.opening.document is not None
        return self.parts.opening.document

    def until(self, done: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(done)

    def open(self, folder: Path) -> Document:
        self.parts.opening.open_path(folder)
        self.until(lambda: self.parts.opening.document is not None)
        return self.document

    def show(self, image_id: str) -> Document:
        self.parts.opening.show(image_id)
        self.until(lambda: self.document.image_id == image_id)
        return self.document

    def predicted(self) -> Document:
        if self.parts.predicting.info is None:
            self.parts.load_net()
        self.until(lambda: 8 in self.document.predictions.by_stride)
        return self.document

    def paint(self, label: int = 2, x: int = 2, y: int = 2) -> None:
        region = Region(label=0, rect=Rect(x, y, 4, 3), inside_HW=np.ones((3, 4), np.bool_))
        self.document.paint("Paint", region, label)

    def saved(self) -> None:
        self.until(lambda: not self.document.is_dirty)

    def close(self) -> None:
        self.parts.close_project()
        self.parts.shutdown()
