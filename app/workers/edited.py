"""Edits in images that are not open: on the disk as if somebody had made them in the window."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.language import tr
from app.spoken import spoken
from app.state.corrections import Corrections
from app.state.edits import Edit
from app.state.journal import Journal
from app.state.listing import ImageEntry
from app.state.paths import ProjectPaths
from app.state.picture import Turn
from app.state.records import Record, RecordKind, encode_records
from app.state.recovery import Recovered, recover, save_snapshot
from app.state.snapshot import Snapshot
from fcn_core.imaging.images import read_header


class ClosedImage:
    """An image that is not open, as it was `found` on the disk; for one change.

    Changes write first the journal, then the corrections file. They raise `OSError`, and then
    nothing is changed: what the journal has is done, for opening the image finds it. `picture` is
    what was corrected, as far as is known. `notes`: what was found damaged, or is left to write.
    """

    def __init__(
        self, paths: ProjectPaths, image_id: str, found: Recovered, palette: NDArray[np.uint8]
    ) -> None:
        self._paths, self._image_id, self._palette = paths, image_id, palette
        self._found, self.picture, self.revision = found, found.picture, found.revision
        self.notes = found.notes
        self.corrections = Corrections(found.corrections_HW)

    @classmethod
    def open(
        cls, paths: ProjectPaths, entry: ImageEntry, palette: NDArray[np.uint8]
    ) -> ClosedImage:
        """As it is on the disk; of the image only the size is read. Raises `FcnError`."""
        header = read_header(entry.path)
        found = recover(paths, entry.image_id, (header.height, header.width))
        return cls(paths, entry.image_id, found, palette)

    @property
    def found(self) -> Recovered:
        """What was on the disk before the change."""
        return self._found

    def add(self, edit: Edit) -> None:
        """Write an edit that was just made in `corrections`, of what `picture` is by now."""
        before, now = self._found.picture, self.picture
        if before is not None and now is not None and not before.is_same(now):
            edit = replace(edit, turn=Turn(before, now))
        done = (*self._found.done, edit)
        self._write(RecordKind.EDIT, edit, done=done, undone=())

    def undo(self) -> None:
        """Take the newest edit back."""
        *done, edit = self._found.done
        edit.revert(self.corrections)
        if edit.turn is not None:
            self.picture = edit.turn.before
        undone = (*self._found.undone, edit)
        self._write(RecordKind.UNDO, None, done=tuple(done), undone=undone)

    def _write(
        self, kind: RecordKind, edit: Edit | None, done: tuple[Edit, ...], undone: tuple[Edit, ...]
    ) -> None:
        found, revision = self._found, self.revision + 1
        step = Record(kind=kind, revision=revision, edit=edit, picture=self.picture)
        records = (step,) if found.base is None else (found.base, step)
        self._paths.check()
        Journal(self._paths.journal(self._image_id)).append(encode_records(records))
        snapshot = Snapshot(
            image_id=self._image_id,
            revision=revision,
            corrections_HW=self.corrections.values_HW,
            done=done,
            undone=undone,
            picture=self.picture,
        )
        self.revision = revision
        try:
            save_snapshot(self._paths, snapshot, self._palette)
        except OSError as error:
            file = self._paths.corrections(self._image_id)
            left = tr(
                "The change is saved in the journal, but {file} is still as it was ({reason}). "
                "Free some space; the next correction in the image brings the file up to date."
            )
            reason = spoken(error.strerror or str(error))
            self.notes = (*self.notes, left.format(file=file, reason=reason))
