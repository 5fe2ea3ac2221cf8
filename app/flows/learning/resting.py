"""All that nobody touched on corrected images becomes background: the way out of one label alone.

Each image changes by an edit of its own, which can be undone there; all together can be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from app.flows.opening import Opening
from app.flows.work.each_image import Errand, Walking
from app.spoken import spoken_error
from app.state.document import Document
from app.state.listing import ImageEntry
from app.state.project import Project
from app.workers.background import Background
from app.workers.resting import Rested, RestOrder, is_filling, take_back_rest, write_rest
from fcn_core.labels import BACKGROUND


@dataclass
class RestResult:
    """The images that were changed, and what kept others from it."""

    images: list[ImageEntry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class Resting(QObject):
    """One walk through the images at a time."""

    finished = Signal(object)
    """RestResult: the rest of these is background now."""
    taken_back = Signal(object)
    """RestResult: the rest of these is untouched again."""

    def __init__(
        self, *, opening: Opening, reader: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._opening = opening
        self._walk = Walking(opening=opening, reader=reader, parent=self)
        self._result = RestResult()
        self._told: Callable[[RestResult], None] = self.finished.emit
        self._walk.ended.connect(lambda: self._told(self._result))

    @property
    def is_running(self) -> bool:
        return self._walk.is_running

    def start(self, images: Sequence[ImageEntry]) -> None:
        """Take the rest of these images as background. `finished` follows."""
        self._go(images, write_rest, _fill, self.finished.emit)

    def take_back(self, images: Sequence[ImageEntry]) -> None:
        """Undo that on these images, but where something was done since. `taken_back` follows."""
        self._go(images, take_back_rest, _empty, self.taken_back.emit)

    def _go(
        self,
        images: Sequence[ImageEntry],
        write: Callable[[RestOrder, ImageEntry], Rested],
        edit: Callable[[Document], bool],
        told: Callable[[RestResult], None],
    ) -> None:
        project = self._opening.project
        if project is None or self.is_running:
            return
        self._result, self._told = RestResult(), told
        order = RestOrder(paths=project.paths, label=BACKGROUND, palette=project.labels.palette())

        def visit(entry: ImageEntry, document: Document | None) -> Errand | None:
            if document is None:
                return Errand(
                    work=lambda: write(order, entry),
                    done=lambda rested: self._take(project, entry, rested),
                    missed=lambda error: self._result.problems.append(spoken_error(error)),
                )
            if edit(document):
                project.note_document(document)
                self._result.images.append(entry)
            return None

        self._walk.start(project, images, visit)

    def _take(self, project: Project, entry: ImageEntry, rested: Rested) -> None:
        project.note_touched(entry.image_id, rested.touched, rested.pixels)
        if rested.changed:
            self._result.images.append(entry)


def _fill(document: Document) -> bool:
    change = document.begin_filling_rest(BACKGROUND)
    return change is not None and change.finish() is not None


def _empty(document: Document) -> bool:
    return is_filling(document.history.done, BACKGROUND) and document.undo() is not None
