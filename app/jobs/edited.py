"""Edits in images that are not open: on the disk as if somebody had made them in the window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.jobs.corrected import labelled
from app.language import tr
from app.spoken import spoken
from app.state.corrections import Corrections
from app.state.edits import Edit, Stroke
from app.state.journal import Journal
from app.state.listing import ImageEntry
from app.state.paths import ProjectPaths
from app.state.picture import read_pictured
from app.state.records import Record, RecordKind, encode_records
from app.state.recovery import recover, save_snapshot
from app.state.rect import Rect
from app.state.snapshot import Snapshot
from fcn_core.imaging.images import read_header
from fcn_core.masks import Mask


@dataclass(frozen=True, kw_only=True)
class Edited:
    """The corrections that an image has now: `touched` of `pixels`, of these `labels`; the
    `revision`, and the `edit` that was made or taken back, None if nothing changed. `notes`: what
    was found damaged, or is left to write.
    """

    touched: int
    pixels: int
    labels: frozenset[int]
    revision: int
    edit: Edit | None
    notes: tuple[str, ...] = ()


def edited(
    corrections: Corrections, revision: int, edit: Edit | None, notes: tuple[str, ...] = ()
) -> Edited:
    """Sum up an image's corrections."""
    values_HW = corrections.values_HW
    return Edited(
        touched=corrections.touched,
        pixels=values_HW.size,
        labels=frozenset(labelled(values_HW)),
        revision=revision,
        edit=edit,
        notes=notes,
    )


class ClosedImage:
    """An image that is not open, as it was `found` on the disk; for one change.

    Changes write first the journal, then the corrections file. They raise `OSError`, and then
    nothing is changed: what the journal has is done, for opening the image finds it.
    """

    def __init__(self, paths: ProjectPaths, entry: ImageEntry, palette: NDArray[np.uint8]) -> None:
        """Of the image only the size is read. Raises `FcnError`."""
        header = read_header(entry.path)
        self._paths, self._entry, self._palette = paths, entry, palette
        self.found = recover(paths, entry.image_id, (header.height, header.width))
        self.corrections = Corrections(self.found.corrections_HW)

    def as_found(self) -> Edited:
        """What is said of it if it is not changed."""
        return edited(self.corrections, self.found.revision, None, self.found.notes)

    def change(
        self, title: str, values_HW: Mask, *, label: int | None = None, confirms: bool
    ) -> Edited:
        """Make the corrections `values_HW`, in one edit; of `label`, if all that changes is.

        `confirms`: they are of the picture that lies there now. Raises `FcnError` or `OSError`.
        """
        stroke = Stroke(self.corrections, title)
        stroke.touch(Rect.of_shape(self.corrections.shape), label)
        self.corrections.values_HW[:] = values_HW
        edit = stroke.finish()
        if edit is None:
            return self.as_found()
        found, picture = self.found, self.found.picture
        if confirms:
            _, picture = read_pictured(self._entry.path)
        edit = edit.of_pictures(found.picture, picture)
        step = Record(kind=RecordKind.EDIT, revision=found.revision + 1, edit=edit, picture=picture)
        return self._write(step, edit, done=(*found.done, edit), undone=())

    def undo(self) -> Edited:
        """Take the newest edit back. Raises `OSError`."""
        found, picture = self.found, self.found.picture
        *done, edit = found.done
        edit.revert(self.corrections)
        if edit.turn is not None:
            picture = edit.turn.before
        step = Record(kind=RecordKind.UNDO, revision=found.revision + 1, picture=picture)
        return self._write(step, edit, done=tuple(done), undone=(*found.undone, edit))

    def _write(
        self, step: Record, edit: Edit, done: tuple[Edit, ...], undone: tuple[Edit, ...]
    ) -> Edited:
        base, image_id, notes = self.found.base, self._entry.image_id, self.found.notes
        records = (step,) if base is None else (base, step)
        self._paths.check()
        Journal(self._paths.journal(image_id)).append(encode_records(records))
        snapshot = Snapshot(
            image_id=image_id,
            revision=step.revision,
            corrections_HW=self.corrections.values_HW,
            done=done,
            undone=undone,
            picture=step.picture,
        )
        try:
            save_snapshot(self._paths, snapshot, self._palette)
        except OSError as error:
            file = self._paths.corrections(image_id)
            left = tr(
                "The change is saved in the journal, but {file} is still as it was ({reason}). "
                "Free some space; the next correction in the image brings the file up to date."
            )
            reason = spoken(error.strerror or str(error))
            notes += (left.format(file=file, reason=reason),)
        return edited(self.corrections, step.revision, edit, notes)


def take_back_closed(
    paths: ProjectPaths, palette: NDArray[np.uint8], entry: ImageEntry, revision: int
) -> Edited:
    """Undo the edit that led to this revision, unless something was done since. The image must not
    be open. Raises `FcnError` or `OSError`.
    """
    image = ClosedImage(paths, entry, palette)
    is_last = bool(image.found.done) and image.found.revision == revision
    return image.undo() if is_last else image.as_found()
