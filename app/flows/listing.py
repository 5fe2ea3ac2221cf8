"""Listing: which images the project has, and in which order one goes from one to the next.

Of a large folder the first image is there at once; all names are read in a thread, once the
first image has been.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.flows.flow import Flow
from app.language import tr
from app.spoken import spoken
from app.state.failures import Failure, failures, forget_failures, outdated
from app.state.listing import Entries, ImageEntry, has_images, no_images
from app.state.project import SUBFOLDERS, Project
from app.workers.background import Background
from fcn_core.errors import FcnError


class Listing(Flow):
    """The open project's images."""

    order_changed = Signal()
    """Images were listed, filtered or sorted: places and neighbours are others."""
    only_below = Signal(object)
    """A folder without images, but its subfolders have some: offer `include_subfolders`."""
    dated = Signal(object)
    """Seconds since 1970 by image id."""

    def __init__(
        self, reader: Background, tasks: Background, parent: QObject | None = None
    ) -> None:
        """`reader` also reads the images, so that names come after the first of them."""
        super().__init__(parent)
        self._reader, self._tasks = reader, tasks
        self._project: Project | None = None
        self._order: Sequence[str] = ()
        self._places: dict[str, int] = {}

    # --- which ----------------------------------------------------------------------------------

    def set_project(self, project: Project | None) -> None:
        """List the images of another project, or none."""
        if self._project is not None:
            self._project.images_changed.disconnect(self._go_by_name)
        self._project = project
        if project is not None:
            project.images_changed.connect(self._go_by_name)
        self._go_by_name()

    def complete(self, done: Callable[[], None]) -> None:
        """Read all names where only the first is known, then `done`; say so if there is none."""
        project = self._project
        if project is None:
            return
        if not project.is_listed:
            self.renew(done)
            return
        self._try_again()
        if not project.entries:
            self._say_empty(project)

    def renew(self, done: Callable[[], None] = lambda: None) -> None:
        """Read all names anew, in the reader's thread; then `done`."""
        project = self._project
        if project is None:
            return

        def take(entries: Entries) -> None:
            if self._project is project:
                project.take(entries)
                self._try_again()
                done()

        self._reader.submit(project.list_all, take, self._fail)

    def include_subfolders(self, included: bool, done: Callable[[], None]) -> None:
        """List images in subfolders too, or no longer; the project remembers it."""
        project = self._project
        if project is not None and self.attempt(lambda: project.set_setting(SUBFOLDERS, included)):
            self.renew(done)

    def find_dates(self) -> None:
        """Ask the disk when each file was changed last; `dated` brings the answer."""
        project = self._project
        if project is None:
            return

        def tell(dates: dict[str, float]) -> None:
            if self._project is project:
                self.dated.emit(dates)

        self._tasks.submit(project.entries.dates, tell, self._fail)

    # --- in which order -------------------------------------------------------------------------

    def set_order(self, image_ids: Sequence[str]) -> None:
        """Next and previous go this way: the list's, filtered and sorted."""
        self._order = image_ids
        self._places = {image_id: place for place, image_id in enumerate(image_ids)}
        self.order_changed.emit()

    def place(self, image_id: str) -> tuple[int, int]:
        """(1, 8): the first of eight; the place is 0 if the image is not listed."""
        return self._places.get(image_id, -1) + 1, len(self._order)

    def neighbour(self, image_id: str, by: int) -> ImageEntry | None:
        """The image `by` places further; the first one if `image_id` is not listed."""
        there = self._places[image_id] + by if image_id in self._places else 0
        if self._project is None or by == 0 or not 0 <= there < len(self._order):
            return None
        return self._project.entry(self._order[there])

    # --- inside ---------------------------------------------------------------------------------

    def _go_by_name(self) -> None:
        self.set_order(() if self._project is None else self._project.entries.ids)

    def _try_again(self) -> None:
        """Images that could not be read may be back: whoever needs them reads them once more."""
        project = self._project
        found = () if project is None else failures(project)

        def take(changed: tuple[Failure, ...]) -> None:
            if project is not None and self._project is project:
                forget_failures(project, changed)

        if found:
            self._tasks.submit(lambda: outdated(found), take, self._fail)

    def _say_empty(self, project: Project) -> None:
        if not project.has_subfolders and has_images(project.images, below=True):
            self.only_below.emit(project.images)
            return
        self._fail(no_images(project.images))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, FcnError):
            text = tr("The images cannot be listed: {reason}.").format(reason=spoken(str(error)))
            error = FcnError(text, tr("Open the folder again."))
        self.problem.emit(error)
